"""Accounts as persons: found by what is asked, changed as a whole."""

from dataclasses import replace

from custody import storage
from tests.cast import BRAM, CAST, CENTRUM, HAVEN, JOKE, PIETER, RUUD, SANNE


def account(**what) -> storage.Account | None:
    with storage.reading() as books:
        return books.people.account(**what)


def change(changed: storage.Account) -> None:
    with storage.transaction() as books:
        books.people.change(changed)


def test_a_person_is_found_by_number_with_roles_and_post(home):
    with storage.reading() as books:
        joke = books.people.by_number("4002")
        assert replace(joke, account=None) == JOKE
        assert books.people.by_number("0000") is None


def test_an_account_is_found_by_each_of_its_names(home):
    sanne = account(username="sanne")
    assert sanne == account(number="4711") == account(uniquifier="u-4711")
    assert sanne == account(id=sanne.person.account)
    assert account(username="nobody") is None


def test_all_accounts_are_listed_by_name(home):
    with storage.reading() as books:
        names = [one.person.name for one in books.people.accounts()]
    assert names == sorted(who.name for who in CAST)


def test_colleagues_are_the_active_people_of_the_unit(home):
    change(replace(account(username="karim"), active=False))
    with storage.reading() as books:
        numbers = {who.number for who in books.people.colleagues(HAVEN)}
        assert [who.number for who in books.people.colleagues(CENTRUM)] == [BRAM.number]
    assert SANNE.number in numbers
    assert "4822" not in numbers
    assert BRAM.number not in numbers


def test_the_people_with_a_role_are_found_per_unit_or_everywhere(home):
    with storage.reading() as books:
        officers = [who.number for who in books.people.with_role("officer")]
        assert officers == ["6001", "4822", "4711"]
        assert [who.number for who in books.people.with_role("officer", CENTRUM)] == ["6001"]


def test_a_hold_has_somebody_to_call_also_in_a_unit_without_a_coordinator(home):
    with storage.reading() as books:
        assert books.people.contact_of_holds(HAVEN) == PIETER.name
        assert books.people.contact_of_holds(CENTRUM) == PIETER.name


def test_without_any_coordinator_nobody_is_named(home):
    change(replace(account(number=PIETER.number), active=False))
    with storage.reading() as books:
        assert books.people.contact_of_holds(HAVEN) == "-"


def test_an_account_changes_as_a_whole_and_keeps_its_name_to_sign_in(home):
    before = account(username="ruud")
    person = replace(before.person, roles=frozenset({"desk", "custodian"}), post=None)
    changed = replace(before, person=person, active=False, uniquifier="fresh", password="new")
    change(changed)
    assert account(username="ruud") == changed
    assert account(uniquifier=before.uniquifier) is None
    assert RUUD.number == account(username="ruud").person.number


def test_a_role_that_is_taken_away_is_gone(home):
    before = account(username="ruud")
    change(replace(before, person=replace(before.person, roles=frozenset({"desk"}))))
    assert account(username="ruud").person.roles == {"desk"}
