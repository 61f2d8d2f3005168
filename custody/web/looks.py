"""The record of who looked, in words: which page, what of it, and with what purpose (C93).

What was seen stands in the record as `kind:number`. It is shown as a word with its number, and leads
to its page where it has one.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for

from custody.domain.codes import show_item_code
from custody.domain.words import mark
from custody.web.words import word

MOST_NAMED = 4
# The room of a page, and the few pages whose looking is worth a word of its own.
PAGES = {
    "accounts": mark("Account"),
    "audit": mark("Check"),
    "audit.access": mark("Who looked at what"),
    "claims": mark("Claims"),
    "claims.feature": mark("Check feature"),
    "complaints": mark("Complaints"),
    "complaints.links": mark("Link items"),
    "corrections": mark("Correction"),
    "desk": mark("Move"),
    "dossier": mark("Dossier"),
    "handling": mark("Handling"),
    "stages": mark("Handling"),
    "copies": mark("Copies"),
    "hearing": mark("Questions of the committee"),
    "sending": mark("Letters"),
    "inspections": mark("Look at it again"),
    "inspections.count": mark("Count"),
    "intake": mark("Receipt"),
    "items": mark("Item"),
    "items.feature": mark("Check feature"),
    "items.photo": mark("Photo"),
    "items.original": mark("Photo"),
    "keeping": mark("With me"),
    "labels": mark("Labels"),
    "letters": mark("Letter"),
    "overview": mark("Storage"),
    "packing": mark("What is in it"),
    "returns": mark("Give back"),
    "search": mark("Search"),
    "search.export": mark("Export"),
    "taking": mark("Why it is here"),
    "transfers": mark("Take over"),
    "api": mark("API"),
}
PURPOSES = {
    "task": mark("Work"),
    "audit": mark("Check"),
    "check_feature": mark("Asked for a check feature"),
    "export": mark("Export"),
    "found": mark("Found"),
    "overview": mark("Overview"),
    "return": mark("Give back"),
    "search": mark("Search"),
}
KINDS = {
    "item": ("", "items.show", "code"),
    "complaint": ("", "complaints.show", "number"),
    "claim": ("", "claims.show", "number"),
    "receipt": (mark("Receipt"), "", ""),
    "letter": (mark("Letter"), "", ""),
    "photo": (mark("Photo of"), "items.show", "code"),
    "check_feature": (mark("Check feature of"), "items.show", "code"),
}
# What is seen as a whole, without a number.
WHOLE = {
    "integrity": mark("Check"),
    "export": mark("Export"),
    "access_log": mark("Who looked at what"),
}


@dataclass(frozen=True)
class Seen:
    """One thing that was seen: its words, and where it stands."""

    words: str
    href: str = ""


@dataclass(frozen=True)
class Line:
    """One look: who, when, at which page, what of it, how much more, and with what purpose."""

    at: datetime
    who: str
    number: str
    page: str
    seen: tuple[Seen, ...]
    more: int
    purpose: str


def line_of(look: Any, names: dict[str, str]) -> Line:
    """Return one record of a look as a reader's line."""
    return Line(
        at=look.at,
        who=names.get(look.by, look.by),
        number=look.by,
        page=_page(look.route),
        seen=tuple(_seen(one) for one in look.seen[:MOST_NAMED]),
        more=max(len(look.seen) - MOST_NAMED, 0),
        purpose=word(PURPOSES.get(look.purpose, look.purpose)),
    )


def _page(route: str) -> str:
    room = route.partition(".")[0]
    return word(PAGES.get(route) or PAGES.get(room) or PAGES.get(room.partition("_")[0], route))


def _seen(one: str) -> Seen:
    kind, _, number = one.partition(":")
    if kind not in KINDS:
        return Seen(word(WHOLE.get(kind, one)))
    before, endpoint, name = KINDS[kind]
    shown = show_item_code(number) if name == "code" else number
    words = f"{word(before)} {shown}".strip()
    return Seen(words, url_for(endpoint, **{name: number}) if endpoint else "")
