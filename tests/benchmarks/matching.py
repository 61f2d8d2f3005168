"""One complaint against many items, and one item against many mentions: p95 of the server's CPU.

The block tables are filled in bulk with items of the noise generator, spread over years; the
register itself holds only the complaints and items that are measured. Then the services of daily
use run, and their process time is taken; the time of the database server is its own.
"""

import argparse
import itertools
import json
import random
import secrets
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, insert, text

from custody import storage
from custody.domain import codes
from custody.domain.exchange import read_complaint, read_item
from custody.domain.matching import MODEL_VERSION, blocks, reading
from custody.domain.matching.asked import Asked
from custody.domain.matching.noise import noise_items
from custody.domain.matching.values import ItemView
from custody.domain.people import system_person
from custody.services import exchange, matching
from custody.services.matching.comparing import ask
from custody.storage import schema
from custody.storage.tables import (
    MatchBlockRow,
    MatchFrequencyRow,
    MatchItemRow,
    MatchKeyRow,
)
from tests.benchmarks.conditions import rank, report
from tests.benchmarks.options import database, emptied, number, parser, read
from tests.matching_file import item

PERIOD = (date(2021, 1, 1), date(2025, 12, 31))
TEMPLATES, BATCH = 1000, 20_000
UNITS = [
    f"Bureau {name}" for name in ("Noordpoort", "Zuidwal", "Havenkant", "Molenhoek", "Stadsrand")
]
STREETS = [
    "Lindelaan 18",
    "Kerkstraat 4",
    "Molenweg 210",
    "Haven 3",
    "Parklaan 77",
    "dienstauto 3112",
]
BY = system_person("benchmark")


def main(arguments: list[str]) -> int:
    """Measure both directions on one database and report the figures."""
    options = _options(arguments)
    random.seed(5)
    address = database(options, f"matching_{options.items}")
    with _register(address) as url:
        seeded = _seed(url, options.items, options.mentions)
        forward = _forward(options.runs)
        reverse = _reverse(options.runs)
    figures = {
        "benchmark": "matching",
        "engine": "postgresql" if address else "sqlite",
        "items": options.items,
        "mentions": options.mentions,
        "seed_seconds": seeded,
        "runs": options.runs,
    }
    for name, cpu, wall in (("forward", *forward), ("reverse", *reverse)):
        times = {
            "direction": name,
            "cpu_ms_p50": rank(cpu, 0.5),
            "cpu_ms_p95": rank(cpu, 0.95),
            "wall_ms_p50": rank(wall, 0.5),
            "wall_ms_p95": rank(wall, 0.95),
        }
        report(options.out, {**figures, **times})
    return 0


def _options(arguments: list[str]) -> argparse.Namespace:
    made = parser("matching")
    made.add_argument("--items", type=number, default=1_000_000, help="1e7 is the large run")
    made.add_argument("--mentions", type=number, default=1_000_000)
    made.add_argument("--runs", type=int, default=100, help="complaints, and items, to measure")
    return read(made, arguments)


@contextmanager
def _register(address: str) -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="custody-benchmark-") as folder:
        url = address or f"sqlite:///{folder}/custody.db"
        emptied(url)
        schema.upgrade(url)
        storage.connect(url, Path(folder), "benchmark.example/log", lambda: datetime.now(UTC))
        yield url
        storage.disconnect()


def noise_lines(count: int, seed: int) -> Iterator[dict[str, Any]]:
    """Yield noise items in the units and streets of the benchmark."""
    kinds = [
        "keys",
        "keys",
        "phone",
        "bag",
        "bicycle",
        "jewellery",
        "cash",
        "computer",
        "clothing",
        "tool",
        "wallet",
        "id_document",
    ]
    intakes = ["surrendered", "seized", "seized", "detained", "found"]
    source = [
        item(
            f"s{n}", kinds[n % len(kinds)], "-", "2025-01-01", unit=UNITS[n % len(UNITS)],
            place=STREETS[n % len(STREETS)], intake=intakes[n % len(intakes)], officer=f"V. Agent{n % 40}",
        )
        for n in range(60)
    ]  # fmt: skip
    return noise_items(source, [], PERIOD, seed, count)


def _seed(url: str, items: int, mentions: int) -> float:
    """Fill the block tables; return the seconds it took."""
    begun = time.perf_counter()
    _load(list(noise_lines(TEMPLATES, 1)))
    with storage.reading() as books:
        known = [state.item for state in books.items.all()]
        views = books.blocks.views(known)
    asked = _asked(_complaints(200, seed=2))
    engine = create_engine(url)
    with engine.connect() as connection:
        if url.startswith("sqlite"):
            connection.exec_driver_sql("PRAGMA synchronous=OFF")
        for parts in _copies(views, items):
            _insert(connection, dict(zip(_TABLES, parts, strict=True)))
        for rows in _mentions(asked, mentions):
            _insert(connection, {MatchBlockRow: rows})
        factor = items // len(views)
        counted = MatchFrequencyRow.__table__.update()
        connection.execute(counted.values(count=MatchFrequencyRow.count * factor))
        connection.execute(text("ANALYZE"))
        connection.commit()
    engine.dispose()
    return round(time.perf_counter() - begun, 1)


_TABLES = (MatchBlockRow, MatchKeyRow, MatchItemRow)


