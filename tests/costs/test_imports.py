"""What a start loads: each library that is needed later waits until it is (Q66, Q67)."""

import json
import subprocess
import sys

import pytest

# Drawing, printing, migrations, mail and the browser: none of them is asked by a first page.
LATER = frozenset(
    {"PIL", "pillow_heif", "qrcode", "typst", "alembic", "smtplib", "playwright", "openpyxl"}
)
# What a command's help and the list of commands need none of.
SERVING = LATER | {"flask", "sqlalchemy", "jinja2", "babel", "cryptography", "phonenumbers"}


def _loaded(statement: str) -> set[str]:
    """Return the packages that one statement loads in a process of its own."""
    ask = f"{statement}; import json, sys; print(json.dumps(sorted(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in json.loads(said.stdout)}


@pytest.mark.parametrize(
    ("statement", "later"),
    [
        ("import custody.cli", SERVING),
        ("import custody.verifier", SERVING - {"cryptography"}),
        ("import custody.app, custody.worker", LATER - {"smtplib"}),
    ],
)
def test_a_start_does_not_load_what_is_asked_for_later(statement: str, later: frozenset) -> None:
    loaded = _loaded(statement)
    assert "custody" in loaded
    assert not loaded & later, (
        "import it where it is used, and say that start-up time is the reason"
    )
