"""Letters of a complaint to an officer concerned, and to mayor, prosecutor and ombudsman.

Both sides get equal notice of dates, hearing and result (C77). None of these letters blames: they say
what was complained of, in the complainant's own words, what happens, and what the officer can do. A
check feature and somebody else's data stand in none of them (C73).
"""

from collections.abc import Callable, Sequence
from datetime import timedelta

from flask_babel import gettext as _

from custody.domain.complaints import Complaint, Step
from custody.domain.copies import LEFT_OUT, Enclosure
from custody.domain.elements import Element
from custody.domain.letters import KINDS, TO_OFFICER, Block, Letter
from custody.domain.people import Person
from custody.domain.sending import Owed
from custody.domain.step_facts import BASES
from custody.services.copies import CopyList
from custody.services.letters import About
from custody.web.guard import now
from custody.web.letter_words import call, letter_of, lines
from custody.web.step_letters import LetterStepError, fact, judged, last_day
from custody.web.words import day, iso_day, word

WEEKS_FOR_ACCOUNT = 2


def title_of(one: Owed) -> str:
    """Return the title of a letter that is owed, as its reader has it."""
    return word(TO_OFFICER[one.kind] if one.officer else KINDS[one.kind])


def officer_letter(kind: str, about: About, name: str, step: Step | None) -> Letter:
    """Return the letter of this kind for an officer concerned."""
    if kind not in _WRITERS or step is None:
        raise LetterStepError()
    opening = Block(lines=(_concerns(about.complaint),))
    blocks = (opening, *_WRITERS[kind](about, step), _question())
    return letter_of(
        kind, about.complaint.number, name, blocks, about.asked, title=word(TO_OFFICER[kind])
    )


def _concerns(complaint: Complaint) -> str:
    return _(
        "This is about complaint %(number)s of %(day)s. It concerns you.",
        number=complaint.number,
        day=day(complaint.received_on),
    )


def _question() -> Block:
    return Block(_("Do you have a question?"), (call(),))


def _why(step: Step) -> str:
    return _("The reason: %(why)s", why=step.reason)


def _more_time(about: About, step: Step) -> tuple[Block, ...]:
    told = lines(_("The handling takes more time."), *last_day(about.complaint), _why(step))
    return (Block(_("What happens now?"), told),)


def _satisfied(about: About, step: Step) -> tuple[Block, ...]:
    told = lines(
        _("The complainant says that the complaint was resolved."),
        _("This is what we wrote down: %(what)s", what=step.reason),
        _("That is no judgement about you."),
    )
    return (Block(_("What happens now?"), told),)


def _on_hold(about: About, step: Step) -> tuple[Block, ...]:
    told = lines(
        _("The complaint is on hold."),
        _("The basis: %(basis)s.", basis=word(BASES.get(fact(step, "basis"), ""))),
        _("We look at it again on %(day)s.", day=iso_day(fact(step, "day"))),
        _why(step),
    )
    return (Block(_("What happens now?"), told),)


def _goes_on(about: About, step: Step) -> tuple[Block, ...]:
    told = lines(
        _("The complaint was on hold. We go on with it now."),
        _why(step),
        *last_day(about.complaint),
    )
    return (Block(_("What happens now?"), told),)


def _hearing(about: About, step: Step) -> tuple[Block, ...]:
    told = lines(
        _("A committee of independent people looks at the complaint."),
        _("The committee: %(body)s.", body=fact(step, "organisation")),
        _("The hearing is on %(day)s.", day=iso_day(fact(step, "day"))),
        _("The complainant gets the same notice."),
    )
    can = lines(
        _("You can tell there what you know. You can bring somebody."),
        _("You do not have to come. Tell us if you do not want to be heard."),
    )
    return Block(_("What happens now?"), told), Block(_("What can you do?"), can)


def _decision(about: About, step: Step) -> tuple[Block, ...]:
    why = lines(
        _("The conclusion: %(why)s", why=step.reason), _("The complainant gets the same decision.")
    )
    return *judged(about), Block(_("What do we do now?"), why)


