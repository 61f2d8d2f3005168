"""What anyone may do without an account: check a receipt, see how a told handover stands,
and read what the log publishes.

The check is the stand-alone verifier's; this service only hands it the published keys. It asks
the register nothing, so the answer does not depend on what the police still have. Only for a
receipt that is genuine the register is asked what was corrected since, and an answer is no part
of the verdict (P126).
"""

from datetime import datetime, timedelta

from custody import storage, verifier
from custody.domain.corrections import Amendment, amendments
from custody.domain.deadlines import day_of_receipt
from custody.domain.statuses import MOST_AN_HOUR, LookedTooOftenError, Status

# No limit looks back further: an hour for the status page, ten minutes and a pause for signing in.
KEPT = timedelta(days=1)


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


def status(code: str, address: str, phone: str, at: datetime) -> Status | None:
    """Return what a citizen may read of a claim by the code of its letter, or None (C100).

    Every look counts, whatever it finds, so that a known code and an unknown one cost the same.
    """
    with storage.transaction() as books:
        books.audit.count_alone("status")
        newest = books.audit.newest_attempts("status", address, MOST_AN_HOUR)
        if len(newest) == MOST_AN_HOUR and at - newest[-1] < timedelta(hours=1):
            raise LookedTooOftenError(phone=phone)
        books.audit.attempted("status", address, at)
        claim = books.claims.by_code(code.strip().upper().replace("-", ""))
    if claim is None or claim.opened_at is None:
        return None
    return Status(claim.category, day_of_receipt(claim.opened_at), claim.state)


def forget_attempts(at: datetime) -> int:
    """Take away looks and failed attempts that no limit counts any more; return how many."""
    before = at - KEPT
    with storage.reading() as books:
        if not books.audit.has_attempts(before):
            return 0
    with storage.transaction() as books:
        return books.audit.forget_attempts(before)


def published_keys() -> str:
    """Return the signed list of public keys."""
    return storage.store().signer.key_list()


def published_checkpoint() -> str | None:
    """Return the newest signed checkpoint of the log, or None when there is none yet."""
    with storage.reading() as books:
        return books.signed.last_checkpoint()
