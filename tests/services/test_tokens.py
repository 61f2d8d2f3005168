"""Tokens of the API: shown once, kept as a digest, ended in every way they can end (Q30)."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from custody import storage
from custody.domain.tokens import (
    LONGEST_DAYS,
    ScopesError,
    TokenError,
    TokenNotFoundError,
    digest_of,
)
from custody.services import accounts, tokens
from tests.acts import form
from tests.cast import KARIM, NOON, NOOR, SANNE

READ = frozenset({"items:read"})


def made(**more):
    values = {"name": "kiosk", "scopes": READ, "days": 30, "by": SANNE, "at": NOON, **more}
    return tokens.make_token(**values)


def test_a_token_acts_for_its_person_with_its_scopes(home):
    token, text = made()
    person, known = tokens.recognise(text, NOON)
    assert (person.number, known.scopes) == (SANNE.number, READ)
    assert known.id == token.id


def test_it_is_at_least_128_random_bits_and_never_twice_the_same(home):
    texts = {made()[1] for _ in range(20)}
    assert len(texts) == 20
    assert all(re.fullmatch(r"custody_[A-Za-z0-9_-]{43}", text) for text in texts)


def test_what_is_kept_is_its_digest(home):
    _, text = made()
    with home.as_owner() as connection:
        row = connection.exec_driver_sql("SELECT * FROM api_token").one()
    assert text not in str(row)
    assert digest_of(text) in row


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"scopes": frozenset()},
        {"scopes": frozenset({"items:delete"})},
        {"days": 0},
        {"days": LONGEST_DAYS + 1},
    ],
)
def test_a_token_needs_a_name_a_known_scope_and_an_end(home, wrong):
    with pytest.raises(ScopesError):
        made(**wrong)
    assert tokens.tokens_of() == ()


def test_it_ends_on_its_day(home):
    _, text = made()
    tokens.recognise(text, NOON + timedelta(days=29))
    with pytest.raises(TokenError):
        tokens.recognise(text, NOON + timedelta(days=30))


def test_taken_back_it_is_refused_at_once_and_the_day_stays_on_record(home):
    token, text = made()
    tokens.revoke(token.id, SANNE.number, NOON)
    tokens.revoke(token.id, SANNE.number, NOON + timedelta(days=1))
    with pytest.raises(TokenError):
        tokens.recognise(text, NOON)
    assert tokens.tokens_of()[0].revoked_at == NOON


def test_nobody_takes_back_what_is_not_theirs_but_the_command_can(home):
    token, text = made()
    with pytest.raises(TokenNotFoundError):
        tokens.revoke(token.id, KARIM.number, NOON)
    with pytest.raises(TokenNotFoundError):
        tokens.revoke("nothing", None, NOON)
    tokens.recognise(text, NOON)
    tokens.revoke(token.id, None, NOON)
    with pytest.raises(TokenError):
        tokens.recognise(text, NOON)


def test_another_role_beside_the_old_one_leaves_its_tokens(home):
    _, text = made()
    accounts.set_roles(SANNE.number, SANNE.roles | {"auditor"}, None, True, NOOR, NOON)
    person, _ = tokens.recognise(text, NOON)
    assert person.roles == {"officer", "auditor"}


ENDINGS = {
    "another password": lambda: accounts.change_password(SANNE.number, "een heel andere zin", NOON),
    "closed": lambda: accounts.set_roles(SANNE.number, SANNE.roles, None, False, NOOR, NOON),
    "a role lost": lambda: accounts.set_roles(
        SANNE.number, frozenset({"auditor"}), None, True, NOOR, NOON
    ),
    "another post": lambda: accounts.set_roles(
        SANNE.number, SANNE.roles, "BALIE-HAVEN", True, NOOR, NOON
    ),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_ends_the_sessions_for_less_rights_ends_the_tokens_for_good(home, monkeypatch, ending):
    monkeypatch.setattr(storage.accounts, "hash_password", lambda password: f"hash of {password}")
    _, text = made()
    _, others = made(by=KARIM)
    ENDINGS[ending]()
    with pytest.raises(TokenError):
        tokens.recognise(text, NOON)
    # Opened again, or with the role back: what was ended stays ended.
    accounts.set_roles(SANNE.number, SANNE.roles, None, True, NOOR, NOON)
    with pytest.raises(TokenError):
        tokens.recognise(text, NOON)
    assert tokens.recognise(others, NOON)[0].number == KARIM.number


def test_the_last_use_is_noted_but_not_at_every_call(home):
    text = made()[1]
    assert tokens.tokens_of()[0].used_at is None
    tokens.recognise(text, NOON)
    tokens.recognise(text, NOON + timedelta(minutes=9))
    assert tokens.tokens_of()[0].used_at == NOON
    tokens.recognise(text, NOON + timedelta(minutes=10))
    assert tokens.tokens_of(SANNE.number)[0].used_at == NOON + timedelta(minutes=10)


@pytest.mark.parametrize("text", ["", "custody_", "custody_short", "x" * 51, "custody_" + "é" * 43])
def test_what_cannot_be_a_token_is_refused(home, text):
    with pytest.raises(TokenError):
        tokens.recognise(text, NOON)


def test_one_person_sees_only_their_own(home):
    made()
    made(by=KARIM)
    assert [t.account for t in tokens.tokens_of(KARIM.number)] == [KARIM.number]
    assert len(tokens.tokens_of()) == 2


def test_a_token_on_record_cannot_be_given_another_digest(home):
    token, text = made()
    with pytest.raises(Exception, match=r"(?i)unique"), storage.transaction() as books:
        books.tokens.add(replace(token, id="other000"), digest_of(text) or "")


def test_a_double_press_makes_one_token_and_shows_it_both_times(home):
    asked = {"name": "kiosk", "scopes": READ, "days": 30, "form_id": form(), "secret": "a" * 32}
    first = tokens.make_token_once(**asked, by=SANNE, at=NOON)
    again = tokens.make_token_once(**asked, by=SANNE, at=NOON + timedelta(seconds=1))
    assert first[1] == again[1]
    assert len(tokens.tokens_of(SANNE.number)) == 1
    assert tokens.recognise(first[1], NOON)[0].number == SANNE.number
    with pytest.raises(storage.IdReusedError):
        tokens.make_token_once(**{**asked, "days": 60}, by=SANNE, at=NOON)


def test_the_form_of_one_person_makes_another_token_for_another(home):
    asked = {"name": "kiosk", "scopes": READ, "days": 30, "form_id": form(), "secret": "a" * 32}
    first = tokens.make_token_once(**asked, by=SANNE, at=NOON)
    other = tokens.make_token_once(**asked, by=KARIM, at=NOON)
    elsewhere = tokens.make_token_once(**{**asked, "secret": "b" * 32}, by=KARIM, at=NOON)
    assert len({first[1], other[1], elsewhere[1]}) == 3
