"""Help in plain words per role, the two drafts, and the keys that can be switched off."""

import pytest
from flask import Flask

from custody.domain.people import ROLES
from tests.pages import CAST, Visitor

USER_OF = {role: username for username, _, _, role, _, unit in CAST if unit == "WTL-HAVEN"}


@pytest.mark.parametrize("role", sorted(ROLES))
@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_role_reads_what_it_does_first_and_whom_to_call(
    app: Flask, role: str, language: str
) -> None:
    visitor = Visitor(app, USER_OF[role], language).open("/help")
    first = visitor.text[visitor.text.index("<ol>") : visitor.text.index("</ol>")]
    assert first.count("<li>") >= 3
    assert "0900" in visitor.words()


@pytest.mark.parametrize("role", ["officer", "desk", "custodian", "admin"])
def test_help_tells_of_complaints_only_to_those_who_see_them(app: Flask, role: str) -> None:
    assert "omplaint" not in Visitor(app, USER_OF[role]).open("/help").words()


@pytest.mark.parametrize("path", ["/accessibility", "/privacy"])
@pytest.mark.parametrize("username", ["", "sanne"])
def test_what_is_still_a_draft_says_so(app: Flask, path: str, username: str) -> None:
    visitor = Visitor(app, username).open(path)
    assert visitor.status == 200
    assert "This is a draft" in visitor.words()


@pytest.mark.parametrize("path", ["/log-in", "/B/R26-000001-P", "/help", "/I/XXX"])
def test_whoever_has_no_account_finds_help_accessibility_and_privacy_at_the_foot(
    app: Flask, path: str
) -> None:
    text = Visitor(app).open(path).text
    foot = text[text.index("<footer") :]
    assert all(f'href="{to}"' in foot for to in ("/help", "/accessibility", "/privacy"))


def test_the_list_of_keys_names_the_keys_of_the_menu(app: Flask) -> None:
    visitor = Visitor(app, "joke").open("/help")
    keys = visitor.words()[visitor.words().index("Keyboard shortcuts") :]
    for key, word in (("Alt+1 Alt+V", "Move"), ("Alt+2 Alt+O", "Take over"), ("/", "Search")):
        assert f"{key} {word}" in keys


def test_keys_that_are_switched_off_are_nowhere_named_and_come_back(app: Flask) -> None:
    visitor = Visitor(app, "joke").open("/account")
    assert "js/keys.js" in visitor.text
    visitor.send("/preferences", follow=True, keys="off", next="/account")
    assert "js/keys.js" not in visitor.text
    assert "aria-keyshortcuts" not in visitor.text
    assert "Alt+1" not in visitor.open("/help").words()
    visitor.open("/account").send("/preferences", follow=True, keys="on", next="/account")
    assert "js/keys.js" in visitor.text
