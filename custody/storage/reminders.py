"""Which reminders were asked for already: each is sent once (P39, P47)."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from custody.storage.tables import ReminderRow


class ReminderBook:
    """Reminders on one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def new(self, keys: Collection[str]) -> frozenset[str]:
        """Return those of these keys that were not asked for yet."""
        known = self._session.scalars(select(ReminderRow.key).where(ReminderRow.key.in_(keys)))
        return frozenset(keys) - frozenset(known)

    def asked(self, keys: Collection[str], at: datetime) -> None:
        """Keep that these were asked for; a second worker that does the same fails as a whole."""
        self._session.add_all(ReminderRow(key=key, made_at=at) for key in sorted(keys))
        self._session.flush()
