"""Synthetic items look like those of the file, and are of other people."""

from collections import Counter

from custody.domain.matching.cases import read_cases
from custody.domain.matching.noise import noise_items
from tests.matching_file import lines

CASES = read_cases(lines())
PEOPLE = ["Tjalling Roos", "Ada Veenhof"]


def made(count: int = 2000, seed: int = 7):
    return list(noise_items(CASES.items, PEOPLE, CASES.period, seed, count))


def test_the_same_seed_gives_the_same_items_and_another_seed_others() -> None:
    assert made(100) == made(100)
    assert made(100) != made(100, seed=8)
    assert made(50) == made(100)[:50]


def test_kinds_units_and_period_are_those_of_the_file() -> None:
    items = made()
    assert len(items) == len({one["id"] for one in items}) == 2000
    assert all(one["id"].startswith("noise-") for one in items)
    assert {one["category"] for one in items} == {one["category"] for one in CASES.items}
    assert {one["unit"] for one in items} == {"Bureau Noordpoort"}
    assert all("2025-01-01" <= one["datetime"] <= "2025-12-31T23:59" for one in items)
    assert "R25-000512-X" not in {one["receipt"] for one in items}


def test_there_are_namesakes_and_clients_who_come_again_but_never_the_same_person() -> None:
    people = [one["handed_over_by"] for one in made() if one["handed_over_by"]]
    names = Counter(who["name"] for who in people)
    assert any(names[name] for name in PEOPLE)
    assert "1961-02-03" not in {who["dob"] for who in people if who["name"] == "Tjalling Roos"}
    handovers = {(one["datetime"], str(one["handed_over_by"])) for one in made()}
    givers = Counter(who for _, who in handovers if who != "None")
    assert max(givers.values()) > 1


def test_a_found_item_has_no_giver() -> None:
    assert not [o for o in made() if o["intake"] == "found" and o["handed_over_by"]]
