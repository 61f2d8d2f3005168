"""A wallet goes back to the brother of its owner, who has a letter and knows what is in it."""

from flask import Flask

from tests.stories.actors import Desk, Officer


def test_a_wallet_goes_back_to_an_authorised_brother_who_knows_its_check_feature(
    app: Flask,
) -> None:
    # Given a wallet of Youssef with two things about it that only he and his family know.
    sanne, joke = Officer(app, "sanne"), Desk(app, "joke")
    secrets = {
        "items__0__check_feature": "foto van een hond",
        "items__0__check_feature_2": "rode rits van binnen",
    }
    wallet = sanne.takes_in("wallet", "Youssef Amrani", **secrets)
    assert "foto van een hond" not in sanne.words()
    sanne.offers(wallet)
    joke.answers(wallet, "accept", place="BALIE-HAVEN")

    # When somebody asks for it who does not know the check feature, it stays.
    joke.open(f"/items/{wallet}/return")
    assert "foto van een hond; rode rits van binnen" in joke.words()
    stranger = {"entitlement": "authorised", "remarks": "zegt broer te zijn"}
    joke.gives_back(wallet, "Iemand Anders", feature_result="does_not", **stranger)
    assert joke.status == 400
    assert "The check feature is not right" in joke.words()

    # And without an answer about the check feature it stays too, with nothing typed lost.
    joke.gives_back(wallet, "Karim Amrani", **stranger)
    assert joke.status == 400
    assert 'value="Karim Amrani"' in joke.text

    # But the brother with the letter, who knows it, gets the wallet.
    letter = {
        "entitlement": "authorised",
        "remarks": "brief van Youssef, beide legitimaties gezien",
    }
    joke.gives_back(wallet, "Karim Amrani", feature_result="matches", **letter)
    assert joke.status == 302, joke.words()[:600]

    # Then the trail is closed, and says to whom, and that he knew it, not what it was.
    trail = sanne.trail_of(wallet)
    assert "Given back to Karim Amrani" in trail
    assert "check feature right" in trail
    assert "foto van een hond" not in trail
    assert "It is no longer with the police." in trail
