"""The demo register: believable, whole, never in the way of a real one, at any hour of the day."""

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from custody import demo, storage
from custody.config import Settings
from custody.domain.codes import read_item_code
from custody.domain.counting import counting
from custody.domain.items import TAKINGS
from custody.domain.people import ROLES
from custody.services import audit

JUST_AFTER_MIDNIGHT = datetime(2026, 3, 1, 23, 5, tzinfo=UTC)
AT_NOON = datetime(2026, 7, 15, 10, 0, tzinfo=UTC)


def _settings(folder: Path) -> Settings:
    return Settings(
        folder=folder,
        database_url=f"sqlite:///{folder / 'custody.db'}",
        base_url="http://127.0.0.1:8000",
        origin="bon.example/log",
        secret_key="of the test, and of nobody else in the world",
        keys=folder / "keys",
        service_name="Afgifte en bewaring",
        help_phone="0900 0000",
        demo=True,
        proxies=0,
    )


Ask = Callable[[str], list[Any]]


@pytest.fixture(scope="module", params=[AT_NOON, JUST_AFTER_MIDNIGHT], ids=["noon", "midnight"])
def today(request: pytest.FixtureRequest) -> datetime:
    """The moment at which the demo is made."""
    return request.param


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory, today: datetime) -> Iterator[Ask]:
    """A finished demo register, to be asked in SQL."""
    folder = tmp_path_factory.mktemp("demo") / "register"
    said: list[object] = []
    assert demo.make(_settings(folder), said.append, now=lambda: today)
    assert said
    with sqlite3.connect(folder / "custody.db") as register:
        yield lambda query: register.execute(query).fetchall()
    storage.disconnect()


def test_the_whole_record_is_verified_without_a_finding_or_a_remark(ask: Ask) -> None:
    report = audit.verify()
    assert report.clean, report.findings
    assert not report.warnings
    assert report.anchored


def test_nothing_was_recorded_ahead_of_today_or_before_it_happened(
    ask: Ask, today: datetime
) -> None:
    bodies = [json.loads(body) for (body,) in ask("SELECT body FROM ledger_event ORDER BY seq")]
    recorded = [datetime.fromisoformat(body["rec"]) for body in bodies]
    assert recorded == sorted(recorded)
    assert recorded[-1] <= today
    assert all(body["at"] is None or body["at"] <= body["rec"] for body in bodies)


def test_the_moments_of_recording_are_spread_over_weeks(ask: Ask) -> None:
    moments = [when for (when,) in ask("SELECT DISTINCT rec FROM ledger_event")]
    days = {when[:10] for when in moments}
    assert len(moments) > 60
    assert len(days) >= 15


def test_a_few_dozen_things_lie_with_everybody_who_can_have_them(ask: Ask) -> None:
    things = ask("SELECT status, holder_nature FROM item")
    assert 24 <= len(things) <= 60
    assert set(things) == {
        ("in_custody", "person"),
        ("in_custody", "post"),
        ("in_custody", "partner"),
        ("returned", "citizen"),
        ("split", None),
        ("void", None),
    }


@pytest.mark.parametrize("kind", ["on_person", "vehicle", "desk", "shelf", "safe", "store_room"])
def test_something_lies_in_each_kind_of_place(ask: Ask, kind: str) -> None:
    query = (
        "SELECT count(*) FROM item JOIN place ON place.code = item.place WHERE place.kind = '%s'"
    )
    assert ask(query % kind) != [(0,)]


def test_a_key_lies_in_a_desk_drawer_for_longer_than_the_norm(ask: Ask, today: datetime) -> None:
    (placed,) = ask("SELECT placed_at FROM item WHERE place = 'BUREAU-4711' AND category = 'keys'")
    assert (today - datetime.fromisoformat(placed[0]).replace(tzinfo=UTC)).days >= 3


def test_offers_wait_and_one_was_refused(ask: Ask) -> None:
    assert ask("SELECT count(*) FROM offer")[0][0] >= 3
    assert ask("SELECT count(*) FROM ledger_event WHERE type = 'transfer_refused'") == [(1,)]


def test_cash_is_counted_by_denomination_or_sealed_uncounted(ask: Ask) -> None:
    cash = [json.loads(found) for (found,) in ask("SELECT cash FROM item WHERE category = 'cash'")]
    assert sorted(bool(one["counted"]) for one in cash) == [False, True]
    counted = next(one for one in cash if one["counted"])
    assert sum(face * number for face, number in counted["faces"]) == 13750


