"""`import`: many items of another register, read from a file and recorded, at what cost for each.

The file is the one that `custody import` reads; each line becomes a handover, its events, its search
words and the work of the matching. The floor is the bare chained commit of one event (Q53).
"""

import json
import resource
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from custody import storage
from custody.domain.exchange import read_item
from custody.domain.people import system_person
from custody.services import exchange
from tests.benchmarks.conditions import report
from tests.benchmarks.matching import noise_lines
from tests.benchmarks.options import number, parser, read
from tests.pages import running


def main(arguments: list[str]) -> int:
    """Import a file of items into an empty register; report the cost of one, and the most memory."""
    made = parser("import")
    made.add_argument("--items", type=number, default=100_000)
    options = read(made, arguments)
    with TemporaryDirectory(dir=options.out) as folder:
        path = Path(folder) / "items.jsonl"
        with path.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(line) + "\n" for line in noise_lines(options.items, 6))
        running(Path(folder) / "register")
        figures = _imported(path)
        storage.disconnect()
    report(options.out, {"benchmark": "import", "engine": "sqlite", **figures})
    return 0


def _imported(path: Path) -> dict[str, Any]:
    by = system_person("benchmark")
    cpu, wall = time.process_time(), time.perf_counter()
    with path.open(encoding="utf-8") as file:
        read_lines = (read_item(n, json.loads(line))[0] for n, line in enumerate(file, start=1))
        lines = (line for line in read_lines if line is not None)
        outcome = exchange.import_items(lines, exchange.Terms(unit="Bureau"), by, datetime.now(UTC))
    count = outcome.recorded
    return {
        "items": count,
        "cpu_ms": round((time.process_time() - cpu) * 1000 / count, 3),
        "seconds": round(time.perf_counter() - wall, 1),
        "most_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
