"""Fills in every form of the table FORMS with hostile texts, and sends it as the browser would (Q34)."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from wtforms import (
    Field,
    FieldList,
    FileField,
    FormField,
    HiddenField,
    IntegerField,
    MultipleFileField,
    PasswordField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import Length

from custody.services import accounts, handling, intake, transfers
from custody.web.forms.reading import LocalDay, LocalMoment, NoFields
from custody.web.rights import FORMS
from tests.acts import send, trail
from tests.pages import PASSWORD, Visitor
from tests.security.payloads import PAYLOADS
from tests.security.test_forged import _who_may
from tests.security.world import World, address, form, handover, right_of, routes, small_jpeg

# Text to the form, and to its reader a code, a number or a name from a list.
CODES = {
    "place": "SCHAP-B-12",
    "parent": "KAMER-HAVEN",
    "unit": "WTL-HAVEN",
    "post": "BALIE-HAVEN",
    "user": "4711",
    "chief": "4711",
    "to": "BALIE-HAVEN",
    "other": "",
    "number": "7001",
    "email": "piet@politie.example",
    "giver_email": "annie@example.nl",
    "giver_phone": "+31612345678",
    "claimant_email": "annie@example.nl",
    "claimant_phone": "+31612345678",
    "tail": "123",
    "witness": "4005",
    "second": "",
    "second_name": "joke",
    "person": "4711",
    "officer": "",
    "ref": "",
    "photo_kept": "",
    "sign_drawing": "",
    "next": "",
    "codes": "",
    "more": "",
    "cash_total": "",
}
SEAL = '"><b hit onclick=hit=1>'
# What a form needs beside its words to be accepted.
NEEDS: dict[str, dict[str, Any]] = {
    "intake.create": {"when_way": "now", "sign_way": "typed", "giver_way": "name"},
    "places.create": {"code": "HEK-1", "parent": "", "post": "", "user": "", "kind": "shelf"},
    "accounts.create_user": {"roles": ["officer"], "post": ""},
    "accounts.change_user": {"roles": ["officer"], "post": "", "active": "y"},
    "stages.step": {"to": "acknowledged"},
    "stages.prepare": {"to": "suspended", "basis": "consent", "day": "2027-12-20"},
    "stages.propose": {"proposed": "2027-12-20"},
    "letters.send": {"way": "post"},
    "stages.agree": {"agreed": "2027-12-20"},
    "claims.create": {"first_on": "2026-11-19"},
    "returns.create": {
        "sign_way": "typed",
        "feature_result": "matches",
        "entitlement": "on_the_spot",
    },
    "packing.make_parts": {"parts": "1 1"},
    "transfers.create": {"to": "BALIE-HAVEN"},
    "tokens.create": {"scopes": ["items:read"]},
    "inspections.save_seal": {"new": SEAL, "again": SEAL},
    "inspections.save_count": {"sign_way": "typed"},
    "letters.write_for_complaint": {"kind": "L1", "item": "", "receiver": ""},
    "claims.close": {"reason": "withdrawn"},
}
# These ends of an item are sent for an item of their own.
OF_ITS_OWN = {"returns.create", "corrections.make_void", "transfers.hand_on", "packing.make_parts"}
OF_ITS_OWN |= {"transfers.create", "keeping.keep", "labels.print_labels", "corrections.create"}
# After the letter of receipt a complaint goes on, and what ends a claim is not followed.
LAST = ("", "stages.step", "handling.judge", "claims.close")
OFFERED = {"transfers.withdraw", "transfers.answer"}
WHO = {
    **dict.fromkeys(OF_ITS_OWN | {"transfers.withdraw"}, "sanne"),
    "transfers.answer": "joke",
    "labels.print_labels": "ruud",
    "corrections.make_void": "ruud",
    "claims.create": "marit",
}


@dataclass
class Sent:
    """What was sent to one form, and what came of it."""

    endpoint: str
    texts: dict[str, str]
    status: int
    page: str


@dataclass
class Filler:
    """Sends forms; each field of words gets its own mark and the payload whose turn it is."""

    world: World
    payloads: tuple[str, ...] = PAYLOADS
    turn: int = 0
    sent: list[Sent] = field(default_factory=list)

    def send_all(self, turn: int = 0) -> list[Sent]:
        """Send every form that has words, once, and return what came of each."""
        self.turn = turn
        for endpoint, kind in sorted(FORMS.items(), key=lambda one: _turn(one[0])):
            if kind is not NoFields and endpoint != "accounts.change_password":
                self._send(endpoint)
        return self.sent

    def _send(self, endpoint: str) -> None:
        item = self._item_for(endpoint)
        if endpoint == "stages.step":
            send(self.world.own.complaint, "L1", accounts.find_account("5002").person, now())
        if endpoint == "handling.judge":
            self._to_phase_two()
        things = replace(self.world.own, item=item)
        with self.world.app.test_request_context("/"):
            values, texts = self._filled_in(endpoint, item)
        rule = next(rule for name, _, rule in routes(self.world.app, "POST") if name == endpoint)
        username = WHO.get(endpoint) or _who_may(right_of(endpoint, "POST"))
        visitor = Visitor.entered(self.world.app, username).open("/account")
        visitor.send(address(self.world.app, rule, things), **values)
        page = visitor.text if "html" in visitor.response.mimetype else ""
        self.sent.append(Sent(endpoint, texts, visitor.status, page))

    def _item_for(self, endpoint: str) -> str:
        """Return the item of the world, or one that this form may change for good."""
        if endpoint not in OF_ITS_OWN | OFFERED:
            return self.world.own.item
        by, at = accounts.find_account(self.world.own.user).person, datetime.now(UTC)
        item = intake.hand_over(handover(by, at), by, at).items[0]
        if endpoint in OFFERED:
            transfers.offer((item,), "BALIE-HAVEN", "", form(), by, at)
        return item

    def _to_phase_two(self) -> None:
        """Bring the complaint before the authority."""
        by, number = accounts.find_account("5002").person, self.world.own.complaint
        for to in ("assessing", "phase_two"):
            handling.step(number, to, "afgesproken", "", form(), by, now(), {})

    def _filled_in(self, endpoint: str, item: str) -> tuple[dict[str, Any], dict[str, str]]:
        values: dict[str, Any] = {}
        texts: dict[str, str] = {}
        for one in fields_of(FORMS[endpoint]()):
            need = NEEDS.get(endpoint, {})
            if one.short_name in need:
                values[one.name] = need[one.short_name]
            elif is_words(one):
                values[one.name] = texts[one.name] = self._words(one)
            else:
                values[one.name] = self._plain(one, item)
        return {name: value for name, value in values.items() if value not in ("", None)}, texts

    def _words(self, one: Field) -> str:
        """Return a mark of its own with as many payloads behind it as the field has room for."""
        longest = next((v.max for v in one.validators if isinstance(v, Length)), 100)
        self.turn += 1
        said = f"q{self.turn:04d} "
        for n in range(len(self.payloads)):
            more = self.payloads[(self.turn + n) % len(self.payloads)]
            if len(said) + len(more) + 1 > min(longest, 1200):
                break
            said += more + " "
        return said[:longest].strip()

    def _plain(self, one: Field, item: str) -> Any:
        name = one.short_name
        known = {"form_id": form(), "item": item, "items": [item], "lang": "nl", "email": None}
        known |= {"complaint": self.world.own.complaint, "mention": "0"}
        known["ref"] = trail(item).records[0].leaf if name == "ref" else None
        kinds: tuple[tuple[Any, Callable[[], Any]], ...] = (
            (SelectMultipleField, lambda: ""),
            (SelectField, lambda: next((v for v, *_ in one.iter_choices() if v), "")),
            (MultipleFileField | FileField, lambda: self._photo()),
            (PasswordField, lambda: PASSWORD),
            (IntegerField, lambda: "1"),
            (LocalDay, lambda: "2026-11-20"),
            (LocalMoment, lambda: "2026-11-20 10:00"),
        )
        if name in known and known[name] is not None:
            return known[name]
        if name in CODES:
            return CODES[name]
        return next((make() for kind, make in kinds if isinstance(one, kind)), "")

    def _photo(self) -> tuple[BytesIO, str]:
        self.turn += 1
        said = self.payloads[self.turn % len(self.payloads)]
        return BytesIO(small_jpeg()), f"q{self.turn:04d} {re.sub(r'[^ -~]', '_', said)}.jpg"


def now() -> datetime:
    """Return this moment."""
    return datetime.now(UTC)


def _turn(endpoint: str) -> int:
    return LAST.index(endpoint) if endpoint in LAST else 0


def is_words(one: Field) -> bool:
    """Say whether a person types words of their own in this field."""
    if not isinstance(one, StringField) or isinstance(one, HiddenField | PasswordField):
        return False
    return one.short_name not in CODES and one.short_name not in ("form_id", "item", "complaint")


def fields_of(kind: Any) -> Iterator[Field]:
    """Yield every field of a form, those of its parts and of one entry of its lists too."""
    for one in kind:
        if isinstance(one, FieldList):
            for entry in one.entries or [one.append_entry()]:
                yield from fields_of(entry.form) if isinstance(entry, FormField) else [entry]
        elif isinstance(one, FormField):
            yield from fields_of(one.form)
        else:
            yield one
