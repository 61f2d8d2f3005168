"""What anyone may do without an account: check a receipt, and read what the log publishes.

The check is the stand-alone verifier's; this service only hands it the published keys. It asks
the register nothing, so the answer does not depend on what the police still have.
"""

from custody import storage, verifier


def check_receipt(text: str) -> verifier.Verdict:
    """Return what the verifier says of a receipt's address or token, with our published key list."""
    return verifier.verify_receipt(text, storage.store().signer.key_list())


def published_keys() -> str:
    """Return the signed list of public keys."""
    return storage.store().signer.key_list()


def published_checkpoint() -> str | None:
    """Return the newest signed checkpoint of the log, or None when there is none yet."""
    with storage.reading() as books:
        return books.signed.last_checkpoint()
