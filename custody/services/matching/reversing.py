"""From an item to the complaints it may concern; only the worker and the command line come here.

Each complaint that an item may concern is first weighed with that item and what came with it. Only
where the item would be shown is the complaint compared anew as a whole, so that both directions
come to the same outcome.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from custody import storage
from custody.domain.matching import MODEL_VERSION, blocks
from custody.domain.matching.score import pairs
from custody.domain.matching.values import ItemView
from custody.domain.matching.weights import Frequencies, points
from custody.domain.matching.whole import WHOLE
from custody.services.matching.comparing import ask, bars, edition_of, frequencies, position, told
from custody.services.matching.indexing import AMSTERDAM, index_items
from custody.services.matching.keeping import run_for_complaint
from custody.storage.store import Books

AT_ONCE, NIGHT = 500, 3
_EQUAL = 1e-6


def run_for_item(code: str, at: datetime) -> int:
    """Compare an item with all complaints and claims, open or ended; return how many it concerns."""
    return run_for_items((code,), at)


def run_for_items(codes: Sequence[str], at: datetime) -> int:
    """Index items, then compare anew the complaints in which one of them would be shown."""
    views = index_items(codes)
    concerned = _concerned(views)
    for number in concerned:
        run_for_complaint(number, at)
    return len(concerned)


def _concerned(views: Sequence[ItemView]) -> list[str]:
    """Return the complaints in which one of these items would be shown, or was shown before."""
    with storage.reading() as books:
        about: dict[str, dict[str, ItemView]] = {}
        shown = books.matching.complaints_with([view.item for view in views])
        for view in views:
            keys = blocks.asked_keys(blocks.item_keys(view), view.identifiers)
            numbers = [*books.blocks.with_keys("mention", keys), *books.blocks.complaints_for(view)]
            for number in dict.fromkeys(numbers):
                about.setdefault(number, {})[view.item] = view
        return [
            number
            for number in sorted({*about, *shown})
            if number in shown or _would_show(books, number, list(about[number].values()))
        ]


def _would_show(books: Books, number: str, views: Sequence[ItemView]) -> bool:
    """Say whether one of these items, or what came with it, would change what a complaint shows."""
    complaint = told(books, number)
    if complaint is None:
        return False
    asked = ask(books, complaint)
    came_with = books.blocks.siblings([view.handover for view in views])
    group = books.blocks.views(came_with)
    asked = asked.weighed_by(frequencies(books, asked, group))
    most, margin = int(points("outcome", "most_shown")), points("outcome", "margin")
    bar = bars(books.matching.suggestions(number), most, margin)
    return any(
        pair.score >= max(bar.get(position(asked, frame), 0.0) - _EQUAL, _lowest(frame))
        for frame, row in pairs(asked, group).items()
        for pair in row
    )


def ask_sweep(at: datetime) -> None:
    """Ask for a sweep, once for each local night; asking again changes nothing."""
    now = at.astimezone(AMSTERDAM)
    if now.hour >= NIGHT:
        with storage.transaction() as books:
            books.outbox.add_all("match_sweep", {f"match_sweep:{now.date()}": {}}, at)


def _lowest(frame: int) -> float:
    return points("whole" if frame == WHOLE else "outcome", "lowest")


def sweep(at: datetime, most: int = 20_000) -> int:
    """Do again what is missing, failed, or of an older edition; return how much it was."""
    with storage.reading() as books:
        items = [*books.items.not_indexed(most), *books.blocks.stale(MODEL_VERSION, most)]
    for some in _parts(items):
        run_for_items(some, at)
    with storage.reading() as books:
        edition = edition_of(Frequencies(books.frequencies.edition()))
        numbers = books.matching.stale_complaints(edition, most)
    for number in numbers:
        run_for_complaint(number, at)
    return len(items) + len(numbers)


def rebuild(at: datetime, tell: Callable[[int], None] = lambda n: None) -> int:
    """Make every block, key and frequency anew, and compare every complaint; return how many items."""
    with storage.transaction() as books:
        books.blocks.forget_all()
    done = 0
    while True:
        with storage.reading() as books:
            missing = books.items.not_indexed(AT_ONCE)
        if not missing or not index_items(missing):
            break
        done += len(missing)
        tell(done)
    with storage.reading() as books:
        numbers = [complaint.number for complaint in books.complaints.all()]
    for number in numbers:
        run_for_complaint(number, at)
    return done


def _parts(items: Sequence[str]) -> Iterable[Sequence[str]]:
    return (items[n : n + AT_ONCE] for n in range(0, len(items), AT_ONCE))
