"""Scanning at the desk: place first, then items, each scan stored at once.

Rules kept here:
- every scan is kept with what came of it, also an unreadable or unknown one (P73, P74);
- a scan never guesses: a wrong check symbol gives questions, not an answer;
- an item in somebody else's name becomes "transfer asked", never "moved" (P53);
- what is in a package or container moves with it, and the answer says how many (P20);
- the same scan sent again gets its first answer; a repeat says "lies here already".
"""

from dataclasses import dataclass, replace
from datetime import datetime

from custody import storage
from custody.domain import codes
from custody.domain import events as e
from custody.domain.desk import COMMANDS, RESULTS, place_before, result_of
from custody.domain.errors import InputError, NotFoundError
from custody.domain.people import Person
from custody.domain.places import Place
from custody.domain.steps import answers_for, check_answer, check_move, check_receiver_sight
from custody.domain.trail import State
from custody.storage.store import Books


@dataclass(frozen=True)
class Answer:
    """What a scan did: the result, the item or place it was about, and questions when misread.

    `along` is how many things moved in the package or container that was scanned.
    """

    scan: storage.Scan
    place: Place | None = None
    state: State | None = None
    held_by: str = ""
    repairs: tuple[str, ...] = ()
    along: int = 0

    @property
    def tone(self) -> str:
        """The tone that the page gives: ok, twice, asked or wrong."""
        return RESULTS[self.scan.result][1]

    @property
    def word(self) -> str:
        """The word that always stands beside the tone, still to be translated."""
        return RESULTS[self.scan.result][0]


@storage.retried
def scan(raw: str, target: str | None, scan_id: str, host: str, by: Person, at: datetime) -> Answer:
    """Store one scan and do what it says; `target` is the place that was scanned before."""
    with storage.transaction() as books:
        earlier = books.places.scan(scan_id)
        if earlier is not None:
            return _answer(books, earlier, by)
        read = codes.read_scan(raw, host)
        do = {
            "item": _item,
            "place": _place,
            "command": _command,
            "foreign": _foreign,
            "bare": _bare,
        }
        act = do.get(read.nature, _other_label)
        return act(books, _Scan(raw, read.value, target, scan_id, by, at))


@dataclass(frozen=True)
class _Scan:
    """One scan on its way: what was read and where it should go."""

    raw: str
    value: str
    target: str | None
    scan_id: str
    by: Person
    at: datetime

    def kept(self, books: Books, result: str, item: str | None = None) -> storage.Scan:
        """Keep the raw scan with its result."""
        kept = storage.Scan(
            self.scan_id, self.raw, self.target, item, result, self.by.number, self.at
        )
        books.places.scanned(kept)
        return kept


def _place(books: Books, scan: _Scan) -> Answer:
    place = books.places.find(scan.value)
    if place is None or place.closed:
        return Answer(scan.kept(books, "unknown"))
    chosen = replace(scan, target=place.code)
    return Answer(chosen.kept(books, "target"), place=place)


def _bare(books: Books, scan: _Scan) -> Answer:
    """Read typed text: a place code, a command word, or a code with a wrong check symbol."""
    word = scan.value.upper()
    if word in COMMANDS:
        return _command(books, replace(scan, value=word))
    if books.places.find(word) is not None:
        return _place(books, replace(scan, value=word))
    near = codes.repairs(scan.value)
    known = tuple(code for code in near if _in_sight(books, code, scan.by))
    result = "misread" if near else "unknown"
    return Answer(scan.kept(books, result), place=_target(books, scan), repairs=known)


def _foreign(books: Books, scan: _Scan) -> Answer:
    return Answer(scan.kept(books, "foreign"), place=_target(books, scan))


def _other_label(books: Books, scan: _Scan) -> Answer:
    return Answer(scan.kept(books, "wrong_kind"), place=_target(books, scan))


def _target(books: Books, scan: _Scan) -> Place | None:
    """Return the place that was scanned before, unless it was closed since (P36)."""
    place = books.places.find(scan.target)
    return None if place is None or place.closed else place


