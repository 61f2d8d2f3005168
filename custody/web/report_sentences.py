"""What a dossier says of a complaint, section by section, in sentences from the record alone.

Rules kept here (`screens.md` 4.6, C83, C84): a gap says what is not known, never who failed; what was
not searched is said as well; a missing record says nothing about the complaint.
"""

from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from custody.domain.claims import STATES
from custody.domain.codes import show_item_code
from custody.domain.elements import AGREEMENTS, OUTCOMES
from custody.domain.independence import GROUNDS, OF_WHOLE
from custody.domain.people import ROLES
from custody.domain.stages import STATES as COMPLAINT_STATES
from custody.services import audit
from custody.web.timeline import Timeline
from custody.web.words import age, day, holder_name, moment, word


def three_sentences(values: dict[str, Any]) -> tuple[str, str, str]:
    """Return what is known in three plain sentences; all of it comes from the record."""
    if values["items"]:
        return _of_item(*values["items"][0])
    complaint = values["complaint"]
    name = complaint.complainant.name or _("Somebody")
    came = _(
        "%(name)s complained on %(day)s about something that went to the police.",
        name=name,
        day=day(complaint.received_on),
    )
    if values["claims"]:
        first = values["claims"][0].claim
        return (
            came,
            _("No record of that handover was found yet."),
            _("It is still looked for, under number %(number)s.", number=first.number)
            if first.state in ("open", "established")
            else f"{word(STATES[first.state])}: {first.number}.",
        )
    return came, _("No item is linked to it yet."), _("What was handed over is not known yet.")


def _of_item(item: Any, line: Timeline) -> tuple[str, str, str]:
    state = item.trail.state
    what = f"{state.description} ({show_item_code(state.item)})"
    begin = line.entries[0]
    first = _(
        "On %(when)s: %(what)s, %(begin)s.",
        what=what,
        begin=begin.title[:1].lower() + begin.title[1:],
        when=moment(begin.at),
    )
    longest = max(item.gaps, key=lambda gap: gap.length, default=None)
    second = (
        _("For %(age)s nothing is recorded.", age=age(longest.length))
        if longest
        else _("There is no gap in what is recorded.")
    )
    return first, second, standing(state)


def standing(state: Any) -> str:
    """Return who has an item now, or to whom it went back."""
    facts = {"who": holder_name(state.holder), "when": moment(state.since)}
    if state.status == "in_custody":
        return _("Now with %(who)s, since %(when)s.", **facts)
    return _("Given back to %(who)s on %(when)s.", **facts)


def elements(values: dict[str, Any]) -> tuple[str, ...]:
    """Return what is complained of, one sentence or more for each element."""
    said = []
    for one in values["report"].elements:
        words = [word(one.text).rstrip(".") + "."]
        if one.outcome:
            words += [f"{word(OUTCOMES[one.outcome])}.", one.findings, one.reasons]
        else:
            words.append(_("Proposed.") if one.suggested else f"{word(AGREEMENTS[one.agreed])}.")
        said.append(" ".join(words))
    return tuple(said) or (_("No element was written down yet."),)


def not_known(values: dict[str, Any]) -> tuple[str, ...]:
    """Return every gap, unfound handover and open mention as something that is not known."""
    said = [
        _(
            "Where was %(code)s from %(start)s to %(end)s? For %(age)s nothing is recorded.",
            code=show_item_code(item.trail.state.item),
            start=moment(gap.start),
            end=moment(gap.until) if gap.until else _("now"),
            age=age(gap.length),
        )
        for item, _line in values["items"]
        for gap in item.gaps
    ]
    said += [
        _(
            "Where is what was handed over as %(number)s? It is not on record.",
            number=one.claim.number,
        )
        for one in values["claims"]
        if one.claim.state in ("open", "established")
    ]
    said += [
        _("What became of mention %(n)s is not known yet.", n=n)
        for n, ending in enumerate(values["found"].mentions.values(), start=1)
        if not ending
    ]
    return tuple(said) or (_("There is no gap in what is recorded of the items above."),)


