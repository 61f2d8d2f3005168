"""The page on which a thing is here for another reason, and the letter to the giver (P11)."""

from flask import Flask

from tests.stories.actors import Officer


def test_the_giver_gets_a_letter_when_a_thing_is_here_for_another_reason(app: Flask) -> None:
    sanne = Officer(app, "sanne")
    keys = sanne.takes_in("keys", "Annie Verhoeven")
    receipt, path = sanne.receipt, f"/items/{keys}/taking"
    assert "How does the giver hear of this?" in sanne.open(f"{path}/letter").words()
    sanne.open(path)
    typed = {"taking": "seized", "ground": "vordering officier"}
    sanne.send(path, form_id=sanne.form_id(), **typed)
    assert sanne.status == 400 and "vordering officier" in sanne.text
    assert "Fill in how the giver hears of this." in sanne.words()
    sanne.send(path, form_id=sanne.form_id(), **typed, told="brief gegeven")
    assert sanne.status == 302, sanne.words()[:600]
    letter = sanne.open(f"{path}/letter").words()
    assert "Annie Verhoeven" in letter and "vordering officier" in letter
    assert "Your receipt stays good." in letter and "Uw bon blijft geldig." in letter
    page = sanne.trail_of(keys)
    assert "It is here for another reason:" in page and "became Seized" in page
    assert "The giver: brief gegeven" in page
    assert "What was corrected later" in sanne.open(f"/receipts/{receipt}").words()


def test_a_page_never_asks_how_to_tell_a_giver_whom_nobody_knows(app: Flask) -> None:
    sanne = Officer(app, "sanne")
    keys = sanne.takes_in("keys")
    path = f"/items/{keys}/taking"
    words = sanne.open(path).words()
    assert "Nobody knows yet who the giver is." in words
    assert "How does the giver hear of this?" not in words
    sanne.send(path, form_id=sanne.form_id(), taking="seized", ground="vordering officier")
    assert sanne.status == 302, sanne.words()[:600]
    assert "became Seized" in sanne.trail_of(keys)
