"""Between pages and paper: what a person sees as values, in the reader's words, for the press.

The press is made once per process. Every address on paper comes from the settings (Q37).
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from flask import current_app
from flask_babel import force_locale, get_locale, gettext

from custody.domain.desk import COMMANDS
from custody.domain.items import CATEGORIES, CONDITIONS, TAKINGS
from custody.domain.letters import Letter
from custody.domain.places import Place
from custody.paper import qr
from custody.paper.labels import BadgeLabel, CommandLabel, ItemLabel, Label, PlaceLabel
from custody.paper.press import Press
from custody.paper.receipts import ReceiptLine, ReceiptPaper, Signature
from custody.paper.stock import SHEETS, STOCKS
from custody.services import items, receipts
from custody.services.labels import Printed
from custody.web.guard import now
from custody.web.report_paper import complaint_paper
from custody.web.words import moment, thing_text, word

MEDIA = {
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "zpl": "application/octet-stream",
}
_HANDLING = {"cash": ("money",), "weapon": ("weapon",), "food": ("cool",), "medication": ("cool",)}
_DECIDED = frozenset({"seized", "given_evidence", "found_by_citizen", "found_by_police"})


def press() -> Press:
    """Return the press of this app."""
    made: Press = current_app.extensions["custody_press"]
    return made


def drawn_qr(url: str, level: qr.Level) -> tuple[str, int]:
    """Return the path of a QR code and its width in modules, quiet zone included."""
    modules = qr.matrix(url, level)
    width = len(modules) + 2 * qr.QUIET
    path = "".join(
        f"M{run.start() + qr.QUIET} {y + qr.QUIET}h{len(run[0])}v1h-{len(run[0])}z"
        for y, row in enumerate(modules)
        for run in re.finditer("1+", row)
    )
    return path, width


def receipt_qr(url: str) -> tuple[str, int]:
    """Return the QR of a receipt for the page."""
    return drawn_qr(url, "M")


def command_qrs(host: str) -> list[tuple[tuple[str, int], str, str]]:
    """Return (QR, word, meaning) of each command of the desk mat."""
    base = current_app.config["BASE_URL"]
    return [
        (_command_qr(qr.label_url(base, "C", name)), name, word(meaning))
        for name, meaning in COMMANDS.items()
    ]


@lru_cache(maxsize=16)
def _command_qr(url: str) -> tuple[str, int]:
    """Draw a command once: the scan page shows all of them, and they never change."""
    return drawn_qr(url, "Q")


def label_file(
    printed: Sequence[Printed], *, preset: str, file_format: str, dpi: int, start: int
) -> tuple[bytes, str, str]:
    """Return the labels as one file: (content, media type, name)."""
    wanted = [_item_label(one) for one in printed]
    lang = _lang()
    if preset == "a4":
        content = press().sheet_pdf(wanted, SHEETS["a4-70x37"], start, lang)
        return content, MEDIA["pdf"], f"{gettext('Labels').lower()}-a4.pdf"
    stock = STOCKS[preset]
    if file_format == "zpl":
        text = "".join(press().label_zpl(label, stock, dpi, lang) for label in wanted)
        return text.encode(), MEDIA["zpl"], f"{gettext('Labels').lower()}-{preset}.zpl"
    draw = {"png": press().label_png, "svg": press().label_svg}.get(file_format)
    if draw is not None:
        return (
            draw(wanted[0], stock, dpi, lang),
            MEDIA[file_format],
            f"{wanted[0].code}.{file_format}",
        )
    return (
        press().roll_pdf(wanted, stock, dpi, lang),
        MEDIA["pdf"],
        f"{gettext('Labels').lower()}-{preset}.pdf",
    )


def _item_label(printed: Printed) -> ItemLabel:
    state = printed.state
    return ItemLabel(
        url=qr.label_url(current_app.config["BASE_URL"], "I", state.item),
        code=state.item,
        name=_kind_and_count(state.category, state.quantity),
        moment=moment(state.received_at) if state.received_at else "",
        seal=state.seal or "",
        handling=_HANDLING.get(state.category, ()),  # type: ignore[arg-type]
        print_no=printed.number,
    )


def _kind_and_count(category: str, quantity: int | None) -> str:
    """Return kind and number alone: a label names no person, no value and no detail (P121)."""
    return thing_text(category, quantity, [])


def place_labels_file(
    places: Sequence[tuple[Place, str]], sheet: str, start: int
) -> tuple[bytes, str, str]:
    """Return labels of places, each with what it is part of, as (content, media type, name)."""
    base = current_app.config["BASE_URL"]
    wanted = [
        PlaceLabel(qr.label_url(base, "P", place.code), place.name, parent)
        for place, parent in places
    ]
    return _sheet_or_roll(wanted, sheet, start), MEDIA["pdf"], f"{gettext('Places').lower()}.pdf"


def badges_file(
    people: Sequence[tuple[str, str]], sheet: str, start: int
) -> tuple[bytes, str, str]:
    """Return badges of (staff number, post or team) as (content, media type, name)."""
    base = current_app.config["BASE_URL"]
    wanted = [BadgeLabel(qr.label_url(base, "M", number), number, post) for number, post in people]
    return _sheet_or_roll(wanted, sheet, start), MEDIA["pdf"], f"{gettext('Badges').lower()}.pdf"


def _sheet_or_roll(wanted: Sequence[Label], sheet: str, start: int) -> bytes:
    """Return labels as PDF: sheets of A4 from cell `start` on, or one page each for a roll."""
    if sheet in SHEETS:
        return press().sheet_pdf(wanted, SHEETS[sheet], start, _lang())
    return press().roll_pdf(wanted, STOCKS["62x29"], 300, _lang())


def command_label(name: str) -> bytes:
    """Return one command label as PDF."""
    url = qr.label_url(current_app.config["BASE_URL"], "C", name)
    return press().label_pdf(CommandLabel(url, name), STOCKS["62x29"], 300, _lang())


def receipt_pdf(receipt: receipts.Receipt, size: str, language: str) -> bytes:
    """Return a receipt as PDF in the language that was asked for."""
    with force_locale(language):
        paper = _receipt_paper(receipt)
    return press().receipt_pdf(paper, "A4" if size == "a4" else "A6", language)


def _receipt_paper(receipt: receipts.Receipt) -> ReceiptPaper:
    act = receipt.act
    giver = next((p.name for p in receipt.parties if p.role == "giver" and p.name), "")
    recorded = moment(act.recorded_at)
    happened = moment(act.happened_at)
    return ReceiptPaper(
        no=receipt.no,
        url=receipt.url,
        issued_at=receipt.issued_at,
        lines=tuple(_receipt_line(state) for state in receipt.items),
        happened=happened,
        recorded=recorded if recorded != happened else "",
        taken_by=gettext("officer %(number)s", number=act.by_number),
        unit=receipt.unit_name,
        place=act.taken_at or receipt.place_name,
        why=word(TAKINGS[act.taking]),
        destination=gettext("with officer %(number)s", number=act.by_number),
        comes_back=receipt.expected_back or gettext("yes, you will be told when"),
        giver=giver,
        signature=_signature(receipt.signature),
        officer_signed=gettext("officer %(number)s", number=act.by_number),
        opening="taken" if act.taking == "seized" else "given",
        next_steps="decided" if act.taking in _DECIDED else "returns",
        copy_no=max(receipt.prints, 1),
        phone=current_app.config["HELP_PHONE"],
        service_name=current_app.config["SERVICE_NAME"],
    )


def _receipt_line(state: Any) -> ReceiptLine:
    name = state.description or word(CATEGORIES[state.category])
    # Money is a sum and no number of things; words that begin with the number say it themselves.
    amount = "" if state.category == "cash" else str(state.quantity or 1)
    return ReceiptLine(
        code=state.item,
        amount="" if name.startswith(f"{amount} ") else amount,
        name=name,
        marks=state.marks,
        condition=word(CONDITIONS[state.condition]) if state.condition != "unknown" else "",
        seal=state.seal or "",
    )


def _signature(signed: Any) -> Signature:
    signed = signed if isinstance(signed, dict) else {}
    if signed.get("way") == "drawn" and signed.get("sha256"):
        return Signature(written=items.read_signature(signed["sha256"]))
    if signed.get("way") == "typed":
        return Signature(typed=signed.get("text", ""))
    return Signature(refused=signed.get("text") or gettext("not asked"))


def _lang() -> str:
    locale = get_locale()
    return locale.language if locale else "nl"


def complaint_pdf(values: dict[str, Any]) -> bytes:
    """Return the custody report of a complaint as PDF."""
    return press().report_pdf(complaint_paper(values, now()))


def regards(letter: Letter) -> str:
    """Return what stands above the name of the sender, in the language of the letter."""
    with force_locale(letter.language):
        return str(gettext("Yours sincerely,"))


def letter_pdf(letter: Letter) -> bytes:
    """Return a letter as PDF, in the language in which it was made."""
    with force_locale(letter.language):
        words = {
            "service": current_app.config["SERVICE_NAME"],
            "to": gettext("To"),
            "date": gettext("Date"),
            "reference": gettext("Reference"),
            "regards": regards(letter),
            "qr": gettext("QR code of the page that shows how it stands"),
            "page": gettext("page"),
            "digest": gettext("digest"),
        }
    return press().letter_pdf(letter, words)
