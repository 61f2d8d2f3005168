"""Signing what is committed: receipts and checkpoints, through the guard and never before (Q3)."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from custody.domain import events as e
from custody.domain import notes, receipts
from custody.domain.errors import TroubleError
from custody.domain.ledger import unb64u
from custody.storage.signed import ReceiptRecord
from custody.storage.signer import GuardAlarmError, Signer
from custody.storage.store import Books, reading, store, transaction


def sign_receipts(numbers: Iterable[str]) -> tuple[str, ...]:
    """Sign these receipts where they are not signed yet; return the numbers that now are.

    Trouble with keys, guard, disk or database leaves them unsigned: the handover is committed and
    stands, the receipt follows.
    """
    signed = []
    for no in numbers:
        try:
            if _sign(no):
                signed.append(no)
        except (TroubleError, OSError, SQLAlchemyError):
            break
    return tuple(signed)


def sign_pending() -> tuple[str, ...]:
    """Sign every receipt that still waits, also after a restart; raise what stands in the way."""
    with reading() as books:
        waiting = [receipt.no for receipt in books.signed.receipts(unsigned=True)]
    return tuple(no for no in waiting if _sign(no))


def _sign(no: str) -> bool:
    signer = store().signer
    with signer.locked():
        with reading() as books:
            receipt = books.signed.receipt(no)
            if receipt is None or receipt.token is not None:
                return receipt is not None
            payload = _payload(books, receipt)
            _advance(books, signer)
        token = signer.sign_receipt(payload.encode())
    with transaction() as writing:
        writing.signed.sign(no, token)
    return True


def _advance(books: Books, signer: Signer) -> None:
    """Let the guard see all that was added to the log, as it stands in this unit of work."""
    frontier = books.ledger.frontier()
    done = signer.state()
    leaves = books.ledger.leaves(done.size if done else 0)
    try:
        signer.advance(frontier.size, frontier.root(), leaves)
    except GuardAlarmError as alarm:
        store().doubt.found = str(alarm.facts["found"])
        raise


def _payload(books: Books, receipt: ReceiptRecord) -> receipts.Payload:
    """Return what the receipt says, tied to its event and to the log as it stands."""
    record, frontier = books.ledger.record(receipt.event_seq), books.ledger.frontier()
    issued = record.event
    assert isinstance(issued, e.ReceiptIssued)
    return receipts.Payload(
        origin=books.ledger.origin,
        no=receipt.no,
        issued=int(record.rec.timestamp()),
        unit=issued.unit or "",
        items=tuple((code, count, words) for code, count, words in issued.items or ()),
        leaf=unb64u(record.leaf),
        index=record.seq,
        size=frontier.size,
        root=frontier.root(),
        badge=issued.actor,
        owner_salt=books.signed.owner_salt(record.seq),
    )


def checkpoint(at: datetime) -> str | None:
    """Sign and keep a checkpoint of the log; None when nothing was added since the last one."""
    signer = store().signer
    with signer.locked():
        with reading() as books:
            frontier = books.ledger.frontier()
            last = books.signed.checkpoints()
            if last and last[-1][0] == frontier.size:
                return None
            _advance(books, signer)
        stand = notes.Checkpoint(store().origin, frontier.size, frontier.root())
        note = signer.sign_checkpoint(stand)
    with transaction() as writing:
        writing.signed.add_checkpoint(stand.size, stand.root, note, at)
    return note
