"""The log of the programme: one JSON object per line, and nothing personal in it (Q73, Q42).

Rules kept here:
- a line holds only keys of a closed list, and only values that are plain words or numbers: no
  name, no free text, no token, no query string, whoever writes the line and by whatever mistake;
- what libraries log comes out the same way: where it happened and what kind of error, never the
  words, for those can hold what somebody typed;
- every value is one of JSON, so no line break or escape sequence can make a second line of one.

The custody events are not this log: they are the record, and stand in the database.
"""

import logging
import re
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from typing import Any, TextIO

import structlog

ALLOWED = (
    *("time", "level", "event", "request_id", "route", "method", "status", "ms", "user"),
    *("logger", "error", "where", "job", "kind", "count", "size", "check", "setting"),
)
_PLAIN = re.compile(r"[A-Za-z0-9_.:/<>+ -]{0,120}")
_FRAMES = 8


def configure(stream: TextIO | None = None) -> None:
    """Let all that is logged in this process go to `stream`, standard output unless said."""
    out = stream or sys.stdout
    structlog.configure(
        processors=[
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
            structlog.processors.add_log_level,
            _with_error,
            only_allowed,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(out),
        cache_logger_on_first_use=False,
    )
    logging.root.handlers[:] = [_Foreign()]
    logging.root.setLevel(logging.WARNING)


def only_allowed(_logger: Any, _name: str, line: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """Keep the allowed keys in their order, and of their values what is a plain word or number."""
    return {key: _plain(line[key]) for key in ALLOWED if key in line}


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, list):
        return [_plain(one) for one in value[:_FRAMES]]
    text = str(value)
    return text if _PLAIN.fullmatch(text) else "-"


def _with_error(_logger: Any, _name: str, line: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """Turn an exception into its kind and its places; its words stay out."""
    given = line.pop("exc_info", None)
    error = sys.exc_info()[1] if given is True else given
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        line["error"] = type(error).__name__
        line["where"] = places_of(error)
    return line


def places_of(error: BaseException) -> list[str]:
    """Return where an error came from: file, line and function of its last steps."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    return [
        f"{'/'.join(frame.filename.split('/')[-2:])}:{frame.lineno} {frame.name}"
        for frame in frames
    ]


class _Foreign(logging.Handler):
    """What libraries log, without their words."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line for a record of the standard library's logging."""
        where = f"{record.module}.py:{record.lineno} {record.funcName}"
        values: dict[str, Any] = {"logger": record.name, "where": [where]}
        if record.exc_info:
            values["exc_info"] = record.exc_info
        level = "error" if record.levelno >= logging.ERROR else "warning"
        getattr(structlog.get_logger(), level)("library", **values)
