"""`python -m tests.costs`: write the table of statements anew, from what the routes ask now."""

import tempfile
from pathlib import Path

from tests.costs.test_statements import TABLE, all_statements, fill
from tests.pages import running
from tests.security.world import build, offer

world = build(running(Path(tempfile.mkdtemp()) / "register"))
offer(world)
fill(world, 2)
told = all_statements(world)
lines = [f'"{name}" = {len(statements)}\n' for name, statements in sorted(told.items())]
TABLE.write_text(
    "# The most statements that a route may ask; written by `python -m tests.costs` (Q52).\n"
    + "".join(lines),
    encoding="utf-8",
)
