"""What the thing itself says: numbers, kind, looks, sum and count (`matching.md` 7, 10, 11).

A reason that rests on the description gets its words when it is shown (`score.Pair.evidence`): of
the many items that are weighed, few are.
"""

from custody.domain.items import FOUND_TAKINGS
from custody.domain.matching.asked import Asked
from custody.domain.matching.lexicon import lexicon
from custody.domain.matching.numbers import one_edit, receipt_no, same_but_looks
from custody.domain.matching.reading import kin
from custody.domain.matching.traits import traits_of
from custody.domain.matching.values import Evidence, Frame, Identifier, ItemView, Span
from custody.domain.matching.weights import points
from custody.domain.words import mark

_GIVING = {
    "given": frozenset({"safekeeping", "given_entry", "given_evidence", "for_detainee"}),
    "taken": frozenset({"seized", "detainee_goods", "dwelling_left", "official_document"}),
    "held": frozenset({"detainee_goods", "seized", "safekeeping"}),
    "brought": frozenset(
        {"for_detainee", "safekeeping", "given_evidence", "found_by_citizen", "found_by_police"}
    ),
    "found": frozenset({"found_by_citizen", "found_by_police", "found_internal", "safekeeping"}),
}
_NEITHER = frozenset(
    {("taken", "safekeeping"), ("taken", "given_evidence"), ("given", "detainee_goods")}
)
_FAR = 160
_COMPLETE = frozenset({"imei", "frame", "document", "chip"})
_MIXED = frozenset({"cash"})  # One count holds more than one kind of it.


def number_evidence(asked: Asked, item: ItemView) -> tuple[Evidence, ...]:
    """Return the best agreement of a number in the complaint with one of the item or its receipt."""
    if not asked.analysis.identifiers:
        return ()
    said = [
        one
        for ours in asked.analysis.identifiers
        for theirs in (Identifier("item_code", item.item), *item.identifiers)
        if (one := _numbers(ours, theirs)) is not None
    ]
    return (max(said, key=lambda one: one.points),) if said else ()


def _numbers(ours: Identifier, theirs: Identifier) -> Evidence | None:
    receipts = (ours.kind == "receipt", theirs.kind == "receipt")
    if receipts[0] != receipts[1] or "phone" in (ours.kind, theirs.kind):
        return None
    field = "receipt" if all(receipts) else "identifier"
    if field == "receipt":
        found = receipt_no(ours, theirs)
    elif ours.kind == theirs.kind == "plate":
        found = _plate(ours.value, theirs.value)
    elif "plate" in (ours.kind, theirs.kind):
        found = _plate(ours.value, theirs.value) if ours.value == theirs.value else None
    else:
        found = _serial(ours, theirs)
    if found is None:
        return None
    line, text = found
    shown = theirs.shown or theirs.value
    facts = (("number", ours.shown or ours.value), ("register", shown))
    bits = points("identifier", line)
    return Evidence(field, bits, text, facts, ours.span, shown, field, conflict=bits < 0)


def _plate(ours: str, theirs: str) -> tuple[str, str] | None:
    """Return how two plates agree: a plate is never repaired by a swap (hard negative)."""
    if ours == theirs:
        return "exact", mark("the plate %(number)s stands in the complaint")
    if same_but_looks(ours, theirs):
        return "folded", mark("the plate %(number)s stands in the complaint")
    return "plate_swap", mark("another plate: %(register)s")


def _serial(ours: Identifier, theirs: Identifier) -> tuple[str, str] | None:
    one, other = ours.value, theirs.value
    if ours.strength != "suffix" and len(one) >= 5 and abs(len(one) - len(other)) <= 1:
        if one == other:
            return "exact", mark("the number %(number)s stands in the complaint")
        if same_but_looks(one, other):
            return "folded", mark("the number %(number)s stands in the complaint")
        if len(one) >= 7 and one_edit(one, other):
            return "one_edit", mark("the number differs in one place: %(register)s")
    short = one if len(one) <= len(other) else ""
    if 4 <= len(short) < len(other) and other.endswith(short):
        line = f"suffix_{min(len(short), 6)}"
        return line, mark("the number ends in %(number)s")
    if ours.kind == theirs.kind and ours.kind in _COMPLETE and ours.strength == "exact":
        return "other_value", mark("another number: %(register)s")
    return None


