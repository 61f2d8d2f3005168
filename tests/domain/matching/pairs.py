"""A complaint and a few items, weighed as daily use weighs them, for tests about what may be certain."""

from dataclasses import replace
from datetime import date
from typing import Any

from custody.domain.matching import reading
from custody.domain.matching.asked import Asked
from custody.domain.matching.frames import analyse
from custody.domain.matching.outcome import Verdict, decide
from custody.domain.matching.values import (
    Identifier,
    ItemView,
    KnownPlace,
    Match,
    Report,
    Who,
)
from custody.domain.matching.weights import Frequencies

RECEIVED = date(2025, 6, 20)
UNITS = (KnownPlace("Bureau Noordpoort"), KnownPlace("Bureau Zuidwal"), KnownPlace("Team Oever"))
WHO = Who("Hanna Terlouw", "1980-03-04", "06-99887766", "", "Lindelaan 18, Oudedorp")


def item(code: str, category: str, description: str, day: str, **more: Any) -> ItemView:
    """An item as it is compared, read as the index reads it."""
    numbers = more.pop("numbers", ())
    view = ItemView(
        item=code,
        handover=more.pop("handover", f"act-{code}"),
        category=category,
        description=description,
        quantity=1,
        taking="safekeeping",
        day=date.fromisoformat(day),
        concepts=reading.concepts_of(description),
        attributes=reading.attributes_of(description),
        words=reading.telling_words(description),
        cents=reading.cents_in(description, money=category == "cash"),
        unit="Bureau Noordpoort",
        taken_at="balie",
        identifiers=reading.numbers_of(description, "", numbers),
    )
    return replace(view, **more)


def asked(text: str, who: Who = WHO, **more: Any) -> Asked:
    """A complaint of June 2025 against a register of 5,000 items."""
    report = Report(text=text, received_on=RECEIVED, complainant=who, **more)
    counts = {("place", unit.name.lower()): 1600 for unit in UNITS}
    counts |= {("concept", "keys"): 600, ("concept", "key"): 500, ("concept", "phone"): 400}
    return Asked(analyse(report), UNITS, Frequencies(5000, counts))


def verdict(text: str, *items: ItemView, who: Who = WHO, **more: Any) -> Verdict:
    """What comes of a complaint with these items in the register."""
    return decide(asked(text, who, **more), items)


def best(found: Verdict, code: str) -> Match | None:
    """The best match of an item, or None when it is not shown."""
    return next((one for one in found.matches if one.item == code), None)


def outcome(found: Verdict, code: str) -> str:
    """The outcome of an item, or nothing."""
    match = best(found, code)
    return match.outcome if match else ""


__all__ = ["WHO", "Identifier", "asked", "best", "item", "outcome", "verdict"]
