"""`floor`, `labels`, `receipt`, `ledger`, `start`, `size` and `memory`: what is measured without many clients."""

import argparse
import hashlib
import json
import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from custody import storage
from custody.app import create_app, house_folder
from custody.domain import ledger as ledger_rules
from custody.paper.press import Press
from custody.services import accounts, audit, intake, receipts
from custody.web.papers import receipt_pdf
from tests.benchmarks.conditions import rank, report
from tests.benchmarks.http import PORT, known, works
from tests.benchmarks.measures import interleaved
from tests.benchmarks.options import number, parser, read
from tests.benchmarks.registers import SEED, engine_of, register
from tests.benchmarks.server import append_one, make_floor
from tests.benchmarks.serving import cpu_of, imports_of, memory_of, served
from tests.pages import running
from tests.security.world import handover


def _options(name: str, arguments: list[str], **more: int) -> argparse.Namespace:
    made = parser(name)
    for option, value in more.items():
        made.add_argument(f"--{option}", type=number, default=value)
    return read(made, arguments)


def _cpu(act: Callable[[], Any]) -> float:
    began = time.process_time()
    act()
    return (time.process_time() - began) * 1000


def floor(arguments: list[str]) -> int:
    """Measure what nothing can beat on this machine (Q53): disk, chained commit, canonical JSON."""
    options = _options("floor", arguments)
    body = {"at": "2026-01-01T00:00:00Z", "d": ["x" * 43] * 6, "item": "F5DPN209V2", "seq": 1}
    hashing = _cpu(lambda: [_hash(body) for _ in range(5000)]) / 5000
    with tempfile.TemporaryDirectory(dir=options.out) as folder:
        synced = [_synced(Path(folder) / "x") for _ in range(50)]
        base = sqlite3.connect(Path(folder) / "floor.db", isolation_level=None)
        base.execute("PRAGMA journal_mode=WAL")
        base.execute("PRAGMA synchronous=FULL")
        make_floor(base)
        commit = _cpu(lambda: [append_one(base, b"{}") for _ in range(200)]) / 200
        base.close()
    figures = {
        "fdatasync_4k_ms_p50": rank(synced, 0.5),
        "fdatasync_4k_ms_p99": rank(synced, 0.99),
        "chained_commit_cpu_ms": round(commit, 3),
        "canonical_and_sha256_per_s": round(1000 / hashing),
    }
    report(options.out, {"benchmark": "floor", **figures})
    return 0


_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _hash(body: dict[str, Any]) -> bytes:
    """Return what must be done at the very least for one event: its bytes, and their hash."""
    return hashlib.sha256(_CANONICAL.encode(body).encode()).digest()


def _synced(path: Path) -> float:
    began = time.perf_counter()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT)
    os.write(descriptor, b"x" * 4096)
    os.fdatasync(descriptor)
    os.close(descriptor)
    return (time.perf_counter() - began) * 1000


def labels(arguments: list[str]) -> int:
    """Measure one PDF with a thousand labels (Q62); the floor is the QR matrix of each."""
    from custody.paper import qr
    from custody.paper.labels import ItemLabel
    from custody.paper.stock import SHEETS

    options = _options("labels", arguments, count=1000)
    draw = random.Random(SEED)
    texts = [
        "".join(draw.choice("23456789ABCDEFGH") for _ in range(10)) for _ in range(options.count)
    ]
    made = [
        ItemLabel(f"https://BON.EXAMPLE/I/{code}", code, "2 sleutels", "3 mei 2026")
        for code in texts
    ]
    press = Press(house_folder("templates"))
    cost = _cpu(lambda: press.sheet_pdf(made, SHEETS["a4-70x37"], 1, "nl"))
    matrix = _cpu(lambda: [qr.matrix(f"https://BON.EXAMPLE/I/{code[::-1]}", "Q") for code in texts])
    figures = {"count": options.count, "cpu_ms": round(cost), "qr_cpu_ms": round(matrix)}
    report(options.out, {"benchmark": "labels", **figures})
    return 0


def receipt(arguments: list[str]) -> int:
    """Measure one receipt as PDF/A and PDF/UA with its signed QR (Q63)."""
    options = _options("receipt", arguments, count=20)
    with tempfile.TemporaryDirectory() as folder:
        app = running(Path(folder) / "register")
        with app.test_request_context():
            by = accounts.find_account("4711").person
            now = datetime.now(UTC)
            taken = intake.hand_over(handover(by, now), by, now)
            found = receipts.show_receipt(taken.receipts[0], app.config["BASE_URL"], by)
            receipt_pdf(found, "a6", "nl")
            costs = [_cpu(lambda: receipt_pdf(found, "a6", "nl")) for _ in range(options.count)]
        storage.disconnect()
    figures = {"count": options.count, "cpu_ms": rank(costs, 0.5)}
    report(options.out, {"benchmark": "receipt", **figures})
    return 0


