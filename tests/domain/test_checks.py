"""The log is checked as a stranger would: every change is found, located and named by its check."""

import json
import random
from dataclasses import replace
from datetime import timedelta

import pytest

from custody.domain.checks import Progress, RawEvent, check_events
from custody.domain.ledger import b64u, body_bytes, canonical, opening, read_body, time_text
from custody.domain.merkle import leaf_hash, root_of
from tests.cast import NOON

ITEMS = ("F5DPN209V2", "0000000000")


def row(seq: int, item: str | None, item_seq: int | None, prev: str | None, **more) -> RawEvent:
    """Return an honest row of the log; `more` changes the body that it is made of."""
    said = [
        opening("actor", "4711", bytes([seq % 256]) * 16),
        opening("remarks", f"remark {seq}", bytes([seq % 256, 1]) * 8),
    ]
    body = {
        "v": 1,
        "log": "bon.example/log",
        "id": f"0192f0c4-5b1e-4c3a-9d57-{seq:012x}",
        "type": "item_moved",
        "item": item,
        "item_seq": item_seq,
        "item_prev": prev,
        "at": time_text(NOON),
        "rec": time_text(NOON + timedelta(seconds=seq)),
        "unit": "WTL-HAVEN",
        "place": None,
        "src": "app",
        "ref": [],
        "d": sorted(part.digest() for part in said),
        **more,
    }
    content = body_bytes(body)
    openings = tuple(
        (part.digest(), part.name, part.salt, canonical(part.value).decode(), None) for part in said
    )
    rec = NOON + timedelta(seconds=seq)
    return RawEvent(
        seq, body["id"], body["type"], item, item_seq, rec, content, leaf_hash(content), openings
    )


