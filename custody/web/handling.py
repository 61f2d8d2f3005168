"""Handling a complaint: where it stands, its elements, who may judge it, and late finds."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect, request, url_for

from custody.domain.conclusions import HARD, POINTS
from custody.domain.elements import GUARDED
from custody.domain.errors import CustodyError
from custody.domain.stages import ENDED
from custody.services import elements, handling, independence, linking, proposals
from custody.web.errors import refuse, sentence_of, status_of
from custody.web.forms import handling as forms
from custody.web.forms.claims import read_points
from custody.web.forms.reading import AMSTERDAM, Form
from custody.web.forms.several import Drawn
from custody.web.guard import now, person
from custody.web.letter import reasons_of
from custody.web.officer_letters import title_of
from custody.web.pages import Page
from custody.web.words import deadline, why_this_day, word

blueprint = Blueprint("handling", __name__)


@blueprint.get("/complaints/<number>/handling")
def show(number: str) -> Page:
    """Show where a complaint stands and what can be done."""
    return _page(number)


def _page(number: str, problem: str = "", status: int = 200, refused: Form | None = None) -> Page:
    found = handling.show(number, person())
    words = linking.show(number, person())
    today = now().astimezone(AMSTERDAM).date()
    suggested = {one.item: one for one in words.suggestions}
    late = [
        (
            one,
            words.items.get(one.item),
            reasons_of(suggested[one.item]) if one.item in suggested else None,
        )
        for one in found.proposals
    ]
    values = {
        "found": found,
        "complaint": found.complaint,
        "ended": found.complaint.state in ENDED,
        "deadline": deadline(found.complaint, today),
        "late": late,
        "open_mentions": [
            n for n, ending in enumerate(found.mentions.values(), start=1) if not ending
        ],
        "drawn": Drawn(
            refused,
            element=forms.ElementForm,
            officer=forms.ConcernedForm,
            late=forms.LateFindForm,
            accept=forms.IndependenceForm,
        ),
        "why_this_day": why_this_day(found.complaint, today),
        "owed": [(one, title_of(one)) for one in found.owed if one.sent is None],
        "problem": problem,
    }
    seen = (f"complaint:{number}", *(f"item:{one.item}" for one in found.proposals))
    return Page("handling/show.html", values, seen=seen, status=status)


def _done(number: str, form: Form, field: str, act: Callable[[], object]) -> Any:
    """Do it and show the page anew, or the form again with what is wrong."""
    try:
        form.check()
        act()
    except CustodyError as error:
        return _page(number, *refuse(form, field, error), refused=form)
    return redirect(url_for("handling.show", number=number))


@blueprint.post("/complaints/<number>/elements")
def add_element(number: str) -> Any:
    """Write down one thing complained of."""
    form = forms.ElementForm(request.form)

    def act() -> None:
        days = (form.first_on.data, form.last_on.data)
        kind, text = form.kind.data or "", form.text.data
        elements.add(number, kind, text, days, form.form_id.data, person(), now())

    wrong = "text" if form.kind.data else "kind"
    return _done(number, form, wrong, act)


@blueprint.post("/complaints/<number>/elements/<int(max=2147483647):id>")
def change_element(number: str, id: int) -> Any:
    """Take over a proposed element, or note what the complainant says of it."""
    form = forms.AgreementForm(request.form)
    today = now().astimezone(AMSTERDAM).date()

    def act() -> None:
        elements.change(number, id, form.agreed.data or "", person(), today)

    return _done(number, form, "agreed", act)


@blueprint.get("/complaints/<number>/elements/<int(max=2147483647):id>/judgement")
def judgement(number: str, id: int) -> Page:
    """Show the form of a judgement, with the conclusion guard."""
    return _judgement_page(number, id, forms.JudgementForm())


def _judgement_page(
    number: str, id: int, form: forms.JudgementForm, problem: str = "", status: int = 200
) -> Page:
    found = handling.show(number, person())
    element = found.element(id)
    points = [
        (point, word(text), point in HARD, entry.form)
        for (point, text), entry in zip(POINTS.items(), form.points.entries, strict=True)
    ]
    values = {
        "complaint": found.complaint,
        "element": element,
        "form": form,
        "points": points if element.kind == "item" else (),
        "guarded": GUARDED,
        "problem": problem,
    }
    seen = (f"complaint:{number}",)
    return Page("handling/judgement.html", values, seen=seen, status=status)


@blueprint.post("/complaints/<number>/elements/<int(max=2147483647):id>/judgement")
def judge(number: str, id: int) -> Any:
    """Say what becomes of an element."""
    form = forms.JudgementForm(request.form)
    try:
        if not form.validate():
            return _judgement_page(number, id, form, status=400)
        judged, points = forms.read_judgement(form, id), read_points(form)
        elements.judge(number, judged, points, form.form_id.data, person(), now())
    except CustodyError as error:
        return _judgement_page(number, id, form, sentence_of(error), status_of(error))
    return redirect(url_for("handling.show", number=number))


@blueprint.post("/complaints/<number>/independence")
def accept(number: str) -> Any:
    """Say why a doubt about somebody's independence is accepted."""
    form = forms.IndependenceForm(request.form)

    def act() -> None:
        hit = (form.person.data, form.ground.data, form.item.data)
        independence.accept(number, *hit, form.reason.data, person(), now())

    return _done(number, form, "reason", act)


@blueprint.post("/complaints/<number>/concerned")
def name_concerned(number: str) -> Any:
    """Record whom of the police the complaint concerns."""
    form = forms.ConcernedForm(request.form)

    def act() -> None:
        officer, name = form.officer.data, form.name.data
        independence.name_concerned(number, officer, name, form.form_id.data, person(), now())

    return _done(number, form, "officer", act)


@blueprint.post("/complaints/<number>/late-finds")
def answer_late_find(number: str) -> Any:
    """Reopen an ended complaint because of a late find, or say why not."""
    form = forms.LateFindForm(request.form)

    def act() -> None:
        item, reopen, reason = form.item.data, bool(form.reopen.data), form.reason.data
        proposals.answer(number, item, reopen, reason, form.form_id.data, person(), now())

    return _done(number, form, "reason", act)
