"""A register with one of everything, own and of another unit, and the address of every route in it.

The tests of this room are made from the URL map: what is asked of one route is asked of all. A route
with an argument that stands not in `ARGUMENTS` stops them, and says so.
"""

import io
import uuid
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from flask import Flask
from PIL import Image
from werkzeug.routing import Rule

from custody import storage
from custody.domain.claims import Claim
from custody.domain.codes import make_receipt_no
from custody.domain.complaints import Complaint
from custody.domain.items import Description, Handover, Party
from custody.domain.letters import Block, Letter
from custody.domain.people import Person
from custody.domain.places import Place
from custody.paper import pictures
from custody.services import (
    accounts,
    claims,
    complaints,
    intake,
    items,
    letters,
    places,
    tokens,
    transfers,
)
from custody.web.rights import RIGHTS, SUBJECTS

# Who tries: one person per role, of the unit Haven.
USER_OF = {
    "officer": "sanne",
    "desk": "joke",
    "custodian": "ruud",
    "handler": "marit",
    "coordinator": "pieter",
    "decider": "ellen",
    "auditor": "tom",
    "admin": "noor",
}
SECRET = "Klaagschrift Zeewolde"
GIVER = "Annie Verhoeven"
OWN_WORDS = ("rode hanger", GIVER, SECRET)
# What stands in nothing but the things of others.
OTHER_WORDS = ("groene hanger", "Bert Zuidema", "Bezwaarschrift Oosterdok")


@dataclass(frozen=True)
class Things:
    """One of each thing that an address or a field can name."""

    item: str
    receipt: str
    photo: str
    place: str
    complaint: str
    claim: str
    letter: str
    element: str
    user: str
    team: str
    token: str
    nothing: str = "KLAAR"


@dataclass(frozen=True)
class World:
    """The app, what belongs to who tries, what belongs to others, and what nobody has."""

    app: Flask
    own: Things
    other: Things
    nobody: Things


NOBODY = Things(
    item="F5DPN209V2",
    receipt=make_receipt_no(2026, 999999),
    photo="0" * 64,
    place="NERGENS",
    complaint="K-2026-9999",
    claim="A-2026-9999",
    letter="B-2026-9999",
    element="999",
    user="9999",
    team="NERGENS",
    token="00000000",
)

# What stands at an argument of an address, per first part of the address and argument.
ARGUMENTS: dict[tuple[str, str], str] = {
    ("items", "code"): "item",
    ("items", "sha256"): "photo",
    ("items", "ref"): "nothing",
    ("I", "code"): "item",
    ("P", "code"): "place",
    ("M", "code"): "user",
    ("C", "code"): "nothing",
    ("receipts", "no"): "receipt",
    ("B", "no"): "receipt",
    ("complaints", "number"): "complaint",
    ("claims", "number"): "claim",
    ("claims", "claim"): "claim",
    ("letters", "number"): "letter",
    ("admin", "number"): "user",
    ("admin", "code"): "team",
    ("account", "id"): "token",
    ("transfers", "code"): "item",
    ("complaints", "complaint"): "complaint",
    ("complaints", "id"): "element",
    ("places", "code"): "place",
}
# Arguments that name nothing of anybody.
FIXED: dict[tuple[str, str], Any] = {
    ("complaints", "to"): "withdrawn",
    ("S", "code"): "0123456789CDEFHJ",
    ("admin", "id"): 1,
    ("storage", "question"): "personal",
    ("static", "filename"): "css/base.css",
}


_OTHERS = (("mo", "6002", "handler"), ("piet", "6003", "coordinator"), ("cas", "6004", "officer"))


def build(app: Flask) -> World:
    """Put one of everything in the register of this app, twice."""
    people = {a.username: a.person for a in accounts.all_accounts()[0]}
    centrum = "WTL-CENTRUM"
    at = datetime.now(UTC)
    for username, number, role in _OTHERS:
        new = accounts.NewAccount(username, number, username, centrum, frozenset({role}), None, "")
        people[username] = _account(new)
    return World(
        app=app,
        own=_things(people["sanne"], people["marit"], "SCHAP-B-12", at, people["joke"], OWN_WORDS),
        other=_things(people["bram"], people["mo"], "KLUIS-CENTRUM", at, people["mo"], OTHER_WORDS),
        nobody=NOBODY,
    )


def _account(new: accounts.NewAccount) -> Person:
    """Make an account that nobody signs in to with a password: hashing one takes long."""
    person = Person(new.number, new.name, new.unit, new.roles, new.post)
    with storage.transaction() as books:
        made = storage.Account(person, new.username, "-", True, f"u-{new.number}")
        books.people.add(made, datetime.now(UTC))
    return person


