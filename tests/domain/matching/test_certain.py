"""What a complaint denies is never certain, whoever gave it."""

from custody.domain.matching.values import Who
from tests.domain.matching.pairs import WHO, item, verdict


def outcome(text: str) -> set[str]:
    found = verdict(text, item("K" * 10, "keys", "huissleutel", "2025-05-12", giver=WHO))
    return {one.outcome for one in found.matches}


def test_a_kind_that_the_text_denies_is_no_certain_link():
    told = "Op 12 mei 2025 heb ik bij Bureau Noordpoort een sleutel afgegeven aan de politie."
    assert outcome(told) == {"certain"}
    assert outcome(f"{told} Het is geen huissleutel.") == {"suggest"}


def test_an_initial_and_a_surname_with_the_category_alone_are_not_certain():
    told = "Op 12 mei 2025 heb ik bij Bureau Noordpoort mijn sleutelbos afgegeven aan de politie."
    hurried = Who("H. Terlouw")
    for description, expected in (("sleutels", "certain"), ("div. spul", "suggest")):
        thing = item("K" * 10, "keys", description, "2025-05-12", giver=hurried)
        assert {one.outcome for one in verdict(told, thing).matches} == {expected}, description
