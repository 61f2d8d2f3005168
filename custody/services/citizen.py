"""What anyone may do without an account: check a receipt, and read what the log publishes.

The check is the stand-alone verifier's; this service only hands it the published keys. It asks
the register nothing, so the answer does not depend on what the police still have. Only for a
receipt that is genuine the register is asked what was corrected since, and an answer is no part
of the verdict (P126).
"""

from custody import storage, verifier
from custody.domain.corrections import Amendment, amendments


def check_receipt(text: str) -> verifier.Verdict:
    """Return what the verifier says of a receipt's address or token, with our published key list."""
    return verifier.verify_receipt(text, storage.store().signer.key_list())


def amended(receipt: verifier.Statement) -> tuple[Amendment, ...]:
    """Return what was corrected since of the items on a receipt that was found genuine (P126)."""
    with storage.reading() as books:
        return tuple(
            amendment
            for code, _count, _words in receipt.items
            for amendment in amendments(books.ledger.trail(code))
        )


def published_keys() -> str:
    """Return the signed list of public keys."""
    return storage.store().signer.key_list()


def published_checkpoint() -> str | None:
    """Return the newest signed checkpoint of the log, or None when there is none yet."""
    with storage.reading() as books:
        return books.signed.last_checkpoint()
