"""The scan page: every scan is answered, a double press is one scan, and a label tells a stranger nothing."""

import uuid

from flask import Flask

from tests.pages import Visitor
from tests.stories.actors import Officer


def test_what_no_label_says_is_answered_and_stands_in_the_list(app: Flask) -> None:
    joke = Visitor(app, "joke").open("/scan-moves")
    joke.send("/scan-moves", follow=True, form_id=joke.form_id(), raw="https://elsewhere.example/x")
    assert joke.status == 200
    assert "https://elsewhere.exampl" in joke.words()


def test_a_scan_that_is_sent_twice_is_one_scan(app: Flask) -> None:
    code = Officer(app, "sanne").takes_in("keys", "Annie Verhoeven")
    joke = Visitor(app, "joke").open("/scan-moves")
    twice = str(uuid.uuid4())
    before = joke.text.count(code)
    counts = []
    for _ in range(2):
        joke.send("/scan-moves", follow=True, form_id=twice, raw=code)
        counts.append(joke.text.count(code))
    assert counts[0] == counts[1] > before


def test_a_label_is_answered_alike_for_every_code_without_a_session(app: Flask) -> None:
    code = Officer(app, "sanne").takes_in("keys", "Annie Verhoeven")
    stranger = Visitor(app)
    answers = {stranger.open(f"/I/{asked}").words() for asked in (code, "F5DPN209V2", "x")}
    assert len(answers) == 1
