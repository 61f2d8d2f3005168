"""The words of letters to citizens, in plain language (B1): what is true, what we do, whom to call.

Never that we do not have it, never that a missing record means nothing was handed over. Every letter
of a complaint says that a written judgement can be asked for (C30).
"""

from flask import current_app
from flask_babel import gettext as _

from custody.domain import events as e
from custody.domain.claims import Claim
from custody.domain.codes import show_item_code
from custody.domain.complaints import Complaint
from custody.domain.deadlines import HolidaysMissingError, answer_by
from custody.domain.items import CATEGORIES, TAKINGS
from custody.domain.letters import KINDS, Block, Letter
from custody.domain.people import Person
from custody.domain.proposals import Proposal
from custody.services.letters import About
from custody.services.taking import TakingPage
from custody.web.guard import now
from custody.web.words import claim_facts, day, host, moment, word


def letter_of(
    kind: str,
    reference: str,
    to: str,
    blocks: tuple[Block, ...],
    asked: Person | None,
    title: str = "",
) -> Letter:
    """Return a letter of today with what all letters have."""
    return Letter(
        kind=kind,
        language="nl",
        reference=reference,
        to=to,
        title=title or word(KINDS[kind]),
        blocks=blocks,
        sender=asked.name if asked else current_app.config["SERVICE_NAME"],
        made_on=day(now()),
    )


def lines(*sentences: str) -> tuple[str, ...]:
    """Return the sentences that say something."""
    return tuple(sentence for sentence in sentences if sentence)


def call() -> str:
    """Return whom to call."""
    phone = current_app.config["HELP_PHONE"]
    return _("Call %(phone)s and say the number of this letter.", phone=phone)


def taking_changed(found: TakingPage, last: e.TakingChanged) -> Letter:
    """Return the letter that tells the giver why a thing is here now; it names its kind alone (P11)."""
    state = found.trail.state
    facts = {
        "old": word(TAKINGS.get(last.old or "")),
        "new": word(TAKINGS.get(last.taking or "")),
        "when": moment(last.at),
    }
    thing = {"code": show_item_code(state.item), "what": word(CATEGORIES.get(state.category))}
    told = lines(
        _("You gave something to the police. The number is %(code)s (%(what)s).", **thing),
        _("First it was here as: %(old)s. From %(when)s it is here as: %(new)s.", **facts),
        _("The ground: %(why)s", why=last.reason or "–"),
    )
    phone = current_app.config["HELP_PHONE"]
    ask = _("Do you not agree? Call %(phone)s and say the number.", phone=phone)
    return Letter(
        kind="taking",
        language="",
        reference=show_item_code(state.item),
        to=found.giver.name if found.giver else "",
        title=_("What you gave us is here for another reason"),
        blocks=(
            Block(lines=told),
            Block(_("Do you have a question?"), lines(_("Your receipt stays good. Keep it."), ask)),
        ),
        sender=last.actor_name or "",
        made_on=day(now()),
    )


def claim_registered(claim: Claim, asked: Person | None) -> Letter:
    """Return the letter that confirms a claim: what was written down and what we do (L3)."""
    since = _("We look from %(day)s on.", day=day(claim.first_on)) if claim.first_on else ""
    told = lines(
        _("You told us that you handed something to the police."),
        _("We wrote this down. The number is %(number)s.", number=claim.number),
    )
    what_we_do = lines(
        _("We compare your report with every item that is recorded with us."),
        since,
        _("We also compare it with items that are found later."),
        _("We keep looking, also after a complaint has ended."),
        _("If we find something, we let you know."),
    )
    not_known = lines(
        _("We found no record of this handover yet."),
        _("That says something about our records, not about you."),
    )
    more = lines(
        _("A photo, a message or the name of an officer helps us."),
        call(),
        _("You do not have to prove anything."),
    )
    blocks = (
        Block(lines=told),
        Block(_("This is what we wrote down"), facts=claim_facts(claim)),
        Block(_("Your own words"), quote=claim.account),
        Block(_("What do we do?"), what_we_do),
        Block(_("What do we not know yet?"), not_known),
        Block(_("Do you know more?"), more),
        *_status(claim),
    )
    return letter_of("L3", claim.number, claim.claimant, blocks, asked)


