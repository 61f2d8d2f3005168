"""Settings of e-mail: wrong ones are refused all at once, with what to do (Q83)."""

from pathlib import Path

import pytest

from custody.config import check_settings
from custody.domain.counting import CashWitness
from tests.pages import settings

GOOD = {"mail_server": "mail.example:587", "mail_from": "post@bon.example"}


def problems(**changes: object) -> list[str]:
    return check_settings(settings(Path("/nowhere"), **{**GOOD, **changes}))


def test_no_mail_server_needs_no_other_setting() -> None:
    assert problems(mail_server="", mail_from="") == []


def test_a_server_with_a_sender_is_enough() -> None:
    assert problems() == []
    assert problems(mail_user="custody", mail_password="geheim") == []
    assert problems(mail_server="localhost:25", mail_security="none") == []


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"mail_server": "mail.example"}, "MAIL_SERVER"),
        ({"mail_server": "mail.example:smtp"}, "MAIL_SERVER"),
        ({"mail_from": ""}, "MAIL_FROM"),
        ({"mail_from": "Post <post@bon.example>"}, "MAIL_FROM"),
        ({"mail_security": "ssl"}, "MAIL_SECURITY"),
        ({"mail_security": "none"}, "MAIL_SECURITY"),
        ({"mail_user": "custody"}, "MAIL_USER"),
    ],
    ids=str,
)
def test_a_wrong_setting_is_named(wrong: dict[str, str], named: str) -> None:
    (problem,) = problems(**wrong)
    assert problem.startswith(f"CUSTODY_{named}:")


def test_a_password_never_stands_in_what_is_printed_of_the_settings() -> None:
    assert "geheim" not in repr(settings(Path("/nowhere"), mail_password="geheim"))


def test_a_short_token_for_who_watches_is_named() -> None:
    assert [p.partition(":")[0] for p in problems(watch_token="short")] == ["CUSTODY_WATCH_TOKEN"]
    assert problems(watch_token="x" * 32) == []


@pytest.mark.parametrize("wrong", [{"cash_witness_role": "sergeant"}, {"cash_witness_eur": -1}])
def test_a_role_beside_much_money_that_nobody_has_is_named(wrong: dict[str, object]) -> None:
    assert [p.partition(",")[0] for p in problems(**wrong)] == ["CUSTODY_CASH_WITNESS_EUR"]


def test_the_setting_of_euros_becomes_a_rule_in_cents() -> None:
    asked = settings(Path("/nowhere"), cash_witness_eur=50, cash_witness_role="desk")
    assert asked.cash_witness == CashWitness(5_000, "desk")
