"""Photos and drawn signatures on record: what is known of a file beside its bytes (`files.py`)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from custody.storage.tables import FileRow


@dataclass(frozen=True)
class StoredFile:
    """A file on record; `shown` and `thumb` are hashes of the copies that pages may show (Q33)."""

    sha256: str
    media_type: str
    size: int
    name: str
    shown: str | None
    item: str | None
    by: str
    added_at: datetime
    thumb: str | None = None


class PictureBook:
    """Stored pictures on one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, file: StoredFile) -> None:
        """Put a stored file on record; the same bytes again change nothing."""
        if self._session.get(FileRow, file.sha256) is None:
            self._session.add(
                FileRow(
                    sha256=file.sha256,
                    media_type=file.media_type,
                    size=file.size,
                    name=file.name[:255],
                    shown=file.shown,
                    thumb=file.thumb,
                    item=file.item,
                    by_number=file.by,
                    added_at=file.added_at,
                )
            )
            self._session.flush()

    def hashes(self) -> frozenset[str]:
        """Return the names of all files that rows refer to: originals and copies."""
        query = select(FileRow.sha256, FileRow.shown, FileRow.thumb)
        return frozenset(name for row in self._session.execute(query) for name in row if name)

    def find(self, sha256: str) -> StoredFile | None:
        """Return what is on record of a file, or None."""
        row = self._session.get(FileRow, sha256)
        if row is None:
            return None
        return StoredFile(
            row.sha256,
            row.media_type,
            row.size,
            row.name,
            row.shown,
            row.item,
            row.by_number,
            row.added_at,
            row.thumb,
        )

    def belongs(self, sha256: str, item: str) -> None:
        """Say which item a file belongs to, when it was kept before the item had a code."""
        self._session.execute(update(FileRow).where(FileRow.sha256 == sha256).values(item=item))