def _item(books: Books, scan: _Scan) -> Answer:
    """Move an item to the target, take it over, or ask for it."""
    try:
        code = codes.read_item_code(scan.value)
    except InputError:
        return _bare(books, scan)
    place = _target(books, scan)
    if not _in_sight(books, code, scan.by):
        return Answer(scan.kept(books, "unknown" if place else "no_place"), place=place)
    state = books.ledger.trail(code).state
    if place is None:
        return Answer(scan.kept(books, "no_place", code), state=state if state.holder else None)
    result = result_of(state, place.code, scan.by)
    events: list[e.Event] = []
    if result in ("moved", "accepted"):
        events = books.with_contents(_event(result, state, place, scan))
        books.ledger.append(events)
        state = books.ledger.trail(code).state
    held_by = state.holder.name if state.holder else ""
    shown = state if state.holder else None
    kept = scan.kept(books, result, code)
    along = max(len(events) - 1, 0)
    return Answer(kept, place=place, state=shown, held_by=held_by, along=along)


def _in_sight(books: Books, code: str, by: Person) -> bool:
    """Say whether there is such an item for this person; a thing of others is not there (Q23)."""
    try:
        check_receiver_sight(books.ledger.trail(code), by)
    except NotFoundError:
        return False
    return True


def _event(result: str, state: State, place: Place, scan: _Scan) -> e.Event:
    by = scan.by
    if result == "moved":
        check_move(state, by)
        return e.ItemMoved(
            id=scan.scan_id,
            actor=by.number,
            actor_name=by.name,
            at=scan.at,
            item=state.item,
            unit=by.unit,
            place=place.code,
            src="scan",
        )
    open_offer = check_answer(state, by)
    return e.TransferAccepted(
        id=scan.scan_id,
        actor=by.number,
        actor_name=by.name,
        at=scan.at,
        item=state.item,
        unit=by.unit,
        place=place.code,
        src="scan",
        ref=(open_offer.leaf,),
        holder_from=open_offer.holder_from.value(),
        holder_to=open_offer.holder_to.value(),
        seal=state.seal,
    )


def _command(books: Books, scan: _Scan) -> Answer:
    """Do what a command label says."""
    word = scan.value.upper()
    if word == "HERSTEL":
        return _undo(books, scan)
    if word == "VRAAG":
        books.outbox.add("help", f"help:{scan.scan_id}", {"by": scan.by.number}, scan.at)
        return Answer(scan.kept(books, "help"), place=_target(books, scan))
    if word in ("KLAAR", "NIEUWE-PLAATS"):
        closed = replace(scan, target=None)
        return Answer(closed.kept(books, "done"))
    return Answer(scan.kept(books, "unknown"), place=_target(books, scan))


def _undo(books: Books, scan: _Scan) -> Answer:
    """Move the item of the last stored scan back to where it was; the record keeps both moves."""
    place = _target(books, scan)
    for earlier in books.places.scans(scan.by.number, limit=5):
        if earlier.result == "undone":
            break
        if earlier.result != "moved" or earlier.item is None:
            continue
        trail = books.ledger.trail(earlier.item)
        before = place_before(trail.records, earlier.scan_id)
        if before is None or not answers_for(trail.state.holder, scan.by):
            break
        back = e.ItemMoved(
            id=scan.scan_id,
            actor=scan.by.number,
            actor_name=scan.by.name,
            at=scan.at,
            item=earlier.item,
            unit=scan.by.unit,
            place=before,
            src="scan",
            ref=(trail.records[-1].leaf,),
            remarks="undo",
        )
        books.ledger.append(books.with_contents(back))
        state = books.ledger.trail(earlier.item).state
        return Answer(scan.kept(books, "undone", earlier.item), place=place, state=state)
    return Answer(scan.kept(books, "nothing"), place=place)


def _answer(books: Books, scan: storage.Scan, by: Person) -> Answer:
    """Return the first answer of a scan that was sent before."""
    state = books.items.find(scan.item) if scan.item else None
    held_by = state.holder.name if state and state.holder else ""
    boxed = state is not None and state.nature != "item"
    inside = books.items.inside(scan.item or "") if boxed else ()
    place = books.places.find(scan.place)
    return Answer(scan, place=place, state=state, held_by=held_by, along=len(inside))


def recent(by: Person, limit: int = 30) -> tuple[Answer, ...]:
    """Return the newest scans of this person with their items, newest first."""
    with storage.reading() as books:
        return tuple(_answer(books, scan, by) for scan in books.places.scans(by.number, limit))
