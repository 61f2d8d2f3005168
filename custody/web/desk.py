"""Scanning at the desk, and what a label says to whoever scans it."""

from typing import Any

from flask import Blueprint, g, redirect, request, url_for
from flask_babel import ngettext

from custody.domain import codes
from custody.domain.desk import COMMANDS
from custody.domain.errors import InputError
from custody.services import desk
from custody.web.forms import desk as forms
from custody.web.guard import now, person
from custody.web.pages import Page
from custody.web.papers import command_qrs
from custody.web.words import clock, host, word

blueprint = Blueprint("desk", __name__)


@blueprint.get("/scan-moves")
def show() -> Page:
    """Show the scan field with the place and the scans of just now."""
    return _scan_page()


def _scan_page() -> Page:
    recent = desk.recent(person())
    target = recent[0].place if recent and recent[0].scan.result != "done" else None
    if target and (now() - recent[0].scan.at).total_seconds() > 30 * 60:
        target = None
    moved = [a for a in recent if target and a.scan.place == target.code]
    values = {
        "form": forms.ScanForm(target=target.code if target else ""),
        "target": target,
        "recent": recent,
        "count": sum(a.scan.result in ("moved", "accepted") for a in moved),
        "shown": _shown,
        "spoken": spoken,
        "commands": command_qrs(host()),
    }
    seen = tuple(dict.fromkeys(f"item:{a.scan.item}" for a in recent if a.scan.item))
    return Page("desk/show.html", values, seen=seen)


@blueprint.post("/scan-moves")
def scan() -> Any:
    """Store one scan; a page of its own without JavaScript, a short answer with it."""
    form = forms.ScanForm(request.form)
    form.check()
    answer = desk.scan(
        form.raw.data, form.target.data or None, form.form_id.data, host(), person(), now()
    )
    if request.accept_mimetypes.best == "application/json":
        return _spoken(answer)
    return redirect(url_for("desk.show"))


def _spoken(answer: desk.Answer) -> dict[str, Any]:
    """Return an answer as the page's script shows it; the words are the page's language."""
    scan = answer.scan
    return {
        "result": scan.result,
        "tone": answer.tone,
        "word": spoken(answer),
        "time": clock(scan.at, seconds=True),
        "code": _shown(answer),
        "item": scan.item,
        "text": answer.state.description if answer.state else "",
        "held_by": answer.held_by,
        "place": answer.place.name if answer.place else "",
        "target": answer.place.code if answer.place else "",
        "repairs": [codes.show_item_code(code) for code in answer.repairs],
        "href": url_for("items.show", code=scan.item) if answer.state else "",
    }


def spoken(answer: desk.Answer) -> str:
    """Return the word of an answer; what moved along in a package or box is counted (P20)."""
    said = word(answer.word)
    if answer.along and answer.scan.result in ("moved", "accepted", "undone"):
        said += ", " + ngettext(
            "with %(num)s thing in it", "with %(num)s things in it", answer.along
        )
    return said


def _shown(answer: desk.Answer) -> str:
    """Return what stands for a scan in the list: the item's code, the place's, or what was read."""
    scan = answer.scan
    if scan.item:
        return codes.show_item_code(scan.item)
    if scan.result == "target" and answer.place:
        return answer.place.code
    return scan.raw[:24]


@blueprint.get("/scan-moves/mat")
def mat() -> Page:
    """Show the command labels for the desk mat, to be printed."""
    values = {"commands": command_qrs(host()), "words": COMMANDS}
    return Page("desk/mat.html", values)


@blueprint.get("/I/<code>")
@blueprint.get("/i/<code>")
def item_label(code: str) -> Any:
    """Lead staff to the item; everybody else sees the same words for every code (Q38)."""
    if g.person is not None and g.person.may("view_item"):
        try:
            return redirect(url_for("items.show", code=codes.read_item_code(code)))
        except InputError:
            return redirect(url_for("search.show", q=code))
    return Page("desk/stranger.html")


@blueprint.get("/P/<code>")
@blueprint.get("/p/<code>")
def place_label(code: str) -> Page:
    """Name the label of a place; it does nothing outside a scan page."""
    return Page("desk/label.html", {"nature": "place"})


@blueprint.get("/M/<code>")
@blueprint.get("/m/<code>")
def badge_label(code: str) -> Page:
    """Name a staff badge."""
    return Page("desk/label.html", {"nature": "badge"})


@blueprint.get("/C/<code>")
@blueprint.get("/c/<code>")
def command_label(code: str) -> Page:
    """Name a command label."""
    return Page("desk/label.html", {"nature": "command"})
