"""Forms that were sent, for the acts that no event of the log tells of: a double press records once.

Rules kept here:
- the id of a form is one person's: the same id from another account is not the same act;
- the same id with other content is refused, so that nothing typed is dropped unseen (Q11);
- of the content only a digest is kept, made together with the id.
"""

import hashlib
import json
from datetime import datetime

from sqlalchemy.orm import Session

from custody.storage.ledger import IdReusedError
from custody.storage.tables import SentFormRow


class SentBook:
    """Forms that were sent, on one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def answer_to(self, form_id: str, by: str, *said: object) -> str | None:
        """Return what this form of this person was answered before, or None; IdReusedError when
        it said something else, or when it was somebody else's."""
        row = self._session.get(SentFormRow, form_id)
        if row is None:
            return None
        if (row.by_number, row.said) != (by, _digest(form_id, said)):
            raise IdReusedError()
        return row.answer

    def keep(self, form_id: str, by: str, at: datetime, *said: object, answer: str = "") -> None:
        """Keep that this form was sent by this person, and what it was answered."""
        row = SentFormRow(
            id=form_id, by_number=by, said=_digest(form_id, said), answer=answer, at=at
        )
        self._session.add(row)
        self._session.flush()


def _digest(form_id: str, said: tuple[object, ...]) -> str:
    text = json.dumps([form_id, *map(str, said)])
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
