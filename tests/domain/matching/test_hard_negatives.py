"""What looks right and is wrong is never certain (`matching.md` 14), and the right one still is."""

from dataclasses import replace

import pytest

from custody.domain.matching.values import Who
from tests.domain.matching.pairs import WHO, asked, best, item, outcome, verdict

PHONE = (
    "Op 12 mei heb ik mijn telefoon afgegeven aan de balie van de politie. Ik kreeg hem niet terug."
)
OWN = item("OWN", "phone", "telefoon Samsung zwart", "2025-05-12", giver=WHO)


def test_the_right_item_is_certain_by_person_kind_and_day() -> None:
    assert outcome(verdict(PHONE, OWN), "OWN") == "certain"


@pytest.mark.parametrize(
    "giver",
    [
        Who("Hanna Terlouw", "1951-01-01"),
        Who("H. Terlouw", "1951-01-01"),
        Who("Henk Terlouw"),
        Who("Johan Terlouw", "1950-02-02"),
        Who("Hanna Terbouw", "1980-05-05"),
    ],
    ids=["namesake", "father with the same initial", "brother", "father", "near spelling"],
)
def test_another_person_of_the_name_is_not_certain(giver: Who) -> None:
    found = verdict(PHONE, replace(OWN, item="X", giver=giver))
    assert outcome(found, "X") != "certain"
    both = verdict(PHONE, OWN, replace(OWN, item="X", handover="x", giver=giver))
    assert outcome(both, "X") != "certain"
    match = best(both, "OWN")
    assert match is not None
    assert both.matches[0].item == "OWN"


@pytest.mark.parametrize("giver", [Who(), Who("Piet Klaver", "1999-09-09")])
def test_the_same_kind_day_and_unit_without_person_or_of_another_is_not_certain(giver: Who) -> None:
    assert outcome(verdict(PHONE, replace(OWN, item="X", giver=giver)), "X") != "certain"


@pytest.mark.parametrize("day", ["2025-02-12", "2025-04-01", "2025-05-25"])
def test_the_same_person_at_another_time_is_not_certain(day: str) -> None:
    other = replace(OWN, item="X", day=OWN.day.fromisoformat(day))
    assert outcome(verdict(PHONE, other), "X") != "certain"


def test_two_phones_of_one_person_and_day_are_both_only_suggested() -> None:
    twin = replace(OWN, item="TWIN", handover="other")
    found = verdict(PHONE, OWN, twin)
    assert {outcome(found, "OWN"), outcome(found, "TWIN")} == {"suggest"}


@pytest.mark.parametrize("number", ["81", "17", "20", "180"])
def test_the_neighbour_speaks_against(number: str) -> None:
    text = "Op 12 mei is in mijn woning aan Lindelaan 18 mijn laptop meegenomen door de politie."
    near = item(
        "NEAR", "computer", "laptop", "2025-05-12", taken_at=f"Lindelaan {number}", taking="seized"
    )
    right = replace(near, item="RIGHT", handover="r", taken_at="Lindelaan 18")
    found = verdict(text, near, right)
    assert found.matches[0].item == "RIGHT"
    match = best(found, "NEAR")
    assert match is None or "place" in match.conflicts
    assert outcome(found, "NEAR") != "certain"


@pytest.mark.parametrize("plate", ["XV-123-K", "VX-132-K", "VX-123-J", "XV-132-K"])
def test_a_plate_with_another_symbol_is_another_vehicle(plate: str) -> None:
    text = "Op 12 mei is mijn auto met kenteken VX-123-K in beslag genomen door de politie."
    car = item(
        "CAR", "vehicle", "personenauto", "2025-05-12", numbers=(("plate", plate),), taking="seized"
    )
    assert outcome(verdict(text, car), "CAR") != "certain"
    owned = replace(car, giver=WHO)
    assert outcome(verdict(text, owned), "CAR") != "certain"


@pytest.mark.parametrize("giver", [Who("Bart Zeeman", "1971-01-01"), Who("Ans Zeeman")])
def test_somebody_elses_receipt_number_is_a_suggestion_with_a_conflict(giver: Who) -> None:
    text = "Op 12 mei heb ik mijn blauwe fiets ingeleverd bij de politie, bonnummer R25-000417-X."
    other = item(
        "X",
        "bicycle",
        "rode fiets",
        "2025-05-12",
        giver=giver,
        numbers=(("receipt", "R25-000417-X"),),
    )
    found = verdict(text, other)
    match = best(found, "X")
    assert match is not None
    assert match.outcome == "suggest"
    assert "person" in match.conflicts


def test_a_receipt_number_of_another_kind_of_thing_is_not_certain() -> None:
    text = "Op 12 mei heb ik mijn fiets ingeleverd bij de politie, bonnummer R25-000417-X."
    numbers = (("receipt", "R25-000417-X"),)
    other = item("X", "jewellery", "gouden ring", "2025-05-12", numbers=numbers)
    assert outcome(verdict(text, other), "X") != "certain"


