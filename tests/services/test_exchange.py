"""Import and export: recorded once, through the log, and back to the same."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from custody import storage
from custody.domain.exchange import COMPLAINT_FIELDS, ITEM_FIELDS, ItemLine
from custody.domain.items import Description
from custody.domain.people import system_person
from custody.paper.exchange import written
from custody.services import exchange, matching, search
from custody.services.exchange import Terms, arriving, outcome
from custody.storage import schema
from tests.acts import at_the_desk, complain, size, state, take_in, taken, trail, types, work
from tests.cast import HAVEN, JOKE, MARIT, NOON, SANNE, house
from tests.databases import Home
from tests.exchange.lines import FILES, ITEM, complaints_in, item, items_in

CLERK = system_person("clerk")


def _line(**values: Any) -> ItemLine:
    line = item(**{**ITEM, **values})
    assert line is not None
    return line


def _imported(*lines: ItemLine) -> exchange.Outcome:
    return exchange.import_items(lines, Terms(), CLERK, NOON)


def _code(import_ref: str = "OUD-1") -> str:
    return exchange.items_of([import_ref])[import_ref]


def test_an_imported_item_has_its_trail_its_act_and_its_numbers(home: Home) -> None:
    assert _imported(*items_in(FILES / "items.csv")).recorded == 4
    keys = trail(_code("OUD-1001"))
    first = keys.records[0].event
    assert (first.src, first.actor, first.unit) == ("import", "system:clerk", HAVEN)
    assert getattr(first, "registered", "") == "2026-05-13"
    assert keys.state.holder is not None
    assert keys.state.holder.ref == "BALIE-HAVEN"
    assert types(_code("OUD-1002")) == ["item_received", "item_returned"]
    phone = state(_code("OUD-1002"))
    assert phone is not None
    assert phone.identifiers == (("imei", "353924118705312"), ("receipt", "R26-000417-X"))
    with storage.reading() as books:
        act, persons = books.handovers.of_items([_code("OUD-1001")])[_code("OUD-1001")]
    assert (act.officer, act.taken_at) == ("K. el Idrissi", "Kadestraat 14")
    assert [(p.role, p.name, p.born) for p in persons] == [
        ("giver", "Annie Verhoeven", "1948-03-02")
    ]


def test_no_receipt_of_ours_is_made_for_what_another_register_gave(home: Home) -> None:
    _imported(*items_in(FILES / "items.csv"))
    with storage.reading() as books:
        assert books.signed.receipts() == ()


def test_a_line_is_recorded_once_however_often_it_comes(home: Home) -> None:
    lines = items_in(FILES / "items.csv")
    _imported(*lines)
    before = size()
    again = _imported(*lines)
    assert (again.recorded, again.known, again.problems) == (0, 4, [])
    assert size() == before


def test_other_facts_under_a_known_ref_are_told_and_nothing_is_written_over(home: Home) -> None:
    _imported(_line(description="rode fiets"))
    told = _imported(_line(description="blauwe fiets"))
    assert [(p.line, p.field) for p in told.problems] == [(3, "import_ref")]
    kept = state(_code())
    assert kept is not None
    assert kept.description == "rode fiets"


def test_a_stopped_import_goes_on_where_it_was(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outcome, "BATCH", 3)
    lines = [_line(import_ref=f"OUD-{n}") for n in range(10)]

    def stop(done: int) -> None:
        if done == 6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        exchange.import_items(lines, Terms(), CLERK, NOON, stop)
    assert size() == 6
    assert exchange.import_items(lines, Terms(), CLERK, NOON).recorded == 4
    assert size() == 10


def test_a_batch_that_fails_leaves_nothing(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arriving, "_texts", lambda line, code: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        _imported(_line(unit="Bureau Nieuw"))
    assert size() == 0
    with storage.reading() as books:
        assert books.places.unit("BUREAU-NIEUW") is None


def test_checking_records_nothing_and_tells_the_same(home: Home) -> None:
    lines = [
        _line(),
        _line(import_ref="OUD-2", lies_at="NERGENS"),
        _line(import_ref="x", unit="New"),
    ]
    checked = exchange.check_items(lines, Terms(), NOON)
    assert size() == 0
    made = _imported(*lines)
    assert (checked.recorded, checked.problems) == (made.recorded, made.problems)
    assert [p.field for p in made.problems] == ["lies_at"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("unit", ""),
        ("lies_at", "NERGENS"),
        ("held_by", "9999"),
        ("datetime", "2026-11-23T13:01"),
        ("datetime", "2026-11-24"),
    ],
)
def test_what_this_register_cannot_take_is_named(home: Home, field: str, value: str) -> None:
    told = _imported(_line(**{field: value}))
    assert [(p.line, p.field) for p in told.problems] == [(3, field)]
    assert size() == 0


def test_a_thing_of_today_without_its_hour_is_not_of_tomorrow(home: Home) -> None:
    early = NOON.replace(hour=7)
    assert exchange.import_items([_line(datetime="2026-11-23")], Terms(), CLERK, early).recorded


def test_a_label_keeps_its_code_and_a_taken_code_is_told(home: Home) -> None:
    _imported(_line(code="F5D-PN2-09V2"))
    assert _code() == "F5DPN209V2"
    told = _imported(_line(import_ref="OUD-2", code="F5DPN209V2"))
    assert [p.field for p in told.problems] == ["code"]


def test_a_code_among_the_numbers_is_taken_when_it_is_free(home: Home) -> None:
    number = [{"kind": "item_code", "value": "F5D-PN2-09V2"}]
    _imported(_line(identifiers=number), _line(import_ref="OUD-2", identifiers=number))
    assert _code("OUD-1") == "F5DPN209V2"
    assert _code("OUD-2") != "F5DPN209V2"


def test_items_of_one_receipt_and_time_and_person_came_in_one_act(home: Home) -> None:
    with_receipt = [_line(import_ref=f"OUD-{n}", receipt="R25-000333-7") for n in range(3)]
    _imported(*with_receipt[:2], _line(import_ref="apart"))
    _imported(with_receipt[2])
    with storage.reading() as books:
        acts = [books.handovers.of_item(_code(f"OUD-{n}")) for n in range(3)]
        assert books.handovers.of_item(_code("apart")) not in acts
    assert len(set(acts)) == 1


def test_a_new_unit_gets_a_store_that_holds_its_things(home: Home) -> None:
    _imported(_line(unit="Bureau Kanaalzone"), _line(import_ref="OUD-2", unit="bureau kanaalzone"))
    with storage.reading() as books:
        unit = books.places.unit("BUREAU-KANAALZONE")
        assert unit is not None
        assert unit.name == "Bureau Kanaalzone"
    held = state(_code("OUD-2"))
    assert held is not None
    assert held.holder is not None
    assert held.holder.ref == "BUREAU-KANAALZONE"
    _imported(_line(import_ref="OUD-3", unit="Bureau Kanaalzone"))
    assert state(_code("OUD-3")) is not None


@pytest.mark.parametrize(("said", "nature"), [("KAMER-HAVEN", "post"), ("4711", "person")])
def test_who_holds_it_is_whom_the_line_names(home: Home, said: str, nature: str) -> None:
    _imported(_line(held_by=said))
    held = state(_code())
    assert held is not None
    assert held.holder is not None
    assert (held.holder.nature, held.holder.ref) == (nature, said)


def test_imported_items_are_found_and_will_be_compared(home: Home) -> None:
    line = _line(description="rode fietstas", identifiers=[{"kind": "serial", "value": "ZX81-4"}])
    _imported(line)
    assert work() == [f"match_items:{_code()}"]
    for typed in ("fietstas", "ZX81-4", _code()):
        assert [s.item for s in search.export(typed, SANNE, NOON, search.Narrow())] == [_code()]


def test_a_complaint_finds_an_imported_item_by_its_number(home: Home) -> None:
    number = [{"kind": "imei", "value": "353924118705312"}]
    _imported(_line(category="phone", description="telefoon", identifiers=number))
    matching.run_for_item(_code(), NOON)
    complaint = complain("Mijn telefoon met IMEI 353924118705312 is op 12 mei ingenomen.")
    matching.run_for_complaint(complaint, NOON)
    with storage.reading() as books:
        assert _code() in {s.item for s in books.matching.suggestions(complaint)}


def test_complaints_come_in_word_for_word_and_once(home: Home) -> None:
    lines = complaints_in(FILES / "complaints.csv")
    assert exchange.import_complaints(lines, Terms(), CLERK, NOON).recorded == 2
    assert exchange.import_complaints(lines, Terms(), CLERK, NOON).known == 2
    with storage.reading() as books:
        found = {one.complainant.name: one for one in books.complaints.all()}
    assert found["Annie Verhoeven"].text == lines[0].text
    assert (found["Annie Verhoeven"].handler, found["Annie Verhoeven"].unit) == ("5001", HAVEN)
    assert (found["Bram Kok"].represented, found["Bram Kok"].relation) == ("Bas Kok", "zoon")
    assert set(work()) == {f"match_complaint:{one.number}" for one in found.values()}


def test_other_words_under_a_known_ref_are_told(home: Home) -> None:
    lines = complaints_in(FILES / "complaints.csv")
    exchange.import_complaints(lines, Terms(), CLERK, NOON)
    told = exchange.import_complaints([replace(lines[0], text="Iets anders")], Terms(), CLERK, NOON)
    assert [p.field for p in told.problems] == ["import_ref"]


@pytest.mark.parametrize(
    "change", [{"unit": "Nergens"}, {"handler": "4711"}, {"received": NOON.date().replace(day=24)}]
)
def test_a_complaint_that_this_register_cannot_take_is_named(
    home: Home, change: dict[str, Any]
) -> None:
    line = replace(complaints_in(FILES / "complaints.csv")[0], **change)
    for act in (exchange.check_complaints([line], Terms(), NOON),):
        assert [p.field for p in act.problems] == list(change)
    assert exchange.import_complaints([line], Terms(), CLERK, NOON).recorded == 0


def _file(path: Path, fields: tuple[str, ...], lines: list[dict[str, Any]]) -> Path:
    path.write_text("".join(written(path.suffix[1:], fields, lines)), encoding="utf-8", newline="")
    return path


@pytest.mark.parametrize("form", ["csv", "jsonl"])
@pytest.mark.parametrize("home", ["sqlite"], indirect=True)
def test_what_leaves_imports_back_to_the_same(home: Home, tmp_path: Path, form: str) -> None:
    take_in()
    at_the_desk()
    complain("=1+1 Mijn sleutels", by=MARIT)
    _imported(*items_in(FILES / "items.csv"), _line(cash="EUR 2x5000", held_by="4711", quantity=0))
    left = list(exchange.items(CLERK, NOON))
    words = list(exchange.complaints(CLERK, NOON))
    items = _file(tmp_path / f"items.{form}", ITEM_FIELDS, left)
    complaints = _file(tmp_path / f"complaints.{form}", COMPLAINT_FIELDS, words)
    assert exchange.check_items(items_in(items), Terms(), NOON).known == len(left) == 7
    assert exchange.check_complaints(complaints_in(complaints), Terms(), NOON).known == 1
    with _another(home, tmp_path / "other"):
        assert _imported(*items_in(items)).recorded == 7
        lines = complaints_in(complaints)
        assert exchange.import_complaints(lines, Terms(), CLERK, NOON).recorded == 1
        assert list(exchange.items(CLERK, NOON)) == left
        assert list(exchange.complaints(CLERK, NOON)) == words


@contextmanager
def _another(home: Home, folder: Path) -> Iterator[None]:
    """Open an empty register beside this one, and come back to this one afterwards."""
    folder.mkdir()
    url = f"sqlite:///{folder / 'custody.db'}"
    schema.upgrade(url)
    storage.connect(url, folder, "other.example/log", home.clock)
    house()
    yield
    home.connect()


def test_taking_the_register_out_stands_in_the_read_log(home: Home) -> None:
    taken(by=SANNE)
    assert len(list(exchange.items(CLERK, NOON))) == 1
    with storage.reading() as books:
        look = books.audit.looks()[0]
    assert (look.by, look.seen, look.route) == ("system:clerk", ("export:items",), "command")


def test_check_features_never_leave(home: Home) -> None:
    take_in(Description("keys", "sleutels", check_feature=("kras onder de A",)), by=JOKE)
    assert "kras" not in str(list(exchange.items(CLERK, NOON)))
