"""Values as a reader's words: things, moments, ages, money and closed lists, in the page's language.

Dates and euros go through Babel alone; figures stay figures. Every word of a closed list is marked
in the domain and translated here.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from flask import Flask, current_app
from flask_babel import format_currency, format_date, get_locale, get_timezone, gettext, ngettext

from custody.domain import (
    candidates,
    claims,
    clocks,
    codes,
    complaints,
    counting,
    elements,
    independence,
    items,
    letters,
    packing,
    people,
    places,
    proposals,
    seals,
    sending,
    stages,
    statuses,
    step_facts,
    steps,
)
from custody.domain.claims import Claim
from custody.domain.complaints import Complaint
from custody.domain.deadlines import HolidaysMissingError
from custody.domain.items import Cash
from custody.domain.tokens import SCOPES
from custody.services import returns
from custody.web.letter import runs


def word(text: Any) -> str:
    """Return a marked text in the reader's language; nothing stays nothing."""
    return str(gettext(str(text))) if text else ""


def giver_said(signature: Any) -> str:
    """Return in words whether the giver watched a count and signed; nothing when that is not known."""
    said = signature if isinstance(signature, dict) else {}
    template = counting.GIVER.get(said.get("way", ""))
    return str(gettext(template, text=said.get("text", ""))) if template else ""


def thing_text(
    category: str, quantity: int | None, details: Iterable[Any], cash: Cash | None = None
) -> str:
    """Return a thing in words, such as "2 sleutels, met hanger" or "geld, 112,50 euro"."""
    if category == "keys" and quantity:
        first = ngettext("%(num)s key", "%(num)s keys", quantity)
    else:
        kinds = {**packing.NATURES, **items.CATEGORIES}
        first = word(kinds.get(category, items.CATEGORIES["other"]))
        first = f"{quantity} × {first}" if quantity and quantity > 1 else first
    parts = [first]
    if cash is not None:
        parts.append(money(cash.total) if cash.counted else gettext("not yet counted, sealed"))
    return ", ".join([*parts, *(str(detail) for detail in details)])


def money(cents: int) -> str:
    """Return an amount of cents in euros."""
    return str(format_currency(cents / 100, "EUR"))


def moment(at: datetime | None) -> str:
    """Return a day with its time, such as "3 mei 2026, 21:14"."""
    return f"{day(at)}, {clock(at)}" if at else gettext("not known")


def day(at: datetime | date | None) -> str:
    """Return a day, such as "3 mei 2026"."""
    if at is None:
        return gettext("not known")
    if isinstance(at, datetime):
        return _written(at, "d MMMM y")
    return str(format_date(at, "d MMMM y"))


def iso_day(text: str) -> str:
    """Return a kept day such as 2026-05-12 in words; any other text as it is."""
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text


def short_day(at: datetime) -> str:
    """Return a day without its year, such as "3 mei"."""
    return _written(at, "d MMM").replace(".", "")


def clock(at: datetime, *, seconds: bool = False) -> str:
    """Return a time of day, such as "21:14"; the hour that comes twice in autumn says which it is."""
    text = _written(at, "HH:mm:ss" if seconds else "HH:mm")
    return text + (f" {_written(at, 'zzz')}" if _comes_twice(at) else "")


def _written(at: datetime, form: str) -> str:
    """Return a moment in the form, language and zone of the page."""
    return _written_once(at, form, get_locale(), get_timezone())


@lru_cache(maxsize=20_000)
def _written_once(at: datetime, form: str, locale: Any, zone: Any) -> str:
    """Return a moment in words; a page of many timelines writes the same moments over and over."""
    return str(format_datetime(at, form, tzinfo=zone, locale=locale))


