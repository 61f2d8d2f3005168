"""`custody evaluate-matching` measures what daily use would find, and nothing leaks into it."""

import json
import random
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from custody.cli import main
from tests.matching_file import SMALL, lines

METRICS = {
    "p_at_1", "r_at_5", "certain_precision", "certain_recall", "must_not_certain",
    "mention_recall", "false_mentions", "claim_recall", "ms_p50", "ms_p95",
}  # fmt: skip
EXTRA = {
    "false_claims_per_complaint", "claim_category_right", "calibration_error",
    "reverse_agreement", "reverse_ms_p95", "truncated", "slices",
}  # fmt: skip


def run(tmp_path: Path, objects: list[dict[str, Any]], *options: str) -> dict[str, Any]:
    file = tmp_path / "small.jsonl"
    file.write_text("\n".join(lines(objects)), encoding="utf-8")
    result = CliRunner().invoke(main, ["evaluate-matching", str(file), "--json", *options])
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert isinstance(found, dict)
    return found


def without_times(result: dict[str, Any]) -> dict[str, Any]:
    for name in ("ms_p50", "ms_p95"):
        del result["metrics"][name]
    del result["extra"]["reverse_ms_p95"]
    for one in result["complaints"]:
        del one["ms"]
    return result


def test_the_result_has_every_key_of_the_contract(tmp_path: Path) -> None:
    result = run(tmp_path, SMALL)
    assert result["format"] == "custody-matching-result/1"
    assert (result["file"], result["regime"], result["noise"]) == ("small.jsonl", "full", 0)
    assert result["counts"] == {
        "items": 6, "complaints": 4, "links": 4, "claims_without_record": 0, "non_mentions": 1,
    }  # fmt: skip
    assert set(result["metrics"]) == METRICS
    assert set(result["extra"]) == EXTRA
    first = next(one for one in result["complaints"] if one["id"] == "k1")
    assert first["ranked"]
    assert set(first["ranked"][0]) == {"item", "score", "p", "outcome", "mention", "evidence"}
    said = first["ranked"][0]["evidence"][0]
    assert set(said) == {
        "field", "points", "sign", "span", "text", "register_field", "register_value",
    }  # fmt: skip
    assert set(first["mentions"][0]) == {
        "start", "end", "text", "concept", "category", "status", "reason",
    }  # fmt: skip


def test_gold_and_who_is_who_change_nothing_but_the_figures(tmp_path: Path) -> None:
    bare = [
        {name: value for name, value in one.items() if name != "person_ref"}
        for one in SMALL
        if one["type"] != "gold"
    ]
    assert run(tmp_path, bare)["metrics"]["p_at_1"] is None
    told = without_times(run(tmp_path, SMALL))["complaints"]
    assert without_times(run(tmp_path, bare))["complaints"] == told


def test_the_order_of_the_lines_changes_nothing(tmp_path: Path) -> None:
    shuffled = list(SMALL)
    random.Random(3).shuffle(shuffled)
    ordered = without_times(run(tmp_path, SMALL, "--noise", "40"))
    mixed = without_times(run(tmp_path, shuffled, "--noise", "40"))
    assert mixed == ordered


def test_other_names_for_the_items_change_only_the_names(tmp_path: Path) -> None:
    text = json.dumps(SMALL)
    for n in range(1, 7):
        text = text.replace(f'"a{n}"', f'"other-{n}"')
    for n in range(1, 5):
        text = text.replace(f'"k{n}"', f'"{99 - n}"')
    renamed = without_times(run(tmp_path, json.loads(text)))
    plain = json.dumps(without_times(run(tmp_path, SMALL)))
    for n in range(1, 7):
        plain = plain.replace(f'"a{n}"', f'"other-{n}"')
    for n in range(1, 5):
        plain = plain.replace(f'"k{n}"', f'"{99 - n}"')
    assert renamed == json.loads(plain)


def test_wrong_use_and_wrong_files_end_as_the_contract_says(tmp_path: Path) -> None:
    file = tmp_path / "wrong.jsonl"
    file.write_text("\n".join([*lines()[:2], '{"type": "item", "id": "b"}']), encoding="utf-8")
    wrong = CliRunner().invoke(main, ["evaluate-matching", str(file)])
    assert wrong.exit_code == 2
    assert "Line 3, field description" in wrong.stderr
    assert (
        CliRunner().invoke(main, ["evaluate-matching", str(file), "--regime", "x"]).exit_code == 64
    )
    assert CliRunner().invoke(main, ["evaluate-matching", "nowhere.jsonl"]).exit_code == 64


def test_an_error_of_another_kind_ends_with_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("custody.evaluate.evaluate", broken)
    file = tmp_path / "small.jsonl"
    file.write_text("\n".join(lines()), encoding="utf-8")
    assert CliRunner().invoke(main, ["evaluate-matching", str(file)]).exit_code == 1


def test_without_json_it_is_a_short_table(tmp_path: Path) -> None:
    file = tmp_path / "small.jsonl"
    file.write_text("\n".join(lines()), encoding="utf-8")
    shown = CliRunner().invoke(main, ["evaluate-matching", str(file), "--regime", "none"]).stdout
    assert shown.startswith("small.jsonl, regime none, 0 noise items\n")
    assert {line.split()[0] for line in shown.splitlines()} >= METRICS