_WRITERS: dict[str, Callable[[About, Step], tuple[Block, ...]]] = {
    "L2": _more_time,
    "L4": _satisfied,
    "L7": _on_hold,
    "L7b": _goes_on,
    "L8": _hearing,
    "L10": _decision,
}


def copy_of_complaint(
    found: CopyList,
    name: str,
    along: Sequence[Enclosure],
    out: Sequence[tuple[Enclosure, str]],
    on_paper: str = "",
) -> Letter:
    """Return the copy for an officer concerned: complaint, enclosures, rights and term (L9)."""
    complaint = found.complaint
    until = (now() + timedelta(weeks=WEEKS_FOR_ACCOUNT)).date()
    can = lines(
        _("You can say what you know of it, in writing or in a talk."),
        _("Please do that before %(day)s. You can ask for more time.", day=day(until)),
        _("You may bring somebody. You are heard before anything is judged."),
        _("You do not handle this complaint, and write nothing on its items."),
    )
    enclosed = (*(enclosure_words(one) for one in along), *filter(None, on_paper.splitlines()))
    missing = tuple(f"{enclosure_words(one)}: {word(LEFT_OUT[why])}" for one, why in out)
    blocks = (
        Block(lines=lines(_concerns(complaint), _("This is your copy of it."))),
        Block(_("What can you do?"), can),
        *_complained_of(found.elements),
        Block(_("The complaint, word for word"), quote=complaint.text),
        Block(_("Enclosures"), quote="\n".join(enclosed) or _("None.")),
        *((Block(_("Left out of this copy"), quote="\n".join(missing)),) if missing else ()),
        _question(),
    )
    return letter_of("L9", complaint.number, name, blocks, found.asked)


def enclosure_words(one: Enclosure) -> str:
    """Return an enclosure in the reader's words."""
    from_kind = {
        "receipt": _("Receipt of %(ref)s", ref=_shown(one)),
        "photos": _("Photos of %(ref)s", ref=_shown(one)),
        "claim": _("Report of a handover, %(ref)s", ref=one.ref),
    }
    return str(from_kind[one.kind])


def _shown(one: Enclosure) -> str:
    ref = one.ref
    return f"{ref[:3]}-{ref[3:6]}-{ref[6:]}"


def _complained_of(elements: Sequence[Element]) -> tuple[Block, ...]:
    if not elements:
        return ()
    numbered = "\n".join(f"{n}. {word(one.text)}" for n, one in enumerate(elements, start=1))
    return (Block(_("What is complained of"), quote=numbered),)


def copy_to_body(about: About, name: str, asked: Person | None) -> Letter:
    """Return the copy for mayor or chief public prosecutor, with the term for advice (L15)."""
    complaint = about.complaint
    until = (now() + timedelta(weeks=WEEKS_FOR_ACCOUNT)).date()
    told = lines(
        _("Complaint %(number)s came into its second phase.", number=complaint.number),
        _("It was received on %(day)s.", day=day(complaint.received_on)),
        _("You can advise until %(day)s.", day=day(until)),
    )
    blocks = (
        Block(lines=told),
        *_complained_of(about.elements),
        Block(_("The complaint, word for word"), quote=complaint.text),
        _question(),
    )
    return letter_of("L15", complaint.number, word(name), blocks, asked)


def to_ombudsman(about: About, words: str) -> Letter:
    """Return what is done with each recommendation of the ombudsman's report (L17)."""
    complaint = about.complaint
    step = about.steps[-1] if about.steps else None
    report = fact(step, "reference") if step else ""
    told = lines(
        _("You reported about complaint %(number)s.", number=complaint.number),
        _("Your reference: %(reference)s.", reference=report) if report else "",
    )
    blocks = (
        Block(lines=told),
        Block(_("What we do with each recommendation"), quote=words),
        _question(),
    )
    name = _("The National Ombudsman")
    return letter_of("L17", complaint.number, name, blocks, about.asked)