def _insert(connection: Connection, rows: dict[Any, list[dict[str, Any]]]) -> None:
    """Write one part in one transaction: the driver begins none by itself on SQLite."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN")
    for table, values in rows.items():
        if values:
            connection.execute(insert(table.__table__), values)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("COMMIT")
    connection.commit()


def _load(lines: list[dict[str, Any]]) -> list[str]:
    """Import items, and let them be found; return their codes."""
    read = [line for n, one in enumerate(lines) if (line := read_item(n + 1, one)[0])]
    exchange.import_items(read, exchange.Terms(unit="Bureau"), BY, datetime.now(UTC))
    loaded = list(exchange.items_of([str(one["id"]) for one in lines]).values())
    for start in range(0, len(loaded), 500):
        matching.index_items(loaded[start : start + 500])
    return loaded


def _copies(
    views: list[ItemView], count: int
) -> Iterator[tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]]:
    """Yield rows of `count` items in parts: each a view of the noise on another day."""
    days = (PERIOD[1] - PERIOD[0]).days
    made = [(view, _pairs(view), _keys(view), reading.to_value(view)) for view in views]
    source = itertools.cycle(made)
    for start in range(0, count, BATCH):
        rows, keys, kept = [], [], []
        for _ in range(start, min(start + BATCH, count)):
            view, pairs, own, value = next(source)
            code = codes.make_item_code("".join(secrets.choice(codes.ALPHABET) for _ in range(9)))
            day = PERIOD[0] + timedelta(days=random.randrange(days))
            intake = "found" if blocks.is_found(view) else "other"
            rows += [
                {"side": "item", "ref": code, "concept": kind, "place": place, "day": day,
                 "last_day": day, "intake": intake, "rank": rank_}
                for kind, place, rank_ in pairs
            ]  # fmt: skip
            keys += [{"side": "item", "kind": k, "key": v, "ref": code} for k, v in own]
            text_ = json.dumps({**value, "i": code, "day": day.toordinal(), "h": code})
            kept.append(
                {"item": code, "handover": code, "view": text_, "model_version": MODEL_VERSION}
            )
        yield rows, keys, kept


def _pairs(view: ItemView) -> list[tuple[str, str, int]]:
    kinds, places = blocks.item_kinds(view), blocks.item_places(view)
    return [(kind, place, n and 1) for kind in kinds for n, place in enumerate(places)]


def _keys(view: ItemView) -> list[tuple[str, str]]:
    """Return the keys of a view; a number of its own would stand in a million items."""
    kept = ("person", "surname", "named", "home")
    return [(key.kind, key.value) for key in blocks.item_keys(view) if key.kind in kept]


def _mentions(asked: list[Asked], count: int) -> Iterator[list[dict[str, Any]]]:
    """Yield the questions of complaints with `count` mentions, spread over the period."""
    known = [
        (max(sum(f.polarity == "active" for f in one.analysis.frames), 1), blocks.questions(one))
        for one in asked
    ]
    days = (PERIOD[1] - PERIOD[0]).days
    rows: list[dict[str, Any]] = []
    done = 0
    for n, (frames, questions) in enumerate(itertools.cycle(known)):
        if done >= count:
            break
        done += frames
        shift = timedelta(days=random.randrange(days) - days // 2)
        rows += [
            {"side": q.side, "ref": f"C-{n:08d}", "concept": q.concept, "place": q.place,
             "day": q.first + shift, "intake": "-", "rank": 0,
             "last_day": q.last if q.last == blocks.EVER else q.last + shift}
            for q in questions
        ]  # fmt: skip
        if len(rows) >= BATCH:
            yield rows
            rows = []
    yield rows


def _asked(numbers: list[str]) -> list[Asked]:
    """Return what these complaints ask; no item is looked at, for only the questions are kept."""
    with storage.reading() as books:
        found = [books.complaints.find(number) for number in numbers]
        return [ask(books, complaint) for complaint in found if complaint is not None]


def _complaints(count: int, seed: int) -> list[str]:
    """Import complaints about two or three things of one handover; return their numbers."""
    lines = []
    for n, thing in enumerate(itertools.islice(noise_lines(count * 3, seed), 0, count * 3, 3)):
        day = date.fromisoformat(thing["datetime"][:10])
        who = thing["handed_over_by"] or {"name": f"Klager {n}"}
        words = thing["description"].split(",")[0]
        said = (
            f"Op {day.day}-{day.month}-{day.year} heb ik mijn {words} en mijn sleutelbos afgegeven"
            f" aan de politie van {thing['unit']}. Ook mijn rugzak is meegenomen. Ik kreeg niets terug."
        )
        received = (day + timedelta(days=40)).isoformat()
        values = {"id": f"bench-{seed}-{n}", "received": received, "complainant": who, "text": said}
        line = read_complaint(n + 1, values)[0]
        assert line is not None
        lines.append(line)
    exchange.import_complaints(lines, exchange.Terms(), BY, datetime.now(UTC))
    found = exchange.complaints_of([line.import_ref for line in lines])
    return [found[line.import_ref] for line in lines]


def _forward(runs: int) -> tuple[list[float], list[float]]:
    """Return CPU and wall times of comparing a complaint with the register."""
    numbers = _complaints(runs + 5, seed=3)
    return _timed([lambda n=n: matching.compare(n, datetime.now(UTC)) for n in numbers])


def _reverse(runs: int) -> tuple[list[float], list[float]]:
    """Return CPU and wall times of an item that comes in, with the mentions it may belong to."""
    lines = [{**one, "id": f"late-{one['id']}"} for one in noise_lines(runs + 5, seed=4)]
    loaded = _load(lines)
    return _timed([lambda c=c: matching.run_for_item(c, datetime.now(UTC)) for c in loaded])


def _timed(acts: list[Callable[[], Any]]) -> tuple[list[float], list[float]]:
    cpu, wall = [], []
    for act in acts:
        before, begun = time.process_time(), time.perf_counter()
        act()
        cpu.append((time.process_time() - before) * 1000)
        wall.append((time.perf_counter() - begun) * 1000)
    return cpu[5:], wall[5:]
