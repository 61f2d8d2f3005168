"""`http` and `growth`: CPU of the server per request, for the works of Q55 to Q61, beside the floors.

Works: create = a handover of one item over the API, with its receipt number and signature; offer and
accept = one line each; page = the item's page with ten events, read log included; trail = the same
as JSON; search = a common word, newest fifty; list = a complaint with a hundred links; report = the
same with every trail. One client keeps its line open.
"""

import argparse
import itertools
import json
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import text

from custody import storage
from custody.app import create_app
from custody.config import Settings
from custody.domain.tokens import SCOPES
from custody.services import accounts, intake, tokens, transfers
from tests.benchmarks.conditions import rank, report
from tests.benchmarks.measures import interleaved
from tests.benchmarks.options import numbers, parser, read
from tests.benchmarks.registers import SEED, engine_of, register
from tests.benchmarks.serving import Client, cpu_of, served
from tests.pages import Visitor
from tests.security.world import handover

PORT, FLOOR_PORT = 5181, 5182
Work = Callable[[int], None]


def main(arguments: list[str]) -> int:
    """Measure every work on one register."""
    options = _options("http", arguments)
    for line in measure(options, options.events):
        report(options.out, {"benchmark": "http", **line})
    return 0


def growth(arguments: list[str]) -> int:
    """Measure the works on registers of growing size, and give the factor of each step (Q70, Q71)."""
    options = _options("growth", arguments)
    first: dict[str, float] = {}
    for events in options.sizes:
        for line in measure(options, events):
            base = first.setdefault(line["work"], line["cpu_ms"])
            factor = round(line["cpu_ms"] / base, 2) if base else None
            report(options.out, {"benchmark": "growth", **line, "factor": factor})
    return 0


def _options(name: str, arguments: list[str]) -> argparse.Namespace:
    made = parser(name)
    made.add_argument(
        "--sizes", type=numbers, default=[10_000, 100_000], help="for growth: 1e4,1e5"
    )
    made.add_argument("--requests", type=int, default=100)
    made.add_argument("--repeats", type=int, default=5)
    made.add_argument("--seconds", type=float, default=15, help="the most for one work")
    return read(made, arguments)


def measure(options: argparse.Namespace, events: int) -> Iterator[dict]:
    """Yield one line per work: CPU per request, latency, and the ratio to its floor."""
    made = register(options, events)
    facts = known(made, options.requests * MOST_RUNS + WARM)
    with (
        served("custody", made.folder, PORT, made.database_url),
        served("floor", made.folder, FLOOR_PORT),
    ):
        bare = Client(FLOOR_PORT)
        floors: dict[str, Work] = {
            "page": lambda n: _ok(bare.get(f"/page/{n % 1000}")),
            "append": lambda n: _ok(bare.send("POST", "/append", b'{"what":"moved"}')),
        }
        for name, (work, base) in works(facts).items():
            waits: list[float] = []
            # The first requests fill what a process keeps: templates, statements, plans.
            _cost(PORT, work, WARM, [])
            paired = interleaved(
                lambda work=work, waits=waits: _cost(
                    PORT, work, options.requests, waits, made.database_url
                ),
                lambda base=base: _cost(FLOOR_PORT, floors[base], FLOOR_REQUESTS, []),
                options.repeats,
                MOST_RUNS,
                options.seconds,
            )
            yield {
                "work": name,
                "engine": engine_of(made),
                "events": events,
                "seed": SEED,
                "cpu_ms": paired.ours,
                "floor_cpu_ms": paired.floor,
                "ratio": paired.ratio,
                "p50_ms": rank(waits, 0.5),
                "p95_ms": rank(waits, 0.95),
                "runs": paired.runs,
                "thrown_away": paired.thrown_away,
            }


_count = itertools.count()


def _cost(port: int, work: Work, requests: int, waits: list[float], database: str = "") -> float:
    """Return the server's CPU per request in ms; `waits` hears how long each took."""
    before = cpu_of(port, database)
    for _ in range(requests):
        began = time.perf_counter()
        work(next(_count))
        waits.append((time.perf_counter() - began) * 1000)
    return (cpu_of(port, database) - before) * 1000 / requests


