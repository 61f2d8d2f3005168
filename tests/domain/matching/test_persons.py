"""Who is who in a complaint, and where it happened."""

from datetime import date

import pytest

from custody.domain.matching.frames import analyse
from custody.domain.matching.persons import skeleton
from custody.domain.matching.values import KnownPlace, Report, Who

DAY = date(2025, 6, 18)


def people(text: str, **report: str) -> list[tuple[str, str, str]]:
    found = analyse(Report(text, DAY, **report)).persons  # type: ignore[arg-type]
    return [(one.role, one.name, one.relation) for one in found]


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Agent De Wit nam mijn sleutels mee.", ("officer", "de wit", "")),
        ("Uw medewerker (Postmus) beloofde het.", ("officer", "postmus", "")),
        ("Officer Harris took my keys.", ("officer", "harris", "")),
        ("Rechercheur J. van den Broek belde.", ("officer", "j van den broek", "")),
        ("Ik gaf het aan agent 12345.", ("officer", "12345", "")),
        (
            "Ik schrijf namens mijn moeder, mevrouw A. Wiersma.",
            ("represented", "a wiersma", "mother"),
        ),
        ("I write on behalf of my son, who is deaf.", ("represented", "", "son")),
        ("Mijn vader Klaas moest zijn rijbewijs inleveren.", ("represented", "klaas", "father")),
        ("Mevrouw Wiersma woont naast mij.", ("third_party", "wiersma", "")),
        ("Mr Taylor saw it all.", ("third_party", "taylor", "")),
        ("Mijn broer was erbij.", ("third_party", "", "brother")),
    ],
)
def test_a_person_is_known_by_what_stands_before_the_name(text, person):
    assert person in people(text)


def test_the_one_who_is_represented_is_known_by_name():
    found = people("Adam Bakema was ziek.", represented="A. Bakema", relation="zoon")
    assert found == [("represented", "adam bakema", "")]


@pytest.mark.parametrize(
    "text", ["Op Facebook las ik dat.", "De Politie zei niets.", "Op Dorpsweg 3 werd ik gezien."]
)
def test_not_everything_with_a_capital_is_a_person(text):
    assert people(text) == []


def test_spellings_that_sound_alike_have_one_skeleton():
    pairs = [("Meijer", "Meyer"), ("Schmidt", "Schmit"), ("Jacobs", "Jakobs"), ("Zwart", "Swart")]
    assert all(skeleton(one) == skeleton(other) for one, other in pairs)
    assert skeleton("Jansen") != skeleton("Janse")


def places(text: str, *register: KnownPlace) -> list[tuple[str, str, str]]:
    found = analyse(Report(text, DAY, Who()), register).places
    return [(one.kind, one.value, one.number) for one in found]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Dat was op de Dorpsweg 18.", ("street", "dorpsweg", "18")),
        ("Dat was op de Dorpsweg 18a in Zuiddam.", ("street", "dorpsweg", "18a")),
        ("Dat was in Zuiddam.", ("town", "zuiddam", "")),
        ("Het ligt in dienstauto 4417.", ("vehicle", "dienstauto", "4417")),
        ("Ik gaf het aan de balie.", ("room", "balie", "")),
        ("Ik was op bureau Zuidplas.", ("unit", "bureau zuidplas", "")),
        ("It happened at the swimming pool near the station.", ("building", "station", "")),
        ("It was on Baker Street 12.", ("street", "street", "12")),
    ],
)
def test_places_are_known_by_their_ending_or_the_word_before(text, place):
    assert place in places(text)


def test_names_of_the_register_come_first_and_keep_their_number():
    known = KnownPlace("Wijkteam de Linde", "unit", "7")
    (found,) = analyse(Report("Ik was bij wijkteam De Linde.", DAY), (known,)).places
    assert (found.kind, found.ref) == ("unit", "7")


def test_a_word_that_ends_as_a_street_is_no_street_without_a_capital():
    assert places("Ik liep onderweg over het erf naar huis.") == []
