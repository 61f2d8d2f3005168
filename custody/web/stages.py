"""The steps of a complaint, each on a page that asks what it has to say; more time; the advice.

A step of which people hear beforehand has two parts on its page: it is prepared, its letters go out,
and then it is recorded.
"""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, redirect, request, url_for

from custody.domain.errors import CustodyError
from custody.domain.history import prepared, reassigned
from custody.domain.sending import before
from custody.domain.stages import STATES
from custody.domain.step_facts import asked
from custody.services import elements, handling, sending, terms
from custody.web.errors import sentence_of, status_of
from custody.web.forms import handling as forms
from custody.web.forms.reading import Form
from custody.web.forms.several import Drawn
from custody.web.guard import now, person
from custody.web.pages import Page

blueprint = Blueprint("stages", __name__)


@blueprint.get("/complaints/<number>/steps/<to>")
def show(number: str, to: str) -> Page:
    """Show what a step to this state asks."""
    return _page(number, forms.StepForm(formdata=None, to=to))


def _page(number: str, form: forms.StepForm, problem: str = "", status: int = 200) -> Page:
    found = handling.show(number, person())
    to = form.to.data or ""
    if to not in STATES:
        abort(404)
    state = found.complaint.state
    letter = before(state, to)
    ready = prepared(found.steps, to) if letter else None
    values = {
        "complaint": found.complaint,
        "to": to,
        "form": form,
        "letter": letter,
        "prepared": ready,
        "waiting": [one for one in found.owed if one.kind == letter and one.sent is None],
        "asked": () if ready else asked(state, to),
        "asked_anew": asked(state, to),
        "again": forms.StepForm(formdata=None, to=to).placed("again"),
        "same_handler": state == "reopened" and not reassigned(found.steps),
        "hits": [hit for hit in found.hits if hit.blocks],
        "open_mentions": [n for n, end in enumerate(found.mentions.values(), start=1) if not end],
        "problem": problem,
    }
    return Page("stages/show.html", values, seen=(f"complaint:{number}",), status=status)


@blueprint.post("/complaints/<number>/steps")
def step(number: str) -> Any:
    """Bring a complaint to another state."""
    form = forms.StepForm(request.form)
    try:
        if not form.validate() and form.to.data in STATES:
            return _page(number, form, status=400)
        _record(number, form)
    except CustodyError as error:
        if form.to.data not in STATES:
            raise
        return _page(number, form, sentence_of(error), status_of(error))
    return redirect(url_for("handling.show", number=number))


def _record(number: str, form: forms.StepForm) -> None:
    reason, facts = form.reason.data or "", forms.read_facts(form)
    in_writing, form_id = form.in_writing.data, form.form_id.data
    handling.step(number, form.to.data, reason, in_writing, form_id, person(), now(), facts)


@blueprint.post("/complaints/<number>/preparations")
def prepare(number: str) -> Any:
    """Prepare a step of which people hear beforehand."""
    form = forms.StepForm(request.form)
    try:
        if not form.validate() and form.to.data in STATES:
            return _page(number, form, status=400)
        facts, said = forms.read_facts(form), (form.reason.data or "", form.form_id.data)
        sending.prepare(number, form.to.data, *said, person(), now(), facts)
    except CustodyError as error:
        if form.to.data not in STATES:
            raise
        return _page(number, form, sentence_of(error), status_of(error))
    return redirect(url_for("sending.show", number=number))


@blueprint.get("/complaints/<number>/more-time")
def more_time(number: str) -> Page:
    """Show the ways to more time."""
    return _time_page(number)


def _time_page(
    number: str, refused: Form | None = None, problem: str = "", status: int = 200
) -> Page:
    found = handling.show(number, person())
    kinds = {"adjourn": forms.AdjournForm, "propose": forms.ProposeForm, "agree": forms.AgreeForm}
    drawn = Drawn(refused, **kinds)
    values = {
        "complaint": found.complaint,
        **{name: drawn(name, name) for name in kinds},
        "problem": problem,
    }
    return Page("stages/more_time.html", values, seen=(f"complaint:{number}",), status=status)


def _more_time(number: str, form: Form, act: Callable[[], object], after: str) -> Any:
    try:
        if not form.validate():
            return _time_page(number, form, status=400)
        act()
    except CustodyError as error:
        return _time_page(number, form, sentence_of(error), status_of(error))
    return redirect(url_for(after, number=number))


@blueprint.post("/complaints/<number>/adjournment")
def adjourn(number: str) -> Any:
    """Adjourn the complaint by some weeks, once."""
    form = forms.AdjournForm(request.form)

    def act() -> None:
        weeks, why = form.weeks.data or 0, form.reason.data or ""
        terms.adjourn_by(number, weeks, why, form.form_id.data, person(), now())

    return _more_time(number, form, act, "sending.show")


@blueprint.post("/complaints/<number>/proposed-day")
def propose(number: str) -> Any:
    """Ask the complainant to agree to a later day: its letter says what a no does (L11)."""
    form = forms.ProposeForm(request.form)

    def act() -> None:
        day, why = form.proposed.data, form.why.data or ""
        terms.propose(number, day, why, form.form_id.data, person(), now())

    return _more_time(number, form, act, "sending.show")


@blueprint.post("/complaints/<number>/agreed-day")
def agree(number: str) -> Any:
    """Keep the day that the complainant agreed to in writing."""
    form = forms.AgreeForm(request.form)

    def act() -> None:
        how, form_id = form.consent.data or "", form.form_id.data
        terms.agree_on(number, form.agreed.data, how, form_id, person(), now())

    return _more_time(number, form, act, "handling.show")


@blueprint.get("/complaints/<number>/elements/<int(max=2147483647):id>/advice")
def advice(number: str, id: int) -> Page:
    """Show the form of the committee's advice on one element."""
    return _advice_page(number, id, forms.AdviceForm(formdata=None))


def _advice_page(
    number: str, id: int, form: forms.AdviceForm, problem: str = "", status: int = 200
) -> Page:
    found = handling.show(number, person())
    element = found.element(id)
    values = {
        "complaint": found.complaint,
        "element": element,
        "form": form,
        "problem": problem,
    }
    return Page("stages/advice.html", values, seen=(f"complaint:{number}",), status=status)


@blueprint.post("/complaints/<number>/elements/<int(max=2147483647):id>/advice")
def advise(number: str, id: int) -> Any:
    """Write down what the committee advises on an element."""
    form = forms.AdviceForm(request.form)
    try:
        if not form.validate():
            return _advice_page(number, id, form, status=400)
        elements.advise(number, id, form.advice.data or "", form.why.data or "", person())
    except CustodyError as error:
        return _advice_page(number, id, form, sentence_of(error), status_of(error))
    return redirect(url_for("handling.show", number=number))
