"""One box that finds items."""

from datetime import date
from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from custody.domain.codes import show_item_code
from custody.domain.days import Period
from custody.domain.errors import CustodyError
from custody.domain.items import CATEGORIES
from custody.domain.search import Narrow
from custody.domain.trail import State
from custody.paper import spreadsheet
from custody.services import keeping, search
from custody.web.errors import refuse
from custody.web.forms.search import ForgetForm, QuestionForm, SaveForm
from custody.web.guard import now, person
from custody.web.pages import Document, Page
from custody.web.words import day, holder_name, word

blueprint = Blueprint("search", __name__)
FIELDS = ("q", "category", "place", "first", "last")


@blueprint.get("/search")
def show() -> Any:
    """Go straight to a code or receipt, or list what fits, newest first."""
    form = QuestionForm(request.args)
    form.validate()
    return _search_page(form, request.args.get("before", ""))


def _search_page(
    form: QuestionForm,
    before: str = "",
    refused: SaveForm | None = None,
    problem: str = "",
    status: int = 200,
) -> Any:
    found = search.find(
        (form.q.data or "")[:200],
        person(),
        now(),
        _narrow(form),
        int(before) if before.isdecimal() and len(before) < 10 else None,
    )
    if found.code:
        return redirect(url_for("items.show", code=found.code))
    if found.receipt:
        return redirect(url_for("intake.receipt", no=found.receipt))
    question = _question(form)
    values = {
        "form": form,
        "found": found,
        "question": question,
        "narrowed": len(question) > ("q" in question),
        "place_names": keeping.place_names(),
        "places": search.places(person()),
        "saved": search.saved(person()),
        "older": url_for(".show", **question, before=found.older) if found.older else "",
        "newest": url_for(".show", **question) if before else "",
        "save": refused or SaveForm(formdata=None),
        "problem": problem,
    }
    seen = tuple(f"item:{state.item}" for state in (*found.items, *found.meant))
    return Page("search/show.html", values, seen=seen, purpose="search", status=status)


def _narrow(form: QuestionForm) -> Narrow:
    first, last = form.first.data, form.last.data
    period = Period(first or date(1990, 1, 1), last or now().date()) if first or last else None
    return Narrow(form.category.data or "", form.place.data or "", period)


def _question(form: QuestionForm) -> dict[str, str]:
    """Return the fields that are filled in, as they stand in an address."""
    values = {name: form[name].data for name in FIELDS}
    return {name: str(value) for name, value in values.items() if value}


@blueprint.get("/search/export")
def export() -> Document:
    """Give what fits as a file for a spreadsheet; who took it along is in the read log (Q44)."""
    form = QuestionForm(request.args)
    form.validate()
    states = search.export((form.q.data or "")[:200], person(), now(), _narrow(form))
    names = keeping.place_names()
    head = ("Code", "Kind", "Item", "Marks", "Now with", "Place", "State", "Received")
    content = spreadsheet.written(
        [gettext(title) for title in head], (_row(state, names) for state in states)
    )
    seen = ("export", *(f"item:{state.item}" for state in states))
    name = f"{gettext('Items').lower()}-{now():%Y%m%d}.csv"
    return Document(content, spreadsheet.MEDIA_TYPE, name, seen, "export")


def _row(state: State, names: dict[str, str]) -> tuple[str, ...]:
    place = state.place or ""
    status = {"in_custody": gettext("in custody"), "returned": gettext("given back")}
    return (
        show_item_code(state.item),
        word(CATEGORIES.get(state.category, "")),
        state.description,
        state.marks,
        holder_name(state.holder),
        names.get(place, place),
        status.get(state.status, gettext("ended")),
        day(state.received_at),
    )


@blueprint.post("/search/saved")
def save() -> Any:
    """Keep this question under a name."""
    form = SaveForm(request.form)
    question = {name: form[name].data for name in FIELDS if form[name].data}
    try:
        form.check()
        search.save(form.name.data, question, person(), now())
    except CustodyError as error:
        asked = QuestionForm(MultiDict(question))
        asked.validate()
        sentence, status = refuse(form, "name", error)
        return _search_page(asked, "", form, sentence, status)
    return redirect(url_for(".show", **question))


@blueprint.post("/search/saved/forget")
def forget() -> Any:
    """Keep a question no longer."""
    form = ForgetForm(request.form)
    form.check()
    search.forget(form.name.data, person())
    return redirect(url_for(".show"))
