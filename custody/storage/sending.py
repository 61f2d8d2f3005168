"""Letters that went out, and those that have to: rows of facts that are added and never changed."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from custody.domain.complaints import Complaint, Step
from custody.domain.independence import Concerned
from custody.domain.sending import Owed, Sending, owed
from custody.storage.claims import ClaimBook
from custody.storage.handling import HandlingBook
from custody.storage.judging import JudgingBook
from custody.storage.tables import LetterRow, LetterSentRow


class SendingBook:
    """Sendings on one session, with the books that tell who has to hear what."""

    def __init__(
        self, session: Session, handling: HandlingBook, judging: JudgingBook, claims: ClaimBook
    ) -> None:
        self._session = session
        self._handling = handling
        self._judging = judging
        self._claims = claims

    def add(self, sending: Sending) -> None:
        """Keep that a letter went out."""
        self._session.add(
            LetterSentRow(
                letter=sending.letter,
                way=sending.way,
                sent_on=sending.sent_on,
                by_number=sending.by,
                by_name=sending.by_name,
                at=sending.at,
            )
        )
        self._session.flush()

    def of_letter(self, letter: str) -> tuple[Sending, ...]:
        """Return when and how a letter went out, the first time first."""
        query = select(LetterSentRow).where(LetterSentRow.letter == letter)
        return tuple(
            _sending(row) for row in self._session.scalars(query.order_by(LetterSentRow.id))
        )

    def of_complaint(self, complaint: str) -> dict[str, list[Sending]]:
        """Return the sendings of all letters of a complaint, by letter."""
        query = select(LetterSentRow).join(LetterRow, LetterRow.number == LetterSentRow.letter)
        query = query.where(LetterRow.complaint == complaint).order_by(LetterSentRow.id)
        found: dict[str, list[Sending]] = {}
        for row in self._session.scalars(query):
            found.setdefault(row.letter, []).append(_sending(row))
        return found

    def owed(
        self,
        complaint: Complaint,
        steps: Sequence[Step] | None = None,
        concerned: Sequence[Concerned] | None = None,
    ) -> tuple[Owed, ...]:
        """Return every letter that has to go out for a complaint as it stands now.

        Its steps and the officers concerned are read, unless they are given.
        """
        number = complaint.number
        letters = self._claims.letters(complaint=number)
        return owed(
            complaint.state,
            self._handling.steps(number) if steps is None else steps,
            complaint.complainant.name,
            self._judging.concerned(number) if concerned is None else concerned,
            letters,
            self.of_complaint(number) if letters else {},
        )


def _sending(row: LetterSentRow) -> Sending:
    return Sending(row.letter, row.way, row.sent_on, row.by_number, row.by_name, row.at)