def concept_evidence(asked: Asked, frame: Frame, item: ItemView) -> Evidence | None:
    """Return how the kinds agree; a sister is another thing, another category a contradiction."""
    word = asked.text[frame.span.start : frame.span.end]
    facts = (("word", word),)

    def said(bits: float, text: str, *, conflict: bool = False) -> Evidence:
        return Evidence("concept", bits, text, facts, frame.span, "", "description", conflict)

    if frame.concept is None or frame.concept == "stuff":
        return None
    most = points("concept", "most")
    full = min(asked.often.rarity("concept", frame.concept), most)
    kinds = [(kin(frame.concept, one), n) for n, one in enumerate(item.concepts)]
    for how, part, text in (
        ("equal", 1.0, mark("the word “%(word)s”")),
        ("child", 0.75, mark("a kind of “%(word)s”")),
        ("parent", 0.75, mark("“%(word)s” is a kind of it")),
    ):
        places = [n for kind, n in kinds if kind == how]
        if places:
            broad = min(asked.often.rarity("concept", item.concepts[places[0]]), most)
            bits = full if how == "equal" else part * min(full, broad)
            return said(max(bits - (1.5 if places[0] else 0.0), 1.0), text)
    if item.category == frame.category and item.category != "other":
        if item.category not in _MIXED and any(kind == "sister" for kind, _ in kinds):
            return said(
                points("concept", "sister"), mark("other kind than “%(word)s”"), conflict=True
            )
        bits = 0.75 * min(asked.often.rarity("concept", item.category), most)
        return said(bits, mark("the same kind as “%(word)s”"))
    if not item.concepts or item.category == "other" or frame.category == "other":
        return said(points("concept", "unknown"), mark("not known whether it is “%(word)s”"))
    return said(
        points("concept", "contradiction"), mark("another kind than “%(word)s”"), conflict=True
    )


def look_evidence(asked: Asked, frame: Frame, item: ItemView) -> list[Evidence]:
    """Return what colours, brands, marks and rare words of the description say, within a limit."""
    said = _attributes(asked, frame, item) if frame.attributes else []
    if not item.words.isdisjoint(asked.begun):
        taken = {value for _, value in item.attributes}
        said += _words(asked, frame, item, taken)
    if asked.days and traits_of(item).days:
        said += _inscribed(asked, item)
    if not said:
        return said
    good = sorted((s for s in said if s.points > 0), key=lambda s: -s.points)
    kept, left = [], points("attribute", "together")
    told: set[Span | None] = set()
    for one in good:
        if left <= 0:
            break
        if one.span in told:
            continue
        told.add(one.span)
        bits = min(one.points, left)
        kept.append(one if bits == one.points else Evidence(**{**one.__dict__, "points": bits}))
        left -= bits
    return [*kept, *(s for s in said if s.points < 0)]


def _attributes(asked: Asked, frame: Frame, item: ItemView) -> list[Evidence]:
    own = dict.fromkeys(item.attributes)
    kinds = {kind for kind, _ in own}
    said = []
    for one in {(a.kind, a.value): a for a in frame.attributes}.values():
        facts = (("word", asked.text[one.span.start : one.span.end]),)
        if (one.kind, one.value) in own:
            bits = min(asked.often.rarity("attribute", one.value), points("attribute", "most"))
            said.append(_look(bits, mark("also “%(word)s”"), facts, one.span))
        elif one.kind in kinds and one.kind in ("colour", "brand", "material"):
            bits = points("attribute", one.kind)
            text = mark("not “%(word)s” in the description")
            said.append(_look(bits, text, facts, one.span, conflict=True))
    return said


