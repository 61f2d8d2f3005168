"""What a figure was measured under, and where figures go."""

import json
import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


def conditions() -> dict[str, Any]:
    """Return machine, versions, load and commit of this moment."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "commit": commit.stdout.strip(),
    }


def rank(times: list[float], part: float) -> float:
    """Return the smallest time that this part of all times does not pass, in ms."""
    ordered = sorted(times)
    return round(ordered[max(-int(-part * len(ordered) // 1) - 1, 0)], 2)


def report(out: Path | None, figures: dict[str, Any]) -> None:
    """Print figures as one JSON line, and add them to the file of the benchmark under `out`."""
    line = json.dumps({**figures, **conditions()}, ensure_ascii=False)
    print(line, flush=True)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        with (out / f"{figures['benchmark']}.jsonl").open("a", encoding="utf-8") as file:
            file.write(line + "\n")
