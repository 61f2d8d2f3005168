"""What a citizen reads of an unrecorded handover, with nothing but the code of the letter (C25, C100).

Rules kept here:
- the kind in general words, the day of telling, where it stands, what comes next: no names, no
  places, no words of anybody, and no sign of a complaint;
- an unknown code, a wrong one and one of another register get one and the same answer;
- whoever asks very often waits, whatever they ask for.
"""

from dataclasses import dataclass
from datetime import date

from custody.domain.errors import TooOftenError
from custody.domain.words import mark

MOST_AN_HOUR = 20

STATUSES = {
    "open": mark("We are looking for it."),
    "matched": mark("We found something. We call you, or you can call us."),
    "established": mark("It is clear that you gave this. We keep looking for it."),
    "closed": mark("We ended this. Call us if you want to know why."),
}
NEXT = {
    "open": mark("We compare everything that is found with what you told us."),
    "matched": mark("We look together with you whether it is yours."),
    "established": mark("We compare everything that is found with what you told us."),
    "closed": mark("If something is found later, we still let you know."),
}


class LookedTooOftenError(TooOftenError):
    """Too many looks from one address within an hour."""

    sentence = mark("This was asked very often. Wait an hour, or call %(phone)s.")


@dataclass(frozen=True)
class Status:
    """What is shown of one claim."""

    category: str
    told_on: date
    state: str
