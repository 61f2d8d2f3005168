"""The overview of what is kept: four questions, each with a picture, its table, its list, its CSV."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from custody.domain.codes import show_item_code
from custody.domain.overview import BANDS, together
from custody.domain.places import PLACE_KINDS
from custody.paper import spreadsheet
from custody.services import overview
from custody.services.overview import Line
from custody.web import charts
from custody.web.guard import now, person
from custody.web.pages import Document, Page
from custody.web.words import holder_name, moment, word

blueprint = Blueprint("overview", __name__)
PER_PAGE = 50
SHOWN = 5
HEADS = (
    _l("Code"),
    _l("Item"),
    _l("Now with"),
    _l("Waits for"),
    _l("Place"),
    _l("Team"),
    _l("Since"),
    _l("Hours"),
    _l("Hours over the norm"),
)

# What the file of each question is about, as part of its name.
_FILES = {
    "personal": _l("in personal keeping"),
    "transfers": _l("transfers"),
    "overdue": _l("too long"),
    "missing": _l("not found"),
}


@blueprint.get("/storage")
def show() -> Page:
    """Show the answers to all questions as pictures with their tables."""
    found = overview.show_overview(person(), now())
    transfers = [(_hours(line), line.over is not None) for line in found.transfers]
    missing = [(_hours(line) / 24, False) for line in found.missing]
    kinds = _per_kind(found.overdue)
    values = {
        "found": found,
        "questions": overview.QUESTIONS,
        "bands": BANDS,
        "all": together(found.teams, _("All teams")),
        "teams": charts.team_bars(found.teams),
        "kinds": kinds,
        "kind_bars": charts.plain_bars(kinds),
        "transfers": charts.dots(transfers, 72, (0, 12, 24, 36, 48, 60, 72), 24),
        "missing": charts.dots(missing, 28, (0, 7, 14, 21, 28), None),
        "shown": SHOWN,
    }
    listed = (*found.transfers[:SHOWN], *found.missing[:SHOWN])
    return Page("overview/show.html", values, seen=_seen(listed), purpose="overview")


def _hours(line: Line) -> float:
    return line.age.total_seconds() / 3600


def _per_kind(lines: Sequence[Line]) -> list[tuple[str, int]]:
    """Return how many lie too long per kind of place, the most first."""
    counts = Counter(line.place.kind for line in lines if line.place)
    return [(word(PLACE_KINDS[kind].word), count) for kind, count in counts.most_common()]


def _seen(lines: Sequence[Line]) -> tuple[str, ...]:
    return tuple(f"item:{line.state.item}" for line in lines)


@blueprint.get("/storage/<question>")
def lines(question: str) -> Page:
    """Show the whole answer to one question as a list, the oldest first."""
    found = overview.answer(question, person(), now())
    asked = request.args.get("page", "1")
    page = min(max(int(asked) if asked.isdecimal() and len(asked) < 7 else 1, 1), _pages(found))
    part = found[(page - 1) * PER_PAGE : page * PER_PAGE]
    values: dict[str, Any] = {
        "question": question,
        "title": overview.QUESTIONS[question],
        "lines": part,
        "count": len(found),
        "page": page,
        "pages": _pages(found),
    }
    return Page("overview/lines.html", values, seen=_seen(part), purpose="overview")


def _pages(found: Sequence[Line]) -> int:
    return max(-(-len(found) // PER_PAGE), 1)


@blueprint.get("/storage/<question>.csv")
def export(question: str) -> Document:
    """Give the whole answer as a file for a spreadsheet; who took it along is in the read log."""
    found = overview.answer(question, person(), now())
    content = spreadsheet.written(
        [str(head) for head in HEADS],
        [_cells(line) for line in found],
    )
    about = "-".join((_("Storage"), *str(_FILES[question]).split())).lower()
    name = f"{about}-{now():%Y%m%d}.csv"
    return Document(content, spreadsheet.MEDIA_TYPE, name, _seen(found), "export")


def _cells(line: Line) -> list[str]:
    state = line.state
    return [
        show_item_code(state.item),
        state.description,
        holder_name(state.holder),
        holder_name(state.offer.holder_to) if state.offer else "",
        line.place.name if line.place else "",
        state.unit,
        moment(now() - line.age),
        str(int(_hours(line))),
        str(int(line.over.total_seconds() // 3600)) if line.over else "",
    ]
