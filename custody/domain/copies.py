"""The copy of a complaint for the officers concerned, with its enclosures (Awb 9:9).

Rules kept here:
- officers are proposed from the trails and receipts of linked items; the handler confirms each or
  says why not (C72);
- each gets complaint and enclosures; what would show a check feature or somebody else's data is
  left out, and the copy says so (C73);
- who is found later gets the copy then; the hearing waits until every copy is out (C74, C22m);
- no copy goes out when the complaint is not handled (C75).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from custody.domain.errors import ConflictError, InputError, RightError
from custody.domain.events import Recorded
from custody.domain.independence import Concerned
from custody.domain.sending import Owed
from custody.domain.words import mark

FROM = {
    "receipt": mark("wrote the receipt of %(item)s"),
    "trail": mark("stands in the trail of %(item)s"),
}
# Why an enclosure is left out: the first two always, the last when the handler says so.
LEFT_OUT = {
    "check_feature": mark("It would show by what the owner is known."),
    "third_party": mark("It holds data of somebody else."),
    "not_needed": mark("It does not bear on this complaint."),
}
# Work on a complaint or a look at an item makes nobody an officer concerned.
_NOT_MEANT = frozenset({"hold_set", "hold_lifted", "label_printed", "correction"})


class CopiesOpenError(ConflictError):
    """The hearing waits until every officer is answered for and every copy is out (C74)."""

    sentence = mark("The copies are not complete. Still to do: %(names)s.")


class NotCopiedError(ConflictError):
    """Of a complaint that is not handled no copy goes out (C75)."""

    sentence = mark("This complaint is not in a state in which copies go out.")


class NotConcernedReasonError(InputError):
    """Who stands in the trail is left off the list with a reason (C72)."""

    sentence = mark("Say why this person is not concerned.")


class NotProposedError(ConflictError):
    """This person is not proposed, or was answered for already."""

    sentence = mark("This person was answered for already. Open the page again.")


class CopyListRightError(RightError):
    """The list of copies is the handler's and the coordinator's."""

    sentence = mark("The handler or the coordinator answers this.")


@dataclass(frozen=True)
class Proposed:
    """Somebody who may be concerned: where that is read, and in which item."""

    number: str
    name: str
    why: str
    item: str


@dataclass(frozen=True)
class NotConcerned:
    """Somebody of the trail whom the complaint does not concern, and who said why."""

    number: str
    name: str
    reason: str
    by: str
    by_name: str
    at: datetime


@dataclass(frozen=True)
class Enclosure:
    """Something of the file that can go along. `shows`: why it may not, when it may not."""

    ref: str
    kind: str
    shows: str = ""

    @property
    def key(self) -> str:
        """What it is called in a form."""
        return f"{self.kind}:{self.ref}"


def acted(trails: Mapping[str, Iterable[Recorded]]) -> dict[str, tuple[str, str]]:
    """Return who acted in these trails, by staff number: as what, and in which item."""
    found: dict[str, tuple[str, str]] = {}
    for item, records in trails.items():
        for record in records:
            event = record.event
            if not event.actor or event.actor.startswith("system:") or event.type in _NOT_MEANT:
                continue
            why = "receipt" if event.type == "item_received" else "trail"
            found.setdefault(event.actor, (why, item))
    return found


def proposals(
    found: Mapping[str, tuple[str, str]],
    names: Mapping[str, str],
    concerned: Iterable[Concerned],
    answered: Iterable[NotConcerned],
) -> tuple[Proposed, ...]:
    """Return who still has to be confirmed or answered for (C72)."""
    done = {one.number for one in concerned} | {one.number for one in answered}
    return tuple(
        Proposed(number, names.get(number, number), why, item)
        for number, (why, item) in found.items()
        if number not in done
    )


def check_answer(
    open_ones: Iterable[Proposed], number: str, *, concerned: bool, reason: str
) -> Proposed:
    """Return who is answered for; that somebody is not concerned is said with a reason."""
    found = next((one for one in open_ones if one.number == number), None)
    if found is None:
        raise NotProposedError()
    if not concerned and not reason.strip():
        raise NotConcernedReasonError()
    return found


def shown_by(texts: Iterable[str], features: Iterable[str], others: Iterable[str]) -> str:
    """Return why what says these texts is left out: a check feature, or somebody else's name."""
    said = " ".join(texts).casefold()
    if any(feature.casefold() in said for feature in features if feature.strip()):
        return "check_feature"
    return "third_party" if any(name.strip() for name in others) else ""


def chosen(
    offered: Sequence[Enclosure], ticked: Iterable[str]
) -> tuple[tuple[Enclosure, ...], tuple[tuple[Enclosure, str], ...]]:
    """Return what goes along, and what is left out with why, whoever ticked it (C73)."""
    wanted = set(ticked)
    along = tuple(one for one in offered if one.key in wanted and not one.shows)
    out = tuple((one, one.shows or "not_needed") for one in offered if one not in along)
    return along, out


def check_complete(open_ones: Iterable[Proposed], letters: Iterable[Owed]) -> None:
    """Refuse the hearing while somebody is not answered for, or has no copy yet (C22m, C74)."""
    waiting = [one.name for one in open_ones]
    waiting += [one.name for one in letters if one.kind == "L9" and one.sent is None]
    if waiting:
        raise CopiesOpenError(names=", ".join(dict.fromkeys(waiting)))