def _ok(answer: tuple[int, bytes]) -> bytes:
    assert answer[0] < 300, answer
    return answer[1]


def known(made: Settings, stock: int) -> dict[str, object]:
    """Return tokens, a session and codes of the register; fresh items for the transfers."""
    app = create_app(made)
    at = datetime.now(UTC)
    with app.app_context():
        texts = {}
        for number in ("4711", "4002", "5001"):
            person = accounts.find_account(number).person
            texts[number] = tokens.make_token("benchmark", frozenset(SCOPES), 1, person, at)[1]
        with storage.reading() as books:
            query = "SELECT code FROM item WHERE unit = 'WTL-HAVEN' ORDER BY code LIMIT 500"
            listed = list(books.session.scalars(text(query)))
            complaint = books.session.scalar(text("SELECT min(number) FROM complaint"))
        fresh, offered = _stock(at, stock), _stock(at, stock)
        by = accounts.find_account("4711").person
        for start in range(0, len(offered), AT_ONCE):
            some, key = offered[start : start + AT_ONCE], str(uuid.uuid4())
            transfers.offer(some, "BALIE-HAVEN", "", key, by, at)
        cookie = Visitor.entered(app, "joke").client.get_cookie("custody")
    storage.disconnect()
    assert cookie is not None
    return {
        "tokens": texts,
        "codes": listed,
        "complaint": complaint,
        "cookie": cookie.value,
        "fresh": fresh,
        "offered": offered,
    }


AT_ONCE, MOST_RUNS, FLOOR_REQUESTS, WARM = 50, 8, 300, 3


def _stock(at: datetime, wanted: int) -> list[str]:
    """Return items for offers and answers, so that no run waits for another."""
    by = accounts.find_account("4711").person
    taken: list[str] = []
    while len(taken) < wanted:
        one = handover(by, at)
        many = replace(one, items=one.items * AT_ONCE, form_id=str(uuid.uuid4()))
        taken += intake.hand_over(many, by, at).items
    return taken


def works(facts: dict) -> dict[str, tuple[Work, str]]:
    officer, desk, handler = (
        Client(PORT, {"Authorization": f"Bearer {facts['tokens'][number]}"})
        for number in ("4711", "4002", "5001")
    )
    pages = Client(PORT, {"Cookie": f"custody={facts['cookie']}"})
    listed, complaint = facts["codes"], facts["complaint"]
    fresh, offered = facts["fresh"], facts["offered"]

    def post(line: Client, path: str, sent: dict) -> bytes:
        key = {"Idempotency-Key": str(uuid.uuid4()), "Content-Type": "application/json"}
        return _ok(line.send("POST", f"/api/v1{path}", json.dumps(sent).encode(), **key))

    def create(n: int) -> None:
        sent = {"items": [{"category": "keys", "quantity": 2}], "place": "BIJ-4711"}
        post(officer, "/handovers", sent)

    def offer(n: int) -> None:
        post(officer, "/transfers", {"items": [fresh.pop()], "to": "BALIE-HAVEN"})

    def get(line: Client, path: str) -> Work:
        return lambda n: _ok(line.get(path.format(code=listed[n % len(listed)]))) and None

    return {
        "create": (create, "append"),
        "offer": (offer, "append"),
        "accept": (
            lambda n: post(desk, f"/transfers/{offered.pop()}/accept", {}) and None,
            "append",
        ),
        "page": (get(pages, "/items/{code}"), "page"),
        "trail": (get(desk, "/api/v1/items/{code}/trail"), "page"),
        "search": (get(desk, "/api/v1/search?q=rood"), "page"),
        "list": (get(handler, f"/api/v1/complaints/{complaint}"), "page"),
        "report": (get(handler, f"/api/v1/complaints/{complaint}/report"), "page"),
    }