def ledger(arguments: list[str]) -> int:
    """Measure the check of the whole log (Q64) beside canonical JSON and SHA-256 of as many bodies."""
    options = _options("ledger", arguments, seconds=60)
    made = register(options, options.events)
    create_app(made)
    with storage.reading() as books:
        body = ledger_rules.read_body(next(books.ledger.raw_events()).body)
    paired = interleaved(
        lambda: _cpu(audit.verify) / options.events,
        lambda: _cpu(lambda: [_hash(body) for _ in range(50_000)]) / 50_000,
        repeats=3,
        seconds=options.seconds,
    )
    storage.disconnect()
    figures = {"events": options.events, "engine": engine_of(made), "seed": SEED}
    figures |= {"cpu_ms": round(paired.ours * 1000, 1), "cpu_ms_is_for": "1000 events"}
    rates = {"events_per_s": round(1000 / paired.ours) if paired.ours else None}
    report(options.out, {"benchmark": "ledger", **figures, **rates, "ratio": paired.ratio})
    return 0


def start(arguments: list[str]) -> int:
    """Measure from the command to the first answer (Q67), and what the commands of every day cost."""
    options = _options("start", arguments, runs=3)
    made = register(options, options.events)
    walls, costs = [], []
    for _ in range(options.runs):
        began = time.perf_counter()
        with served("custody", made.folder, PORT, made.database_url) as pid:
            walls.append((time.perf_counter() - began) * 1000)
            costs.append((cpu_of(PORT) + imports_of(pid)) * 1000)
    figures = {
        "events": options.events,
        "engine": engine_of(made),
        "first_answer_ms": rank(walls, 0.5),
        "cpu_ms": rank(costs, 0.5),
    }
    with tempfile.TemporaryDirectory() as folder:
        demo = ("demo", "--no-serve", "--dir", f"{folder}/demo")
        figures |= {
            "help_cpu_ms": _command_cpu("--help"),
            "demo_cpu_ms": _command_cpu(*demo),
            "demo_again_cpu_ms": _command_cpu(*demo),
        }
    report(options.out, {"benchmark": "start", **figures})
    return 0


def _command_cpu(*arguments: str) -> int:
    """Return the CPU of one run of the `custody` command, its children included, in ms."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-c", "from custody.cli import main; main()", *arguments]
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return round(used * 1000)


def size(arguments: list[str]) -> int:
    """Measure the bytes per item with ten events, its proofs, texts and search words (Q68)."""
    options = _options("size", arguments)
    made = register(options, options.events)
    path = made.folder / "custody.db"
    with sqlite3.connect(path) as base:
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        items = base.execute("SELECT count(*) FROM item").fetchone()[0]
    figures = {
        "events": options.events,
        "items": items,
        "bytes_per_item": path.stat().st_size // items,
    }
    report(options.out, {"benchmark": "size", **figures})
    return 0


def memory(arguments: list[str]) -> int:
    """Measure the worker's memory at the start, half-way and after many mixed requests (Q66)."""
    options = _options("memory", arguments, requests=2000)
    made = register(options, options.events)
    facts = known(made, options.requests)
    with served("custody", made.folder, PORT, made.database_url) as pid:
        acts = [work for work, _ in works(facts).values()]
        sizes = [memory_of(pid)]
        for n in range(options.requests):
            acts[n % len(acts)](n)
            if n + 1 in (options.requests // 2, options.requests):
                sizes.append(memory_of(pid))
    figures = {"requests": options.requests, "mb": [round(one, 1) for one in sizes]}
    grown = round(100 * (sizes[2] / sizes[1] - 1), 1)
    report(options.out, {"benchmark": "memory", **figures, "growth_percent_second_half": grown})
    return 0


def compare(arguments: list[str]) -> int:
    """Compare two folders of results: 1 when a CPU figure is more than ten percent worse (Q54)."""
    if len(arguments) != 2:
        print("usage: python -m tests.benchmarks compare BASE NEW")
        return 64
    base, new = (_figures(Path(name)) for name in arguments)
    worse = 0
    for key in sorted(base.keys() & new.keys()):
        change = round(100 * (new[key] / base[key] - 1), 1) if base[key] else 0.0
        worse += change > 10
        print(json.dumps({"what": key, "base": base[key], "new": new[key], "percent": change}))
    return 1 if worse else 0


_WHAT = ("benchmark", "work", "direction", "engine", "events", "items", "count")


def _figures(folder: Path) -> dict[str, float]:
    """Return the newest CPU figures of each work."""
    found = {}
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            one = json.loads(line)
            what = " ".join(str(one[name]) for name in _WHAT if name in one)
            costs = {n: v for n, v in one.items() if "cpu_ms" in n and isinstance(v, int | float)}
            found |= {f"{what} {name}": value for name, value in costs.items() if value}
    return found