def _status(claim: Claim) -> tuple[Block, ...]:
    """Return where the citizen can see how it stands, with the code of this letter (C100)."""
    if not claim.code:
        return ()
    shown = "-".join(claim.code[n : n + 4] for n in range(0, len(claim.code), 4))
    where = lines(
        _("You can see it on this page:"),
        f"{host()}/S/{shown}",
        _("Keep this letter. Whoever has the code can see how it stands."),
    )
    link = f"{current_app.config['BASE_URL']}/S/{claim.code}"
    return (Block(_("How does it stand?"), where, link=link),)


def complaint_received(complaint: Complaint, asked: Person | None) -> Letter:
    """Return the letter of receipt: the own words, what happens, and the last day (L1)."""
    came = _(
        "We received your complaint on %(day)s. The number is %(number)s.",
        day=day(complaint.received_on),
        number=complaint.number,
    )
    happens = lines(
        _("Somebody calls you to talk about it."),
        _last_day(complaint),
        _("You can ask for a written judgement at any time. You need no reason."),
    )
    missing = _missing(complaint)
    blocks = (
        Block(lines=(came,)),
        Block(_("What happens now?"), happens),
        *((Block(_("Can you add this?"), missing),) if missing else ()),
        Block(_("Do you have a question?"), (call(),)),
        Block(_("Your own words"), quote=complaint.text),
    )
    return letter_of("L1", complaint.number, complaint.complainant.name, blocks, asked)


def _last_day(complaint: Complaint) -> str:
    try:
        term = answer_by(complaint.clock.started_on or complaint.received_on)
    except HolidaysMissingError:
        return ""
    said = _(
        "You get an answer by %(day)s: %(weeks)s weeks from the day we received it.",
        day=day(term.last_day),
        weeks=term.weeks,
    )
    moved = _("The last day would be a free day, so it is the next working day.")
    return f"{said} {moved}" if term.shifted else said


def _missing(complaint: Complaint) -> tuple[str, ...]:
    """Return what is asked because it is missing; the clock runs on (C13)."""
    who = complaint.complainant
    return lines(
        "" if who.name else _("We do not know your name yet."),
        "" if who.address else _("We do not know your address yet."),
    )


def late_find(
    about: About, proposal: Proposal, *, sorry: bool = False, collect: str = ""
) -> Letter:
    """Return the letter about an item that turned up after the complaint came in (L12).

    `sorry` adds an apology, `collect` when and where the item can be fetched.
    """
    state, reopened = about.state, proposal.state == "reopened"
    how = word(TAKINGS.get(state.taking, "")) if state else ""
    found = lines(
        _("After your complaint an item was recorded: %(what)s.", what=state.description)
        if state
        else "",
        _("How it came to us: %(how)s.", how=how) if how else "",
        _("It was recorded on %(day)s.", day=day(state.recorded_at)) if state else "",
        _("We compared it with what you told us."),
        _("We are sorry that it took so long.") if sorry else "",
    )
    now_what = lines(
        _("We take up your complaint again. Somebody calls you.")
        if reopened
        else _("We do not take up your complaint again because of this item."),
        _("The reason: %(why)s", why=proposal.reason),
        "" if reopened else _("We keep looking for your item."),
        _("Do you see this differently? Then tell us."),
        _("You can ask for a written judgement at any time. You need no reason."),
    )
    fetch = (Block(_("When can you fetch it?"), (collect,)),) if collect else ()
    blocks = (
        Block(_("What was found?"), found),
        Block(_("What happens now?"), now_what),
        *fetch,
        Block(_("Do you have a question?"), (call(),)),
    )
    complaint = about.complaint
    return letter_of("L12", complaint.number, complaint.complainant.name, blocks, about.asked)
