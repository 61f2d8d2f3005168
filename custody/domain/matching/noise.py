"""Synthetic items beside those of a file: same kinds, units, streets and period, other people.

Seeded: the same file, seed and number give the same items. Among the people are true namesakes
of those in the file, twin addresses (another number in the same street), and clients who come
again; items come in handovers of one to four with one receipt (`matching.md` 17).
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from importlib import resources
from random import Random
from typing import Any

from custody.domain import codes

NAMESAKES, TWINS, REPEATS = 0.02, 0.08, 0.15
"""Shares of the handovers by a namesake, at a twin address, and by a client who was here before."""

_NUMBER = re.compile(r"\d+")
_STREET = re.compile(r"([A-Z][\w'’.\- ]*?) (\d{1,4})\b")


class NoiseSource:
    """What the items of a file have in common, and the people that are made up beside them."""

    def __init__(self, items: Sequence[Mapping[str, Any]], people: Sequence[str]) -> None:
        folder = resources.files("custody.domain.matching") / "data" / "noise.toml"
        self.words = tomllib.loads(folder.read_text(encoding="utf-8"))
        self.kinds = Counter(str(one["category"]) for one in items)
        self.intakes = Counter(str(one["intake"]) for one in items)
        self.units = _known(items, "unit") or ["Basisteam"]
        self.officers = _known(items, "officer") or ["balie 1"]
        self.places = _known(items, "place") or ["balie"]
        self.taken = {str(one.get("receipt")) for one in items}
        self.people = sorted(set(people))
        self.streets = sorted({m[1] for text in self.places for m in _STREET.finditer(text)})


def noise_items(
    items: Sequence[Mapping[str, Any]],
    people: Sequence[str],
    period: tuple[date, date],
    seed: int,
    count: int,
) -> Iterator[dict[str, Any]]:
    """Yield `count` items as a file has them, of people who are not `people`."""
    source, random = NoiseSource(items, people), Random(seed)  # noqa: S311 - not for secrets
    clients: list[dict[str, str]] = []
    made = number = 0
    while made < count:
        number += 1
        handover = _handover(source, random, period, number, clients)
        for _ in range(min(random.choice((1, 1, 1, 2, 2, 3, 4)), count - made)):
            made += 1
            yield {"id": f"noise-{made:06d}", **handover, **_thing(source, random)}


def _known(items: Sequence[Mapping[str, Any]], name: str) -> list[str]:
    return sorted({str(one[name]) for one in items if one.get(name)})


def _handover(
    source: NoiseSource,
    random: Random,
    period: tuple[date, date],
    number: int,
    clients: list[dict[str, str]],
) -> dict[str, Any]:
    """Return what the items of one handover share."""
    intake = _drawn(random, source.intakes)
    day = period[0] + timedelta(days=random.randrange((period[1] - period[0]).days + 1))
    moment = datetime.combine(day, time(random.randrange(24), random.randrange(0, 60, 5)))
    giver = None if intake == "found" else _person(source, random, clients)
    return {
        "intake": intake,
        "receipt": _receipt(source, day.year, number) if random.random() < 0.9 else None,
        "handed_over_by": giver,
        "handed_over_by_degraded": _hurried(random, giver),
        "datetime": moment.isoformat(timespec="minutes"),
        "place": _place(source, random, giver),
        "unit": random.choice(source.units),
        "officer": random.choice(source.officers) if random.random() < 0.8 else None,
    }


def _receipt(source: NoiseSource, year: int, number: int) -> str:
    """Return a receipt number that the file does not use."""
    offset = 0
    while True:
        no = codes.make_receipt_no(year, 3000 + number + offset)
        if no not in source.taken:
            return no
        offset += 1_000_000


def _person(
    source: NoiseSource, random: Random, clients: list[dict[str, str]]
) -> dict[str, str] | None:
    if random.random() < 0.1:
        return None
    if clients and random.random() < REPEATS:
        return random.choice(clients)
    name = f"{random.choice(source.words['first'])} {random.choice(source.words['surname'])}"
    if source.people and random.random() < NAMESAKES:
        name = random.choice(source.people)
    born = date(1940, 1, 1) + timedelta(days=random.randrange(25_000))
    street = random.choice(source.streets) if source.streets else "Dorpsstraat"
    made = {
        "name": name,
        "dob": born.isoformat(),
        "phone": f"06-8{random.randrange(10**7):07d}",
        "address": f"{street} {random.randrange(1, 300)}",
    }
    clients.append(made)
    return made


def _hurried(random: Random, giver: Mapping[str, str] | None) -> dict[str, str] | None:
    """Return a name as somebody in a hurry writes it: an initial, maybe a wrong letter."""
    if giver is None:
        return None
    first, _, rest = giver["name"].partition(" ")
    if len(rest) > 4 and random.random() < 0.3:
        place = random.randrange(2, len(rest) - 1)
        rest = rest[:place] + rest[place + 1 :]
    return {"name": f"{first[0]}. {rest}" if rest else first}


def _place(source: NoiseSource, random: Random, giver: Mapping[str, str] | None) -> str:
    """Return a place of the file, a twin of one with another number, or where the giver lives."""
    place = random.choice(source.places)
    if giver is not None and random.random() < 0.3:
        return giver["address"]
    if random.random() < TWINS or _STREET.search(place):
        return _NUMBER.sub(lambda m: str(int(m[0]) + random.randrange(1, 40)), place, count=1)
    return place


def _thing(source: NoiseSource, random: Random) -> dict[str, Any]:
    """Return one thing: its kind as often as in the file, its words as an officer writes them."""
    category = _drawn(random, source.kinds)
    words = source.words["things"].get(category, source.words["things"]["other"])
    parts = [random.choice(words)]
    if random.random() < 0.5:
        parts.append(random.choice(source.words["colour"]))
    if random.random() < 0.25:
        parts.append(random.choice(source.words["extra"]))
    identifiers = []
    if category in ("phone", "computer", "camera", "tool") and random.random() < 0.4:
        letters = "".join(random.choice("ABCDEFGHJKLMNPRSTUVWXYZ0123456789") for _ in range(9))
        identifiers.append({"kind": "serial", "value": f"{letters}{random.randrange(10)}"})
    if category == "cash":
        parts.append(f"{random.randrange(5, 2000)},{random.choice(('00', '50'))}")
    return {
        "category": category,
        "qty": random.choice((1, 1, 1, 1, 2, 3)) if category != "cash" else None,
        "description": " ".join(parts),
        "identifiers": identifiers,
    }


def _drawn(random: Random, counts: Counter[str]) -> str:
    """Draw one value as often as it occurs; in the order of the words, not of the file's lines."""
    values = sorted(counts)
    return random.choices(values, [counts[value] for value in values])[0]
