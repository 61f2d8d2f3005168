"""Packages and containers: what is in what, and what goes along.

Rules kept here:
- an item is the thing itself; a package is a sealed wrapping for things of one handover; a
  container is a box or crate for packages and things of any origin. All three have a code and a
  history (P18);
- what is done to a package or container is done to all that is in it, in one act, each with an
  event of its own that names what it went along with (P20);
- at most six deep, never in itself (P22);
- a thing that is split ends, and its parts carry its number; their quantities add up, or the
  difference is recorded with a reason (P21).
"""

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from custody.domain import events as e
from custody.domain.errors import ConflictError, InputError
from custody.domain.people import Person
from custody.domain.steps import check_move, name_of
from custody.domain.trail import State
from custody.domain.words import mark

NATURES = {
    "item": mark("Item"),
    "package": mark("Package"),
    "container": mark("Box or crate"),
}
WRAPPINGS = ("package", "container")
DEEPEST = 6
# The one kind whose number stands before its word, in the languages in which it is written down.
ONE_AND_MORE = (("sleutel", "sleutels"), ("key", "keys"))
ANSWERS = (e.TransferAccepted, e.TransferRefused, e.TransferWithdrawn)

EventT = TypeVar("EventT", bound=e.Event)


class NotAWrappingError(InputError):
    """Things go into packages and containers, not into other things (P18)."""

    sentence = mark("%(code)s is no package and no box. Make one first.")


class PackedAlreadyError(ConflictError):
    """A thing is in one wrapping at a time."""

    sentence = mark("%(code)s is in %(found)s. Take it out first.")


class OtherHolderError(ConflictError):
    """What is in a box has the holder of the box (P3)."""

    sentence = mark("%(code)s is with %(found)s. Only what you keep yourself goes into it.")


class OfferedError(ConflictError):
    """A thing that waits for an answer is not packed meanwhile."""

    sentence = mark("%(code)s waits for an answer. Withdraw that first.")


class OtherHandoverError(ConflictError):
    """A package holds the things of one handover; a box takes any (P18)."""

    sentence = mark("%(code)s came with another handover. Use a box for things of several.")


class TooDeepError(ConflictError):
    """More than six deep, or in itself (P22)."""

    sentence = mark("%(code)s does not fit in there: at most six deep, and never in itself.")


class NotEmptyError(ConflictError):
    """What has things in it is emptied before it ends."""

    sentence = mark("There are things in %(code)s. Take them out, or give each of them back.")


class SplitError(InputError):
    """A split needs at least two parts of at least one, and a reason where they do not add up (P21)."""

    sentence = mark(
        "Fill in at least two parts. They are %(found)s together, of %(expected)s. Different? Say why."
    )


@dataclass(frozen=True)
class Outer:
    """A package or container that something is put in, with what stands around and in it."""

    state: State
    around: tuple[str, ...] = ()
    handovers: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Inner:
    """What is put in: itself, its handover, and how deep the things in it go."""

    state: State
    handover: str | None
    height: int = 0


def check_put_in(inner: Inner, outer: Outer, by: Person) -> None:
    """Refuse to put one thing into another where a rule of packing does not hold."""
    thing, box = inner.state, outer.state
    if box.nature not in WRAPPINGS:
        raise NotAWrappingError(code=box.item)
    check_move(box, by)
    check_move(thing, by)
    if thing.inside is not None:
        raise PackedAlreadyError(code=thing.item, found=thing.inside)
    if thing.holder is not None and not thing.holder.same_as(box.holder):
        raise OtherHolderError(code=thing.item, found=name_of(thing.holder))
    if thing.offer is not None or box.offer is not None:
        raise OfferedError(code=thing.item if thing.offer else box.item)
    deep = len(outer.around) + 1 + inner.height + 1
    if thing.item == box.item or thing.item in outer.around or deep > DEEPEST:
        raise TooDeepError(code=thing.item)
    if box.nature == "package" and (
        thing.nature != "item" or outer.handovers - {inner.handover or ""}
    ):
        raise OtherHandoverError(code=thing.item)


def along(event: EventT, item: str, *ref: str) -> EventT:
    """Return the event of a thing that went along with its package or container (P20)."""
    changes: dict[str, Any] = {
        "id": str(uuid.uuid5(uuid.UUID(event.id), item)),
        "item": item,
        "ref": (*ref, event.id),
        "with_": event.item,
    }
    return replace(event, **changes)


def words_of_part(description: str, whole: int | None, part: int) -> str:
    """Return the words of a part: where those of the whole begin with its number, the part has its own.

    One of a thing stands in the singular: "1 sleutel", and "Laptop" without a number.
    """
    number, space, words = description.partition(" ")
    if not space or number != str(whole):
        return description
    if part == 1 and words.startswith("× "):
        return words.removeprefix("× ")
    for one, more in ONE_AND_MORE:
        said = more if part == 1 else one
        words = re.sub(rf"^{said}\b", one if part == 1 else more, words)
    return f"{part} {words}"


def check_split(quantity: int | None, parts: Sequence[int], reason: str) -> int:
    """Return by how much the parts differ from the whole; SplitError where that is not explained."""
    found, expected = sum(parts), quantity or 0
    facts = {"found": found, "expected": expected}
    if len(parts) < 2 or min(parts) < 1 or (found != expected and not reason.strip()):
        raise SplitError(**facts)
    return found - expected