def _things(
    officer: Person,
    handler: Person,
    place: str,
    at: datetime,
    writer: Person,
    words: tuple[str, str, str],
) -> Things:
    """Return one of each, of this officer and this handler; `writer` took a claim down at a desk.

    `words` are what is said of the item, who gave it, and what the complaint says.
    """
    said, giver, secret = words
    picture = pictures.read_picture(small_jpeg("red" if words == OWN_WORDS else "green"))
    photo = items.keep_file(
        picture.original, picture.shown, picture.media_type, "a.jpg", by=officer, at=at
    )
    taken = intake.hand_over(handover(officer, at, photo, said, giver), officer, at)
    told = Complaint("", f"Mijn sleutels zijn weg. {secret}", "letter", at.date())
    complaint = complaints.register(told, form(), handler, at, at.date()).number
    claim = claims.open_claim(claim_of(complaint, giver), form(), handler, at).number
    with storage.reading() as books:
        known = books.places.find(place)
    if known is None:
        store = Place(place, "store_room", "Kluis", officer.unit or "")
        admin = accounts.find_account("5005").person
        places.add_place(store, admin, at)
    return Things(
        item=taken.items[0],
        receipt=taken.receipts[0],
        photo=photo,
        place=place,
        complaint=complaint,
        claim=claim,
        letter=_letter(writer, at),
        element=str(_element(complaint)),
        user=officer.number,
        team=officer.unit or "",
        token=tokens.make_token("kiosk", frozenset({"items:read"}), 1, officer, at)[0].id,
    )


def _element(complaint: str) -> int:
    """Return the element that was proposed with the claim of this complaint."""
    with storage.reading() as books:
        return books.complaints.elements(complaint)[0].id


def _letter(writer: Person, at: datetime) -> str:
    """Return the letter of a claim that was taken down without a complaint."""
    claim = claims.open_claim(replace(claim_of(""), complaint=None), form(), writer, at).number
    block = Block(quote=SECRET)
    words = Letter("L3", "nl", claim, GIVER, "Melding", (block,), writer.name, "vandaag", "", None)
    return letters.keep(replace(words, claim=claim), form(), writer, at).number


def small_jpeg(colour: str = "red") -> bytes:
    """Return a photo of a few hundred bytes."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(out, "JPEG")
    return out.getvalue()


def form() -> str:
    """Return the hidden id of a fresh form."""
    return str(uuid.uuid4())


def handover(
    by: Person,
    at: datetime,
    photo: str | None = None,
    said: str = "rode hanger",
    giver: str = GIVER,
) -> Handover:
    """Return keys with a check feature and a photo, given by Annie or somebody else."""
    keys = Description(
        "keys",
        f"2 sleutels, {said}",
        "sleutels",
        2,
        check_feature=("blauw",),
        photo_sha256=photo,
    )
    return Handover(
        taking="given_entry",
        items=(keys,),
        place=f"BIJ-{by.number}",
        parties=(Party("giver", giver, phone="+31612345678"),),
        happened_at=at,
        form_id=form(),
    )


def claim_of(complaint: str, claimant: str = GIVER) -> Claim:
    """Return a claim of this complaint that is still to be opened."""
    return Claim("", "keys", "Mijn huissleutels", claimant=claimant, complaint=complaint, mention=0)


def offer(world: World, to: str = "BALIE-HAVEN") -> None:
    """Let the owner of the own item offer it."""
    by = accounts.find_account(world.own.user).person
    transfers.offer((world.own.item,), to, "", form(), by, datetime.now(UTC))


def routes(app: Flask, method: str = "", *, api: bool = False) -> list[tuple[str, str, Rule]]:
    """Return (endpoint, method, rule) of every page, or of every call of the API; of one method.

    The API takes no session: it is asked with tokens, by tests of its own.
    """
    found = [
        (rule.endpoint, one, rule)
        for rule in app.url_map.iter_rules()
        for one in rule.methods or ()
        if one not in ("HEAD", "OPTIONS")
        and method in ("", one)
        and (rule.endpoint.partition(".")[0] in SUBJECTS) is api
    ]
    return sorted(found, key=lambda route: (str(route[2]), route[1]))


def names_something(rule: Rule) -> bool:
    """Say whether an address of this route names a thing of somebody."""
    return any((_room(rule), name) in ARGUMENTS for name in rule.arguments)


def _room(rule: Rule) -> str:
    """Return the first part of the address; short ones stand on labels in both cases."""
    first = rule.rule.removeprefix("/api/v1").split("/")[1]
    return first.upper() if len(first) == 1 else first


def address(app: Flask, rule: Rule, things: Things) -> str:
    """Return the address of a route for these things."""
    values = {}
    for name in rule.arguments:
        if (_room(rule), name) in FIXED:
            values[name] = FIXED[_room(rule), name]
        else:
            assert (_room(rule), name) in ARGUMENTS, f"say in {__name__} what {rule} names"
            values[name] = getattr(things, ARGUMENTS[_room(rule), name])
    built = rule.build(values)
    assert built is not None, rule
    return built[1]


def right_of(endpoint: str, method: str) -> str:
    """Return which right a route asks for."""
    return RIGHTS[endpoint, method]
