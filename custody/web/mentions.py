"""The page on which mentions of items meet the register: words at the left, what fits at the right.

Rules kept here (C19, `screens.md` 4.6): mentions are numbered as they stand in the words; what speaks
for and against an item stands side by side; "nothing was recorded" is a full choice; an empty result
says what was searched and how to look wider.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from custody.domain.days import Period
from custody.domain.holds import kept_until, proposes_hold
from custody.domain.search import Narrow
from custody.services import matching, search
from custody.services.linking import Linking
from custody.web.forms.reading import AMSTERDAM
from custody.web.guard import now, person
from custody.web.letter import Piece, reasons_of
from custody.web.words import deadline

MOST_SHOWN = 5
_DAYS, _MONTHS = timedelta(days=3), timedelta(days=60)
WIDER = ("dates", "kind", "place")


@dataclass(frozen=True)
class Spot:
    """A numbered mention: its words, what was found for it, and how it ended."""

    position: int
    number: int
    words: str
    start: int
    end: int
    category: str
    first_on: date | None
    last_on: date | None
    count: int
    ending: str
    marked: bool
    reason: str = ""


def spots(linking: Linking) -> tuple[Spot, ...]:
    """Return the mentions in the order of the words, those that a person marked among them."""
    text = linking.complaint.text
    ends = {end.position: end for end in linking.ends}
    waiting: dict[int, int] = {}
    for one in linking.suggestions:
        if one.state == "suggested":
            waiting[one.mention] = waiting.get(one.mention, 0) + 1
    raw = [
        (m.start, m.end, m.position, m.category or "other", m.first_on, m.last_on, False)
        for m in linking.mentions
        if m.polarity == "active"
    ]
    raw += [
        (e.start, e.end, e.position, e.category, None, None, True) for e in linking.ends if e.marked
    ]
    return tuple(
        Spot(
            position,
            number,
            " ".join(text[start:end].split()),
            start,
            end,
            category,
            first,
            last,
            waiting.get(position, 0),
            linking.endings.get(position, ""),
            marked,
            ends[position].reason if position in ends else "",
        )
        for number, (start, end, position, category, first, last, marked) in enumerate(
            sorted(raw), start=1
        )
    )


def pieces(text: str, found: tuple[Spot, ...]) -> list[Piece]:
    """Return the words in pieces, unchanged when put together again (C7)."""
    cut: list[Piece] = []
    at = 0
    for spot in found:
        if spot.start < at:
            continue
        cut.append(Piece(text[at : spot.start]))
        solid = bool(spot.count) or spot.ending == "linked"
        cut.append(Piece(text[spot.start : spot.end], spot.position, spot.number, solid))
        at = spot.end
    return [piece for piece in [*cut, Piece(text[at:])] if piece.text]


def note(spot: Spot) -> str:
    """Return what stands beside the words of a tab: how it ended, or how many proposals there are."""
    ended = {
        "linked": _("linked"),
        "claim": _("unrecorded handover"),
        "not_police": _("not about the police"),
    }
    if spot.ending:
        return ended[spot.ending]
    return ngettext("%(num)s proposal", "%(num)s proposals", spot.count)


def page_values(linking: Linking, asked: int | None, wider: str) -> dict[str, Any]:
    """Return what the page shows for the mention that was asked for, or the first without an end."""
    found = spots(linking)
    chosen = next((s for s in found if s.position == asked), None)
    chosen = chosen or next((s for s in found if not s.ending), found[0] if found else None)
    linked = {link.item for link in linking.links}
    shown = [
        s
        for s in linking.suggestions
        if chosen and s.mention == chosen.position and s.state == "suggested"
        if s.item not in linked
    ][:MOST_SHOWN]
    searched = matching.searched(linking.complaint.number)
    today = now().astimezone(AMSTERDAM).date()
    return {
        "linking": linking,
        "complaint": linking.complaint,
        "pieces": pieces(linking.complaint.text, found),
        "spots": [(spot, note(spot)) for spot in found],
        "chosen": chosen,
        "suggestions": [(s, linking.items.get(s.item), reasons_of(s)) for s in shown],
        "kept_until": {
            s.item: kept_until(s.found_at)
            for s in shown
            if proposes_hold(s.state, s.probability) and kept_until(s.found_at) >= today
        },
        "searched": searched,
        "wider": wider if wider in WIDER else "",
        "deadline": deadline(linking.complaint, today),
        "beyond": _beyond(chosen, searched, wider, linked),
    }


def _beyond(
    chosen: Spot | None, searched: tuple[date, date] | None, wider: str, linked: set[str]
) -> tuple[Any, ...]:
    """Return items of a wider search: more days, every kind, or every place. None of them is scored."""
    if wider not in WIDER or chosen is None:
        return ()
    first = chosen.first_on or (searched[0] if searched else None)
    last = chosen.last_on or (searched[1] if searched else None)
    first, last = first or last or now().date(), last or first or now().date()
    more = _MONTHS if wider == "dates" else _DAYS
    narrow = Narrow(
        category="" if wider == "kind" else chosen.category,
        period=Period(first - more, last + more),
    )
    found = search.find("", person(), now(), narrow)
    return tuple(state for state in found.items if state.item not in linked)[:20]
