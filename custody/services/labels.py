"""Labels: what stands on them, and each print as an event (P121)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from custody import storage
from custody.domain import events as e
from custody.domain.errors import InputError
from custody.domain.events import batch_id
from custody.domain.people import Person
from custody.domain.places import Place, PlaceUnknownError
from custody.domain.steps import check_sight
from custody.domain.trail import State
from custody.domain.words import mark
from custody.storage.store import Books

REASONS = {
    "first": mark("First label"),
    "damaged": mark("Damaged"),
    "lost": mark("Lost"),
    "second_package": mark("Second package"),
    "test": mark("Test print"),
}


class NothingToPrintError(InputError):
    """No item was chosen."""

    sentence = mark("Choose at least one item to print a label for.")


class NoPlaceChosenError(InputError):
    """No place was chosen."""

    sentence = mark("Choose at least one place to print a label for.")


class NobodyChosenError(InputError):
    """Badges were asked for, and of nobody whom this person may print one for."""

    sentence = mark("Choose at least one colleague to print a badge for.")


class ReprintReasonError(InputError):
    """A label that was printed before needs a reason (P121)."""

    sentence = mark("%(code)s has a label already. Choose why you print it again.")


@dataclass(frozen=True)
class Printed:
    """An item with the number of this print: 1 is the first."""

    state: State
    number: int


@storage.retried
def print_labels(
    items: Sequence[str], reason: str, form_id: str, by: Person, at: datetime
) -> tuple[Printed, ...]:
    """Record one print of each label and return what stands on it; a reprint needs a reason."""
    drafts = [
        e.LabelPrinted(
            id=batch_id(form_id, n),
            actor=by.number,
            actor_name=by.name,
            item=item,
            unit=by.unit,
            reason=reason,
        )
        for n, item in enumerate(items)
    ]
    if not drafts:
        raise NothingToPrintError()
    with storage.transaction() as books:
        if not books.ledger.repeated(*drafts):
            events = []
            for draft in drafts:
                state = check_sight(books.ledger.trail(draft.item or ""), by).state
                if state.labels and reason in ("", "first"):
                    raise ReprintReasonError(code=state.item)
                events.append(e.at_moment(draft, at, place=state.place, copy=state.labels + 1))
            books.ledger.append(events)
        states = [books.ledger.trail(draft.item or "").state for draft in drafts]
    return tuple(Printed(state, state.labels) for state in states)


def to_print(items: Sequence[str], by: Person) -> tuple[State, ...]:
    """Return the chosen items, or what this person and their post hold when none is chosen."""
    with storage.reading() as books:
        if items:
            return tuple(check_sight(books.ledger.trail(item), by).state for item in items)
        unit_items = books.items.newest(by.unit, 60)
        return tuple(state for state in unit_items if state.status == "in_custody")


def place_labels(codes: Sequence[str], by: Person) -> tuple[tuple[Place, str], ...]:
    """Return places with the name of what each is part of, for their labels."""
    if not codes:
        raise NoPlaceChosenError()
    with storage.reading() as books:
        return tuple(_place_label(books, books.places.get(code), by) for code in codes)


def _place_label(books: Books, place: Place, by: Person) -> tuple[Place, str]:
    if "admin" not in by.roles and place.unit != by.unit:
        raise PlaceUnknownError(code=place.code)
    parent = books.places.find(place.parent)
    unit = books.places.unit(place.unit)
    return place, parent.name if parent else unit.name if unit else ""


def badges(numbers: Sequence[str], by: Person) -> tuple[tuple[str, str], ...]:
    """Return staff number and post or team of the chosen colleagues, for their badges.

    NobodyChosenError where none of them is a colleague of whom this person prints badges.
    """
    unit = None if "admin" in by.roles else by.unit or ""
    with storage.reading() as books:
        posts = {post.code: post.name for post in books.places.posts()}
        units = {unit.code: unit.name for unit in books.places.units()}
        found = tuple(
            (one.number, posts.get(one.post or "") or units.get(one.unit or "", ""))
            for one in books.people.colleagues(unit)
            if one.number in numbers
        )
    if not found:
        raise NobodyChosenError()
    return found
