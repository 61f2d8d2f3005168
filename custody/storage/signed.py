"""What was signed and given out: receipts and checkpoints, beside the log that they speak of.

The event of a receipt stands in the log and never changes; what stands here is its paper: the
signed token, how often it was printed, and whether the citizen took it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from custody.domain.events import ReceiptIssued, Recorded
from custody.domain.ledger import unb64u
from custody.storage.tables import CheckpointRow, OpeningRow, ReceiptRow


@dataclass(frozen=True)
class ReceiptRecord:
    """A receipt on record; `token` is None while it is not signed yet."""

    no: str
    event_seq: int
    handover: str
    token: bytes | None
    issued_at: datetime
    prints: int
    given: str | None


class SignedBook:
    """Receipts and checkpoints on one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def owner_salt(self, seq: int) -> bytes | None:
        """Return the salt of the `owner` digest of an event, or None."""
        salt = self._session.scalar(
            select(OpeningRow.salt).where(OpeningRow.event_seq == seq, OpeningRow.name == "owner")
        )
        return unb64u(salt) if salt else None

    def add_receipt(self, record: Recorded, handover: str) -> None:
        """Put a receipt on record, not yet signed."""
        assert isinstance(record.event, ReceiptIssued)
        self._session.add(
            ReceiptRow(
                no=record.event.receipt_no,
                event_seq=record.seq,
                handover=handover,
                issued_at=record.rec,
                prints=0,
            )
        )
        self._session.flush()

    def receipt(self, no: str) -> ReceiptRecord | None:
        """Return a receipt on record, or None."""
        row = self._session.get(ReceiptRow, no)
        return _receipt(row) if row else None

    def receipts(self, *, unsigned: bool = False) -> tuple[ReceiptRecord, ...]:
        """Return all receipts in the order of the log, or those that still wait for a signature."""
        query = select(ReceiptRow).order_by(ReceiptRow.event_seq)
        if unsigned:
            query = query.where(ReceiptRow.token.is_(None), ReceiptRow.erased_at.is_(None))
        return tuple(_receipt(row) for row in self._session.scalars(query))

    def waiting(self) -> int:
        """Count the receipts that still wait for a signature."""
        waits = (ReceiptRow.token.is_(None), ReceiptRow.erased_at.is_(None))
        return self._session.scalar(select(func.count(ReceiptRow.no)).where(*waits)) or 0

    def last_signed_at(self) -> datetime | None:
        """Return when the newest checkpoint was signed, or None."""
        newest = select(CheckpointRow.signed_at).order_by(CheckpointRow.size.desc()).limit(1)
        return self._session.scalar(newest)

    def was_signed(self) -> bool:
        """Whether a checkpoint or a receipt of this log was ever signed."""
        signed = select(ReceiptRow.no).where(ReceiptRow.token.is_not(None)).limit(1)
        checkpoint = select(CheckpointRow.size).limit(1)
        return any(self._session.scalar(query) is not None for query in (checkpoint, signed))

    def receipts_of(self, handover: str) -> tuple[str, ...]:
        """Return the receipt numbers of one act."""
        query = select(ReceiptRow.no).where(ReceiptRow.handover == handover)
        return tuple(self._session.scalars(query.order_by(ReceiptRow.event_seq)))

    def receipts_of_each(self, handovers: Sequence[str]) -> dict[str, list[str]]:
        """Return the receipt numbers of several acts."""
        found: dict[str, list[str]] = {}
        query = select(ReceiptRow.handover, ReceiptRow.no).where(ReceiptRow.handover.in_(handovers))
        for handover, no in self._session.execute(query.order_by(ReceiptRow.event_seq)):
            found.setdefault(handover, []).append(no)
        return found

    def sign(self, no: str, token: bytes) -> None:
        """Store the signed token of a receipt; the first one stays."""
        self._session.execute(
            update(ReceiptRow)
            .where(ReceiptRow.no == no, ReceiptRow.token.is_(None))
            .values(token=token)
        )

    def printed(self, no: str) -> None:
        """Count one more print of a receipt."""
        self._session.execute(
            update(ReceiptRow).where(ReceiptRow.no == no).values(prints=ReceiptRow.prints + 1)
        )

    def given(self, no: str, given: str) -> None:
        """Note whether the citizen took the receipt."""
        self._session.execute(update(ReceiptRow).where(ReceiptRow.no == no).values(given=given))

    def add_checkpoint(self, size: int, root: bytes, note: str, at: datetime) -> None:
        """Keep a signed checkpoint."""
        self._session.merge(CheckpointRow(size=size, root=root, note=note, signed_at=at))

    def checkpoints(self) -> tuple[tuple[int, bytes, str], ...]:
        """Return (size, root, note) of every checkpoint, smallest first."""
        rows = self._session.scalars(select(CheckpointRow).order_by(CheckpointRow.size))
        return tuple((row.size, row.root, row.note) for row in rows)

    def signed_up_to(self) -> int:
        """Return how many events the newest checkpoint covers; 0 when there is none."""
        return self._session.scalar(select(func.max(CheckpointRow.size))) or 0

    def last_checkpoint(self) -> str | None:
        """Return the note of the newest checkpoint, or None."""
        query = select(CheckpointRow.note).order_by(CheckpointRow.size.desc()).limit(1)
        return self._session.scalar(query)


def _receipt(row: ReceiptRow) -> ReceiptRecord:
    return ReceiptRecord(
        row.no, row.event_seq, row.handover, row.token, row.issued_at, row.prints, row.given
    )
