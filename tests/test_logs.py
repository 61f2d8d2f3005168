"""The log of the programme: one JSON object per line, and never a word that somebody typed (Q42, Q73)."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from custody import logs

NASTY = [
    "Annie\r\nVerhoeven",
    "\x1b[31mred\x1b[0m",
    "a\u202eb",
    "naam@example.nl?x=1&y",
    "é",
    "x" * 500,
]


@pytest.fixture
def out() -> Iterator[io.StringIO]:
    """What is logged during a test; afterwards logging is as it was."""
    handlers, level = logging.root.handlers[:], logging.root.level
    stream = io.StringIO()
    logs.configure(stream)
    yield stream
    structlog.reset_defaults()
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)


def _lines(out: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_line_is_one_object_with_time_and_level(out: io.StringIO) -> None:
    structlog.get_logger().info("request", status=200, ms=1.5, user=None, route="items.show")
    (line,) = _lines(out)
    assert list(line) == ["time", "level", "event", "route", "status", "ms", "user"]
    assert str(line["time"]).endswith("Z")
    assert (line["level"], line["status"], line["user"]) == ("info", 200, None)


def test_a_key_that_is_not_on_the_list_is_left_out(out: io.StringIO) -> None:
    structlog.get_logger().info("request", name="Annie", text="free", token="t", body={"a": 1})
    assert set(_lines(out)[0]) == {"time", "level", "event"}


@pytest.mark.parametrize("value", NASTY)
def test_a_value_that_is_no_plain_word_is_left_out(out: io.StringIO, value: str) -> None:
    structlog.get_logger().warning("work failed", error=value, where=[value], kind=value)
    assert len(out.getvalue().splitlines()) == 1
    (line,) = _lines(out)
    assert (line["error"], line["where"], line["kind"]) == ("-", ["-"], "-")


def test_an_error_is_told_by_its_kind_and_its_place(out: io.StringIO) -> None:
    try:
        raise ValueError("Annie Verhoeven")
    except ValueError:
        structlog.get_logger().exception("job failed", job="remind")
    (line,) = _lines(out)
    assert line["error"] == "ValueError"
    assert "tests/test_logs.py:" in str(line["where"])
    assert "Annie" not in out.getvalue()


def test_what_libraries_log_comes_without_their_words(out: io.StringIO) -> None:
    log = logging.getLogger("gunicorn.error")
    log.warning("Invalid request from %s: %s", "1.2.3.4", "/B/x?secret")
    try:
        raise OSError("Annie")
    except OSError:
        log.exception("Error handling request /search?q=Annie")
    first, second = _lines(out)
    assert (first["event"], first["logger"], first["level"]) == (
        "library",
        "gunicorn.error",
        "warning",
    )
    assert second["error"] == "OSError"
    assert "secret" not in out.getvalue()
    assert "Annie" not in out.getvalue()