def honest(size: int = 12) -> list[RawEvent]:
    """Return an honest log in which two items take turns."""
    rows: list[RawEvent] = []
    for seq in range(size):
        before = rows[seq - 2] if seq >= 2 else None
        prev = b64u(before.leaf) if before else None
        rows.append(row(seq, ITEMS[seq % 2], seq // 2, prev))
    return rows


def found(rows, progress: Progress | None = None) -> set[tuple[str, int | None]]:
    """Return (check, seq) of every finding that is not only a warning."""
    findings = check_events(rows, progress or Progress())
    return {(finding.check, finding.seq) for finding in findings if not finding.warning}


def test_an_honest_log_raises_no_alarm():
    assert found(honest()) == set()
    assert found([]) == set()


def test_the_tree_is_rebuilt_at_every_size_that_was_asked_for():
    rows, progress = honest(7), Progress(wanted=frozenset({0, 3, 7}))
    assert found(rows, progress) == set()
    leaves = [one.leaf for one in rows]
    assert progress.roots == {size: root_of(leaves[:size]) for size in (0, 3, 7)}
    assert (progress.frontier.size, progress.frontier.root()) == (7, root_of(leaves))


def test_a_size_beyond_the_log_has_no_root():
    progress = Progress(wanted=frozenset({9}))
    found(honest(7), progress)
    assert progress.roots == {}


def test_a_changed_body_no_longer_fits_its_leaf():
    rows = honest()
    body = rows[4].body.replace(b'"src":"app"', b'"src":"scan"')
    rows[4] = replace(rows[4], body=body)
    assert found(rows) == {("V2", 4)}


def test_a_changed_body_with_its_leaf_redone_breaks_the_chain_of_its_item():
    rows = honest()
    body = rows[4].body.replace(b'"src":"app"', b'"src":"scan"')
    rows[4] = replace(rows[4], body=body, leaf=leaf_hash(body))
    assert found(rows) == {("V5", 6)}


def test_a_body_that_is_not_canonical_is_named():
    rows = honest()
    body = rows[11].body.replace(b'"v":1', b'"v": 1')
    rows[11] = replace(rows[11], body=body, leaf=leaf_hash(body))
    assert found(rows) == {("V1", 11)}


@pytest.mark.parametrize(
    "change",
    [
        {"id": "0192f0c4-5b1e-4c3a-9d57-ffffffffffff"},
        {"type": "item_returned"},
        {"item": "1111111111"},
        {"item_seq": 7},
        {"rec": NOON + timedelta(days=1)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_column_that_says_something_else_than_the_body_is_named(change):
    rows = honest()
    rows[5] = replace(rows[5], **change)
    assert found(rows) == {("V1", 5)}


def test_a_deleted_event_leaves_a_gap_in_the_log_and_in_its_item():
    rows = honest()
    del rows[4]
    assert found(rows) == {("V3", 5), ("V5", 6)}


def test_a_cut_tail_alone_shows_in_the_size():
    progress = Progress()
    assert found(honest()[:-3], progress) == set()
    assert progress.frontier.size == 9


def test_an_event_put_in_between_is_named():
    rows = honest()
    rows.insert(6, row(6, ITEMS[0], 3, b64u(rows[4].leaf), src="import"))
    assert {("V3", 6), ("V5", 6)} <= found(rows)


def test_two_swapped_events_are_named():
    rows = honest()
    rows[4], rows[6] = replace(rows[6], seq=4), replace(rows[4], seq=6)
    assert {check for check, _ in found(rows)} == {"V5"}
    assert min(seq for _, seq in found(rows)) == 4


def test_a_reference_names_an_earlier_event():
    rows = honest()
    later = b64u(rows[11].leaf)
    rows[10] = row(10, ITEMS[0], 5, b64u(rows[8].leaf), ref=[later])
    assert found(rows) == {("V6", 10)}
    rows[10] = row(10, ITEMS[0], 5, b64u(rows[8].leaf), ref=[b64u(rows[3].leaf)])
    assert found(rows) == set()


def _opened(rows, seq: int, n: int, **change) -> list[RawEvent]:
    names = ("digest", "name", "salt", "value", "erased_at")
    parts = list(rows[seq].openings)
    parts[n] = tuple(change.get(name, old) for name, old in zip(names, parts[n], strict=True))
    return [*rows[:seq], replace(rows[seq], openings=tuple(parts)), *rows[seq + 1 :]]


@pytest.mark.parametrize(
    "change",
    [
        {"value": '"4822"'},
        {"value": "not json"},
        {"name": "owner"},
        {"salt": "AAAAAAAAAAAAAAAAAAAAAA"},
        {"salt": None},
        {"value": None},
    ],
    ids=str,
)
def test_a_changed_opening_no_longer_fits_its_digest(change):
    assert found(_opened(honest(), 3, 0, **change)) == {("V7", 3)}


def test_an_erased_opening_is_no_alarm():
    erased = {"salt": None, "value": None, "erased_at": NOON}
    assert found(_opened(honest(), 3, 0, **erased)) == set()


def test_a_missing_opening_and_one_too_many_are_named():
    rows = honest()
    rows[3] = replace(rows[3], openings=rows[3].openings[:1])
    rows[8] = replace(rows[8], openings=(*rows[8].openings, rows[7].openings[0]))
    assert found(rows) == {("V7", 3), ("V7", 8)}


def test_a_clock_that_goes_back_is_a_warning_and_no_alarm():
    rows = honest(4)
    early = time_text(NOON - timedelta(hours=1))
    changed = row(3, ITEMS[1], 1, b64u(rows[1].leaf), rec=early, at=early)
    rows[3] = replace(changed, rec=NOON - timedelta(hours=1))
    warnings = [f for f in check_events(rows, Progress()) if f.warning]
    assert [(f.check, f.seq) for f in warnings] == [("V12", 3)]
    assert found(rows) == set()


def test_an_entry_of_more_than_a_week_late_is_listed():
    late = row(0, ITEMS[0], 0, None, at=time_text(NOON - timedelta(days=9)))
    (finding,) = check_events([late], Progress())
    assert (finding.check, finding.warning, finding.detail) == (
        "V12",
        True,
        "recorded 9 days later",
    )


def test_a_claim_whose_moment_nobody_knows_is_never_late():
    assert found([row(0, None, None, None, at=None)]) == set()


def test_the_finding_names_the_item():
    rows = honest()
    rows[5] = replace(rows[5], type="item_returned")
    (finding,) = check_events(rows, Progress())
    assert finding.item == ITEMS[1]


def _mutate(rows: list[RawEvent], chance: random.Random) -> int:
    """Change one thing in the log, at random, and return the place from where it can show."""
    seq = chance.randrange(len(rows) - 2)
    way = chance.choice(["byte", "leaf", "delete", "double", "swap", "opening", "body"])
    if way == "byte":
        at = chance.randrange(len(rows[seq].body))
        body = bytearray(rows[seq].body)
        body[at] ^= 1 << chance.randrange(8)
        rows[seq] = replace(rows[seq], body=bytes(body))
    elif way == "leaf":
        rows[seq] = replace(rows[seq], leaf=chance.randbytes(32))
    elif way == "delete":
        del rows[seq]
    elif way == "double":
        rows.insert(seq, rows[seq])
    elif way == "swap":
        rows[seq], rows[seq + 1] = rows[seq + 1], rows[seq]
    elif way == "opening":
        digest, name, salt, value, at = rows[seq].openings[0]
        changed = (digest, name, salt, json.dumps(value + "?"), at)
        rows[seq] = replace(rows[seq], openings=(changed, *rows[seq].openings[1:]))
    else:
        body = body_bytes({**read_body(rows[seq].body), "unit": "WTL-CENTRUM"})
        rows[seq] = replace(rows[seq], body=body, leaf=leaf_hash(body))
    return seq


@pytest.mark.parametrize("seed", range(100))
def test_any_single_change_inside_the_log_is_found_at_or_after_its_place(seed):
    rows = honest()
    seq = _mutate(rows, random.Random(seed))
    places = [place for _, place in found(rows)]
    assert places
    assert min(places) >= seq
