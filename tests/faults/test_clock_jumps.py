"""A clock that jumps refuses nothing and changes no order; what it said amiss stands on the event (Q10).

The order is that of the log. Each event keeps both its times: when it happened, as it was stated, and
when it was recorded, by the clock of the server. The check of the log names each event that was
recorded before the one in front of it.
"""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask_babel import Babel

from custody import storage
from custody.domain.events import Recorded
from custody.domain.trail import moment_of
from custody.services import audit, keeping
from custody.web.entries import times_of
from tests.acts import accept, form, offer, state, taken, trail
from tests.cast import JOKE, NOON, RUUD, SANNE, Clock
from tests.databases import Home

JUMPS = (
    timedelta(seconds=1),
    timedelta(minutes=5),
    timedelta(hours=1),
    timedelta(days=1),
    timedelta(days=366),
    timedelta(days=3653),
)
# The hour that comes twice, the hour that is not there, and the last second of 32 bits.
EDGES = (
    datetime(2026, 10, 25, 0, 59, 59, tzinfo=UTC),
    datetime(2027, 3, 28, 0, 59, 59, tzinfo=UTC),
    datetime(2038, 1, 19, 3, 14, 7, tzinfo=UTC),
)
# Each goes on from where the one before left off: from Sanne over the desk to the store and back.
ROUND = ("BALIE-HAVEN", "KAMER-HAVEN", SANNE.number)
STAFF = {"BALIE-HAVEN": JOKE, "KAMER-HAVEN": RUUD, SANNE.number: SANNE}
PLACE = {"BALIE-HAVEN": "BALIE-HAVEN", "KAMER-HAVEN": "SCHAP-B-12", SANNE.number: "V-4417"}


def _goes_round(code: str, clock: Clock, moments: Sequence[datetime]) -> None:
    """Hand a thing on and on, the clock at another moment for each act; then look at its record."""
    done, holder, steps = [], SANNE, iter(moments)
    for n in range(len(moments) // 3):
        to = ROUND[n % 3]
        clock.now = next(steps)
        offer(code, to, by=holder, at=clock.now)
        done.append(("transfer_offered", clock.now))
        assert _where(code)[0] in (holder.number, holder.post)
        holder, clock.now = STAFF[to], next(steps)
        accept(code, by=holder, at=clock.now)
        done.append(("transfer_accepted", clock.now))
        assert _where(code)[0] == to
        clock.now = next(steps)
        keeping.keep(code, PLACE[to], form(), holder, clock.now)
        done.append(("item_moved", clock.now))
        assert _where(code) == (to, PLACE[to])
        storage.sign_pending()
    _check(trail(code).records, done)


def _where(code: str) -> tuple[str, str | None]:
    now = state(code)
    return now.holder.ref, now.place


def _check(records: tuple[Recorded, ...], done: list[tuple[str, datetime]]) -> None:
    """The order is that of the acts, both times stand on each event, and each step back is named."""
    acts = records[1:]
    assert [record.event.type for record in acts] == [type for type, _ in done]
    assert [record.seq for record in records] == sorted(record.seq for record in records)
    assert [record.item_seq for record in records] == list(range(len(records)))
    assert [(r.event.at, r.rec) for r in acts] == [(when, when) for _, when in done]
    report = audit.verify()
    assert report.clean, report.findings
    named = {f.seq for f in report.warnings if "recorded before" in f.detail}
    latest, expected = records[0].rec, set()
    for record in acts:
        if record.rec < latest:
            expected.add(record.seq)
        latest = max(latest, record.rec)
    assert named == expected
    assert expected, "no clock went back in this run"


def _there_and_back(jumps: Sequence[timedelta]) -> list[datetime]:
    """Return moments around each edge: there, ahead, back, and where it was."""
    moments = []
    for start in (NOON, *EDGES):
        for jump in jumps if start == NOON else jumps[:3]:
            moments += [start, start + jump, start - jump]
    return moments


@pytest.mark.parametrize("home", ["sqlite"], indirect=True)
def test_a_clock_that_jumps_refuses_nothing_and_changes_no_order(home: Home, clock: Clock) -> None:
    _goes_round(taken(), clock, _there_and_back(JUMPS))


@pytest.mark.postgres
@pytest.mark.parametrize("home", ["postgres"], indirect=True)
def test_the_same_holds_on_the_other_database(home: Home, clock: Clock) -> None:
    _goes_round(taken(), clock, _there_and_back(JUMPS[-1:]))


@pytest.mark.full
def test_a_thousand_jumps_at_random(home: Home, clock: Clock) -> None:
    chance, now, moments = random.Random(10), NOON, []
    ten_years = timedelta(days=3653)
    for _ in range(1002):
        jump = timedelta(seconds=int(10 ** chance.uniform(0, 8.499)))
        ways = [way for way in (now - jump, now + jump) if abs(way - NOON) <= ten_years]
        now = chance.choice(ways or [NOON])
        moments.append(now)
    _goes_round(taken(), clock, moments)


def test_two_servers_whose_clocks_are_five_minutes_apart_take_turns(
    home: Home, clock: Clock
) -> None:
    apart = timedelta(minutes=5)
    moments = [NOON + timedelta(seconds=20 * n) + apart * (n % 2) for n in range(12)]
    _goes_round(taken(), clock, moments)


@pytest.mark.parametrize("ahead", [timedelta(minutes=7), timedelta(days=3653)])
def test_a_device_clock_that_runs_ahead_is_stored_and_said_on_the_event(
    home: Home, clock: Clock, ahead: timedelta
) -> None:
    code = taken()
    offer(code, at=NOON + ahead)
    accept(code, at=clock.passes(minutes=1))
    _, offered, accepted = trail(code).records
    assert (offered.event.at, offered.rec) == (NOON + ahead, NOON)
    assert _where(code)[0] == "BALIE-HAVEN"
    words = Flask(__name__)
    Babel(words)
    with words.test_request_context():
        tags = times_of(offered, moment_of(offered))
        assert [icon for icon, *_ in tags] == ["clock"]
        assert "the clock of the device was" in tags[0][1]
        assert times_of(accepted, moment_of(accepted)) == []
