"""Items of another register come in.

Rules kept here:
- items that came with one receipt, at one time, from one person are one act (P9);
- a receipt of another register is a number that stands on the item; only our own are signed;
- who holds an item is whom its line names, else the post for all, else the desk of its unit (P3);
- a line in which the code of a label stands keeps that code, so that the label stays true.
"""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from custody import storage
from custody.domain import codes
from custody.domain import events as e
from custody.domain.exchange import ItemLine, unit_code
from custody.domain.lines import AMSTERDAM, Problem
from custody.domain.people import Person
from custody.domain.places import Place, Post
from custody.domain.trail import Holder
from custody.services.exchange.outcome import (
    Outcome,
    Tell,
    Terms,
    event_id,
    in_batches,
    recorded_in_batches,
)
from custody.storage.store import Books

# Codes drawn beside those that are needed, for those that are in use already.
SPARE = 20
# Items that one piece of the worker's work compares.
COMPARED = 100


def check_items(lines: Iterable[ItemLine], terms: Terms, at: datetime) -> Outcome:
    """Say what an import of these lines would do, and record nothing."""
    outcome = Outcome()
    for some in in_batches(lines):
        with storage.reading() as books:
            plan = _Plan(books, terms, at)
            plan.outcome.recorded = len(plan.fit(some))
            outcome.add(plan.outcome)
    return outcome


def import_items(
    lines: Iterable[ItemLine], terms: Terms, by: Person, at: datetime, tell: Tell = lambda n: None
) -> Outcome:
    """Record items of another register, batch by batch; `tell` hears how many lines are done."""
    return recorded_in_batches(lines, lambda some: _import_batch(some, terms, by, at), tell)


def items_of(import_refs: Sequence[str]) -> dict[str, str]:
    """Return the code of each imported item by its `import_ref`."""
    found: dict[str, str] = {}
    with storage.reading() as books:
        for some in in_batches(import_refs):
            records = books.ledger.with_ids([event_id("item", ref) for ref in some])
            ids = {event_id("item", ref): ref for ref in some}
            found |= {ids[id]: r.event.item for id, r in records.items() if r.event.item}
    return found


@storage.retried
def _import_batch(lines: Sequence[ItemLine], terms: Terms, by: Person, at: datetime) -> Outcome:
    with storage.transaction() as books:
        plan = _Plan(books, terms, at)
        fit = plan.fit(lines)
        plan.furnish()
        coded = _coded(books, fit)
        received = [plan.received(line, code, by) for line, code in coded]
        given_back = [
            _given_back(line, event, by)
            for (line, _), event in zip(coded, received, strict=True)
            if line.returned
        ]
        acts = {_act_id(line): (plan.act(line, by), line.persons) for line in fit}
        books.ledger.lock()
        books.handovers.add_all(acts, {code: _act_id(line) for line, code in coded})
        books.ledger.append([*received, *given_back])
        books.search.index_all({code: _texts(line, code) for line, code in coded})
        books.outbox.add_all("match_items", _work([code for _, code in coded]), at)
        plan.outcome.recorded = len(fit)
        return plan.outcome


def _coded(books: Books, lines: Sequence[ItemLine]) -> list[tuple[ItemLine, str]]:
    """Return each line with the code of its label, or with a new one that is not in use."""
    drawn = {codes.make_item_code("".join(_nine())) for _ in range(len(lines) + SPARE)}
    own = {line.code for line in lines if line.code}
    used = books.items.codes_in_use({*drawn, *_labels(lines)}) | own
    fresh = drawn - used
    coded = []
    for line in lines:
        code = line.code or next(iter(_labels([line]) - used), "") or fresh.pop()
        used.add(code)
        fresh.discard(code)
        coded.append((line, code))
    return coded


def _nine() -> list[str]:
    return [secrets.choice(codes.ALPHABET) for _ in range(9)]


def _labels(lines: Sequence[ItemLine]) -> set[str]:
    """Return the item codes that stand among the numbers of lines."""
    said = {v.replace("-", "").upper() for n in lines for k, v in n.identifiers if k == "item_code"}
    return {code for code in said if codes.is_item_code(code)}


def _given_back(line: ItemLine, received: e.ItemReceived, by: Person) -> e.ItemReturned:
    """Return the end of a trail that the other register tells: the day, and no more."""
    assert line.returned is not None
    noon = datetime.combine(line.returned, time(12), AMSTERDAM)
    return e.ItemReturned(
        id=event_id("returned", line.import_ref),
        actor=by.number,
        actor_name=by.name,
        at=max(noon, line.happened_at),
        item=received.item,
        unit=line.unit,
        src=received.src,
        ref=(received.id,),
    )


