"""What I have with me: items in a person's or a post's hands, with their age against the norm.

Personal keeping is a legal choice with a clock; nobody is blamed for it, and nobody can miss it
(P6, P39). The clock runs from the event time.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from custody import storage
from custody.domain import events as e
from custody.domain.events import Recorded
from custody.domain.people import Person
from custody.domain.places import Place, check_open, overrun
from custody.domain.steps import check_move, check_sight
from custody.domain.trail import Holder, State
from custody.storage.store import Books


@dataclass(frozen=True)
class Kept:
    """One item in somebody's hands: where it is, how long, and by how much that is too long."""

    state: State
    place: Place | None
    age: timedelta
    over: timedelta | None
    asked_by: str = ""

    @property
    def personal(self) -> bool:
        """Whether it lies in personal keeping."""
        return self.place is not None and self.place.nature.personal

    @property
    def until(self) -> datetime | None:
        """Until when it may lie where it lies; None where there is no longest stay (P39)."""
        longest = self.place.nature.longest_stay if self.place else None
        since = self.state.placed_at or self.state.since
        return since + longest if longest and since else None


def items_of(by: Person, at: datetime) -> tuple[Kept, ...]:
    """Return what this person holds now, oldest first."""
    with storage.reading() as books:
        held = books.items.held_by(Holder("person", by.number))
        asked = books.places.asked(tuple(state.item for state in held))
        places = books.places.with_codes(state.place for state in held)
        kept = [_kept(state, places.get(state.place or ""), at) for state in held]
        return tuple(replace(k, asked_by=_asker(books, asked.get(k.state.item))) for k in kept)


def _asker(books: Books, number: str | None) -> str:
    """Return who asked for an item: the post they staff, or their own name."""
    person = books.people.by_number(number) if number else None
    if person is None:
        return ""
    post = books.places.post(person.post)
    return post.name if post else person.name


@storage.retried
def keep(item: str, place: str, form_id: str, by: Person, at: datetime) -> tuple[Recorded, ...]:
    """Say where a thing lies that one keeps oneself: pocket, vehicle, desk or locker (P40)."""
    draft = e.ItemMoved(
        id=form_id, actor=by.number, actor_name=by.name, item=item, unit=by.unit, place=place
    )
    with storage.transaction() as books:
        if earlier := books.ledger.repeated(draft):
            return earlier
        check_open(books.places.get(place))
        check_move(check_sight(books.ledger.trail(item), by).state, by)
        return books.ledger.append(books.with_contents(e.at_moment(draft, at)))


def places_for(by: Person) -> tuple[Place, ...]:
    """Return where this person can say a thing is: own places, vehicles, the post's own rooms."""
    with storage.reading() as books:
        usable = [place for place in books.places.all(by.unit) if _usable(place, by)]
    return tuple(sorted(usable, key=lambda place: _nearness(place, by)))


def _nearness(place: Place, by: Person) -> tuple[bool, bool, bool, str]:
    """Order places as they come to mind: the post's own, the pocket, one's own, then the rest."""
    of_post = by.post is not None and place.post == by.post
    return (not of_post, place.kind != "on_person", place.user is None, place.name)


def place_names() -> dict[str, str]:
    """Return the name of every place by its code."""
    with storage.reading() as books:
        return books.places.names()


def _usable(place: Place, by: Person) -> bool:
    if place.user is not None:
        return place.user == by.number
    if place.kind in ("partner", "unknown"):
        return False
    return place.post is None or place.post == by.post or place.kind == "temporary_locker"


def items_of_post(by: Person, at: datetime) -> tuple[Kept, ...]:
    """Return what the post of this person holds now, oldest first; empty without a post."""
    if by.post is None:
        return ()
    with storage.reading() as books:
        held = books.items.held_by(Holder("post", by.post))
        places = books.places.with_codes(state.place for state in held)
        return tuple(_kept(state, places.get(state.place or ""), at) for state in held)


def counts(by: Person) -> tuple[int, int]:
    """Return how many items this person holds, and how many offers wait for their answer."""
    with storage.reading() as books:
        own = Holder("person", by.number)
        receivers = (own, Holder("post", by.post)) if by.post else (own,)
        return books.items.count_held(own), books.items.count_offered(*receivers)


def overruns(by: Person, at: datetime) -> tuple[Kept, ...]:
    """Return what this person keeps longer than the norm, longest first."""
    late = [kept for kept in items_of(by, at) if kept.over is not None]
    return tuple(sorted(late, key=lambda kept: kept.age, reverse=True))


def _kept(state: State, place: Place | None, at: datetime) -> Kept:
    since = state.placed_at or state.since or at
    over = overrun(place.kind, since, at) if place else None
    return Kept(state, place, at - (state.since or at), over)
