"""The fields of one line of a file, read one by one; what is wrong is told, never guessed.

Rules kept here:
- a wrong field is named with its line, and says what would be right;
- a time without a zone is local; a bare day counts as its noon and stays known as a day;
- a person is an object, or columns of its parts such as ``handed_over_by_name``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from custody.domain.items import Party
from custody.domain.ledger import nfc

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MOST_TEXT = 4000
PERSON_PARTS = {"name": 160, "dob": 10, "phone": 32, "email": 254, "address": 254}


@dataclass(frozen=True)
class Problem:
    """What is wrong with a line; a remark is only told, and the line is taken all the same."""

    line: int
    field: str
    text: str
    remark: bool = False


class Row:
    """The fields of one line, and the problems met while reading them."""

    def __init__(self, line: int, values: Mapping[str, Any], fields: tuple[str, ...]) -> None:
        self.line = line
        self.values = {name: value for name, value in values.items() if value not in (None, "")}
        self.problems: list[Problem] = []
        parts = {f"{name}_{part}" for name in fields for part in (*PERSON_PARTS, "relation")}
        known = {*fields, *parts, "id", "intake", "qty", "lang", "type"}
        self.unknown = tuple(sorted(set(values) - known))

    def wrong(self, name: str, text: str, *, remark: bool = False) -> None:
        """Keep a problem of this line."""
        self.problems.append(Problem(self.line, name, text, remark))

    def text(
        self, *names: str, most: int = MOST_TEXT, must: bool = False, whole: bool = False
    ) -> str:
        """Return a text under the first of these names that is there; `whole` keeps its edges."""
        for name in names:
            value = self.values.get(name)
            if value is None:
                continue
            if isinstance(value, bool) or not isinstance(value, str | int):
                self.wrong(name, "must be a text")
                return ""
            if re.search("[\x00\ud800-\udfff]", str(value)):
                self.wrong(name, "has a sign that cannot be read; write the file as UTF-8")
                return ""
            found = nfc(str(value))
            found = found if whole else found.strip()
            if len(found) > most:
                self.wrong(name, f"has {len(found)} signs; at most {most} fit")
            if must and not found.strip():
                break
            return str(found)
        if must:
            self.wrong(names[0], "is missing")
        return ""

    def choice(self, name: str, known: Mapping[str, Any], default: str) -> str:
        """Return a word of a closed list."""
        word = self.text(name, most=40)
        if word and word not in known:
            self.wrong(name, f"“{word}” is not one of: {', '.join(known)}")
        return word or default

    def number(self, *names: str) -> int | None:
        """Return a whole number from 0 on, or None."""
        found = self.text(*names, most=12)
        if not found:
            return None
        if not re.fullmatch(r"[0-9]{1,9}", found):
            self.wrong(names[0], f"“{found}” is not a whole number")
            return None
        return int(found)

    def day(self, name: str, *, must: bool = False) -> date | None:
        """Return a day, ``2026-05-12``, or None."""
        found = self.text(name, most=40, must=must)
        try:
            return date.fromisoformat(found[:10]) if found else None
        except ValueError:
            self.wrong(name, f"“{found}” is not a day such as 2026-05-12")
            return None

    def moment(self, name: str, *, must: bool = False) -> tuple[datetime | None, bool]:
        """Return a moment, and whether it is a bare day; a bare day counts as its noon."""
        found = self.text(name, most=40, must=must)
        if not found:
            return None, False
        try:
            if re.fullmatch(r"\d{4}-\d{2}-\d{2}", found):
                noon = datetime.combine(date.fromisoformat(found), time(12), AMSTERDAM)
                return noon.astimezone(UTC), True
            moment = datetime.fromisoformat(found)
            moment = moment if moment.tzinfo else moment.replace(tzinfo=AMSTERDAM)
            return moment.astimezone(UTC), False
        except (ValueError, OverflowError):
            self.wrong(name, f"“{found}” is not a time such as 2026-05-12T14:30")
            return None, False

    def person(self, name: str, role: str) -> Party | None:
        """Return a person around an item or complaint, from parts or from an object, or None."""
        given = self.values.get(name)
        if given is not None and not isinstance(given, Mapping):
            self.wrong(name, "must be an object with name, dob, phone, email, address")
            return None
        for part in (*PERSON_PARTS, "relation"):
            if given and given.get(part):
                self.values[f"{name}_{part}"] = given[part]
        parts = {p: self.text(f"{name}_{p}", most=most) for p, most in PERSON_PARTS.items()}
        if not any(parts.values()):
            return None
        name_, born, phone, email, address = parts.values()
        return Party(role, name_, born, phone, email, address)