def searched(values: dict[str, Any]) -> tuple[str, ...]:
    """Return what was compared, and plainly what was not."""
    days = values["searched"]
    said = []
    if days:
        said.append(
            _(
                "The register was compared from %(first)s to %(last)s, in all places.",
                first=day(days[0]),
                last=day(days[1]),
            )
        )
    else:
        said.append(_("The register was not compared yet."))
    said += [
        _("No search round was held: nobody in the trail was asked by this system."),
        _("Desks, lockers and vehicles were not searched by this system."),
        _("Lists of partners, such as the municipality, were not compared."),
        _("A missing record says something about the registration, not about the complaint."),
    ]
    return tuple(said)


def independence(values: dict[str, Any]) -> tuple[str, ...]:
    """Return who stands in the trail of an item of this complaint, and what was decided."""
    said = [
        _("Officer concerned: %(name)s. Added by %(who)s.", name=one.name, who=one.by_name)
        for one in values["found"].concerned
    ]
    for hit in values["found"].hits:
        ground = GROUNDS[hit.ground] if hit.item else OF_WHOLE[hit.ground]
        where = f", {show_item_code(hit.item)}" if hit.item else ""
        line = f"{hit.name} ({word(ROLES[hit.role])}) {word(ground)}{where}."
        if hit.answer:
            line += " " + _("Accepted by %(who)s: %(why)s", who=hit.answered_by, why=hit.answer)
        elif hit.blocks:
            line += " " + _("This person may not handle or judge it.")
        else:
            line += " " + _("No reason was given yet why this is accepted.")
        said.append(line)
    nobody = _("Nobody who handles or judges this stands in the trail of a linked item.")
    return tuple(said) if values["found"].hits else (*said, nobody)


def steps(values: dict[str, Any]) -> tuple[str, ...]:
    """Return every step of the complaint with who took it and why."""
    return tuple(
        f"{moment(one.at)}: {word(COMPLAINT_STATES[one.to])}, {one.by_name}. {one.reason}"
        for one in values["found"].steps
    ) or (_("Nothing yet after it came in."),)


def checks(values: dict[str, Any]) -> tuple[str, ...]:
    """Return by what the record can be checked, by somebody who does not trust us."""
    said = []
    for item, _line in values["items"]:
        code, found = show_item_code(item.trail.state.item), item.integrity
        said.append(
            _(
                "%(code)s: event %(broken)s of %(total)s does not agree. Call the administrator.",
                code=code,
                broken=", ".join(map(str, found.broken)),
                total=found.total,
            )
            if found.broken
            else _("%(code)s: all %(total)s events agree.", code=code, total=found.total)
        )
    for kept in values["kept"]:
        said.append(_snapshot(kept))
    note = audit.last_checkpoint()
    if note:
        origin, size, root = note.split("\n")[:3]
        facts = {"origin": origin, "size": size, "root": root}
        said.append(_("Signed checkpoint: %(origin)s, %(size)s, %(root)s", **facts))
    said.append(
        _("Anyone with the published key list can check receipts and checkpoint without us.")
    )
    return tuple(said)


def _snapshot(kept: Any) -> str:
    one = kept.snapshot
    line = _(
        "%(code)s on %(when)s: %(events)s, digest %(digest)s.",
        code=show_item_code(one.item),
        when=moment(one.at),
        events=ngettext("%(num)s event", "%(num)s events", one.events),
        digest=one.digest,
    )
    if not kept.true:
        return line + " " + _("The log gives another digest now. Call the administrator.")
    added = kept.events_now - one.events
    later = ngettext(
        "Since then %(num)s event was added.", "Since then %(num)s events were added.", added
    )
    return line + " " + _("The log still gives this digest.") + (f" {later}" if added else "")
