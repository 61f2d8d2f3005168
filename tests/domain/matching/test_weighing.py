"""What is worked out once for items that are alike is what each of them would get alone."""

import json
from dataclasses import replace
from datetime import date

import pytest

from custody.domain.matching import reading
from custody.domain.matching.score import pairs
from custody.domain.matching.traits import read_traits, traits_of
from custody.domain.matching.values import Identifier, Who
from custody.domain.matching.weights import Frequencies
from tests.domain.matching.pairs import WHO, asked, item

TEXT = (
    "Op 12 mei heb ik mijn zwarte telefoon van Samsung en 50 euro afgegeven aan brigadier Kuipers"
    " van bureau Noordpoort. In de ring staat 3-5-08. Eind maart zijn twee fietsen meegenomen uit"
    " de dienstauto 3112. Het nummer is R58M12345X. Mijn jas is niet van de politie."
)
BASE = item("P000000000", "phone", "telefoon Samsung zwart", "2025-05-12", giver=WHO)
OTHER = item("P000000001", "bicycle", "fiets Gazelle blauw", "2025-03-29")
CHANGES = [
    {"day": date(2025, 5, 13)},
    {"day": date(2025, 7, 1)},
    {"day": date(2025, 5, 20), "taking": "found_internal"},
    {"taking": "for_detainee", "giver": Who("Kees Bakker")},
    {"taking": "seized"},
    {"giver": Who("Hanna Terlouw", "1999-01-01")},
    {"giver": Who("K. Bakker", address="Lindelaan 18")},
    {"giver": Who(phone="+31 6 99887766")},
    {"words": BASE.words | {"terlouw"}, "giver": Who()},
    {"words": BASE.words | {"lindelaan", "18"}, "giver": Who()},
    {"words": BASE.words | {"ring"}, "description": "telefoon met ring 03-05-2008"},
    {"attributes": (("colour", "white"), ("brand", "Apple"))},
    {"concepts": ("key",), "category": "keys"},
    {"concepts": (), "category": "other"},
    {"quantity": 2},
    {"cents": (5000,)},
    {"cents": (4900,), "category": "cash"},
    {"unit": "Bureau Zuidwal"},
    {"taken_at": "dienstauto 3112"},
    {"taken_at": "Lindelaan 20", "place": "kamer 3112"},
    {"officer": "V. Kuipers"},
    {"ended_on": date(2025, 3, 1)},
    {"identifiers": (Identifier("serial", "R58M12345X"),)},
    {"identifiers": (Identifier("serial", "R58M12346X"),)},
]
ITEMS = [
    replace(base, item=f"Q{n:08}{letter}", handover=f"act-{n}{letter}", **change)
    for letter, base in (("A", BASE), ("B", OTHER))
    for n, change in enumerate([{}, *CHANGES])
]


def shown(found):
    return {
        (pair.frame, pair.item.item): (pair.score, pair.closed, pair.fits, pair.evidence)
        for row in found.values()
        for pair in row
    }


def test_an_item_is_weighed_alike_alone_and_among_others_in_any_order():
    made = asked(TEXT)
    alone = {key: value for one in ITEMS for key, value in shown(pairs(made, [one])).items()}
    assert len({value[0] for value in alone.values()}) > len(CHANGES)
    assert shown(pairs(made, ITEMS)) == alone
    assert shown(pairs(made, ITEMS[::-1])) == alone


def test_the_score_is_the_sum_of_the_evidence_that_is_shown():
    together = [replace(one, handover="one act") for one in ITEMS[:4]]
    for row in pairs(asked(TEXT), [*together, *ITEMS[4:]]).values():
        for pair in row:
            assert pair.score == pytest.approx(sum(one.points for one in pair.evidence), abs=1e-9)
            assert pair.fits == (pair.best("concept") > 0)


def test_a_reason_that_rests_on_the_description_shows_that_of_its_own_item():
    other = replace(BASE, item="P000000009", handover="b", description="telefoon Samsung, zwart.")
    for row in pairs(asked(TEXT), [BASE, other]).values():
        for pair in row:
            said = [one for one in pair.evidence if one.register_field == "description"]
            assert {one.register_value for one in said} <= {pair.item.description}


@pytest.mark.parametrize("view", ITEMS, ids=lambda one: one.item)
def test_what_is_compared_of_an_item_is_kept_with_it_and_read_when_it_is_not(view):
    value = json.loads(json.dumps(reading.to_value(view)))
    back = reading.from_value(value)
    del value["x"]
    older = reading.from_value(value)
    made = asked(TEXT)
    assert back == older == view
    assert shown(pairs(made, [back])) == shown(pairs(made, [older])) == shown(pairs(made, [view]))


def test_an_item_that_is_made_from_another_is_compared_by_its_own_words():
    assert traits_of(BASE).unit == "bureau noordpoort"
    moved = replace(BASE, unit="Bureau Zuidwal")
    assert traits_of(moved).unit == "bureau zuidwal"
    assert traits_of(moved) == read_traits(moved)


def test_other_frequencies_weigh_anew_and_keep_what_the_words_say():
    made = asked(TEXT)
    before = made.spans
    again = made.weighed_by(Frequencies(5000, {}))
    assert again.spans is before
    assert again.often.counts == {}
    assert shown(pairs(again, [BASE])) != shown(pairs(made, [BASE]))


def test_a_thing_that_is_named_twice_is_not_its_own_company():
    text = "Op 12 mei heb ik mijn huissleutels afgegeven. Twee sleutels, aan de balie afgegeven."
    alone = item("P000000001", "keys", "2 sleutels", "2025-05-12")
    (phone, key) = (
        item("P000000002", "phone", "telefoon", "2025-05-12", handover="act"),
        item("P000000003", "keys", "2 sleutels", "2025-05-12", handover="act"),
    )
    made = asked(text)
    assert len([f for f in made.analysis.frames if f.polarity == "active"]) >= 2
    weighed = [p for row in pairs(made, [alone, phone, key]).values() for p in row]
    assert not [p for p in weighed if p.item != phone and "coherence" in _fields(p)]


def test_what_came_with_another_thing_of_the_complaint_says_so():
    made = asked("Op 12 mei heb ik mijn huissleutels en mijn telefoon afgegeven aan de balie.")
    phone = item("P000000002", "phone", "telefoon", "2025-05-12", handover="act")
    key = item("P000000003", "keys", "2 sleutels", "2025-05-12", handover="act")
    found = {
        (p.item.item, one.register_value)
        for row in pairs(made, [phone, key]).values()
        for p in row
        if p.fits
        for one in p.evidence
        if one.field == "coherence"
    }
    assert found == {("P000000002", "1"), ("P000000003", "1")}


def _fields(pair):
    return [one.field for one in pair.evidence]
