"""Signing in with a lock-out, and accounts that change for all their sessions at once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask_security import Security

from custody import storage
from custody.domain.places import PlaceTakenError
from custody.services import accounts, places
from custody.storage.accounts import AccountDatastore
from tests.cast import CAST, HAVEN, NOON, NOOR, SANNE

PASSWORD = "een lange zin van de haven"
NEW = accounts.NewAccount("Wim", "4900", "Wim Pol", HAVEN, frozenset({"officer"}), None, PASSWORD)


@pytest.fixture
def register(home):
    """A register in which Wim can sign in; hashing is left out, it is not what is asked here."""
    app = Flask("accounts")
    app.config.update(
        SECRET_KEY="for-tests-only",
        SECURITY_PASSWORD_SALT="for-tests-only",
        SECURITY_PASSWORD_HASH="plaintext",
        SECURITY_USE_REGISTER_V2=True,
    )
    Security(app, AccountDatastore(), register_blueprint=False)
    with app.app_context():
        accounts.make_account(NEW, NOOR, NOON)
        yield home


def sign_in(password: str = PASSWORD, username: str = "wim", at=NOON, address: str = "10.0.0.1"):
    return accounts.sign_in(username, password, address, at, "0900 - 0000")


def wim() -> storage.Account:
    return accounts.find_account("4900")


@pytest.mark.parametrize("username", ["wim", "WIM", "  Wim "])
def test_name_and_password_that_belong_together_open_the_account(register, username):
    assert sign_in(username=username).person.number == "4900"


@pytest.mark.parametrize(
    ("username", "password"), [("wim", "wrong"), ("wim", ""), ("nobody", PASSWORD), ("", "")]
)
def test_a_wrong_name_and_a_wrong_password_are_told_in_the_same_words(register, username, password):
    with pytest.raises(accounts.SignInError) as error:
        sign_in(password, username)
    assert error.value.facts == {}


def test_a_disabled_account_does_not_open(register):
    accounts.set_roles("4900", frozenset({"officer"}), None, False, NOOR, NOON)
    with pytest.raises(accounts.SignInError):
        sign_in()


def fail(times: int, **more) -> None:
    for _ in range(times):
        with pytest.raises(accounts.SignInError):
            sign_in("wrong", **more)


def test_five_failures_close_the_account_also_for_the_right_password(register):
    fail(5)
    with pytest.raises(accounts.LockedOutError, match="0900"):
        sign_in()


def test_the_account_opens_again_after_ten_minutes(register):
    fail(5)
    assert sign_in(at=NOON + timedelta(minutes=10, seconds=1))


def test_the_pause_lasts_ten_minutes_from_the_last_failure_on(register):
    for minute in (0, 8, 8.5, 9, 9.5):
        fail(1, at=NOON + timedelta(minutes=minute))
    with pytest.raises(accounts.LockedOutError):
        sign_in(at=NOON + timedelta(minutes=19))
    assert sign_in(at=NOON + timedelta(minutes=19.5))


def test_failures_further_apart_than_ten_minutes_close_nothing(register):
    for minute in (0, 3, 6, 9, 12):
        fail(1, at=NOON + timedelta(minutes=minute))
    assert sign_in(at=NOON + timedelta(minutes=12))


def test_who_signs_in_rightly_does_not_count_against_their_address(register, monkeypatch):
    monkeypatch.setattr(accounts, "PER_ADDRESS", 3)
    for minute in range(6):
        assert sign_in(at=NOON + timedelta(minutes=minute))


def test_guesses_at_the_same_moment_and_after_a_restart_are_at_most_five_times_looked_at(
    register, monkeypatch
):
    looked_at = []
    monkeypatch.setattr(
        "custody.storage.accounts.check_password", lambda *_: looked_at.append(1) or False
    )

    def guess(n: int) -> str:
        try:
            return sign_in(f"guess {n}") and "in"
        except accounts.SignInError:
            return "wrong"
        except accounts.LockedOutError:
            return "closed"

    with ThreadPoolExecutor(8) as workers:
        first = list(workers.map(guess, range(40)))
    register.connect()
    with ThreadPoolExecutor(8) as workers:
        again = list(workers.map(guess, range(40)))
    assert len(looked_at) == 5
    assert sorted(first) == ["closed"] * 35 + ["wrong"] * 5
    assert again == ["closed"] * 40


def test_a_name_that_nobody_has_costs_one_hash_like_any_other(register, monkeypatch):
    hashed = []
    monkeypatch.setattr(
        "custody.storage.accounts.verify_password", lambda *_: hashed.append(1) or False
    )
    fail(1)
    fail(1, username="nobody")
    assert len(hashed) == 2


def test_a_small_change_of_an_account_undoes_no_other(register, monkeypatch):
    """The language that somebody chooses while an administrator closes their account (Q28)."""
    find = accounts.find_account

    def closed_meanwhile(number: str) -> storage.Account:
        found = find(number)
        monkeypatch.setattr(accounts, "find_account", find)
        accounts.set_roles(number, frozenset({"desk"}), None, False, NOOR, NOON)
        return found

    monkeypatch.setattr(accounts, "find_account", closed_meanwhile)
    accounts.set_language("4900", "en")
    assert not wim().active
    assert wim().person.roles == {"desk"}
    assert wim().person.language == "en"


def test_a_name_that_nobody_has_is_closed_in_the_same_way(register):
    fail(5, username="nobody")
    with pytest.raises(accounts.LockedOutError):
        sign_in(username="nobody")


def test_the_failures_of_one_name_do_not_close_another(register):
    fail(5, username="nobody")
    assert sign_in()


def test_an_address_that_tries_many_names_is_closed(register, monkeypatch):
    monkeypatch.setattr(accounts, "PER_ADDRESS", 7)
    for n in range(7):
        fail(1, username=f"name-{n}")
    with pytest.raises(accounts.LockedOutError):
        sign_in()
    assert sign_in(address="10.0.0.2")


def test_the_right_password_forgets_the_failures_before_it(register):
    fail(4)
    sign_in()
    fail(4)
    assert sign_in()


def test_a_name_of_any_length_is_answered_like_any_other(register):
    fail(1, username="x" * 3000)


def test_a_new_account_has_the_pocket_of_its_person_as_a_place(register):
    pocket = {place.code: place for place in _places()}["BIJ-4900"]
    assert (pocket.kind, pocket.user, pocket.unit) == ("on_person", "4900", HAVEN)
    with pytest.raises(PlaceTakenError):
        places.add_place(replace(pocket, name="Iets"), NOOR, NOON)


def _places():
    with storage.reading() as books:
        return books.places.all()


@pytest.mark.parametrize(
    "new", [replace(NEW, number="1"), replace(NEW, username="other"), replace(NEW, username="WIM ")]
)
def test_a_name_and_a_number_are_used_once(register, new):
    with pytest.raises(accounts.AccountTakenError):
        accounts.make_account(new, NOOR, NOON)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"password": "short"}, accounts.PasswordError),
        ({"password": "my name is jan, really"}, accounts.PasswordError),
        ({"roles": frozenset()}, accounts.RolesError),
        ({"roles": frozenset({"king"})}, accounts.RolesError),
    ],
    ids=str,
)
def test_an_account_that_does_not_fit_is_not_made(register, change, error):
    with pytest.raises(error):
        accounts.make_account(replace(NEW, username="jan", number="4901", **change), NOOR, NOON)
    assert len(accounts.all_accounts()[0]) == len(CAST) + 1


def test_other_roles_end_all_sessions(register):
    before = wim()
    accounts.set_roles("4900", frozenset({"desk"}), "BALIE-HAVEN", True, NOOR, NOON)
    assert (wim().person.roles, wim().person.post) == ({"desk"}, "BALIE-HAVEN")
    assert wim().uniquifier != before.uniquifier


def test_another_password_ends_all_sessions_and_opens_the_account(register):
    before = wim()
    accounts.change_password("4900", "een heel andere zin", NOON)
    assert wim().uniquifier != before.uniquifier
    assert sign_in("een heel andere zin")
    fail(1)


def test_a_plain_password_changes_nothing(register):
    with pytest.raises(accounts.PasswordError):
        accounts.change_password("4900", "wim wim wim wim", NOON)
    assert sign_in()


def test_nobody_changes_the_roles_of_the_account_they_are_signed_in_with(register):
    with pytest.raises(accounts.OwnAccountError):
        accounts.set_roles(NOOR.number, frozenset({"officer"}), None, True, NOOR, NOON)


def test_an_account_that_nobody_has_is_not_found(register):
    with pytest.raises(accounts.AccountNotFoundError):
        accounts.set_roles("0000", frozenset({"officer"}), None, True, NOOR, NOON)
    with pytest.raises(accounts.RolesError):
        accounts.set_roles(SANNE.number, frozenset(), None, True, NOOR, NOON)


def test_the_log_in_library_finds_a_person_by_the_key_of_the_session(register):
    user = AccountDatastore().find_user(fs_uniquifier=wim().uniquifier)
    assert (user.person, user.active) == (wim().person, True)
    assert AccountDatastore().find_user(fs_uniquifier="") is None
    assert AccountDatastore().find_user(fs_uniquifier="of-nobody") is None


def test_nobody_works_at_a_desk_that_is_not_there(home):
    with pytest.raises(accounts.PostUnknownError):
        accounts.set_roles("4711", frozenset({"officer"}), "NOPE", True, NOOR, NOON)
    assert accounts.find_account("4711").person.post is None
