"""Mentions: what came into the hands of the police, in invented sentences of two languages."""

from datetime import date

import pytest

from custody.domain.matching.frames import analyse
from custody.domain.matching.values import Frame, Report

RECEIVED = date(2025, 6, 18)


def frames(text: str) -> tuple[Frame, ...]:
    return analyse(Report(text, RECEIVED)).frames


def active(text: str) -> list[str]:
    return [text[f.span.start : f.span.end] for f in frames(text) if f.polarity == "active"]


def polarity(text: str, words: str) -> str:
    for frame in frames(text):
        if words in text[frame.span.start : frame.span.end]:
            return frame.polarity
    return "no frame"


GIVEN = [
    ("Ik gaf de agent mijn huissleutel af.", "huissleutel"),
    ("Ik heb mijn rijbewijs moeten inleveren.", "rijbewijs"),
    ("Mijn telefoon is in beslag genomen.", "telefoon"),
    ("Ze hebben mijn scooter meegenomen.", "scooter"),
    ("De agent nam zonder iets te zeggen mijn rugzak mee.", "rugzak"),
    ("Toen pakte hij mijn mobieltje af.", "mobieltje"),
    ("Mijn paspoort werd ingenomen aan de balie.", "paspoort"),
    ("Ik moest mijn riem en veters afgeven.", "riem"),
    ("Mijn horloge heb ik in bewaring gegeven.", "horloge"),
    ("Aan de balie leverde ik een gevonden portemonnee in.", "portemonnee"),
    ("Vorige week is mijn e-bike weggesleept door de politie.", "e-bike"),
    ("De wijkagente heeft de medicijnen van mijn moeder meegenomen.", "medicijnen"),
    ("Waar is mijn gehoorapparaat gebleven?", "gehoorapparaat"),
    ("Ik wil mijn laptop terug.", "laptop"),
    ("Mijn bril heb ik nooit teruggekregen.", "bril"),
    ("Jullie hebben nog steeds mijn autosleutels.", "autosleutels"),
    ("Mijn trouwring is na de fouillering verdwenen.", "trouwring"),
    ("Ik bracht insuline naar de cel voor mijn broer.", "insuline"),
    ("Mijn rollator is in de politieauto blijven staan.", "rollator"),
    ("Bij de insluiting moest ik mijn schoenen uittrekken.", "schoenen"),
    ("I handed my house keys to the officer.", "house keys"),
    ("They took my phone at the station.", "phone"),
    ("My passport was taken from me at the desk.", "passport"),
    ("The officer seized my grandfather's medals.", "medals"),
    ("I had to hand over my belt and shoelaces.", "belt"),
    ("My e-scooter was impounded last Friday.", "e-scooter"),
    ("I left my crutches with the lady at the front desk.", "crutches"),
    ("Where are my hearing aids?", "hearing aids"),
    ("My reading glasses were never returned.", "reading glasses"),
    ("You still have my laptop and I want it back.", "laptop"),
    ("The constable put my knife in an evidence bag and confiscated it.", "knife"),
    ("I found a wallet in the park and handed it in at your desk.", "wallet"),
]


@pytest.mark.parametrize(("text", "words"), GIVEN)
def test_a_thing_in_the_hands_of_the_police_is_an_active_mention(text, words):
    assert any(words in found for found in active(text)), frames(text)


NOT_GIVEN = [
    # Idioms, jobs, calls and places.
    ("De sleutelfiguur in deze zaak is de wijkagent, hij nam alles mee.", "sleutelfiguur"),
    ("Zij speelt een sleutelrol en heeft mijn verklaring opgenomen.", "sleutelrol"),
    ("Ik kreeg u telefonisch niet te pakken.", "telefonisch"),
    ("Aan de telefoon zei de agent dat het was meegenomen.", "telefoon"),
    ("The key witness gave a statement.", "key"),
    ("The key point is that he took my statement wrongly.", "key"),
    ("On the phone your colleague gave me no answer.", "phone"),
    ("Ik ging op de fiets naar het bureau en gaf een verklaring.", "fiets"),
    # Denied: not mine, or never given.
    ("Die tas is niet van mij.", "tas"),
    ("The bag they showed me is not mine.", "bag"),
    ("Jullie hebben mijn jas niet meegenomen, dat beweer ik ook niet.", "jas"),
    ("I never handed my keys to anybody.", "keys"),
    # Given back on the spot.
    ("Ik liet mijn rijbewijs zien en kreeg het meteen terug.", "rijbewijs"),
    ("Hij pakte mijn telefoon en gaf hem direct weer terug.", "telefoon"),
    ("He took my licence and gave it straight back.", "licence"),
    ("My passport was returned on the spot.", "passport"),
    # Never with the police: theft, loss, sale.
    ("Mijn fiets is gestolen en ik deed aangifte.", "fiets"),
    ("My bike was stolen and nobody calls me back.", "bike"),
    ("Ik ben mijn portemonnee verloren in de trein.", "portemonnee"),
    ("I lost my wallet on the bus and reported it.", "wallet"),
    # Somebody else's, in an anecdote.
    ("In de krant stond dat een man zijn camera moest inleveren.", "camera"),
    ("Mijn neef moest ooit zijn telefoon afgeven in een andere stad.", "telefoon"),
    ("I read that a woman once had to hand over her ring.", "ring"),
    ("Mijn buurman heeft zijn sleutels ingeleverd, maar dat is een andere zaak.", "sleutels"),
    # What might have been.
    ("Hij dreigde mijn telefoon af te pakken.", "telefoon"),
    ("He threatened to take my phone.", "phone"),
    # Money that something costs.
    ("Het slot vervangen kostte mij 189 euro.", "189 euro"),
    ("I paid 250 euros for the repair.", "250 euros"),
    # What the police gave to the writer.
    ("Ik kreeg een paraplu van de agente.", "paraplu"),
    ("They offered me a jacket that belongs to someone else.", "jacket"),
]


