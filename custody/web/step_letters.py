"""The letters that go out because of a step of a complaint, in plain language (B1).

Each says what is true, what happens now, what the citizen can do, and whom to call. None of them
says that nothing was handed over, and an item that is looked for is looked for whatever the letter
says (C35, C61).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from custody.domain.complaints import Complaint, Step
from custody.domain.deadlines import AMSTERDAM, ombudsman_until
from custody.domain.elements import OUTCOMES, Element
from custody.domain.errors import InputError
from custody.domain.letters import Block, Letter
from custody.domain.sending import FREE, step_of
from custody.domain.stages import ENDED
from custody.domain.step_facts import BASES, GROUNDS
from custody.domain.words import mark
from custody.services.letters import About
from custody.web.guard import now
from custody.web.letter_words import call, letter_of, lines
from custody.web.words import day, deadline, iso_day, why_this_day, word


class LetterStepError(InputError):
    """No letter of this kind is made of a step."""

    sentence = mark("This letter does not go with the last step. Open the page again.")


class LetterWordsError(InputError):
    """This letter says something that only its writer knows."""

    sentence = mark("Write down first what this letter has to say, and fill in the day.")


@dataclass(frozen=True)
class Said:
    """What the writer of a letter says in their own words, and by which day something is asked."""

    words: str = ""
    day: date | None = None


def step_letter(kind: str, about: About, said: Said) -> Letter:
    """Return the letter of this kind to the complainant, for the step that it tells of."""
    complaint = about.complaint
    step = step_of(kind, complaint.state, about.steps)
    if kind in FREE and complaint.state not in ENDED:
        blocks: tuple[Block, ...] = _no_contact(about, said)
    elif kind in _WRITERS and step is not None:
        blocks = _WRITERS[kind](about, step)
    else:
        raise LetterStepError()
    question = Block(_("Do you have a question?"), (call(),))
    name = complaint.complainant.name
    return letter_of(kind, complaint.number, name, (*blocks, question), about.asked)


def _today() -> date:
    return now().astimezone(AMSTERDAM).date()


def fact(step: Step, name: str) -> str:
    """Return what a step says beside its reason, under this name."""
    return step.facts.get(name, "")


def last_day(complaint: Complaint) -> tuple[str, ...]:
    """Return by which day there is an answer, and why that day."""
    said = deadline(complaint, _today())[0]
    return lines(said and f"{said}.", why_this_day(complaint, _today()))


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
    happens = lines(_("We need more time to do this well."), *last_day(about.complaint))
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
        _("The ground: %(ground)s.", ground=word(GROUNDS.get(fact(step, "ground"), ""))),
        _("The facts: %(why)s", why=step.reason),
        _("A second person read this: %(who)s.", who=fact(step, "second")),
    )
    return Block(_("What did we decide?"), why), *_looked_for(about), _ombudsman()


def _sent_on(about: About, step: Step) -> tuple[Block, ...]:
    told = lines(
        _("Another body answers your complaint: %(body)s.", body=fact(step, "organisation")),
        _("We sent your complaint to them."),
        _("The reason: %(why)s", why=step.reason),
    )
    return Block(_("Who answers you?"), told), *_looked_for(about)


def _on_hold(about: About, step: Step) -> tuple[Block, ...]:
    told = lines(
        _("We put your complaint on hold."),
        _("The basis: %(basis)s.", basis=word(BASES.get(fact(step, "basis"), ""))),
        _("We look at it again on %(day)s.", day=iso_day(fact(step, "day"))),
        _("The reason: %(why)s", why=step.reason),
        *last_day(about.complaint),
        _judgement(),
    )
    return Block(_("What happens now?"), told), *_looked_for(about)


def _hearing(about: About, step: Step) -> tuple[Block, ...]:
    told = lines(
        _("A committee of independent people looks at your complaint."),
        _("The committee: %(body)s.", body=fact(step, "organisation")),
        _("The hearing is on %(day)s.", day=iso_day(fact(step, "day"))),
    )
    can = lines(
        _("You can tell your story there. You can bring somebody."),
        _("The officer concerned is heard as well."),
        _("You do not have to come. Tell us if you do not want to be heard."),
    )
    return Block(_("What happens now?"), told), Block(_("What can you do?"), can)


def judged(about: About) -> tuple[Block, ...]:
    """Return what was judged of each element, with findings, reasons and advice (C37, C38)."""
    return tuple(_element(n, one) for n, one in enumerate(about.elements, 1) if one.outcome)


def _decision(about: About, step: Step) -> tuple[Block, ...]:
    why = lines(_("The conclusion: %(why)s", why=step.reason))
    return *judged(about), Block(_("What do we do now?"), why), *_looked_for(about), _ombudsman()


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


def _goes_on(about: About, step: Step) -> tuple[Block, ...]:
    told = lines(
        _("Your complaint was on hold. We go on with it now."),
        _("The reason: %(why)s", why=step.reason),
        *last_day(about.complaint),
        _judgement(),
    )
    return Block(_("What happens now?"), told), *_looked_for(about)


def _may_we(about: About, step: Step) -> tuple[Block, ...]:
    proposed = iso_day(fact(step, "proposed"))
    asks = lines(
        _("We would like to take more time, until %(day)s.", day=proposed),
        _("The reason: %(why)s", why=step.reason),
    )
    no = lines(
        _("You do not have to agree. Then the day stays as it is:"), *last_day(about.complaint)
    )
    choice = (
        _("[ ] Yes, I agree with an answer by %(day)s.", day=proposed),
        _("[ ] No, I do not agree."),
        _("Name, day and signature:"),
    )
    return (
        Block(_("What do we ask?"), asks),
        Block(_("What if you say no?"), no),
        Block(_("Your answer"), quote="\n".join(choice)),
    )


def _reopened(about: About, step: Step) -> tuple[Block, ...]:
    told = lines(
        _("Something new became known. We take up your complaint again."),
        _("The reason: %(why)s", why=step.reason),
        _("Somebody calls you."),
        _judgement(),
    )
    return Block(_("What happens now?"), told), *_looked_for(about)


def _no_contact(about: About, said: Said) -> tuple[Block, ...]:
    if not said.words.strip() or said.day is None:
        raise LetterWordsError()
    told = lines(
        _("We tried to reach you, and could not."),
        _("This is what we tried: %(what)s", what=said.words),
    )
    back = lines(
        _("Please call us or write to us before %(day)s.", day=day(said.day)),
        _("Also after that day you can come back to it."),
        _judgement(),
    )
    return Block(_("What did we do?"), told), Block(_("What can you do?"), back)


_WRITERS: dict[str, Callable[[About, Step], tuple[Block, ...]]] = {
    "L2": _more_time,
    "L4": _satisfied,
    "L5": _refused,
    "L6": _sent_on,
    "L7": _on_hold,
    "L7b": _goes_on,
    "L8": _hearing,
    "L10": _decision,
    "L11": _may_we,
    "L12": _reopened,
    "L13": _withdrawn,
}