def _comes_twice(at: datetime) -> bool:
    """Say whether the hour of this moment comes a second time that day, when clocks go back."""
    local = at.astimezone(ZoneInfo(str(get_timezone())))
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def age(length: timedelta | None) -> str:
    """Return a length of time in its two largest units, such as "3 dagen en 4 uur"."""
    if length is None:
        return ""
    minutes = max(int(length.total_seconds() // 60), 0)
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    parts = []
    if days:
        parts.append(ngettext("%(num)s day", "%(num)s days", days))
    if hours and days < 14:
        parts.append(ngettext("%(num)s hour", "%(num)s hours", hours))
    if (minutes and not days) or not parts:
        parts.append(ngettext("%(num)s minute", "%(num)s minutes", minutes))
    return gettext(" and ").join(parts[:2])


def holder_name(holder: Any) -> str:
    """Return who answers for an item, in words."""
    if holder is None:
        return gettext("nobody")
    if holder.nature == "citizen":
        return holder.name or gettext("the citizen")
    return str(holder.name or holder.ref)


def claim_facts(claim: Claim) -> tuple[tuple[str, str], ...]:
    """Return what was told in a claim as (word, value); what is not known is left out."""
    period = day(claim.first_on) if claim.first_on else ""
    if claim.last_on and claim.last_on != claim.first_on:
        period = f"{period} – {day(claim.last_on)}".removeprefix(" – ")
    facts = (
        (gettext("What"), word(items.CATEGORIES.get(claim.category, ""))),
        (gettext("How many"), str(claim.quantity or "")),
        (gettext("Amount of money"), claim.amount),
        (gettext("Marks"), claim.marks),
        (gettext("When"), " ".join(filter(None, (period, claim.hour)))),
        (gettext("Where"), claim.place),
        (gettext("To whom"), claim.to_whom),
        (gettext("What for"), claim.why),
        (gettext("On behalf of"), claim.for_whom),
    )
    return tuple((name, value) for name, value in facts if value)


def deadline(complaint: Complaint, today: date) -> tuple[str, str]:
    """Return by which day a complaint is answered and how long that is, or nothing (C54, C55)."""
    if not complaint.written and complaint.state == "reported":
        return "", ""
    try:
        found = clocks.due(complaint.received_on, complaint.clock, complaint.state, today)
    except HolidaysMissingError as error:
        return str(gettext(error.sentence, **error.facts)), ""
    if found is None:
        return "", ""
    last = found.term.last_day
    left = (last - today).days
    late = ngettext("%(num)s day late", "%(num)s days late", -left)
    still = ngettext("%(num)s day left", "%(num)s days left", left)
    return gettext("Answer by %(day)s", day=day(last)), late if left < 0 else still


def why_this_day(complaint: Complaint, today: date) -> str:
    """Return in a sentence or two how the last day came about (C55)."""
    try:
        found = clocks.due(complaint.received_on, complaint.clock, complaint.state, today)
    except HolidaysMissingError:
        return ""
    if found is None:
        return ""
    term = found.term
    if term.agreed:
        return gettext("This day was agreed with the complainant.")
    since = day(term.received_on)
    if found.own:
        return gettext("%(weeks)s weeks from %(day)s, our own term.", weeks=term.weeks, day=since)
    parts = [gettext("%(weeks)s weeks from %(day)s.", weeks=term.weeks, day=since)]
    if term.adjourned:
        parts.append(gettext("Adjourned by %(weeks)s weeks.", weeks=term.adjourned))
    if found.without:
        parts.append(gettext("Without the time on hold: %(day)s.", day=day(found.without)))
    if term.shifted:
        parts.append(gettext("It would be a free day, so it is the next working day."))
    return " ".join(parts)


ICONS = {
    "keys": "key-round",
    "phone": "smartphone",
    "id_document": "id-card",
    "card": "id-card",
    "cash": "banknote",
    "bag": "wallet",
    "wallet": "wallet",
    "jewellery": "watch",
    "watch": "watch",
    "computer": "laptop",
    "document": "file-text",
    "vehicle": "car",
    "camera": "camera",
}
# The closed lists of the domain, with the words that a template shows for each of their values.
_LISTS: dict[str, Any] = {
    "TAKINGS": items.TAKINGS,
    "CATEGORIES": items.CATEGORIES,
    "CONDITIONS": items.CONDITIONS,
    "PARTY_ROLES": items.PARTY_ROLES,
    "ROLES": people.ROLES,
    "PLACE_KINDS": places.PLACE_KINDS,
    "CHANNELS": complaints.CHANNELS,
    "COMPLAINT_STATES": stages.STATES,
    "STEP_FACTS": step_facts.FACTS,
    "STEP_MORE": step_facts.MORE_FACTS,
    "STEP_TOLD": step_facts.TOLD,
    "SENDING_WAYS": sending.WAYS,
    "LETTER_KINDS": letters.KINDS,
    "STATUSES": statuses.STATUSES,
    "STATUS_NEXT": statuses.NEXT,
    "STEP_LISTS": step_facts.LISTS,
    "NEXT_STEPS": stages.NEXT,
    "ELEMENT_KINDS": elements.KINDS,
    "AGREEMENTS": elements.AGREEMENTS,
    "OUTCOMES": elements.OUTCOMES,
    "INDEPENDENCE_GROUNDS": independence.GROUNDS,
    "INDEPENDENCE_OF_WHOLE": independence.OF_WHOLE,
    "LATE_FIND_STATES": proposals.STATES,
    "CLAIM_STATES": claims.STATES,
    "CLAIM_SIDES": candidates.SIDES,
    "CLAIM_ANSWERS": candidates.ANSWERS,
    "CLAIM_FEATURES": candidates.FEATURES,
    "REFUSAL_REASONS": steps.REFUSAL_REASONS,
    "IDENTITY_KINDS": returns.IDENTITY_KINDS,
    "ENTITLEMENTS": returns.ENTITLEMENTS,
    "SEAL_STATES": seals.SEAL_STATES,
    "COUNT_STEPS": counting.STEPS,
    "NATURES": packing.NATURES,
    "SCOPES": SCOPES,
    "ICONS": ICONS,
}


def init_words(app: Flask) -> None:
    """Give templates the words, and the closed lists with their words."""
    app.jinja_env.filters.update(
        giver=giver_said,
        word=word,
        runs=runs,
        money=money,
        moment=moment,
        day=day,
        iso_day=iso_day,
        clock=clock,
        age=age,
        holder=holder_name,
        item_code=codes.show_item_code,
    )
    app.jinja_env.globals.update(
        _LISTS,
        two_persons=app.config["TWO_PERSONS"],
        service_name=app.config["SERVICE_NAME"],
        help_phone=app.config["HELP_PHONE"],
        demo=app.config["DEMO"],
    )


def host() -> str:
    """Return the host that stands in every QR code, from the settings (Q37)."""
    return str(current_app.config["HOST"])
