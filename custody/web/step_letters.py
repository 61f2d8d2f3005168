"""The letters that go out because of a step of a complaint, in plain language (B1).

Each says what is true, what happens now, what the citizen can do, and whom to call. None of them
says that nothing was handed over, and an item that is looked for is looked for whatever the letter
says (C35, C61).
"""

from collections.abc import Callable
from datetime import date

from flask_babel import gettext as _

from custody.domain.complaints import Complaint, Step
from custody.domain.deadlines import AMSTERDAM, ombudsman_until
from custody.domain.elements import OUTCOMES, Element
from custody.domain.errors import InputError
from custody.domain.letters import Block, Letter
from custody.domain.stages import BASES, GROUNDS
from custody.domain.words import mark
from custody.services.letters import About
from custody.web.guard import now
from custody.web.letter_words import call, letter_of, lines
from custody.web.words import day, deadline, iso_day, why_this_day, word


class LetterStepError(InputError):
    """No letter of this kind is made of a step."""

    sentence = mark("This letter does not go with the last step. Open the page again.")


def step_letter(kind: str, about: About) -> Letter:
    """Return the letter of this kind for the last step of a complaint."""
    if kind not in _WRITERS:
        raise LetterStepError()
    complaint, step = about.complaint, about.step
    blocks = _WRITERS[kind](about, step) if step is not None else ()
    question = Block(_("Do you have a question?"), (call(),))
    name = complaint.complainant.name
    return letter_of(kind, complaint.number, name, (*blocks, question), about.asked)


def _today() -> date:
    return now().astimezone(AMSTERDAM).date()


def _fact(step: Step, name: str) -> str:
    return step.facts.get(name, "")


def _last_day(complaint: Complaint) -> tuple[str, ...]:
    return lines(deadline(complaint, _today())[0] + ".", why_this_day(complaint, _today()))


def _ombudsman() -> Block:
    last = _("You can do that until %(day)s.", day=day(ombudsman_until(_today())))
    return Block(
        _("Do you not agree?"),
        lines(_("Then you can go to the National Ombudsman. It costs nothing."), last),
    )


def _judgement() -> str:
    return _("You can ask for a written judgement at any time. You need no reason.")


def _looked_for(about: About) -> tuple[Block, ...]:
    """Say that what the citizen told of handing over is still looked for."""
    if not about.claims:
        return ()
    numbers = ", ".join(about.claims)
    return (
        Block(
            _("What about your item?"),
            lines(
                _("We keep looking for it. The number is %(number)s.", number=numbers),
                _("If we find something, we let you know."),
            ),
        ),
    )


def _more_time(about: About, step: Step) -> tuple[Block, ...]:
    happens = lines(_("We need more time to do this well."), *_last_day(about.complaint))
    why = lines(_("The reason: %(why)s", why=step.reason), _judgement())
    return Block(lines=happens), Block(_("Why?"), why)


def _satisfied(about: About, step: Step) -> tuple[Block, ...]:
    told = lines(
        _("You told us that your complaint was resolved to your satisfaction."),
        _("This is what we wrote down: %(what)s", what=step.reason),
    )
    otherwise = lines(
        _("Is this not right? Then tell us within 14 days."), _("Then we go on with it.")
    )
    return Block(lines=told), Block(_("Is it not right?"), otherwise), *_looked_for(about)


def _refused(about: About, step: Step) -> tuple[Block, ...]:
    why = lines(
        _("We do not handle your complaint."),
        _("The ground: %(ground)s.", ground=word(GROUNDS.get(_fact(step, "ground"), ""))),
        _("The facts: %(why)s", why=step.reason),
        _("A second person read this: %(who)s.", who=_fact(step, "second")),
    )
    return Block(_("What did we decide?"), why), *_looked_for(about), _ombudsman()


def _sent_on(about: About, step: Step) -> tuple[Block, ...]:
    told = lines(
        _("Another body answers your complaint: %(body)s.", body=_fact(step, "organisation")),
        _("We sent your complaint to them."),
        _("The reason: %(why)s", why=step.reason),
    )
    return Block(_("Who answers you?"), told), *_looked_for(about)


def _on_hold(about: About, step: Step) -> tuple[Block, ...]:
    told = lines(
        _("We put your complaint on hold."),
        _("The basis: %(basis)s.", basis=word(BASES.get(_fact(step, "basis"), ""))),
        _("We look at it again on %(day)s.", day=iso_day(_fact(step, "day"))),
        _("The reason: %(why)s", why=step.reason),
        *_last_day(about.complaint),
        _judgement(),
    )
    return Block(_("What happens now?"), told), *_looked_for(about)


def _hearing(about: About, step: Step) -> tuple[Block, ...]:
    told = lines(
        _("A committee of independent people looks at your complaint."),
        _("The committee: %(body)s.", body=_fact(step, "organisation")),
        _("The hearing is on %(day)s.", day=iso_day(_fact(step, "day"))),
    )
    can = lines(
        _("You can tell your story there. You can bring somebody."),
        _("The officer concerned is heard as well."),
        _("You do not have to come. Tell us if you do not want to be heard."),
    )
    return Block(_("What happens now?"), told), Block(_("What can you do?"), can)


def _decision(about: About, step: Step) -> tuple[Block, ...]:
    judged = tuple(_element(n, one) for n, one in enumerate(about.elements, 1) if one.outcome)
    why = lines(_("The conclusion: %(why)s", why=step.reason))
    return *judged, Block(_("What do we do now?"), why), *_looked_for(about), _ombudsman()


def _element(n: int, one: Element) -> Block:
    differs = one.advice and one.advice != one.outcome
    said = lines(
        _("The judgement: %(outcome)s.", outcome=word(OUTCOMES[one.outcome])),
        _("What was found: %(what)s", what=one.findings),
        _("The reasons: %(why)s", why=one.reasons),
        _("The committee advised: %(advice)s.", advice=word(OUTCOMES[one.advice]))
        if one.advice
        else "",
        _("We differ from that. The reasons above say why.") if differs else "",
    )
    return Block(f"{n}. {word(one.text)}", said)


def _withdrawn(about: About, step: Step) -> tuple[Block, ...]:
    told = lines(
        _("You withdrew your complaint."),
        _("This is what we wrote down: %(what)s", what=step.reason),
        _("Did you change your mind? Then tell us."),
    )
    return Block(lines=told), *_looked_for(about)


_WRITERS: dict[str, Callable[[About, Step], tuple[Block, ...]]] = {
    "L2": _more_time,
    "L4": _satisfied,
    "L5": _refused,
    "L6": _sent_on,
    "L7": _on_hold,
    "L8": _hearing,
    "L10": _decision,
    "L13": _withdrawn,
}
