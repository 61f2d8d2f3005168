"""Packing: making a package or box, putting things in, taking them out, and splitting a thing.

Rules kept here:
- putting in is all or none, and each thing has an event of its own (P20);
- what is taken out lies where it was taken out, with the same holder (P3);
- a split ends the whole, and its parts begin with its facts, its handover and its holder (P21).
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from custody import storage
from custody.domain import events as e
from custody.domain.errors import InputError
from custody.domain.events import Recorded, batch_id
from custody.domain.packing import (
    WRAPPINGS,
    Inner,
    NotAWrappingError,
    Outer,
    check_put_in,
    check_split,
    words_of_part,
)
from custody.domain.people import Person
from custody.domain.places import check_open
from custody.domain.steps import check_move, check_sight
from custody.domain.trail import Holder, State
from custody.domain.words import mark
from custody.storage.store import Books


class NothingToPackError(InputError):
    """Nothing was scanned that could go in, or come out."""

    sentence = mark("Scan or fill in at least one code.")


class WrappingNameError(InputError):
    """A package or box without words that tell it from others."""

    sentence = mark("Fill in what it is, such as “Box 12”.")


@dataclass(frozen=True)
class Contents:
    """A package or container with what is in it, and what is around it."""

    state: State
    inside: tuple[State, ...]
    around: State | None


def show(code: str, by: Person, wrapping: bool = False) -> Contents:
    """Return a thing with what is in and around it; with `wrapping` only a package or container."""
    with storage.reading() as books:
        state = check_sight(books.ledger.trail(code), by).state
        if wrapping and state.nature not in WRAPPINGS:
            raise NotAWrappingError(code=code)
        around = books.visible(books.items.with_codes((state.inside,)), by) if state.inside else ()
        inside = books.visible(books.items.contents(code), by)
        return Contents(state, inside, around[0] if around else None)


def contents_at(code: str, moment: datetime, by: Person) -> tuple[State, ...]:
    """Return what was in a package or container at a moment of the past, as it stands now (P22)."""
    with storage.reading() as books:
        check_sight(books.ledger.trail(code), by)
        return books.visible(books.items.with_codes(books.items.inside_at(code, moment)), by)


@storage.retried
def make(
    nature: str,
    description: str,
    seal: str,
    place: str,
    form_id: str,
    by: Person,
    at: datetime,
) -> str:
    """Make a package or container with a code of its own, and return the code."""
    holder = Holder("post", by.post, "") if by.post else Holder("person", by.number, by.name)
    draft = e.PackageMade(
        id=form_id,
        actor=by.number,
        actor_name=by.name,
        unit=by.unit,
        place=place,
        nature=nature,
        description=description,
        seal=seal or None,
    )
    with storage.transaction() as books:
        if earlier := books.ledger.repeated(draft):
            return earlier[0].event.item or ""
        if nature not in WRAPPINGS:
            raise NotAWrappingError(code=nature)
        if not description.strip():
            raise WrappingNameError()
        check_open(books.places.get(place))
        if post := books.places.post(by.post):
            holder = Holder("post", post.code, post.name)
        code = books.items.free_code(secrets.choice)
        books.ledger.append([e.at_moment(draft, at, item=code, holder=holder.value())])
        books.search.index(code, (code, description, seal))
        return code


@storage.retried
def put_in(
    outer: str, codes: Sequence[str], form_id: str, by: Person, at: datetime
) -> tuple[Recorded, ...]:
    """Put things into a package or container, all or none."""
    drafts = [_drafted(e.ItemPacked, code, form_id, n, by) for n, code in enumerate(codes)]
    if not drafts:
        raise NothingToPackError()
    with storage.transaction() as books:
        books.ledger.lock()
        if earlier := books.ledger.repeated(*drafts):
            return earlier
        box = check_sight(books.ledger.trail(outer), by).state
        present = {books.handovers.of_item(one.item) or "" for one in books.items.contents(outer)}
        events = []
        for draft in drafts:
            code = draft.item or ""
            thing = check_sight(books.ledger.trail(code), by).state
            handover = books.handovers.of_item(code)
            inner = Inner(thing, handover, books.items.height(code))
            check_put_in(inner, Outer(box, books.items.around(outer), frozenset(present)), by)
            present.add(handover or "")
            events.append(e.at_moment(draft, at, place=box.place, into=outer))
        return books.ledger.append(events)


@storage.retried
def take_out(code: str, place: str, form_id: str, by: Person, at: datetime) -> tuple[Recorded, ...]:
    """Take a thing out of what it is in; it lies at this place now."""
    draft = _drafted(e.ItemUnpacked, code, form_id, 0, by)
    with storage.transaction() as books:
        if earlier := books.ledger.repeated(draft):
            return earlier
        state = check_sight(books.ledger.trail(code), by).state
        check_move(state, by)
        if state.inside is None:
            raise NothingToPackError()
        check_open(books.places.get(place))
        return books.ledger.append([e.at_moment(draft, at, place=place, from_=state.inside)])


PackT = e.ItemPacked | e.ItemUnpacked


def _drafted(kind: type[PackT], code: str, form_id: str, n: int, by: Person) -> PackT:
    return kind(
        id=batch_id(form_id, n), actor=by.number, actor_name=by.name, item=code, unit=by.unit
    )


@storage.retried
def split(
    code: str, parts: Sequence[int], reason: str, form_id: str, by: Person, at: datetime
) -> tuple[str, ...]:
    """Split a thing into parts with codes of their own, and return these; the whole ends."""
    draft = e.ItemSplit(
        id=batch_id(form_id, 0),
        actor=by.number,
        actor_name=by.name,
        item=code,
        unit=by.unit,
        reason=reason or None,
    )
    with storage.transaction() as books:
        if earlier := books.ledger.repeated(draft):
            return tuple(part for part, _quantity in earlier[0].event.disclosed()["parts"])
        state = check_sight(books.ledger.trail(code), by).state
        check_move(state, by)
        difference = check_split(state.quantity, parts, reason)
        codes = [books.items.free_code(secrets.choice) for _ in parts]
        listed = [list(part) for part in zip(codes, parts, strict=True)]
        whole = e.at_moment(draft, at, place=state.place, parts=listed, difference=difference)
        handover = books.handovers.of_item(code)
        if handover:
            books.handovers.came_with.update(dict.fromkeys(codes, handover))
        feature = list(books.ledger.trail(code).check_feature) or None
        made = [
            replace(_part(state, part, n, quantity, whole, form_id), check_feature=feature)
            for n, (part, quantity) in enumerate(zip(codes, parts, strict=True), start=1)
        ]
        books.ledger.append([whole, *made])
        _let_find(books, state, codes, at)
        return tuple(codes)


def _part(
    state: State, code: str, n: int, quantity: int, whole: e.ItemSplit, form_id: str
) -> e.ItemSplitOff:
    assert state.holder is not None
    return e.ItemSplitOff(
        id=batch_id(form_id, n),
        actor=whole.actor,
        actor_name=whole.actor_name,
        at=whole.at,
        item=code,
        unit=whole.unit,
        place=state.place,
        ref=(whole.id,),
        parent=state.item,
        holder=state.holder.value(),
        taking=state.taking,
        category=state.category,
        description=words_of_part(state.description, state.quantity, quantity),
        quantity=quantity,
        condition=state.condition,
        marks=state.marks or None,
        received_at=state.received_at.isoformat() if state.received_at else None,
    )


def _let_find(books: Books, state: State, codes: Sequence[str], at: datetime) -> None:
    """Let the parts be found by the words of the whole, and compare them with complaints."""
    names = tuple(party.name for party in books.handovers.parties_of(state.item))
    for code in codes:
        texts = (code, state.item, state.description, state.marks, state.category, *names)
        books.search.index(code, texts)
        books.outbox.add("match_item", f"match_item:{code}", {"item": code}, at)
