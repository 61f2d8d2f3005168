"""Ways in which people tell of a handover that the first readers did not foresee, in own words."""

import pytest

from tests.domain.matching.test_frames import active, frames, polarity

TOLD = [
    ("Mijn gsm ligt al sinds Pasen bij jullie.", "gsm"),
    ("Mijn Nikes heb ik nog altijd niet.", "Nikes"),
    ("De Barbour is ook nog daar, agent Smit hing hem op.", "Barbour"),
    ("Bij mijn aanhouding had ik 310 euro op zak en dat is weg.", "310 euro"),
    ("Ze hebbe me fiets ingenome bij het station.", "fiets"),
    ("Het ging om mijn paspoort en mijn laptop. Die zijn door de politie meegenomen.", "laptop"),
    ("Fiets weg, en dat noemt zich politie. Ze hebben ook mijn slot meegenomen.", "Fiets"),
    ("Ik ben mijn scooter kwijt. Hij zou gestolen zijn, dacht de agent, dus nam hij hem mee.", "scooter"),
    ("Twee dozen met foto's van mijn oma zijn door de politie meegenomen.", "dozen"),
    ("The constable asked me to hand him my locket.", "locket"),
    ("My bicycle was parked outside and the police cut the lock and took it.", "bicycle"),
    ("My hurley is still at your station.", "hurley"),
    ("I was arrested in May. I still have none of it: not my belt, not my ring.", "belt"),
    ("Detained on 3 May. 1. My work phone - still held.", "work phone"),
    ("Na de inval kreeg ik niets terug. Het gaat om de tablet en twee schriften.", "tablet"),
    ("De agent heeft mijn step in de bus geladen.", "step"),
    ("De agent nam ook mijn tinkels mee.", "tinkels"),
    ("I had 45 pounds on me when I was arrested and it is gone.", "45 pounds"),
]  # fmt: skip
NOT_TOLD = [
    ("Agent De Hond heeft mijn jas meegenomen.", "Hond"),
    ("Ik fiets elke dag. Ze hebben mijn jas meegenomen.", "fiets"),
    ("De portier heeft mijn jas afgepakt en houdt hem vast.", "jas"),
    ("Mijn tas is gestolen. Als jullie waren gekomen had ik hem nog kunnen krijgen.", "tas"),
    ("I gave PC 1107 my keys.", "PC"),
    ("The police kept my phone. I bought a phone last week.", "a phone"),
    ("There was a burglary and my drill and my saw were taken.", "drill"),
    ("The dashcam is still in my car. I gave my phone to the police.", "dashcam"),
    ("Ik kreeg een brief over mijn revolver. Ik bezit geen revolver!", "revolver"),
    ("Ik kreeg een deken van de agent. De deken heb ik teruggestuurd.", "deken"),
]


@pytest.mark.parametrize(("text", "words"), TOLD)
def test_a_thing_that_came_into_the_hands_of_the_police_is_a_mention(text, words):
    assert any(words in found for found in active(text)), frames(text)


@pytest.mark.parametrize(("text", "words"), NOT_TOLD)
def test_what_only_looks_like_a_thing_or_was_elsewhere_is_none(text, words):
    assert not any(words in found for found in active(text)), frames(text)


def test_a_list_line_by_line_goes_on_with_the_sentence_that_begins_it():
    text = (
        "Bij de balie moest ik inleveren:\n- ketting\n- aansteker\n- 25 euro\nMaandag mocht ik weg."
    )
    assert active(text) == ["ketting", "aansteker", "25 euro"]


def test_the_things_of_two_people_are_two_mentions():
    text = "Mijn laptop is meegenomen en ook de laptop van mijn zus is meegenomen."
    assert len(active(text)) == 2


def test_what_lies_in_another_thing_says_so():
    text = "I gave the officer a wallet with 60 euros and a passport in it."
    found = {text[f.span.start : f.span.end]: f.inside for f in frames(text)}
    assert found["wallet"] is False
    assert found["60 euros"] is found["passport"] is True


def test_two_short_quotes_do_not_make_a_quote_of_what_stands_between():
    text = (
        'Hij zei "straks" en nam mijn camera mee, die ik van mijn opa had gekregen, '
        'en toen zei zijn collega "morgen".'
    )
    assert polarity(text, "camera") == "active"
