"""Letters that have to go out, to whom, and whether they did: made and sent are two facts.

Rules kept here:
- that a letter was sent is a fact of its own, with its day and its way; sent again, both stay (C91);
- complainant and officers concerned get equal notice of dates, hearing and result: each of them a
  letter of their own (C77);
- receipt is confirmed when L1 was sent (C22c), within five working days if possible (C15);
- a step of which people hear beforehand is prepared first and made when its letters are out: sent on
  (L6, C22g), on hold (L7, C22h), gone on with (L7b, C22i), the hearing (L8, C22m);
- an adjournment is complete when L2 is sent to both sides (C47); a complaint that ended is closed
  when its letter is sent (C22u); a reopened one is told of by L12 (C22v);
- officers concerned get their copy (L9) from the first phase on (C27); mayor and chief public
  prosecutor theirs (L15) on entering the second (C76).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from custody.domain.complaints import Step
from custody.domain.deadlines import day_of_receipt, refuse_by, working_days_after
from custody.domain.errors import ConflictError, InputError
from custody.domain.history import entered, since_entered
from custody.domain.independence import Concerned
from custody.domain.letters import KINDS, Letter
from custody.domain.stages import ENDED, LETTER_OF
from custody.domain.words import mark

WAYS = {
    "post": mark("By post"),
    "e_mail": mark("By e-mail"),
    "by_hand": mark("Handed over"),
}
# Who gets letters of a complaint beside the complainant and the officers concerned.
BODIES = {
    "mayor": mark("The mayor"),
    "prosecutor": mark("The chief public prosecutor"),
    "ombudsman": mark("The National Ombudsman"),
}
_BODIES_OF = {"L15": ("mayor", "prosecutor"), "L17": ("ombudsman",)}
# These go to the complainant and to every officer concerned.
TO_BOTH = frozenset({"L2", "L4", "L7", "L7b", "L8", "L10"})
# In these states officers concerned get their copy; not when it is refused or not begun (C75).
COPIED_IN = frozenset(
    {"phase_one", "phase_two", "hearing", "more_inquiry", "advice", "reopened", "suspended"}
)
_SECOND = frozenset({"phase_two", "hearing", "more_inquiry", "advice"})
_FIRST = frozenset({"reported", "received", "acknowledged"})
# Anybody who handles a complaint can make these while it is worked on; nothing waits for them.
FREE = frozenset({"L14"})
_OFFICER = "officer:"
THE_COMPLAINANT = mark("the complainant")
# Working days within which a receipt is confirmed, and a reopened complaint is told of.
TARGET = 5


class NotSentError(ConflictError):
    """A step waits until its letter was made and sent to everybody."""

    sentence = mark("Send this letter first, and record it: “%(letter)s”, to: %(names)s.")


class NotPreparedError(ConflictError):
    """People hear of this step before it is made, so it is prepared with what its letter says."""

    sentence = mark("Prepare this step first: people hear of it before it is made.")


class NothingToPrepareError(ConflictError):
    """Of this step nobody has to hear beforehand."""

    sentence = mark("This step needs no letter beforehand. Record it at once.")


class WayError(InputError):
    """A letter goes out in one way of the list."""

    sentence = mark("Choose how it was sent.")


class SentDayError(InputError):
    """A letter was sent on the day it was made or later, and not on a day to come."""

    sentence = mark(
        "Fill in the day on which it was sent: not before it was made, not after today."
    )


@dataclass(frozen=True)
class Sending:
    """One letter that went out: how, on which day, and who says so."""

    letter: str
    way: str
    sent_on: date
    by: str
    by_name: str
    at: datetime


@dataclass(frozen=True)
class Owed:
    """A letter that somebody has to get: `number` when it was made, `sent` when it went out."""

    kind: str
    receiver: str
    name: str
    since: datetime | None = None
    number: str = ""
    sent: Sending | None = None

    @property
    def officer(self) -> bool:
        """Whether it goes to an officer concerned."""
        return self.receiver.startswith(_OFFICER)


def officer_key(id: int) -> str:
    """Return what an officer concerned is called as a receiver of letters."""
    return f"{_OFFICER}{id}"


def before(state: str, to: str) -> str:
    """Return the letter that goes out before this step, or nothing."""
    if state == "suspended" and to in ("assessing", "phase_one"):
        return "L7b"
    if (state, to) == ("phase_two", "hearing"):
        return "L8"
    return {"forwarded": "L6", "suspended": "L7"}.get(to, "")


def called_for(state: str, steps: Sequence[Step]) -> dict[str, datetime | None]:
    """Return the kinds of letters that a complaint asks for, each with since when."""
    found: dict[str, datetime | None] = {"L1": None} if state in _FIRST else {}
    came = entered(steps)
    own = LETTER_OF.get(state)
    if came is not None and own:
        found[own] = came.at
    for one in since_entered(steps) if state not in ENDED else ():
        to = one.facts.get("to", "")
        if to and before(state, to):
            found.setdefault(before(state, to), one.at)
    if state not in ENDED:
        for one in steps:
            found |= {"L2": one.at} if "weeks" in one.facts else {}
            found |= {"L11": one.at} if "proposed" in one.facts else {}
            found |= {"L15": one.at} if one.to == "phase_two" != one.from_ else {}
    if state in COPIED_IN:
        found["L9"] = None
    if state not in _SECOND:
        found.pop("L15", None)
    return found


def step_of(kind: str, state: str, steps: Sequence[Step]) -> Step | None:
    """Return the step that a letter of this kind tells of, or None when no such letter is asked for."""
    if kind not in called_for(state, steps):
        return None
    fact = {"L2": "weeks", "L11": "proposed"}.get(kind)
    if fact:
        return next((one for one in reversed(steps) if fact in one.facts), None)
    for one in since_entered(steps):
        if kind == before(state, one.facts.get("to", "")):
            return one
    return entered(steps)


def receivers(kind: str, complainant: str, concerned: Iterable[Concerned]) -> dict[str, str]:
    """Return who gets a letter of this kind: what they are called here, and their names."""
    if kind in _BODIES_OF:
        return {body: BODIES[body] for body in _BODIES_OF[kind]}
    officers = {officer_key(one.id): one.name for one in concerned}
    if kind == "L9":
        return officers
    return {"": complainant, **(officers if kind in TO_BOTH else {})}


def owed(
    state: str,
    steps: Sequence[Step],
    complainant: str,
    concerned: Sequence[Concerned],
    letters: Sequence[Letter],
    sendings: Mapping[str, Sequence[Sending]],
) -> tuple[Owed, ...]:
    """Return every letter that has to go out now, with the one that was made and its sending."""
    return tuple(
        _joined(Owed(kind, receiver, name, since), letters, sendings)
        for kind, since in called_for(state, steps).items()
        for receiver, name in receivers(kind, complainant, concerned).items()
    )


def _joined(
    one: Owed, letters: Sequence[Letter], sendings: Mapping[str, Sequence[Sending]]
) -> Owed:
    made = [letter for letter in letters if _answers(letter, one)]
    for letter in reversed(made):
        if sendings.get(letter.number):
            first = sendings[letter.number][0]
            return Owed(one.kind, one.receiver, one.name, one.since, letter.number, first)
    number = made[-1].number if made else ""
    return Owed(one.kind, one.receiver, one.name, one.since, number)


def _answers(letter: Letter, one: Owed) -> bool:
    """Say whether this letter is the one that is owed, and not one of an earlier step."""
    same = (letter.kind, letter.receiver) == (one.kind, one.receiver)
    return same and (one.since is None or letter.made_at is None or letter.made_at >= one.since)


def send_by(one: Owed, received_on: date) -> date | None:
    """Return the day by which a letter goes out, where there is one (C15, C22v, C46)."""
    if one.kind == "L1":
        return working_days_after(received_on, TARGET)
    if one.kind == "L5":
        return refuse_by(received_on)
    if one.kind == "L12" and one.since is not None:
        return working_days_after(day_of_receipt(one.since), TARGET)
    return None


def check_sent(found: Iterable[Owed], kind: str) -> None:
    """Refuse a step while somebody was not sent the letter of this kind."""
    waiting = (one for one in found if one.kind == kind and one.sent is None)
    missing = [one.name or THE_COMPLAINANT for one in waiting]
    if missing:
        raise NotSentError(letter=KINDS[kind], names=", ".join(missing))


def check_sending(way: str, sent_on: date | None, made_on: date, today: date) -> None:
    """Refuse a way that is not of the list, and a day before the letter was made or still to come."""
    if way not in WAYS:
        raise WayError()
    if sent_on is None or not made_on <= sent_on <= today:
        raise SentDayError()
