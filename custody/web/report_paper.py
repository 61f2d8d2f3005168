"""A complaint as the page shows it, turned into the words of the printed report."""

from datetime import datetime
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _

from custody.domain.claims import STATES
from custody.domain.codes import show_item_code
from custody.domain.complaints import CHANNELS
from custody.domain.items import CATEGORIES
from custody.paper.report import ReportClaim, ReportEntry, ReportItem, ReportPaper
from custody.services import audit
from custody.web.entries import Entry
from custody.web.timeline import Timeline
from custody.web.words import day, holder_name, moment, word


def complaint_paper(values: dict[str, Any], now: datetime) -> ReportPaper:
    """Return the report of a complaint from the values of its page."""
    report, complaint = values["report"], values["complaint"]
    locale = get_locale()
    return ReportPaper(
        lang=locale.language if locale else "nl",
        number=complaint.number,
        made_at=now.replace(microsecond=0),
        made=moment(now),
        facts=(
            (_("From"), complaint.complainant.name or _("not stated")),
            (_("Received"), day(complaint.received_on)),
            (_("How"), word(CHANNELS[complaint.channel][0])),
            (_("Handler"), report.handler_name or _("nobody yet")),
        ),
        letter=complaint.text,
        items=tuple(_item(item, line) for item, line in values["items"]),
        claims=tuple(_claim(claim) for claim in report.claims),
        closing=_closing(values),
        words={
            "title": _("Custody report of complaint"),
            "page": _("page"),
            "claim": _("Unrecorded handover"),
            "letter": _("The complaint, word for word"),
            "check": _("What is not known, and how to check this"),
        },
    )


def _item(item: Any, line: Timeline) -> ReportItem:
    state = item.trail.state
    facts = {"who": holder_name(state.holder), "when": moment(state.since)}
    kept = _("Now with %(who)s, since %(when)s.", **facts)
    gone = _("Given back to %(who)s on %(when)s.", **facts)
    return ReportItem(
        code=show_item_code(state.item),
        name=state.description,
        now=kept if state.status == "in_custody" else gone,
        entries=tuple(_entry(entry) for entry in line.entries),
    )


def _entry(entry: Entry) -> ReportEntry:
    when = f"{entry.time_text} {entry.hour_text}"
    return ReportEntry(
        when=f"{when}\n{entry.until_text}" if entry.until_text else when,
        title=entry.title,
        detail=entry.detail,
        notes=(
            *(text for _icon, text, _tone in entry.tags),
            *(f"{line}. {why}" for line, why in entry.folded),
        ),
        gap=entry.kind in ("gap", "missing"),
    )


def _claim(claim: Any) -> ReportClaim:
    facts = [word(CATEGORIES.get(claim.category, "")), day(claim.first_on), claim.place]
    return ReportClaim(
        number=claim.number,
        state=word(STATES[claim.state]),
        account=claim.account,
        facts=" · ".join(fact for fact in facts if fact),
    )


def _closing(values: dict[str, Any]) -> tuple[str, ...]:
    """Return what is not known in sentences, and by what the record can be checked."""
    gaps = sum(len(item.gaps) for item, _line in values["items"])
    said = [
        _("In %(n)s stretches of time nothing is recorded; they are framed above.", n=gaps)
        if gaps
        else _("There is no gap in what is recorded of the items above."),
        _("A missing record says something about the registration, not about the complaint."),
    ]
    note = audit.last_checkpoint()
    if note:
        origin, size, root = note.split("\n")[:3]
        said.append(
            _(
                "Signed checkpoint: %(origin)s, %(size)s, %(root)s",
                origin=origin,
                size=size,
                root=root,
            )
        )
    said.append(
        _("Anyone with the published key list can check receipts and checkpoint without us.")
    )
    return tuple(said)