@pytest.mark.parametrize(
    ("written", "wanted"), [("R25-000417", "suggest"), ("R25-000417-E", "certain")]
)
def test_a_receipt_number_alone_is_certain_only_with_its_check_symbol(
    written: str, wanted: str
) -> None:
    text = f"Op 12 mei heb ik mijn fiets ingeleverd bij de politie, bonnummer {written}."
    numbers = (("receipt", "R25-000417-E"),)
    bike = item("X", "bicycle", "fiets", "2025-05-12", numbers=numbers)
    assert outcome(verdict(text, bike), "X") == wanted


def test_what_was_given_back_opens_no_claim() -> None:
    text = "De politie nam mijn fiets mee. Na drie weken kreeg ik mijn helm terug."
    found = asked(text).analysis.frames
    claimed = {found[n].category for n in verdict(text).claims}
    assert "bicycle" in claimed
    assert [f.direction for f in found if "helm" in text[f.span.start : f.span.end]] == ["returned"]
    assert len(claimed) == 1


@pytest.mark.parametrize("ended", ["2025-04-20", "2025-05-11"])
def test_what_was_given_back_before_is_context_and_no_answer(ended: str) -> None:
    closed = replace(
        OWN,
        item="X",
        day=OWN.day.fromisoformat("2025-04-02"),
        ended_on=OWN.day.fromisoformat(ended),
    )
    found = verdict(PHONE, OWN, closed)
    assert outcome(found, "X") in ("", "context")
    assert outcome(found, "OWN") == "certain"


@pytest.mark.parametrize("description", ["zaag", "hamer", "schroevendraaier"])
def test_a_sister_of_the_same_handover_is_another_thing(description: str) -> None:
    text = "Op 12 mei hebben agenten mijn boormachine meegenomen."
    drill = item(
        "DRILL", "tool", "boormachine", "2025-05-12", giver=WHO, taking="seized", handover="h"
    )
    other = replace(
        item("X", "tool", description, "2025-05-12", giver=WHO, taking="seized"), handover="h"
    )
    found = verdict(text, drill, other)
    assert outcome(found, "DRILL") == "certain"
    assert outcome(found, "X") != "certain"


def test_a_charger_is_not_proposed_as_certain_because_the_laptop_came_with_it() -> None:
    text = "Op 12 mei heb ik mijn laptop met serienummer PF3X9K0L7 afgegeven aan de politie."
    bag = item("BAG", "bag", "rugzak", "2025-05-12", handover="h")
    laptop = item(
        "LAPTOP",
        "computer",
        "laptop",
        "2025-05-12",
        handover="h",
        numbers=(("serial", "PF3X9K0L7"),),
    )
    found = verdict(text, laptop, bag)
    assert outcome(found, "LAPTOP") == "certain"
    assert outcome(found, "BAG") != "certain"


@pytest.mark.parametrize("day", ["2025-04-30", "2025-05-01"])
def test_found_before_it_was_handed_over_is_a_contradiction(day: str) -> None:
    text = "Op 12 mei gaf ik een agent mijn sleutelbos."
    found = verdict(text, item("X", "keys", "sleutelbos", day, taking="found_internal"))
    match = best(found, "X")
    assert match is None or "date" in match.conflicts


@pytest.mark.parametrize(
    "text",
    [
        "De agent speelde een sleutelrol en was onbeleefd tegen mij op 12 mei.",
        "Ik heb op 12 mei telefonisch contact gehad met de politie. Niemand belde terug.",
    ],
)
def test_an_idiom_links_nothing_and_opens_nothing(text: str) -> None:
    keys = item("K", "keys", "sleutelbos", "2025-05-12", giver=WHO)
    found = verdict(text, keys, OWN)
    assert found.matches == ()
    assert found.claims == ()


@pytest.mark.parametrize(
    "text",
    [
        "Op 12 mei vond u een tas in mijn auto, maar die tas is niet van mij. Ik klaag over de toon.",
        "Mijn neef moest ooit zijn tas inleveren bij de politie. Mijn klacht gaat over de wachttijd.",
    ],
    ids=["denied", "anecdote"],
)
def test_what_is_denied_or_of_somebody_else_is_not_certain(text: str) -> None:
    bag = item("BAG", "bag", "tas", "2025-05-12", giver=WHO, taking="seized")
    assert outcome(verdict(text, bag), "BAG") != "certain"


def test_in_a_regime_without_persons_only_a_number_is_certain() -> None:
    bare = replace(OWN, giver=Who())
    assert outcome(verdict(PHONE, bare), "OWN") == "suggest"
    text = "Op 12 mei heb ik mijn telefoon afgegeven, serienummer R58M12345KX."
    numbered = item("N", "phone", "telefoon", "2025-05-12", numbers=(("serial", "R58M12345KX"),))
    assert outcome(verdict(text, numbered), "N") == "certain"
