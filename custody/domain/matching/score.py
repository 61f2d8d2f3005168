"""Evidence for and against a pair of mention and item, in points and in words (`matching.md` 7).

The same function serves both directions. Points are bits; what they rest on is kept with each.
"""

import math
from datetime import date

from custody.domain.matching.blocks import Key, is_found, person_keys
from custody.domain.matching.lexicon import lexicon
from custody.domain.matching.text import fold, tokens
from custody.domain.matching.values import Analysis, Evidence, Frame, ItemView
from custody.domain.words import mark

PERIOD = 440.0
_SISTERS_POINTS, _OTHER_DAY, _FAR_DAY = -4.0, -2.0, -5.0


def evidence(analysis: Analysis, frame: Frame, item: ItemView) -> tuple[Evidence, ...]:
    """Return every reason for and against, strongest first."""
    said = [
        *_identifier(analysis, item),
        *_concept(analysis, frame, item),
        *_day(analysis, frame, item),
        *_person(analysis, item),
        *_looks(analysis, frame, item),
        *_where(analysis, item),
        *_state(frame, item, analysis),
    ]
    return tuple(sorted(said, key=lambda one: -abs(one.points)))


def _quote(analysis: Analysis, frame: Frame) -> str:
    return analysis.report.text[frame.span.start : frame.span.end]


def _identifier(analysis: Analysis, item: ItemView) -> list[Evidence]:
    own = {("item_code", item.item), *((i.kind, i.value) for i in item.identifiers)}
    for one in analysis.identifiers:
        if (one.kind, one.value) in own:
            facts = (("number", one.value),)
            text = mark("the number %(number)s stands in the complaint")
            return [Evidence("identifier", 20.0, text, facts, one.span, one.value)]
    return []


def _concept(analysis: Analysis, frame: Frame, item: ItemView) -> list[Evidence]:
    word = _quote(analysis, frame)
    facts = (("word", word),)
    concepts = {lexicon().concept_of(t.word) for t in tokens(item.description)} - {None}
    if frame.concept in concepts:
        text = mark("the word “%(word)s”")
        return [Evidence("concept", 6.0, text, facts, frame.span, item.description)]
    if item.category == frame.category:
        others = {c for c in concepts if c and lexicon().concepts[c] == frame.category}
        if others and frame.concept not in ("key", "jewellery", "bag", "clothing", "document"):
            specific = not others & {"key", "jewellery", "bag", "clothing", "document"}
            if specific:
                text = mark("other kind than “%(word)s”")
                return [
                    Evidence("concept", _SISTERS_POINTS, text, facts, frame.span, item.description)
                ]
        text = mark("the same kind as “%(word)s”")
        return [Evidence("concept", 4.0, text, facts, frame.span, item.category)]
    text = mark("another kind than “%(word)s”")
    return [Evidence("concept", -6.0, text, facts, frame.span, item.category)]


def _day(analysis: Analysis, frame: Frame, item: ItemView) -> list[Evidence]:
    window = frame.window
    if window is None:
        return []
    register = item.day.isoformat()
    facts: tuple[tuple[str, str], ...]
    facts = (("day", analysis.report.text[window.span.start : window.span.end]),)
    if is_found(item):
        return _found_day(item, window.first, window.last, facts, frame, register)
    if window.first <= item.day <= window.last:
        width = (window.last - window.first).days + 1
        points = min(math.log2(PERIOD / width), 9.0) * window.weight
        return [
            Evidence(
                "date", points, mark("the same day as “%(day)s”"), facts, window.span, register
            )
        ]
    away = min(abs((item.day - window.first).days), abs((item.day - window.last).days))
    facts = (*facts, ("days", str(away)))
    if away <= 7:
        text = mark("%(days)s days from “%(day)s”")
        return [Evidence("date", 0.5, text, facts, window.span, register)]
    points = _OTHER_DAY if away <= 31 else _FAR_DAY
    return [
        Evidence("date", points, mark("not at the time of “%(day)s”"), facts, window.span, register)
    ]


def _found_day(
    item: ItemView,
    first: date,
    last: date,
    facts: tuple[tuple[str, str], ...],
    frame: Frame,
    register: str,
) -> list[Evidence]:
    """Return what a found day says: it lies after the handover, often long after."""
    span = frame.window.span if frame.window else None
    if (item.day - first).days < -1:
        text = mark("found before “%(day)s”")
        return [Evidence("date", _FAR_DAY, text, facts, span, register)]
    lag = max((item.day - last).days, 0)
    points = math.log2(PERIOD * (0.5 * math.exp(-lag / 14) / 14 + 0.5 / 365))
    points -= 2.0 if lag > 365 else 0.0
    facts = (*facts, ("days", str(lag)))
    return [
        Evidence("date", points, mark("found %(days)s days after “%(day)s”"), facts, span, register)
    ]


