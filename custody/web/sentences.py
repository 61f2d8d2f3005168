"""Each custody event as one plain sentence with what stands beside it, in the reader's language.

Rules kept here:
- what happened, who did it, and when; never who failed (`screens.md` 5.9);
- an offer names the old holder as responsible until it is answered (P53);
- a time is shown as exactly as it is known; a late entry shows both times and the delay, and a
  device clock that runs ahead is said (P114, P116);
- holds show no ground, and nothing of a complaint, to those who may not know (C82);
- erased names are said to be erased; the event and its time remain.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _

from custody.domain import events as e
from custody.domain.codes import show_item_code
from custody.domain.events import Recorded
from custody.domain.items import CONDITIONS, TAKINGS
from custody.domain.seals import NOT_RIGHT, SEAL_STATES
from custody.domain.steps import REFUSAL_REASONS
from custody.domain.trail import moment_of, read_holder
from custody.web.entries import Entry, made, place_name, times_of
from custody.web.packing_sentences import PACKING
from custody.web.words import giver_said, holder_name, word


def entry_of(
    record: Recorded, places: Mapping[str, str], *, sees_complaints: bool = False
) -> Entry | None:
    """Return the entry of one event, or None for an event that is shown elsewhere."""
    event = record.event
    build = _SENTENCES.get(type(event))
    if build is None:
        return None
    entry: Entry = build(event, places)
    if isinstance(event, e.HoldSet | e.HoldLifted) and sees_complaints and event.complaint:
        entry = replace(entry, detail=_("Complaint %(number)s", number=event.complaint))
    at = moment_of(record)
    tags = (*entry.tags, *times_of(record, at))
    if record.erased:
        tags = (*tags, ("eye-off", _("name erased"), ""))
    return replace(
        entry,
        at=at,
        tags=tags,
        leaf=record.leaf,
        precision=getattr(event, "precision", None) or "exact",
    )


def _received(event: e.ItemReceived, places: Mapping[str, str]) -> Entry:
    who = event.actor_name or event.actor
    giver = (event.giver or {}).get("name") if isinstance(event.giver, dict) else None
    if event.taking == "found_internal":
        title = _("Found by %(who)s", who=who)
    elif giver:
        title = _("Handed in by %(giver)s to %(who)s", giver=giver, who=who)
    else:
        title = _("Handed in to %(who)s, giver not stated", who=who)
    detail = [event.description or "", word(TAKINGS.get(event.taking or ""))]
    if event.taken_at:
        detail.append(event.taken_at)
    tags: list[tuple[str, str, str]] = []
    signature = event.signature if isinstance(event.signature, dict) else {}
    if signature.get("way") in ("drawn", "typed"):
        tags.append(("signature", _("signature"), ""))
    elif signature.get("way") == "refused":
        tags.append(("signature", _("not signed: %(why)s", why=signature.get("text", "")), ""))
    if event.seal:
        tags.append(("tag", _("seal %(number)s", number=event.seal), ""))
    return made(
        "citizen", title, icon="user", detail=". ".join(filter(None, detail)), tags=tuple(tags)
    )


def _described(event: e.ItemDescribed, places: Mapping[str, str]) -> Entry:
    who = event.actor_name or event.actor
    return made("event", _("%(who)s added a photo", who=who), icon="image")


def _moved(event: e.ItemMoved, places: Mapping[str, str]) -> Entry:
    title = _("Put in %(place)s", place=place_name(event.place, places))
    detail = _("By %(who)s", who=event.actor_name or event.actor)
    if event.remarks == "undo":
        detail = _(
            "By %(who)s, the scan before was taken back", who=event.actor_name or event.actor
        )
    if event.with_:
        detail += ". " + _("It was in %(box)s.", box=show_item_code(event.with_))
    return made("event", title, icon="map-pin", detail=detail)


def _offered(event: e.TransferOffered, places: Mapping[str, str]) -> Entry:
    giver, to = read_holder(event.holder_from), read_holder(event.holder_to)
    return made(
        "offer",
        _("%(giver)s asks %(to)s to take over", giver=holder_name(giver), to=holder_name(to)),
        detail=_("%(giver)s stays responsible.", giver=holder_name(giver)),
        tags=(("circle-dashed", _("transfer asked"), "asked"),),
    )


def _accepted(event: e.TransferAccepted, places: Mapping[str, str]) -> Entry:
    to = read_holder(event.holder_to)
    title = _("%(to)s has received it", to=holder_name(to))
    detail = [_("By %(who)s", who=event.actor_name or event.actor), place_name(event.place, places)]
    if event.condition:
        detail.append(word(CONDITIONS.get(event.condition)))
    tags = (("circle-check", _("confirmed by both"), "ok"), *_seal_seen(event))
    return made("event", title, detail=", ".join(detail), tags=tags)


def _refused(event: e.TransferRefused, places: Mapping[str, str]) -> Entry:
    who = event.actor_name or event.actor
    why = word(REFUSAL_REASONS.get(event.reason or "", event.reason or ""))
    return made(
        "event",
        _("%(who)s did not take it over: %(why)s", who=who, why=why),
        icon="undo-2",
        detail=event.remarks or _("The giver stays responsible."),
    )


def _withdrawn(event: e.TransferWithdrawn, places: Mapping[str, str]) -> Entry:
    who = event.actor_name or event.actor
    title = _("%(who)s took the question back", who=who)
    return made("event", title, icon="rotate-ccw", detail=event.reason or "")


def _handed_on(event: e.ItemHandedOn, places: Mapping[str, str]) -> Entry:
    to = holder_name(read_holder(event.holder_to))
    tags = (("user", _("accepted by outsider"), ""),)
    title = _("Handed on to %(to)s", to=to)
    return made("event", title, icon="arrow-right", detail=event.purpose or "", tags=tags)


def _returned(event: e.ItemReturned, places: Mapping[str, str]) -> Entry:
    receiver = event.receiver.get("name") if isinstance(event.receiver, dict) else None
    who = event.actor_name or event.actor
    tags = [("circle-check", _("returned"), "ok")]
    if event.feature_result == "matches":
        tags.append(("check", _("check feature right"), ""))
    elif event.feature_result == "not_asked":
        said = _("check feature not asked: %(why)s", why=event.reason or "–")
        tags.append(("circle-alert", said, "warn"))
    return made(
        "citizen",
        _("Given back to %(receiver)s", receiver=receiver or _("the entitled person")),
        icon="undo-2",
        detail=_("By %(who)s, identity seen", who=who),
        tags=tuple(tags),
    )


def _missing(event: e.ItemMissing, places: Mapping[str, str]) -> Entry:
    return made("missing", _("Recorded as not found"), detail=event.reason or "")


def _found(event: e.ItemFound, places: Mapping[str, str]) -> Entry:
    title = _("Found again in %(place)s", place=place_name(event.place, places))
    return made("event", title, icon="package-search", detail=event.remarks or "")


def _hold_set(event: e.HoldSet, places: Mapping[str, str]) -> Entry:
    title = _("On hold, number %(number)s", number=event.hold or "")
    return made("event", title, icon="lock")


def _hold_lifted(event: e.HoldLifted, places: Mapping[str, str]) -> Entry:
    title = _("No longer on hold, number %(number)s", number=event.hold or "")
    return made("event", title, icon="lock-open")


def _printed(event: e.LabelPrinted, places: Mapping[str, str]) -> Entry | None:
    number = event.copy or 1
    words = _("Label printed") if number == 1 else _("Label printed again, print %(n)s", n=number)
    return made("event", words, icon="printer", detail=event.actor_name or event.actor)


def _seal_changed(event: e.SealChanged, places: Mapping[str, str]) -> Entry:
    title = _("Seal %(old)s became %(new)s", old=event.old or "-", new=event.new or "-")
    seen = _("Seen by %(who)s", who=event.witness) if event.witness else ""
    if event.confirmed:
        seen = _("Number read by both; seen by %(who)s", who=event.witness)
    detail = ". ".join(filter(None, [event.reason, seen]))
    return made("event", title, icon="tag", detail=detail)


def _inspected(event: e.ItemInspected, places: Mapping[str, str]) -> Entry:
    who = event.actor_name or event.actor
    together = _(" and %(second)s", second=event.second) if event.second else ""
    if event.cash is not None or event.quantity is not None:
        title = _("%(who)s counted it", who=who + together)
        giver = giver_said(event.signature)
        tags = (("signature", giver, ""),) if giver else ()
        return made("event", title, icon="banknote" if event.cash is not None else "eye", tags=tags)
    condition = word(CONDITIONS.get(event.condition or ""))
    detail = ". ".join(filter(None, [condition, event.remarks]))
    title = _("%(who)s looked at it", who=who)
    return made("event", title, icon="eye", detail=detail, tags=_seal_seen(event))


def _seal_seen(event: e.ItemInspected | e.TransferAccepted) -> tuple[tuple[str, str, str], ...]:
    """Return what was seen of the seal as a tag; what is not right stands out and blocks nothing."""
    if not event.seal_state:
        return ()
    said = word(SEAL_STATES.get(event.seal_state))
    wrong = event.seal_state in NOT_RIGHT
    if event.seal_state == "differs" and event.seal:
        said = f"{said}: {event.seal}"
    return (("circle-alert" if wrong else "tag", said, "warn" if wrong else ""),)


def _taking_changed(event: e.TakingChanged, places: Mapping[str, str]) -> Entry:
    old, new = (word(TAKINGS.get(one or "")) for one in (event.old, event.taking))
    title = _("It is here for another reason: %(old)s became %(new)s", old=old, new=new)
    told = _("The giver: %(told)s", told=event.told) if event.told else ""
    by = _("By %(who)s", who=event.actor_name or event.actor)
    return made(
        "event", title, icon="pencil", detail=". ".join(filter(None, [event.reason, told, by]))
    )


def _voided(event: e.ItemVoided, places: Mapping[str, str]) -> Entry:
    who = event.actor_name or event.actor
    both = _("By %(who)s and %(second)s", who=who, second=event.second or "-")
    detail = ". ".join(filter(None, [event.reason, both, event.told]))
    return made("event", _("Declared not valid: recorded by mistake"), icon="x", detail=detail)


_SENTENCES: dict[type[e.Event], Any] = {
    **PACKING,
    e.ItemReceived: _received,
    e.ItemDescribed: _described,
    e.ItemMoved: _moved,
    e.ItemInspected: _inspected,
    e.SealChanged: _seal_changed,
    e.TransferOffered: _offered,
    e.TransferAccepted: _accepted,
    e.TransferRefused: _refused,
    e.TransferWithdrawn: _withdrawn,
    e.ItemHandedOn: _handed_on,
    e.ItemReturned: _returned,
    e.ItemMissing: _missing,
    e.ItemFound: _found,
    e.HoldSet: _hold_set,
    e.HoldLifted: _hold_lifted,
    e.LabelPrinted: _printed,
    e.TakingChanged: _taking_changed,
    e.ItemVoided: _voided,
}
