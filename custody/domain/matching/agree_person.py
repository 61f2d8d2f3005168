"""What the persons say: the best line, never the sum; a finder speaks for nobody but himself."""

from custody.domain.items import FOUND_TAKINGS
from custody.domain.matching.addresses import Address
from custody.domain.matching.asked import Asked
from custody.domain.matching.names import Name, digits_of, read_name, surnames
from custody.domain.matching.text import fold
from custody.domain.matching.traits import traits_of
from custody.domain.matching.values import Evidence, ItemView, Span, Who
from custody.domain.matching.weights import points
from custody.domain.words import mark

_SHORTEST = 4


def person_evidence(asked: Asked, item: ItemView) -> tuple[Evidence, ...]:
    """Return the best agreement of persons, or the disagreement, with what contradicts."""
    found = [one for one in (_contact(asked, item), _address(asked, item)) if one]
    own, others = [*found], list[Evidence]()
    for name, who, span in asked.people:
        one = _same_name(asked, name, who, span, item)
        if one is not None:
            (own if who is not None else others).append(one)
    on_item = _on_item(asked, item)
    positive = [*own, *others, *([on_item] if on_item else [])]
    if positive:
        best = max(positive, key=lambda one: one.points)
        another = bool(others) and best.points == max(one.points for one in others)
        return (best, *(() if another else _contradictions(asked, item, best)))
    return _somebody_else(asked, item)


def _evidence(
    name: str, text: str, item: ItemView, span: Span | None, *, conflict: bool = False
) -> Evidence:
    who = item.giver.name
    return Evidence(
        "person", points("person", name), text, (("name", who),), span, who, "giver", conflict
    )


def _contact(asked: Asked, item: ItemView) -> Evidence | None:
    theirs = traits_of(item)
    if theirs.phone and theirs.phone == digits_of(asked.who.phone):
        return _evidence("contact", mark("the same phone number"), item, None)
    if theirs.email and theirs.email == fold(asked.who.email.strip()):
        return _evidence("contact", mark("the same e-mail address"), item, None)
    return None


def _address(asked: Asked, item: ItemView) -> Evidence | None:
    theirs = traits_of(item).homes
    if theirs and any(Address(*one) in asked.homes for one in theirs):
        return _evidence("address", mark("the same address"), item, None)
    return None


def _same_name(
    asked: Asked, name: Name, who: Who | None, span: Span | None, item: ItemView
) -> Evidence | None:
    """Return how one person of the complaint agrees with the giver by name."""
    giver = _giver(item)
    how = surnames(name.surname, giver.surname)
    if how == "no":
        return None
    if giver.initial and name.initial and giver.initial != name.initial:
        return None
    both_full = giver.is_full and name.is_full
    if both_full and not _alike(giver.first, name.first):
        return None
    if how == "equal" and who and who.born and who.born == item.giver.born:
        return _evidence("born", mark("the same name and birth date: %(name)s"), item, span)
    if how == "equal" and both_full:
        return _evidence("full_name", mark("the same name: %(name)s"), item, span)
    if giver.initial and name.initial:
        line = "initial" if how == "equal" else "near_initial"
        text = (
            mark("the same name: %(name)s")
            if how == "equal"
            else mark("nearly the same name: %(name)s")
        )
        return _evidence(line, text, item, span)
    if how == "near":
        return _evidence("near_surname", mark("nearly the same surname: %(name)s"), item, span)
    line = "common_surname" if asked.often.is_common(giver.surname) else "rare_surname"
    return _evidence(line, mark("the same surname: %(name)s"), item, span)


def _giver(item: ItemView) -> Name:
    theirs = traits_of(item)
    return Name(theirs.first, theirs.surname)


def _alike(one: str, other: str) -> bool:
    """Say whether two first names can be of one person: the same, short for it, or misspelt."""
    return (
        one == other
        or one.startswith(other[:4])
        or other.startswith(one[:4])
        or (surnames(one, other) == "near")
    )


def names_on_items(asked: Asked) -> frozenset[str]:
    """Return the words of which one stands on each item that has a name or address of the complaint."""
    names = {name.surname for name, _, _ in asked.people if len(name.surname) >= _SHORTEST}
    return frozenset(names | {home.number for home in asked.homes})


def _on_item(asked: Asked, item: ItemView) -> Evidence | None:
    """Return whether a name of the complaint stands on the thing itself."""
    for name, _, span in asked.people:
        if len(name.surname) >= _SHORTEST and name.surname in item.words:
            return Evidence(
                "person",
                points("person", "on_item"),
                mark("the name %(name)s stands on the item"),
                (("name", name.surname.title()),),
                span,
                "",
                "description",
            )
    return _address_on_item(asked, item)


def _address_on_item(asked: Asked, item: ItemView) -> Evidence | None:
    """Return whether the complainant's street and number stand on the thing, short as people write."""
    for home in asked.homes:
        short = [w for w in item.words if len(w) >= _SHORTEST and home.street.startswith(w)]
        if short and home.number in item.words:
            return Evidence(
                "person",
                points("person", "on_item"),
                mark("the address %(address)s stands on the item"),
                (("address", f"{home.street.title()} {home.number}"),),
                None,
                "",
                "description",
            )
    return None


def _contradictions(asked: Asked, item: ItemView, best: Evidence) -> tuple[Evidence, ...]:
    """Return what makes the same name another person: a birth date that differs (father and son)."""
    born, theirs = asked.who.born, item.giver.born
    own = surnames(read_name(asked.who.name).surname, _giver(item).surname) != "no"
    if born and theirs and born != theirs and own and best.points < points("person", "born"):
        said = _evidence("other_born", mark("another birth date"), item, None, conflict=True)
        return (Evidence(**{**said.__dict__, "points": said.points - best.points + 2.0}),)
    return ()


def _somebody_else(asked: Asked, item: ItemView) -> tuple[Evidence, ...]:
    if not item.giver.name or not asked.who.name or item.taking in FOUND_TAKINGS:
        return ()
    giver, own = _giver(item), read_name(asked.who.name)
    if surnames(giver.surname, own.surname) != "no" and not asked.for_another:
        text = mark("another person of the same surname: %(name)s")
        return (_evidence("other_first_name", text, item, None, conflict=True),)
    weak = asked.for_another or item.taking == "for_detainee"
    text = mark("given by somebody else: %(name)s")
    return (
        _evidence("other_name_weak" if weak else "other_name", text, item, None, conflict=not weak),
    )
