"""What the read log of one day adds up to: a number of rows, and one hash over all of them (Q45)."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any


def bounds(day: date) -> tuple[datetime, datetime]:
    """Return the first moment of a day (UTC), and the first one after it."""
    start = datetime.combine(day, time(), UTC)
    return start, start + timedelta(days=1)


def day_facts(day: date, looks: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return how many looks a day has, and the hash over all of them in order."""
    digest, rows = hashlib.sha256(), 0
    for look in looks:
        digest.update(json.dumps(look, sort_keys=True).encode() + b"\n")
        rows += 1
    return {"day": day.isoformat(), "rows": rows, "sha256": digest.hexdigest()}
