"""The steps of a complaint, each on a page that asks what it has to say; more time; the advice."""

from typing import Any

from flask import Blueprint, abort, redirect, request, url_for

from custody.domain.errors import CustodyError
from custody.domain.stages import ASKED, STATES
from custody.services import elements, handling, terms
from custody.web.errors import sentence_of, status_of
from custody.web.forms import handling as forms
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
    values = {
        "complaint": found.complaint,
        "to": to,
        "form": form,
        "asked": ASKED.get(to, ()),
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


@blueprint.get("/complaints/<number>/more-time")
def more_time(number: str) -> Page:
    """Show the two ways to more time."""
    return _time_page(number, forms.AdjournForm(formdata=None), forms.AgreeForm(formdata=None))


def _time_page(
    number: str,
    adjourn: forms.AdjournForm,
    agree: forms.AgreeForm,
    problem: str = "",
    status: int = 200,
) -> Page:
    found = handling.show(number, person())
    values = {
        "complaint": found.complaint,
        "adjourn": adjourn,
        "agree": agree,
        "problem": problem,
    }
    return Page("stages/more_time.html", values, seen=(f"complaint:{number}",), status=status)


@blueprint.post("/complaints/<number>/adjournment")
def adjourn(number: str) -> Any:
    """Adjourn the complaint by some weeks, once."""
    form = forms.AdjournForm(request.form)
    other = forms.AgreeForm(formdata=None)
    try:
        if not form.validate():
            return _time_page(number, form, other, status=400)
        weeks, why = form.weeks.data or 0, form.reason.data or ""
        terms.adjourn_by(number, weeks, why, form.form_id.data, person(), now())
    except CustodyError as error:
        return _time_page(number, form, other, sentence_of(error), status_of(error))
    return redirect(url_for("handling.show", number=number))


@blueprint.post("/complaints/<number>/agreed-day")
def agree(number: str) -> Any:
    """Keep the day that the complainant agreed to in writing."""
    form = forms.AgreeForm(request.form)
    other = forms.AdjournForm(formdata=None)
    try:
        if not form.validate():
            return _time_page(number, other, form, status=400)
        how, form_id = form.consent.data or "", form.form_id.data
        terms.agree_on(number, form.agreed.data, how, form_id, person(), now())
    except CustodyError as error:
        return _time_page(number, other, form, sentence_of(error), status_of(error))
    return redirect(url_for("handling.show", number=number))


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
