"""What anyone can open: checking a receipt, the published keys, the checkpoint, the verifier."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, current_app, request

from custody.services import citizen
from custody.web.forms import citizen as forms
from custody.web.guard import now
from custody.web.pages import Document, Page

blueprint = Blueprint("citizen", __name__)


@blueprint.get("/B/<no>")
@blueprint.get("/b/<no>")
def receipt(no: str) -> Page:
    """Show the page that checks a receipt in the browser; the signed part never comes here."""
    return Page("citizen/receipt.html", {"no": no, "form": forms.CheckForm()})


@blueprint.post("/B/<no>")
@blueprint.post("/b/<no>")
def check(no: str) -> Page:
    """Check a pasted receipt, for browsers without JavaScript."""
    form = forms.CheckForm(request.form)
    if not form.validate():
        return Page("citizen/receipt.html", {"no": no, "form": form}, status=400)
    verdict = citizen.check_receipt(form.receipt.data or "")
    issued = verdict.receipt and datetime.fromtimestamp(verdict.receipt.issued, UTC)
    genuine = verdict.level == "A" and verdict.receipt is not None
    amended = citizen.amended(verdict.receipt) if genuine and verdict.receipt else ()
    values = {
        "no": no,
        "form": form,
        "verdict": verdict,
        "issued": issued,
        "amended": amended,
    }
    return Page("citizen/receipt.html", values)


@blueprint.get("/S/<code>")
@blueprint.get("/s/<code>")
def status(code: str) -> Page:
    """Show how a told handover stands; the same page for every code that we do not know."""
    phone = current_app.config["HELP_PHONE"]
    found = citizen.status(code, request.remote_addr or "", phone, now())
    return Page("citizen/status.html", {"found": found})


@blueprint.get("/keys.note")
def keys() -> Any:
    """Give the signed list of public keys as text."""
    return Response(citizen.published_keys(), content_type="text/plain; charset=utf-8")


@blueprint.get("/log/checkpoint")
def checkpoint() -> Any:
    """Give the newest signed checkpoint as text."""
    note = citizen.published_checkpoint()
    if note is None:
        return Response(status=404)
    return Response(note, content_type="text/plain; charset=utf-8")


@blueprint.get("/verify.html")
def verifier() -> Document:
    """Give the checker as one file to keep, its script put inside, so that it needs no network."""
    folder = Path(current_app.static_folder or "")
    script = (folder / "js" / "receipt-token.js").read_text(encoding="utf-8")
    page = (folder / "verify.html").read_text(encoding="utf-8")
    whole = page.replace("/* receipt-token.js */", script.replace("\nexport ", "\n"))
    return Document(whole.encode("utf-8"), "text/html", "verify.html")
