"""How the clock of a complaint runs: what each step does to the day by which it is answered.

Rules kept here:
- what was told gets its clock on the day its words were confirmed (C11);
- the second phase makes the base ten weeks, for good (C45); a day once told never becomes earlier;
- an adjournment of one to four weeks comes once, on or before the last day (C47);
- a day agreed with the complainant in writing is later than the last day, and is not moved (C49);
- suspended days are added to the nominal day, and the day without them stands beside it (C50);
- who waits on hold is looked at again on its day, and each week from then on (C22i);
- reopened: no statutory clock, six weeks of our own, and named so (C51);
- not handled, forwarded, ended: the clock stands still.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from custody.domain.deadlines import AdjournmentError, Term, answer_by
from custody.domain.errors import ConflictError, InputError
from custody.domain.stages import ENDED
from custody.domain.words import mark

WEEK = timedelta(weeks=1)


class AdjournedLateError(ConflictError):
    """An adjournment comes on or before the last day (C47)."""

    sentence = mark("The last day is over. Ask the complainant to agree to another day.")


LONGEST_AGREED = 2  # Years; a later day was mistyped.


class AgreedTooFarError(InputError):
    """The day agreed with the complainant lies years away."""

    sentence = mark("The day is too far away. Choose one within %(expected)s years.")


class AgreedDayError(InputError):
    """The day agreed with the complainant is later than the last day, with its consent (C49)."""

    sentence = mark("Choose a day after the last day, and say how the complainant agreed.")


@dataclass(frozen=True)
class Clock:
    """What the steps of a complaint did to its clock. Days are local."""

    second_phase: bool = False
    adjourned: int = 0
    agreed: date | None = None
    suspended_on: date | None = None
    suspended_days: int = 0
    reopened_on: date | None = None
    started_on: date | None = None

    def after(self, to: str, day: date) -> "Clock":
        """Return the clock after a step to this state on this day."""
        clock = self
        if to == "received":
            clock = replace(clock, started_on=day)
        if to == "phase_two":
            clock = replace(clock, second_phase=True)
        if to == "reopened":
            clock = replace(clock, reopened_on=day)
        if to == "suspended":
            return replace(clock, suspended_on=day)
        if clock.suspended_on is not None:
            days = clock.suspended_days + (day - clock.suspended_on).days
            clock = replace(clock, suspended_on=None, suspended_days=days)
        return clock

    def as_kept(self) -> dict[str, str | int | bool]:
        """Return the clock as it is stored: what is not set is left out."""
        kept = {name: value for name, value in vars(self).items() if value}
        return {n: v.isoformat() if isinstance(v, date) else v for n, v in kept.items()}


def read_clock(kept: Mapping[str, object]) -> Clock:
    """Return a clock as it was stored."""
    days = ("agreed", "suspended_on", "reopened_on", "started_on")
    values = {n: date.fromisoformat(str(v)) if n in days else v for n, v in kept.items()}
    return Clock(**values)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Due:
    """By which day a complaint is answered: `without` is the day without suspended days (C50)."""

    term: Term
    without: date | None = None
    own: bool = False


def due(received_on: date, clock: Clock, state: str, today: date) -> Due | None:
    """Return the day by which a complaint is answered, or None when its clock does not run."""
    if state in ENDED or state == "reported":
        return None
    if clock.reopened_on is not None:
        return Due(answer_by(clock.reopened_on), own=True)
    received_on = clock.started_on or received_on
    days = clock.suspended_days
    if clock.suspended_on is not None:
        days += (today - clock.suspended_on).days
    plain = answer_by(
        received_on,
        second_phase=clock.second_phase,
        adjourned=clock.adjourned,
        agreed=clock.agreed,
    )
    if not days or clock.agreed is not None:
        return Due(plain)
    longer = answer_by(
        received_on,
        second_phase=clock.second_phase,
        adjourned=clock.adjourned,
        suspended=days,
    )
    return Due(longer, plain.last_day)


def adjourn(clock: Clock, weeks: int, last_day: date, today: date) -> Clock:
    """Return the clock after an adjournment: once, one to four weeks, in time (C47, C48)."""
    if clock.adjourned or not 1 <= weeks <= 4:
        raise AdjournmentError()
    if today > last_day:
        raise AdjournedLateError()
    return replace(clock, adjourned=weeks)


def agree(clock: Clock, day: date | None, consent: str, last_day: date) -> Clock:
    """Return the clock after the complainant agreed in writing to another day (C49)."""
    if day is None or day <= last_day or not consent.strip():
        raise AgreedDayError()
    if (day - last_day).days > LONGEST_AGREED * 366:
        raise AgreedTooFarError(expected=LONGEST_AGREED)
    return replace(clock, agreed=day)


def due_on_hold(since: date, look_on: date | None, today: date) -> str:
    """Return what makes the reminder that is due single, or nothing while the day is to come.

    A complaint on hold without a day is looked at after a week.
    """
    first = look_on or since + WEEK
    return f"on_hold:{since}:{(today - first) // WEEK}" if today >= first else ""
