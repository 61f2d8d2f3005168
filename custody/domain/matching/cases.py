"""Reading a file of items, complaints and gold links (`matching.md` 16).

The reader splits the file: what the matcher gets has no gold line, no `person_ref` and no `lang`
in it, so nothing of them can leak; the gold and the slices go to the metrics alone. A reader
ignores fields it does not know; a missing optional field is null.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from custody.domain.errors import InputError
from custody.domain.items import CATEGORIES
from custody.domain.words import mark

FORMAT = "custody-matching/1"
INTAKES = ("surrendered", "seized", "detained", "brought", "evidence", "found")
REGIMES = ("full", "degraded", "none")
STRENGTHS = ("certain", "probable", "possible")
_HIDDEN = ("person_ref", "lang", "type")


class CaseFileError(InputError):
    """A line of the file is not as the format wants it."""

    sentence = mark("Line %(line)s, field %(field)s: %(problem)s.")


@dataclass(frozen=True)
class GoldLink:
    """An item that a complaint is about, how sure a reader is, and the words for it."""

    item: str
    strength: str
    mention: str | None


@dataclass(frozen=True)
class Gold:
    """What an attentive reader found in one complaint."""

    links: tuple[GoldLink, ...] = ()
    wrong: frozenset[str] = frozenset()
    claims: tuple[tuple[str, str | None], ...] = ()
    non_mentions: tuple[str, ...] = ()


@dataclass(frozen=True)
class CaseFile:
    """A file in its two halves: `items` and `complaints` for the matcher, the rest for metrics."""

    file: str
    period: tuple[date, date]
    noise_seed: int
    items: tuple[Mapping[str, Any], ...]
    complaints: tuple[Mapping[str, Any], ...]
    gold: Mapping[str, Gold]
    languages: Mapping[str, str] = field(default_factory=dict)


def read_cases(lines: Iterable[str], file: str = "") -> CaseFile:
    """Return the two halves of a file; CaseFileError names the line and the field."""
    meta: dict[str, Any] = {}
    items: dict[str, dict[str, Any]] = {}
    complaints: dict[str, dict[str, Any]] = {}
    gold: dict[str, tuple[int, dict[str, Any]]] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        one = _object(number, line)
        match one.get("type"):
            case "meta":
                meta = _meta(number, one)
            case "item":
                _once(number, items, _item(number, one))
            case "complaint":
                _once(number, complaints, _complaint(number, one))
            case "gold":
                gold[_text(number, one, "complaint")] = (number, one)
            case _:
                raise _wrong(number, "type", "meta, item, complaint or gold is expected")
    if not meta:
        raise _wrong(1, "type", "the file has no meta line")
    first, last = (_day(1, {"period": day}, "period") for day in meta["period"])
    languages = {id_: str(one.get("lang") or "") for id_, one in complaints.items()}
    return CaseFile(
        file=file,
        period=(first, last),
        noise_seed=meta.get("noise_seed") or 1,
        items=tuple(_visible(one) for one in items.values()),
        complaints=tuple(_visible(one) for one in complaints.values()),
        gold={id_: _gold(*gold[id_], items) for id_ in gold},
        languages=languages,
    )


def in_regime(item: Mapping[str, Any], regime: str) -> dict[str, Any]:
    """Return an item as a regime has it: with its giver, with a hurried note of it, or with none."""
    kept = {name: value for name, value in item.items() if name != "handed_over_by_degraded"}
    if regime == "degraded":
        kept["handed_over_by"] = item.get("handed_over_by_degraded")
    elif regime == "none":
        kept["handed_over_by"] = None
    return kept


def _object(number: int, line: str) -> dict[str, Any]:
    try:
        one = json.loads(line)
    except ValueError as error:
        raise _wrong(number, "-", "this is not JSON") from error
    if not isinstance(one, dict):
        raise _wrong(number, "-", "one object per line is expected")
    return one


def _meta(number: int, one: dict[str, Any]) -> dict[str, Any]:
    if one.get("format") != FORMAT:
        raise _wrong(number, "format", f"{FORMAT} is expected")
    period = one.get("period")
    if not isinstance(period, list) or len(period) != 2:
        raise _wrong(number, "period", "two days are expected")
    for day in period:
        _day(number, {"period": day}, "period")
    if not isinstance(one.get("noise_seed", 1), int):
        raise _wrong(number, "noise_seed", "a whole number is expected")
    return one


def _item(number: int, one: dict[str, Any]) -> dict[str, Any]:
    for name in ("id", "description"):
        _text(number, one, name)
    _day(number, one, "datetime")
    for name in ("registered", "returned"):
        if one.get(name):
            _day(number, one, name)
    if one.get("qty") is not None and not isinstance(one["qty"], int):
        raise _wrong(number, "qty", "a whole number or null is expected")
    for name in ("handed_over_by", "handed_over_by_degraded"):
        _person(number, one, name)
    for pair in one.get("identifiers") or ():
        if not isinstance(pair, dict) or not {"kind", "value"} <= pair.keys():
            raise _wrong(number, "identifiers", "objects with kind and value are expected")
    known = dict(one)
    known["intake"] = one.get("intake") if one.get("intake") in INTAKES else "surrendered"
    known["category"] = one.get("category") if one.get("category") in CATEGORIES else "other"
    return known


def _complaint(number: int, one: dict[str, Any]) -> dict[str, Any]:
    for name in ("id", "text"):
        _text(number, one, name)
    _day(number, one, "received")
    for name in ("complainant", "represented"):
        _person(number, one, name)
    return one


def _gold(number: int, one: dict[str, Any], items: Mapping[str, object]) -> Gold:
    links = []
    for link in one.get("links") or ():
        if not isinstance(link, dict) or link.get("item") not in items:
            raise _wrong(number, "links", "an item of this file is expected")
        if link.get("strength") not in STRENGTHS:
            raise _wrong(number, "links", "strength is certain, probable or possible")
        links.append(GoldLink(link["item"], link["strength"], link.get("mention")))
    return Gold(
        links=tuple(links),
        wrong=frozenset(pair["item"] for pair in one.get("must_not_link") or ()),
        claims=tuple(
            (claim.get("category") or "other", claim.get("mention"))
            for claim in one.get("claims_without_record") or ()
        ),
        non_mentions=tuple(
            said if isinstance(said, str) else said["mention"]
            for said in one.get("non_mentions") or ()
        ),
    )


def _visible(one: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in one.items() if name not in _HIDDEN}


def _once(number: int, seen: dict[str, dict[str, Any]], one: dict[str, Any]) -> None:
    if one["id"] in seen:
        raise _wrong(number, "id", f"{one['id']} stands in the file twice")
    seen[one["id"]] = one


def _text(number: int, one: Mapping[str, Any], name: str) -> str:
    value = one.get(name)
    if not isinstance(value, str) or not value:
        raise _wrong(number, name, "a text is expected")
    return value


def _day(number: int, one: Mapping[str, Any], name: str) -> date:
    try:
        return datetime.fromisoformat(str(one.get(name))).date()
    except ValueError as error:
        raise _wrong(
            number, name, "a day or moment such as 2025-05-12T14:30 is expected"
        ) from error


def _person(number: int, one: Mapping[str, Any], name: str) -> None:
    if one.get(name) is not None and not isinstance(one[name], dict):
        raise _wrong(number, name, "an object with a name, or null, is expected")


def _wrong(number: int, name: str, problem: str) -> CaseFileError:
    return CaseFileError(line=number, field=name, problem=problem)
