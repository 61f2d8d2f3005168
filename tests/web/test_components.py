"""What the component macros promise: words beside icons, errors tied to boxes, a gap that looks like an entry."""

import re
from collections import namedtuple
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask, render_template, render_template_string
from flask_babel import Babel
from flask_wtf.csrf import CSRFProtect
from wtforms import Form, RadioField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice as Choice

ROOT = Path(__file__).resolve().parents[2]
Segment = namedtuple("Segment", "kind label start width row at")
Bar = namedtuple("Bar", "wide phone wide_ticks phone_ticks")
FRAME = (
    ("accounts.start", "/"),
    ("accounts.log_in", "/log-in"),
    ("accounts.log_out", "/log-out"),
    ("accounts.preferences", "/preferences"),
    ("accounts.show", "/account"),
    ("help.show", "/help"),
    ("help.accessibility", "/accessibility"),
    ("help.privacy", "/privacy"),
    ("search.show", "/search"),
)


class Sample(Form):
    """One field of each shape that the macros draw."""

    code = StringField("Code", description="On the card.")
    who = RadioField(
        "Who?", choices=[Choice("a", "Ms B."), Choice("b", "Somebody <else>")], default="b"
    )
    looks = SelectMultipleField(
        "Looks?", choices=[Choice("tag", "with a tag"), Choice("car", "car key")]
    )


@pytest.fixture(scope="module")
def house():
    app = Flask("look", template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static"))
    app.config.update(SECRET_KEY="for this test", BABEL_DEFAULT_LOCALE="en")
    Babel(app)
    CSRFProtect(app)
    for endpoint, rule in FRAME:
        app.add_url_rule(rule, endpoint, lambda: "")
    person = SimpleNamespace(
        name="Sanne de Wit", number="4711", unit="WTL", roles={"officer"}, may=lambda right: True
    )
    app.context_processor(
        lambda: {
            "person": person,
            "nav": (
                SimpleNamespace(href="/", icon="plus", label="New", current=True, key="Alt+1"),
            ),
            "theme": "night",
            "lang": "en",
            "service_name": "Handed in and kept",
            "help_phone": "0900-0000",
            "here": "/somewhere?code=1",
        }
    )
    return app


@pytest.fixture
def draw(house):
    """Render a line that uses one macro of one component."""

    def drawn(component, call, **values):
        name = call.split("(")[0]
        source = f'{{% from "components/{component}.html" import {name} %}}{{{{ {call} }}}}'
        with house.test_request_context("/"):
            return render_template_string(source, **values)

    return drawn


@pytest.fixture
def page(house):
    """Render a template of the house with values."""

    def rendered(template, **values):
        with house.test_request_context("/"):
            return render_template(template, **values)

    return rendered


def text_of(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def entry(kind, title, **more):
    empty = dict.fromkeys(
        ("icon", "time_text", "hour_text", "until_text", "datetime", "detail"), ""
    )
    return SimpleNamespace(
        **{**empty, "tags": (), "folded": (), "links": (), "kind": kind, "title": title, **more}
    )


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("F5DPN209V2", "F5D-PN2-09V2"),
        ("F5D-PN2-09V2", "F5D-PN2-09V2"),
        ("B-2026-018", "B-2026-018"),
    ],
)
def test_an_item_code_is_shown_in_groups_and_another_number_as_it_is(draw, written, shown):
    assert text_of(draw("code", "code(it)", it=written)) == shown


def test_an_error_and_a_hint_are_tied_to_their_box(draw):
    form = Sample()
    form.code.errors = ["Fill in the code"]
    html = draw("field", "text_field(field)", field=form.code)
    assert 'aria-describedby="code-hint code-error"' in html
    assert 'aria-invalid="true"' in html
    assert html.index("On the card.") < html.index("Fill in the code") < html.index("<input")


def test_a_field_keeps_what_was_typed_and_escapes_it(draw):
    form = Sample(data={"code": '"><script>'})
    html = draw("field", "text_field(field)", field=form.code)
    assert "<script" not in html
    assert "&lt;script&gt;" in html or "&#34;&gt;" in html


