"""A complaint with all that is known of it, in sentences: the dossier, for page and paper alike.

Rules kept here (`screens.md` 4.6, C83, C84): sentences come from what is on record; a gap says what is
not known, never who failed; what was not searched is said as well; no check feature ever stands here.
"""

from datetime import datetime
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _

from custody.domain.candidates import ANSWERS, SIDES
from custody.domain.claims import CLOSE_REASONS, STATES
from custody.domain.codes import show_item_code
from custody.domain.complaints import CHANNELS
from custody.domain.conclusions import POINT_ANSWERS, POINTS
from custody.domain.stages import STATES as COMPLAINT_STATES
from custody.paper.report import ReportClaim, ReportEntry, ReportItem, ReportPaper, ReportSection
from custody.services import claims, complaints, handling, matching, snapshots
from custody.services.claims import ClaimPage
from custody.web import report_sentences as said
from custody.web.guard import now, person
from custody.web.timeline import Entry, Timeline, timeline
from custody.web.words import claim_facts, day, moment, word


def report_values(number: str) -> dict[str, Any]:
    """Return a complaint, its items with their timelines, its handling and its claims."""
    report = complaints.report(number, person(), now())
    lines = [
        timeline(
            i.trail,
            i.gaps,
            i.stays,
            report.places,
            now(),
            sees_complaints=True,
            integrity=i.integrity,
        )
        for i in report.items
    ]
    return {
        "report": report,
        "complaint": report.complaint,
        "items": list(zip(report.items, lines, strict=True)),
        "found": handling.show(number, person()),
        "claims": [claims.show_claim(claim.number, person()) for claim in report.claims],
        "kept": snapshots.of_complaint(number, person()),
        "searched": matching.searched(number),
    }


def complaint_paper(values: dict[str, Any], at: datetime) -> ReportPaper:
    """Return the dossier of a complaint from the values of its page."""
    report, complaint = values["report"], values["complaint"]
    locale = get_locale()
    return ReportPaper(
        lang=locale.language if locale else "nl",
        number=complaint.number,
        made_at=at.replace(microsecond=0),
        made=moment(at),
        facts=(
            (_("From"), complaint.complainant.name or _("not stated")),
            (_("On behalf of"), complaint.represented or "–"),
            (_("Received"), day(complaint.received_on)),
            (_("How"), word(CHANNELS[complaint.channel][0])),
            (_("State"), word(COMPLAINT_STATES[complaint.state])),
            (_("Handler"), report.handler_name or _("nobody yet")),
            (_("Made by"), person().name),
        ),
        sentences=said.three_sentences(values),
        unknown=ReportSection(_("What do we not know?"), said.not_known(values)),
        before=(
            ReportSection(_("What is complained of"), said.elements(values)),
            ReportSection(_("The complaint, word for word"), quote=complaint.text),
        ),
        items=tuple(_item(item, line) for item, line in values["items"]),
        claims=tuple(_claim(page) for page in values["claims"]),
        after=(
            ReportSection(_("What was searched, and what was not"), said.searched(values)),
            ReportSection(_("Who may judge this?"), said.independence(values)),
            ReportSection(_("What was done with the complaint"), said.steps(values)),
            ReportSection(_("How to check this"), said.checks(values)),
        ),
        words={
            "title": _("Dossier of complaint"),
            "page": _("page"),
            "claim": _("Unrecorded handover"),
            "digest": _("digest"),
        },
    )


def _item(item: Any, line: Timeline) -> ReportItem:
    state = item.trail.state
    return ReportItem(
        code=show_item_code(state.item),
        name=state.description,
        now=said.standing(state),
        entries=tuple(_entry(entry) for entry in line.entries),
    )


def _entry(entry: Entry) -> ReportEntry:
    when = f"{entry.time_text} {entry.hour_text}"
    return ReportEntry(
        when=f"{when}\n{entry.until_text}" if entry.until_text else when,
        title=entry.title,
        detail=entry.detail,
        notes=(*(text for _icon, text, _tone in entry.tags), *entry.folded),
        gap=entry.kind in ("gap", "missing"),
    )


def _claim(page: ClaimPage) -> ReportClaim:
    claim = page.claim
    lines = [
        _("Candidate %(code)s: %(answers)s.", code=show_item_code(one.state.item), answers=answers)
        for one in page.candidates
        if (answers := _answers(one))
    ]
    lines += [
        f"{point.point} {word(POINTS[point.point])} {word(POINT_ANSWERS[point.answer])}: {point.text}"
        for point in page.points
    ]
    lines += [
        f"{word(entry.detail)}. {entry.text}"
        for entry in page.entries
        if entry.kind == "closed" and entry.detail in CLOSE_REASONS.values()
    ]
    return ReportClaim(
        number=claim.number,
        state=word(STATES[claim.state]),
        account=claim.account,
        facts=" · ".join(value for _name, value in claim_facts(claim)),
        lines=tuple(lines),
    )


def _answers(candidate: Any) -> str:
    lines = [
        f"{word(SIDES[side])}: {word(ANSWERS[one.answer])} ({one.reason})"
        for side, one in candidate.answers.items()
    ]
    return "; ".join(lines) or _("no answer yet")