@pytest.mark.parametrize(("text", "words"), NOT_GIVEN)
def test_these_words_are_no_active_mention(text, words):
    assert not any(words in found for found in active(text)), frames(text)


LESS_DIRECT = [
    ("Onze kanarie is door de dierenpolitie weggehaald.", "kanarie"),
    ("De aanhanger staat al drie maanden op jullie terrein.", "aanhanger"),
    ("U heeft mijn jachtgeweer sinds de controle in de kluis staan.", "jachtgeweer"),
    ("Op het politiebureau is mijn kinderwagen verwisseld met een andere.", "kinderwagen"),
    ("Verzoekers oorbel is tijdens zijn verblijf op het bureau zoekgeraakt.", "oorbel"),
    ("Mijn scooter werd meegenomen. De helm en het slot ook.", "helm"),
    ("De politie kwam voor mijn fiets en nam hem mee.", "fiets"),
    ("Ik vond een ring op straat. Ik heb hem bij de balie afgegeven.", "ring"),
    ("Ik kreeg alles terug, behalve mijn horloge.", "horloge"),
    ("Wat ontbrak na de insluiting: mijn ketting en 40 euro.", "40 euro"),
    ("Het betreft de inbeslagneming van mijn computer.", "computer"),
    ("Volgens u is er geen tas ingenomen. Ik heb hem zelf aan de agent gegeven.", "tas"),
    ("The inspector asked to borrow my folder and I never saw it again.", "folder"),
    ("Two officers walked off with my garden gnome.", "gnome"),
    ("I got my bag back without the camera.", "camera"),
    ("My coat stayed behind in the cell and the buttons were silver. I was arrested.", "coat"),
]


@pytest.mark.parametrize(("text", "words"), LESS_DIRECT)
def test_a_thing_is_found_when_it_is_said_less_directly(text, words):
    assert any(words in found for found in active(text)), frames(text)


LOOKS_LIKE_IT = [
    ("De politie zegt dat ik mijn helm niet droeg.", "helm"),
    ("Mijn auto is door de agent beschadigd bij het inparkeren.", "auto"),
    ("Ze sloegen de ruit van mijn auto in.", "auto"),
    ("De agent vroeg mijn paspoort, bekeek het en gaf het terug.", "paspoort"),
    ("Jullie hebben mijn fiets niet gezocht nadat hij was gestolen.", "fiets"),
    ("Een nieuw slot en een nieuwe sleutel kosten 300 euro.", "300 euro"),
    ("De agent scheen met zijn zaklamp in mijn gezicht.", "zaklamp"),
    ("Bij de balie kreeg ik een formulier.", "formulier"),
    ("Stel dat u mijn telefoon had meegenomen, dan was het erger.", "telefoon"),
    ("I still have my keys and my passport.", "keys"),
    ("The officer kept his torch pointed at me.", "torch"),
    ("He looked at my licence and handed it back.", "licence"),
    ("My car was damaged by your officers.", "car"),
    ("The thief took my bag and the police did nothing.", "bag"),
]


@pytest.mark.parametrize(("text", "words"), LOOKS_LIKE_IT)
def test_what_only_looks_like_a_handover_is_none(text, words):
    assert not any(words in found for found in active(text)), frames(text)


STORIES = [
    ("They took my coat at the station. My umbrella was with it.", "umbrella"),
    ("The officer took Bruno from the garden. He has a collar with my number.", "Bruno"),
    ("Mijn klok (erfstuk!) is gisteren door de agent ingenomen.", "klok"),
    ("They locked my bike and held on to the little lamp.", "lamp"),
]


@pytest.mark.parametrize(("text", "words"), STORIES)
def test_what_the_whole_text_tells_counts_for_things_without_a_verb_of_their_own(text, words):
    assert any(words in found for found in active(text)), frames(text)


NO_STORY = [
    ("They took my coat at the station. I still had my umbrella.", "umbrella"),
    ("They took my coat at the station. My umbrella is not expensive.", "umbrella"),
    ("Mijn jas is ingenomen. Mijn auto staat om de hoek.", "auto"),
    ("Mijn klok (erfstuk!) is gisteren door de agent ingenomen.", "erfstuk"),
    ("My coat was seized. My visa appointment has passed.", "visa"),
    ("The officer took Bruno from the garden.", "Bruno"),
]


@pytest.mark.parametrize(("text", "words"), NO_STORY)
def test_what_the_whole_text_tells_does_not_count_against_what_is_said_of_a_thing(text, words):
    assert not any(words in found for found in active(text)), frames(text)
