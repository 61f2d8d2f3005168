"""What happens to things of the demo after they came in: counting, packing, mending, splitting.

`work` plays one entry of the list `work` in `story.toml`. Things are named by the words with which
they came in.
"""

import uuid
from collections.abc import Callable
from typing import Any

from custody.demo.walk import Walk, person
from custody.domain.corrections import correctable
from custody.domain.items import Cash, Signature
from custody.domain.people import Person
from custody.services import corrections, inspections, packing

Act = dict[str, Any]


def work(act: Act, walk: Walk) -> None:
    """Do one piece of work in the property room or at the desk."""
    _WORK[act["do"]](act, person(act["by"]), walk)


def _count(act: Act, by: Person, walk: Walk) -> None:
    """Count money again, as the second counter who does not see the first count (P26)."""
    money = Cash(faces=tuple(map(tuple, act["faces"]))).value()
    counted = inspections.Counted(money, None, Signature("absent"))
    inspections.count(_code(act, walk), counted, _form(), by, walk.at)


def _seal(act: Act, by: Person, walk: Walk) -> None:
    """Open a bag and seal it anew, with a witness (P31)."""
    witness, reason = person(act["witness"]).number, act["reason"]
    seal = inspections.NewSeal(act["seal"], act["seal"], witness, reason)
    inspections.change_seal(_code(act, walk), seal, _form(), by, walk.at)


def _pack(act: Act, by: Person, walk: Walk) -> None:
    """Make a package or box, and put things into it (P18)."""
    words, seal, place = act["what"], act.get("seal", ""), act["place"]
    outer = packing.make(act["nature"], words, seal, place, _form(), by, walk.at)
    walk.things[words] = outer
    walk.passes(minutes=2)
    packing.put_in(outer, [walk.things[one] for one in act["things"]], _form(), by, walk.at)


def _split(act: Act, by: Person, walk: Walk) -> None:
    """Split a thing into parts with codes of their own (P21)."""
    packing.split(_code(act, walk), act["parts"], "", _form(), by, walk.at)


def _correct(act: Act, by: Person, walk: Walk) -> None:
    """Mend what was recorded when a thing came in; the old words stay visible (P118)."""
    code = _code(act, walk)
    ref = correctable(corrections.prepare(code, by).trail)[0].leaf
    corrections.correct(code, ref, act["changes"], act["reason"], _form(), by, walk.at)


def _tell_late(act: Act, by: Person, walk: Walk) -> None:
    """Tell later where a thing was (P114)."""
    since = walk.moment(act["since_days"], act["since"])
    entry = corrections.LateEntry(act["place"], since, "about", act["reason"])
    corrections.tell_late(_code(act, walk), entry, _form(), by, walk.at)


def _void(act: Act, by: Person, walk: Walk) -> None:
    """Declare what was entered twice not valid, two persons together (P119)."""
    second = person(act["second"])
    code, reason, told = _code(act, walk), act["reason"], act["told"]
    corrections.void(code, reason, told, second, _form(), by, walk.at)


def _code(act: Act, walk: Walk) -> str:
    return walk.things[act["what"]]


def _form() -> str:
    return str(uuid.uuid4())


_WORK: dict[str, Callable[[Act, Person, Walk], None]] = {
    "count": _count,
    "seal": _seal,
    "pack": _pack,
    "split": _split,
    "correct": _correct,
    "late": _tell_late,
    "void": _void,
}