def test_every_page_of_the_property_room_has_something_to_show(ask: Ask) -> None:
    """A package and a box with things in them, a second count, a new seal, and what was mended."""
    inside = "SELECT box.nature, count(*) FROM item JOIN item AS box ON box.code = item.inside"
    assert ask(f"{inside} GROUP BY box.nature") == [("container", 3), ("package", 3)]
    for word, times in [
        ("item_inspected", 1),
        ("seal_changed", 1),
        ("correction", 1),
        ("item_voided", 1),
        ("item_split", 1),
        ("item_split_off", 2),
    ]:
        found = ask(f"SELECT count(*) FROM ledger_event WHERE type = '{word}'")
        assert found == [(times,)], word


def test_the_money_was_counted_by_two(ask: Ask) -> None:
    things = {description: code for code, description in ask("SELECT code, description FROM item")}
    with storage.reading() as books:
        found = counting(books.ledger.trail(things["geld, € 137,50"]))
    assert found.step == "counted"


def test_one_place_was_told_a_day_late(ask: Ask) -> None:
    moves = ask("SELECT body FROM ledger_event WHERE type = 'item_moved'")
    late = [body for (text,) in moves if (body := json.loads(text))["place"] == "BUREAU-4711"]
    assert len(late) == 1
    told = datetime.fromisoformat(late[0]["rec"]) - datetime.fromisoformat(late[0]["at"])
    assert told.days == 1


def test_one_handover_brings_several_things(ask: Ask) -> None:
    assert ask("SELECT max(n) FROM (SELECT count(*) n FROM item GROUP BY handover)")[0][0] >= 3


def test_the_linked_bicycle_is_on_hold(ask: Ask) -> None:
    held = ask("SELECT category, holds FROM item WHERE holds != '[]'")
    assert [category for category, _ in held] == ["bicycle"]
    assert ask("SELECT count(*) FROM complaint_link") == [(1,)]


def test_the_claim_of_annie_verhoeven_finds_the_keys_of_vehicle_4417_late(ask: Ask) -> None:
    late = ask(
        "SELECT complaint.number, item.place, item.taking, item.holder_name FROM match_link"
        " JOIN item ON item.code = match_link.item"
        " JOIN complaint ON complaint.number = match_link.complaint WHERE late"
    )
    (claim,) = ask("SELECT complaint FROM claim WHERE state = 'open'")
    assert late == [(claim[0], "VOERTUIG-4417", "found_internal", "Karim el Idrissi")]
    offered = "SELECT to_name FROM offer JOIN item ON item.code = offer.item"
    assert ask(f"{offered} WHERE item.place = 'VOERTUIG-4417'") == [("Balie Haven",)]


def test_the_worker_has_nothing_left_to_do(ask: Ask) -> None:
    assert ask("SELECT count(*) FROM outbox WHERE done_at IS NULL") == [(0,)]
    failed = "error IS NOT NULL AND error <> 'mail is off'"
    assert ask(f"SELECT count(*) FROM outbox WHERE {failed}") == [(0,)]


def test_every_role_has_somebody_and_names_and_codes_are_real(ask: Ask) -> None:
    assert {role for (role,) in ask("SELECT role FROM account_role")} == set(ROLES)
    for (code,) in ask("SELECT code FROM item"):
        assert read_item_code(code) == code
    for code, name in ask("SELECT code, name FROM place"):
        assert re.fullmatch(r"[A-Z0-9-]{3,24}", code)
        assert name != code
    assert {taking for (taking,) in ask("SELECT taking FROM item WHERE nature = 'item'")} <= set(
        TAKINGS
    )


def test_made_again_it_keeps_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "demo").write_text("made by custody demo\n", encoding="utf-8")
    said: list[object] = []
    assert not demo.make(_settings(tmp_path), said.append)
    assert not said
    assert [path.name for path in tmp_path.iterdir()] == ["demo"]


@pytest.mark.parametrize("left", [{"custody.db": ""}, {"demo": "being made", "custody.db": ""}])
def test_a_register_that_no_demo_finished_is_left_alone(
    tmp_path: Path, left: dict[str, str]
) -> None:
    for name, text in left.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(demo.NotADemoError, match="Nothing was changed"):
        demo.claim_folder(tmp_path)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == left


def test_an_empty_folder_becomes_the_demos(tmp_path: Path) -> None:
    demo.claim_folder(tmp_path / "new")
    demo.claim_folder(tmp_path / "new")
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["demo"]