def _words(asked: Asked, frame: Frame, item: ItemView, taken: set[str]) -> list[Evidence]:
    """Return words of the description that stand near the mention, by how rare they are."""
    known = lexicon()
    said = []
    for word in sorted(item.words & asked.begun):
        if word in taken or (len(word) < 4 and not word.isdigit()):
            continue
        span = asked.beginnings[word]
        if frame.span.start <= span.start < frame.span.end and known.concept_of(word):
            continue
        if known.concept_of(word) in (frame.concept, *item.concepts):
            continue
        if frame.amount and frame.amount.span.start <= span.start < frame.amount.span.end:
            continue
        bits = min(asked.often.rarity("word", word) - 2.0, points("attribute", "word_most"))
        if abs(span.start - frame.span.start) > _FAR:
            bits /= 2
        if bits > 0.5:
            facts = (("word", asked.text[span.start : span.end]),)
            said.append(_look(bits, mark("also “%(word)s”"), facts, span))
    return said


def _inscribed(asked: Asked, item: ItemView) -> list[Evidence]:
    """Return whether a day that is engraved or written on the thing stands in the complaint."""
    theirs = traits_of(item).days
    return [
        _look(
            points("attribute", "most"),
            mark("also “%(word)s”"),
            (("word", asked.text[start:end]),),
            Span(start, end),
        )
        for day, (start, end) in asked.days.items()
        if day in theirs
    ][:1]


def _look(
    bits: float,
    text: str,
    facts: tuple[tuple[str, str], ...],
    span: Span,
    *,
    conflict: bool = False,
) -> Evidence:
    return Evidence("looks", bits, text, facts, span, "", "description", conflict)


def count_evidence(asked: Asked, frame: Frame, item: ItemView) -> list[Evidence]:
    """Return what the number of pieces and the sum of money say."""
    said = []
    if frame.quantity and item.quantity and frame.quantity > 1:
        same = frame.quantity == item.quantity
        text = mark("the same number: %(count)s") if same else mark("another number: %(count)s")
        bits = points("quantity", "equal" if same else "other")
        facts = (("count", str(item.quantity)),)
        said.append(Evidence("quantity", bits, text, facts, frame.span, str(item.quantity), "qty"))
    if frame.amount is not None and item.cents:
        said.append(_amount(frame, item))
    return said


def _amount(frame: Frame, item: ItemView) -> Evidence:
    assert frame.amount is not None
    ours = frame.amount.cents
    near = min(item.cents, key=lambda cents: abs(cents - ours))
    apart = abs(near - ours) / max(ours, 1)
    facts = (("sum", f"{near // 100},{near % 100:02d}"),)
    if apart == 0:
        line, text = "exact", mark("the same sum: %(sum)s")
    elif apart <= 0.1 and frame.amount.about:
        line, text = "about", mark("about the same sum: %(sum)s")
    elif apart <= 0.25:
        line, text = "near", mark("nearly the same sum: %(sum)s")
    else:
        line, text = "other", mark("another sum: %(sum)s")
    bits = points("amount", line)
    span = frame.amount.span
    return Evidence("amount", bits, text, facts, span, "", "description", conflict=bits < 0)


def taking_evidence(frame: Frame, item: ItemView) -> Evidence | None:
    """Return whether the way it came in fits the verb; a thing found inside the house fits each."""
    fitting = _GIVING.get(frame.direction)
    if fitting is None or item.taking == "found_internal":
        return None
    span = frame.verb or frame.span
    if item.taking in fitting:
        text = mark("it came in that way")
        return Evidence("taking", points("intake", "fits"), text, (), span, item.taking, "intake")
    if item.taking in FOUND_TAKINGS or (frame.direction, item.taking) in _NEITHER:
        return None
    text = mark("it came in another way")
    return Evidence("taking", points("intake", "other"), text, (), span, item.taking, "intake")
