"""Claims with their history, and letters: rows into values and back."""

import secrets
from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from custody.domain.candidates import Answer
from custody.domain.claims import Claim, ClaimNotFoundError, Entry
from custody.domain.codes import ALPHABET
from custody.domain.conclusions import PointAnswer
from custody.domain.letters import Block, Letter, LetterNotFoundError
from custody.storage.tables import (
    ClaimAnswerRow,
    ClaimEntryRow,
    ClaimRow,
    ConclusionPointRow,
    LetterRow,
)

_CLAIM = tuple(field.name for field in fields(Claim))


class ClaimBook:
    """Claims, what was added to them, answers to candidates, and letters, on one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, claim: Claim, form_id: str) -> None:
        """Put a claim on record. There is no way to take it off again (C61)."""
        values = {name: getattr(claim, name) for name in _CLAIM} | {
            "code": claim.code or _draw_code()
        }
        self._session.add(ClaimRow(form_id=form_id, **values))
        self._session.flush()

    def find(self, number: str) -> Claim | None:
        """Return a claim, or None."""
        row = self._session.get(ClaimRow, number)
        return _claim(row) if row else None

    def by_code(self, code: str) -> Claim | None:
        """Return the claim with this code of its letter, or None."""
        row = self._session.scalar(select(ClaimRow).where(ClaimRow.code == code))
        return _claim(row) if row else None

    def get(self, number: str) -> Claim:
        """Return a claim, or raise ClaimNotFoundError."""
        claim = self.find(number)
        if claim is None:
            raise ClaimNotFoundError()
        return claim

    def by_form(self, form_id: str) -> Claim | None:
        """Return the claim that this form made before, or None."""
        row = self._session.scalar(select(ClaimRow).where(ClaimRow.form_id == form_id))
        return _claim(row) if row else None

    def all(self, complaint: str | None = None) -> tuple[Claim, ...]:
        """Return the claims of a complaint, or all of them, oldest first."""
        query = select(ClaimRow).order_by(ClaimRow.opened_at, ClaimRow.number)
        if complaint is not None:
            query = query.where(ClaimRow.complaint == complaint)
        return tuple(_claim(row) for row in self._session.scalars(query))

    def confirm(self, claim: Claim, form_id: str) -> None:
        """Fill in what a person told of a claim that the system opened, once (C59a)."""
        row = self._session.get_one(ClaimRow, claim.number)
        row.form_id = form_id
        for name in _CLAIM:
            if name == "code":
                continue  # It stands in a letter already.
            setattr(row, name, getattr(claim, name))
        self._session.flush()

    def change(self, claim: Claim, to: str, item: str | None = None) -> Claim:
        """Write the new state of a claim, and its item where there is one; return it as it is now."""
        row = self._session.get_one(ClaimRow, claim.number)
        row.state, row.item = to, item or row.item
        self._session.flush()
        return replace(claim, state=to, item=row.item)

    def enter(self, number: str, entry: Entry) -> None:
        """Add a line to the history of a claim."""
        self._session.add(
            ClaimEntryRow(
                claim=number,
                kind=entry.kind,
                text=entry.text,
                detail=entry.detail,
                to_state=entry.to,
                item=entry.item,
                by_number=entry.by,
                by_name=entry.by_name,
                at=entry.at,
            )
        )
        self._session.flush()

    def entries(self, number: str) -> tuple[Entry, ...]:
        """Return the history of a claim, oldest first."""
        query = select(ClaimEntryRow).where(ClaimEntryRow.claim == number)
        rows = self._session.scalars(query.order_by(ClaimEntryRow.id))
        return tuple(
            Entry(r.kind, r.by_number, r.by_name, r.at, r.text, r.detail, r.to_state, r.item)
            for r in rows
        )

    def answer(self, number: str, answer: Answer) -> None:
        """Keep what one side says of a candidate; earlier answers stay."""
        self._session.add(
            ClaimAnswerRow(
                claim=number,
                item=answer.item,
                side=answer.side,
                answer=answer.answer,
                reason=answer.reason,
                feature=answer.feature,
                by_number=answer.by,
                by_name=answer.by_name,
                at=answer.at,
            )
        )
        self._session.flush()

    def answers(self, number: str) -> tuple[Answer, ...]:
        """Return all answers to the candidates of a claim, oldest first."""
        query = select(ClaimAnswerRow).where(ClaimAnswerRow.claim == number)
        rows = self._session.scalars(query.order_by(ClaimAnswerRow.id))
        return tuple(
            Answer(r.item, r.side, r.answer, r.reason, r.feature, r.by_number, r.by_name, r.at)
            for r in rows
        )

    def conclude(self, subject: str, points: Iterable[PointAnswer], by: str, at: datetime) -> None:
        """Keep the answers of the conclusion guard for a claim or an element (C56)."""
        for one in points:
            self._session.add(
                ConclusionPointRow(
                    subject=subject,
                    point=one.point,
                    answer=one.answer,
                    text=one.text,
                    who=one.who,
                    done_on=one.done_on,
                    by_number=by,
                    at=at,
                )
            )
        self._session.flush()

    def points(self, subject: str) -> tuple[PointAnswer, ...]:
        """Return the answers of the conclusion guard, in the order in which they were given."""
        query = select(ConclusionPointRow).where(ConclusionPointRow.subject == subject)
        rows = self._session.scalars(query.order_by(ConclusionPointRow.id))
        return tuple(PointAnswer(r.point, r.answer, r.text, r.who, r.done_on) for r in rows)

    def keep_letter(self, letter: Letter, form_id: str) -> None:
        """Keep a letter as it was made, with its digest."""
        self._session.add(
            LetterRow(
                number=letter.number,
                form_id=form_id,
                kind=letter.kind,
                language=letter.language,
                complaint=letter.complaint,
                claim=letter.claim,
                receiver=letter.receiver,
                body=letter.body,
                sha256=letter.sha256,
                made_by=letter.made_by,
                made_at=letter.made_at,
            )
        )
        self._session.flush()

    def letter(self, number: str) -> Letter:
        """Return a letter, or raise LetterNotFoundError."""
        row = self._session.get(LetterRow, number)
        if row is None:
            raise LetterNotFoundError()
        return _letter(row)

    def letter_by_form(self, form_id: str) -> Letter | None:
        """Return the letter that this form made before, or None."""
        row = self._session.scalar(select(LetterRow).where(LetterRow.form_id == form_id))
        return _letter(row) if row else None

    def letters(self, claim: str | None = None, complaint: str | None = None) -> tuple[Letter, ...]:
        """Return the letters of a claim or of a complaint, oldest first."""
        query = select(LetterRow).order_by(LetterRow.made_at, LetterRow.number)
        if claim is not None:
            query = query.where(LetterRow.claim == claim)
        if complaint is not None:
            query = query.where(LetterRow.complaint == complaint)
        return tuple(_letter(row) for row in self._session.scalars(query))


def _draw_code() -> str:
    """Return a code that nobody guesses: 16 symbols of an alphabet without look-alikes."""
    return "".join(secrets.choice(ALPHABET) for _ in range(16))


def _claim(row: ClaimRow) -> Claim:
    return Claim(**{name: getattr(row, name) for name in _CLAIM})


def _letter(row: LetterRow) -> Letter:
    body = dict(row.body)
    blocks = tuple(
        Block(
            heading=one["heading"],
            lines=tuple(one["lines"]),
            facts=tuple((name, value) for name, value in one["facts"]),
            quote=one["quote"],
            link=one.get("link", ""),
        )
        for one in body.pop("blocks")
    )
    return Letter(
        **body,
        blocks=blocks,
        kind=row.kind,
        language=row.language,
        number=row.number,
        complaint=row.complaint,
        claim=row.claim,
        made_by=row.made_by,
        made_at=row.made_at,
        receiver=row.receiver,
    )
