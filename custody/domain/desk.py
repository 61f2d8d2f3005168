"""What a scan at the desk means: its commands, and what can come of it.

Rules kept here:
- an item in somebody else's name becomes "transfer asked", never "moved" (P53, P61);
- what was offered to whoever scans is received by the scan (P61);
- a move is taken back only while it is the last thing that was recorded.
"""

from custody.domain.errors import ConflictError
from custody.domain.events import Recorded
from custody.domain.people import Person
from custody.domain.steps import answers_for, check_answer
from custody.domain.trail import State
from custody.domain.words import mark

COMMANDS = {
    "HERSTEL": mark("Undo the last scan"),
    "KLAAR": mark("Done with this place"),
    "VRAAG": mark("Ask a colleague for help"),
    "NIEUWE-PLAATS": mark("Change place"),
}

# What came of a scan: its word, its tone on the page, and whether it needs attention.
RESULTS = {
    "target": (mark("place chosen"), "ok"),
    "moved": (mark("stored"), "ok"),
    "accepted": (mark("received"), "ok"),
    "here": (mark("lies here already"), "twice"),
    "asked": (mark("transfer asked"), "asked"),
    "undone": (mark("taken back"), "ok"),
    "done": (mark("place closed"), "ok"),
    "help": (mark("a colleague was asked"), "asked"),
    "no_place": (mark("scan a place first"), "wrong"),
    "unknown": (mark("unknown label"), "wrong"),
    "misread": (mark("read wrongly"), "wrong"),
    "foreign": (mark("not our label"), "wrong"),
    "wrong_kind": (mark("this is a badge, not an item"), "wrong"),
    "elsewhere": (mark("not with us"), "wrong"),
    "gone": (mark("given back before"), "wrong"),
    "missing": (mark("recorded as missing"), "wrong"),
    "nothing": (mark("nothing to take back"), "wrong"),
}


def result_of(state: State, place: str, by: Person) -> str:
    """Return what a scan of this item at this place means (P61)."""
    if state.holder is None:
        return "unknown"
    if state.status != "in_custody":
        return "gone"
    if _may_accept(state, by):
        return "accepted"
    if not answers_for(state.holder, by):
        # Only the holder can offer: the scan is kept as a question that the holder sees (P53).
        return "elsewhere" if by.post is None or state.offer is not None else "asked"
    if state.missing:
        return "missing"
    return "here" if state.place == place else "moved"


def _may_accept(state: State, by: Person) -> bool:
    try:
        check_answer(state, by)
    except ConflictError:
        return False
    return True


def place_before(records: tuple[Recorded, ...], scan_id: str) -> str | None:
    """Return where an item lay before the move of this scan, if that was the last thing recorded."""
    if not records or records[-1].event.id != scan_id:
        return None
    return next((r.event.place for r in reversed(records[:-1]) if r.event.place), None)