def test_a_field_without_error_says_nothing_of_one(draw):
    html = draw("field", "text_field(field)", field=Sample().code)
    assert "aria-invalid" not in html
    assert 'aria-describedby="code-hint"' in html


@pytest.mark.parametrize(
    ("component", "call"), [("field", "radios(field)"), ("chip", "chips(field)")]
)
def test_the_first_choice_carries_the_id_that_the_error_summary_links_to(draw, component, call):
    html = draw(component, call, field=Sample().who)
    assert html.count('id="who"') == 1
    assert re.search(r'id="who-1"[^>]*checked', html)
    assert "Somebody &lt;else&gt;" in html


def test_chips_of_several_are_checkboxes(draw):
    form = Sample(data={"looks": ["car"]})
    html = draw("chip", "chips(field, multiple=True)", field=form.looks)
    assert html.count('type="checkbox"') == 2
    assert re.search(r'value="car"[^>]*checked', html)


def test_tiles_show_an_icon_over_each_word(draw):
    html = draw("tile", "tiles(field, {'a': 'key-round'})", field=Sample().who)
    assert html.count("<use ") == 2
    assert "#key-round" in html


def test_the_error_summary_takes_focus_and_links_in_the_words_of_the_field(draw):
    html = draw("error_summary", "error_summary(errors)", errors=[("code", "Fill in the code")])
    assert "autofocus" in html
    assert '<a href="#code">Fill in the code</a>' in html


def test_no_error_summary_stands_where_nothing_is_wrong(draw):
    assert draw("error_summary", "error_summary([])").strip() == ""


def test_a_button_that_posts_carries_the_token(draw):
    html = draw("button", "post_button('Give', '/give', {'no': 'B<1'})")
    assert 'name="csrf_token"' in html
    assert 'value="B&lt;1"' in html
    assert "disabled" not in html


BAR = Bar(
    (
        Segment("citizen", "Ms B.", 0, 6, 2, 0),
        Segment("confirmed", "Officer 4711", 6, 4, 1, 6),
        Segment("gap", "Nothing recorded here for days", 10, 50, 0, 0),
        Segment("keeping", "Desk 4711", 60, 34, 0, 0),
        Segment("confirmed", "Front desk", 94, 6, 1, 85),
        Segment("offer", "asked, not confirmed", 10, 84, 0, 0),
    ),
    (Segment("citizen", "Ms B.", 0, 100, 0, 0),),
    ((20, "4 May", 21),),
    (),
)


def test_the_bar_draws_each_segment_at_its_place_with_its_pattern(draw):
    html = draw("timeline", "timeline_bar(bar)", bar=BAR)
    assert 'fill="url(#trail-gap)" x="10%"' in html
    assert 'fill="url(#trail-keeping)" x="60%"' in html
    assert 'id="trail-gap"' in html
    assert "style=" not in html


def test_a_phone_has_a_drawing_of_its_own_and_no_id_stands_twice(draw):
    html = draw("timeline", "timeline_bar(bar)", bar=BAR)
    assert html.count('role="img"') == 2
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_the_bar_says_in_words_what_each_pattern_means(draw):
    words = text_of(draw("timeline", "timeline_bar(bar)", bar=BAR))
    for meaning in ("confirmed by both", "nothing recorded", "in personal keeping"):
        assert meaning in words
    assert "unrecorded handover" not in words


def test_a_segment_without_a_row_is_left_to_the_list(draw):
    narrow = Bar((Segment("gap", "Nothing recorded here", 0, 10, None, 0),), (), (), ())
    assert "Nothing recorded here" not in draw("timeline", "timeline_bar(bar)", bar=narrow)


def test_a_word_above_the_bar_has_a_leader_line_to_its_segment(draw):
    html = draw("timeline", "timeline_bar(bar)", bar=BAR)
    assert 'class="b-leader" x1="94%" x2="94%"' in html
    assert re.search(r'x="85%"[^>]*>Front desk', html)