_PERSON_POINTS = {"phone": 11.0, "email": 11.0, "person": 8.0, "surname": 4.0}


def _person(analysis: Analysis, item: ItemView) -> list[Evidence]:
    """Return the best line of the person, not the sum; a finder does not speak against."""
    complainant = analysis.report.complainant
    ours, theirs = set(person_keys(complainant)), set(person_keys(item.giver))
    shared = list(ours & theirs)
    if shared:
        best = max(shared, key=lambda key: _PERSON_POINTS[key.kind])
        return [_same_person(best, item)]
    surname = fold(item.giver.name).split()[-1:] if item.giver.name else []
    if surname and len(surname[0]) > 3 and surname[0] in analysis.words:
        facts = (("name", item.giver.name),)
        return [
            Evidence(
                "person",
                6.0,
                mark("the name %(name)s stands in the complaint"),
                facts,
                None,
                item.giver.name,
            )
        ]
    if complainant.name and item.giver.name and not is_found(item):
        points = -1.0 if analysis.report.represented else -3.0
        facts = (("name", item.giver.name),)
        return [
            Evidence(
                "person",
                points,
                mark("given by somebody else: %(name)s"),
                facts,
                None,
                item.giver.name,
            )
        ]
    return []


def _same_person(key: Key, item: ItemView) -> Evidence:
    words = {
        "phone": mark("the same phone number"),
        "email": mark("the same e-mail address"),
        "person": mark("the same name: %(name)s"),
        "surname": mark("the same surname: %(name)s"),
    }
    facts = (("name", item.giver.name),)
    return Evidence(
        "person", _PERSON_POINTS[key.kind], words[key.kind], facts, None, item.giver.name
    )


def _looks(analysis: Analysis, frame: Frame, item: ItemView) -> list[Evidence]:
    known = lexicon()
    own = {known.attributes[t.word] for t in tokens(item.description) if t.word in known.attributes}
    said: list[Evidence] = []
    for one in frame.attributes:
        attribute, span = one.value, one.span
        facts = (("word", analysis.report.text[span.start : span.end]),)
        if attribute in own:
            said.append(
                Evidence("looks", 3.0, mark("also “%(word)s”"), facts, span, item.description)
            )
        elif own:
            text = mark("not “%(word)s” in the description")
            said.append(Evidence("looks", -1.5, text, facts, span, item.description))
    plain = [
        t.word
        for t in tokens(item.description)
        if len(t.word) > 3 and t.word not in known.attributes and not known.concept_of(t.word)
    ]
    for word in dict.fromkeys(plain):
        if word in analysis.words and word not in known.stop and len(said) < 4:
            facts = (("word", word),)
            said.append(
                Evidence("looks", 2.5, mark("also “%(word)s”"), facts, None, item.description)
            )
    if frame.quantity and item.quantity and frame.quantity > 1:
        facts = (("count", str(item.quantity)),)
        same = frame.quantity == item.quantity
        text = mark("the same number: %(count)s") if same else mark("another number: %(count)s")
        said.append(
            Evidence("quantity", 2.0 if same else -1.0, text, facts, frame.span, str(item.quantity))
        )
    return said


def _where(analysis: Analysis, item: ItemView) -> list[Evidence]:
    """Return what place and officer say: words of the register that stand in the complaint."""
    said = []
    numbers = [t.word for t in tokens(item.taken_at) if len(t.word) > 4 or t.word.isdigit()]
    streets = [w for w in numbers if not w.isdigit() and w in analysis.words]
    if streets:
        facts = (("place", item.taken_at),)
        said.append(
            Evidence("place", 4.0, mark("the same place: %(place)s"), facts, None, item.taken_at)
        )
    vehicle = next(
        (w for w in tokens(item.place) if w.word.isdigit() and w.word in analysis.words), None
    )
    if vehicle:
        facts = (("place", item.place),)
        said.append(
            Evidence("place", 4.0, mark("the same place: %(place)s"), facts, None, item.place)
        )
    if item.officer and item.officer in analysis.words:
        facts = (("officer", item.officer),)
        said.append(
            Evidence(
                "officer", 5.0, mark("officer %(officer)s is named"), facts, None, item.officer
            )
        )
    return said


def _state(frame: Frame, item: ItemView, analysis: Analysis) -> list[Evidence]:
    """Return whether the trail was open at the time of the event."""
    first = frame.window.first if frame.window else None
    if item.ended_on and first and item.ended_on < first:
        facts = (("day", item.ended_on.isoformat()),)
        return [
            Evidence("state", -8.0, mark("given back before, on %(day)s"), facts, None, item.status)
        ]
    if is_found(item):
        return [
            Evidence("taking", 1.0, mark("found, giver not known"), (), frame.span, item.taking)
        ]
    return []
