"""Two things, one of them refused: the other one is the desk's, the first stays with the officer."""

from flask import Flask

from tests.stories.actors import Desk, Officer


def shown(code: str) -> str:
    return f"{code[:3]}-{code[3:6]}-{code[6:]}"


def test_the_desk_refuses_one_of_two_things_and_the_officer_puts_it_right(app: Flask) -> None:
    # Given keys and a sealed phone that Sanne took in and brings to the desk.
    sanne, joke = Officer(app, "sanne"), Desk(app, "joke")
    keys, phone = sanne.takes_in_all(
        ["keys", "phone"], "Annie Verhoeven", items__1__seal="Z 448 102"
    )
    sanne.offers(keys, phone)
    waiting = joke.sees_waiting()
    assert shown(keys) in waiting and shown(phone) in waiting

    # When the desk takes the keys, and refuses the phone because its seal is broken.
    joke.answers(keys, "accept", place="BALIE-HAVEN")
    assert joke.status == 302, joke.words()[:600]
    joke.answers(phone, "refuse", reason="seal_broken", remarks="zegel los aan een kant")
    assert joke.status == 302, joke.words()[:600]

    # Then each of them answers for one thing, and both see why.
    assert "Nothing waits for you." in joke.sees_waiting()
    held = sanne.has_with_them()
    assert shown(phone) in held and shown(keys) not in held
    trail = sanne.trail_of(phone)
    assert "Joke Vermeer did not take it over: Seal broken" in trail
    assert "zegel los aan een kant" in trail
    assert "Balie Haven has received it" in joke.trail_of(keys)

    # And when Sanne seals it anew before a colleague and offers it again, the desk takes it.
    sanne.open(f"/items/{phone}/seal")
    sanne.send(
        f"/items/{phone}/seal",
        form_id=sanne.form_id(),
        new="Z 448 103",
        again="Z 448 103",
        reason="zegel los",
        witness="4822",
    )
    assert sanne.status == 302, sanne.words()[:600]
    sanne.offers(phone)
    joke.answers(phone, "accept", place="BALIE-HAVEN", seal_state="intact")
    assert joke.status == 302, joke.words()[:600]
    trail = joke.trail_of(phone)
    assert "Seal Z 448 102 became Z 448 103" in trail
    assert "confirmed by both" in trail
    assert "You have nothing in your keeping now." in sanne.has_with_them()