def test_a_gap_is_an_entry_of_its_own_with_its_frame_and_words(draw):
    entries = [
        entry("event", "Handed in", time_text="3 May", datetime="2026-05-03T21:14+02:00"),
        entry("gap", "Nothing recorded here: 3 days", until_text="until 7 May", time_text="4 May"),
    ]
    html = draw("timeline", "timeline_list(entries)", entries=entries)
    assert html.count("<li class=") == 2
    assert "tl__entry--gap" in html
    assert '<time datetime="2026-05-03T21:14+02:00">' in html
    assert "until 7 May" in html


def test_a_correction_folds_under_its_event(draw):
    told = [
        entry("event", "Handed in", folded=[("Number corrected: 3 became 2", "Two was counted.")])
    ]
    html = draw("timeline", "timeline_list(entries)", entries=told)
    assert html.index("<summary>") < html.index("Number corrected") < html.index("Two was counted")
    assert html.index("</summary>") < html.index("Two was counted")


def test_the_integrity_line_stands_after_the_list(draw):
    told = [entry("integrity", "5 of 5 events are intact"), entry("event", "Handed in")]
    html = draw("timeline", "timeline_list(entries)", entries=told)
    assert html.index("</ol>") < html.index("5 of 5 events are intact")


def test_every_page_has_one_frame_with_state_theme_language_help_and_account(page):
    html = page("errors/404.html")
    words = text_of(html)
    order = [words.index(w) for w in ("Everything sent", "Night", "Nederlands", "Help", "Sign out")]
    assert order == sorted(order)
    assert '<html lang="en" data-theme="night">' in html
    assert html.startswith("<!doctype html>")
    assert 'value="/somewhere?code=1"' in html


def test_the_title_says_that_something_is_wrong_when_there_are_errors(house):
    source = (
        "{% extends 'layout.html' %}{% set errors = wrong %}{% block title %}Return{% endblock %}"
    )
    with house.test_request_context("/"):
        assert "<title>Error: Return" in render_template_string(source, wrong=[("a", "b")])
        assert "<title>Return" in render_template_string(source, wrong=[])


@pytest.mark.parametrize("status", ["401", "403", "404", "409", "429", "500", "503", "error"])
def test_an_error_page_has_one_heading_and_a_telephone_number(page, status):
    html = page(f"errors/{status}.html", sentence="Somebody <moved> it.", request_id="8f3a1c22-0")
    assert html.count("<h1>") == 1
    assert "0900-0000" in html
    assert "<moved>" not in html


def test_an_error_page_shows_the_sentence_of_the_broken_rule_and_the_number_to_name(page):
    html = page("errors/409.html", sentence="It lies in Store South.", request_id="8f3a1c22-0000")
    assert "It lies in Store South." in html
    assert "8f3a1c22" in html


def test_what_was_typed_can_be_sent_again_but_never_a_password(page):
    fields = [
        ("text", "My keys <are> gone"),
        ("password", "secret-word"),
        ("current", "secret-word"),
    ]
    html = page("errors/401.html", fields=fields, action="/complaints/new", has_files=True)
    assert 'name="text" value="My keys &lt;are&gt; gone"' in html
    assert "secret-word" not in html
    assert 'action="/complaints/new"' in html
    assert "could not be kept" in html


def ways_of(number, current=0):
    return [
        SimpleNamespace(
            href=f"/{n}",
            icon="plus",
            label=f"Way {n}",
            current=n == current,
            count=n,
            key=f"Alt+{n}",
        )
        for n in range(1, number + 1)
    ]


def test_the_bar_of_a_phone_has_five_entries_at_the_most_and_the_rest_under_more(draw):
    five = draw("nav", "main_nav(ways)", ways=ways_of(5))
    assert five.count("<li") == 5
    assert "<details" not in five
    six = draw("nav", "main_nav(ways)", ways=ways_of(6, current=6))
    more = six[six.index('<li class="phone">') :]
    assert six.count('<li class="wide">') == 2
    assert re.findall(r'href="(/\d)"', more) == ["/5", "/6"]
    assert '<summary aria-current="true">' in more
    assert 'nav__count">11<' in more
    assert "aria-keyshortcuts" not in more
