"""What the committee asks and what is answered: rows that are added and never changed."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from custody.domain.hearing import Question, Reply
from custody.storage.tables import CommitteeQuestionRow, CommitteeReplyRow


class HearingBook:
    """Questions of the committee with their answers, on one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def ask(self, complaint: str, questions: Iterable[str], due_on: date, at: datetime) -> None:
        """Keep what the committee asks, each question as one row."""
        for words in questions:
            row = CommitteeQuestionRow(complaint=complaint, words=words, due_on=due_on, at=at)
            self._session.add(row)
            self._session.flush()

    def reply(self, question: int, reply: Reply) -> None:
        """Keep an answer to a question; earlier ones stay."""
        self._session.add(
            CommitteeReplyRow(
                question=question,
                kind=reply.kind,
                words=reply.words,
                by_number=reply.by,
                by_name=reply.by_name,
                at=reply.at,
            )
        )
        self._session.flush()

    def questions(self, complaint: str) -> tuple[Question, ...]:
        """Return what the committee asked of a complaint, in order, with all answers."""
        query = select(CommitteeQuestionRow).where(CommitteeQuestionRow.complaint == complaint)
        rows = self._session.scalars(query.order_by(CommitteeQuestionRow.id)).all()
        said = select(CommitteeReplyRow).where(
            CommitteeReplyRow.question.in_([row.id for row in rows])
        )
        replies: dict[int, list[Reply]] = {}
        for row in self._session.scalars(said.order_by(CommitteeReplyRow.id)) if rows else ():
            one = Reply(row.kind, row.words, row.by_number, row.by_name, row.at)
            replies.setdefault(row.question, []).append(one)
        return tuple(
            Question(row.id, row.words, row.due_on, tuple(replies.get(row.id, ()))) for row in rows
        )