def _work(made: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return the comparing that is asked for, in pieces that a worker does while it holds them."""
    pieces = (made[n : n + COMPARED] for n in range(0, len(made), COMPARED))
    return {f"match_items:{piece[0]}": {"items": list(piece)} for piece in pieces}


def _texts(line: ItemLine, code: str) -> tuple[str, ...]:
    numbers = (value for _, value in line.identifiers)
    names = (person.name for person in line.persons)
    said = (code, line.description, line.marks, line.seal, line.category, line.place)
    return (*said, line.receipt, *numbers, *names)


class _Plan:
    """What a batch of lines means in this register: units, holders, places, and what is known."""

    def __init__(self, books: Books, terms: Terms, at: datetime) -> None:
        self.books, self.terms, self.at = books, terms, at
        self.outcome = Outcome()
        self.units = {unit.code: unit for unit in books.places.units()}
        self.named = {unit.name.casefold(): unit.code for unit in self.units.values()}
        self.posts = {post.code: post for post in books.places.posts()}
        self.places = books.places.names()
        self.people: dict[str, Person | None] = {}
        self.new: dict[str, str] = {}
        self.stores: dict[str, str] = {}

    def fit(self, lines: Sequence[ItemLine]) -> list[ItemLine]:
        """Return the lines that can be recorded, each with the code of its unit."""
        found = self.books.ledger.with_ids([event_id("item", n.import_ref) for n in lines])
        own = {n.import_ref for n in lines if codes.is_item_code(n.import_ref)}
        here = self.books.items.codes_in_use(own | {n.code for n in lines if n.code})
        fit = []
        for read in lines:
            line = replace(read, unit=self._unit(read))
            known = found.get(event_id("item", line.import_ref))
            if line.import_ref in here:
                self.outcome.known += 1
            elif known is not None:
                self._same(line, known.event)
            elif self._good(line, here):
                fit.append(line)
        return fit

    def _same(self, line: ItemLine, found: e.Event) -> None:
        draft = self.received(line, found.item or "", Person(found.actor, ""))
        apart = {"actor", "actor_name", "holder", "registered", "officer"}
        ours, theirs = draft.disclosed(), found.disclosed()
        differs = [n for n in ours if n not in apart and ours[n] != theirs.get(n)]
        if differs or draft.at != found.at:
            self._wrong(line, "import_ref", "is on record with other facts; correct it on its page")
        else:
            self.outcome.known += 1

    def _good(self, line: ItemLine, here: set[str]) -> bool:
        before = len(self.outcome.problems)
        if line.code in here:
            self._wrong(line, "code", "another item has this code; leave it empty to get a new one")
        if self._still_to_come(line):
            self._wrong(line, "datetime", "is still to come")
        if line.lies_at and line.lies_at not in self.places:
            self._wrong(line, "lies_at", "no place has this code; make the place first")
        if not line.unit:
            self._wrong(line, "unit", "is missing; give it in the file or with --unit")
        elif self._holder(line) is None:
            self._wrong(line, "held_by", "name a post or staff number that is on record here")
        return len(self.outcome.problems) == before

    def _still_to_come(self, line: ItemLine) -> bool:
        """Say whether an item would come in later than now; today without an hour is not (P114)."""
        if line.precision in ("day", "unknown"):
            day = line.happened_at.astimezone(AMSTERDAM).date()
            return day > self.at.astimezone(AMSTERDAM).date()
        return line.happened_at > self.at

    def _wrong(self, line: ItemLine, name: str, text: str) -> None:
        self.outcome.problems.append(Problem(line.line, name, text))

    def _unit(self, line: ItemLine) -> str:
        """Return the code of the line's unit, known by code or name, or to be made."""
        said = line.unit or self.terms.unit
        if not said or said in self.units:
            return said
        code = self.named.get(said.casefold()) or unit_code(said)
        if code not in self.units:
            self.new.setdefault(code, said)
        return code

    def _holder(self, line: ItemLine) -> Holder | None:
        """Return who holds an item: whom the line names, the post for all, or its unit's desk."""
        said = line.held_by or self.terms.post
        unit = self.units.get(line.unit)
        code = said or (unit.desk if unit else None) or line.unit
        if code in self.posts:
            return Holder("post", code, self.posts[code].name)
        if not said or said == line.unit:
            name = self.stores.setdefault(line.unit, unit.name if unit else self.new[line.unit])
            return Holder("post", line.unit, name)
        if code not in self.people:
            self.people[code] = self.books.people.by_number(code)
        person = self.people[code]
        return Holder("person", person.number, person.name) if person else None

    def furnish(self) -> None:
        """Make the units that the file brought, and a store where a unit has none for its things."""
        for code, name in self.new.items():
            self.books.places.add_unit(storage.Unit(code, name))
        for code, name in self.stores.items():
            if code not in self.places:
                self.books.places.add(Place(code, "store_room", name, code))
            self.books.places.add_post(Post(code, name, code, code))

    def received(self, line: ItemLine, code: str, by: Person) -> e.ItemReceived:
        """Return the event of a line."""
        persons: dict[str, Any] = {person.role: person.value() for person in line.persons}
        if line.taking == "seized" and "giver" in persons:
            persons["seized_from"] = persons["giver"]
        holder = self._holder(line)
        numbers = [*line.identifiers, *([("receipt", line.receipt)] if line.receipt else [])]
        return e.ItemReceived(
            id=event_id("item", line.import_ref),
            actor=by.number,
            actor_name=by.name,
            at=line.happened_at,
            item=code or None,
            unit=line.unit,
            place=line.lies_at or None,
            src=self.terms.src,
            taking=line.taking,
            category=line.category,
            description=line.description,
            quantity=line.quantity,
            condition=line.condition,
            marks=line.marks or None,
            seal=line.seal or None,
            cash=line.cash.value() if line.cash else None,
            precision=line.precision,
            taken_at=line.place or None,
            holder=holder.value() if holder else None,
            import_ref=line.import_ref,
            registered=line.registered or None,
            officer=line.officer or None,
            identifiers=[list(pair) for pair in numbers] or None,
            **persons,
        )

    def act(self, line: ItemLine, by: Person) -> storage.Act:
        """Return the act with which a line's item came."""
        return storage.Act(
            id=_act_id(line),
            taking=line.taking,
            happened_at=line.happened_at,
            precision=line.precision,
            recorded_at=self.at,
            unit=line.unit,
            place=line.lies_at or None,
            taken_at=line.place,
            remarks="",
            by_number=by.number,
            by_name=by.name,
            officer=line.officer,
        )


def _act_id(line: ItemLine) -> str:
    giver = line.persons[0].name if line.persons else ""
    one = f"{line.receipt}|{line.happened_at.isoformat()}|{line.unit}|{line.place}|{giver}"
    return event_id("act", one if line.receipt else line.import_ref)
