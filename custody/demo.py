"""The demo register: invented people, believable things, and the story of the house keys.

Everything goes through the same services as in real use, with a clock that walks through the last
three weeks, so that trails, receipts and signatures are real ones. People, places and acts stand
in `demo.toml`.
"""

import tomllib
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from importlib import resources
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date

from custody import app as house
from custody import worker
from custody.config import Settings
from custody.domain.claims import Claim
from custody.domain.complaints import Complaint
from custody.domain.items import Cash, Description, Handover, Party, Signature
from custody.domain.people import Person, system_person
from custody.domain.places import Place, Post
from custody.services import (
    accounts,
    claims,
    complaints,
    desk,
    intake,
    places,
    receipts,
    returns,
    transfers,
)
from custody.services.notices import MAIL_IS_OFF, Doer

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
PASSWORD = "waterland-haven-14"  # noqa: S105 - of invented people, printed at the start
HAVEN = "WTL-HAVEN"
CHIEF = "4900"
# The demo sends no mail: what would go out is noted as not sent.
NO_MAIL: dict[str, Doer] = {"mail": lambda work, at: MAIL_IS_OFF}
STORY = tomllib.loads((resources.files("custody") / "demo.toml").read_text(encoding="utf-8"))


class Walk:
    """A clock that is set to the moment of each act, moves on with each look, and never back."""

    def __init__(self, today: datetime) -> None:
        self.today = today
        self.at = today - timedelta(days=30)

    def __call__(self) -> datetime:
        """Return the moment, and move on."""
        return self.passes(seconds=7)

    def passes(self, **how_long: float) -> datetime:
        """Let time pass, never into what is still to come: nothing may be recorded ahead of today."""
        self.at = min(self.at + timedelta(**how_long), self.today)
        return self.at

    def to(self, days: int, time: str) -> datetime:
        """Set the clock to a local time so many days ago, never back and never ahead of today."""
        hour, minute = map(int, time.split(":"))
        local = (self.today - timedelta(days=days)).astimezone(AMSTERDAM)
        wanted = local.replace(hour=hour, minute=minute, second=12).astimezone(UTC)
        self.at = min(max(wanted, self.at), self.today)
        return self.at


class NotADemoError(Exception):
    """The folder holds a register that no demo made, or one whose making was broken off."""


def claim_folder(folder: Path) -> None:
    """Mark an empty folder as the demo's, before anything else stands in it.

    NotADemoError where something else lives: invented people can never be taken out of a real
    register again.
    """
    if (folder / "demo").exists() and (_made(folder) or not (folder / "custody.db").exists()):
        return
    if folder.exists() and any(folder.iterdir()):
        raise NotADemoError(
            f"{folder} holds something that is not a finished demo. Nothing was changed."
            " Choose another folder with --dir."
        )
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    (folder / "demo").write_text("being made\n", encoding="utf-8")


def _made(folder: Path) -> bool:
    return (folder / "demo").read_text(encoding="utf-8").startswith("made")


def make(
    settings: Settings, say: Callable[[str], object], now: Callable[[], datetime] = house.utc_now
) -> bool:
    """Make the demo register unless it is there already; return whether it was made."""
    claim_folder(settings.folder)
    if _made(settings.folder):
        return False
    say("Making the demo register ...")
    walk = Walk(now())
    house.make_register(settings, walk.to(30, "08:00"))
    app = house.create_app(settings, clock=walk)
    with app.app_context():
        _furnish(walk)
        _play(walk)
    (settings.folder / "demo").write_text("made by custody demo\n", encoding="utf-8")
    return True


def _furnish(walk: Walk) -> None:
    """Make units, places, posts and accounts, and then the desks of those who have one."""
    by = replace(system_person("demo"), roles=frozenset({"admin"}))
    for unit in STORY["unit"]:
        places.add_unit(unit["code"], unit["name"])
    wanted = [Place(**place) for place in STORY["place"]]
    for place in wanted:
        if place.user is None:
            places.add_place(place, by, walk())
    for post in STORY["post"]:
        places.add_post(Post(**post))
    for one in STORY["person"]:
        who, roles = (one["username"], one["number"], one["name"]), frozenset({one["role"]})
        email = f"{one['username']}@waterland.example"
        new = accounts.NewAccount(*who, HAVEN, roles, one.get("post"), PASSWORD, email=email)
        accounts.make_account(new, by, walk())
    for place in wanted:
        if place.user is not None:
            places.add_place(place, by, walk())
    places.add_unit(HAVEN, "Haven", desk="BALIE-HAVEN", chief=CHIEF)


def _play(walk: Walk) -> None:
    """Play the acts in the order in which they happened; the worker runs at the end."""
    acts = [
        (act, do)
        for word, do in (("handover", _hand_over), ("find", _find), ("complaint", _complain))
        for act in STORY[word]
    ]
    for act, do in sorted(acts, key=lambda one: (-one[0]["days"], one[0]["time"])):
        walk.to(act["days"], act["time"])
        do(act, walk)
    worker.work_off(lambda: walk.today, NO_MAIL)
    worker.anchor(walk())


def _person(username: str) -> Person:
    return next(
        account.person for account in accounts.all_accounts()[0] if account.username == username
    )


def _hand_over(act: dict[str, Any], walk: Walk) -> None:
    by = _person(act["by"])
    giver = act.get("giver", "")
    phone, address = act.get("phone", ""), act.get("address", "")
    party = Party("giver", giver, phone=phone, address=address, stated=bool(giver))
    handover = Handover(
        form_id=str(uuid.uuid4()),
        taking=act["taking"],
        items=tuple(_thing(item) for item in act["items"]),
        happened_at=walk.at,
        place=act.get("place", f"BIJ-{by.number}"),
        taken_at=act["taken_at"],
        parties=(party,),
        signature=Signature("typed", giver) if giver else Signature("refused", "niet aanwezig"),
    )
    taken = intake.hand_over(handover, by, walk.at)
    for receipt in taken.receipts:
        receipts.give_receipt(receipt, "given", by)
    for step in act["then"]:
        walk.passes(hours=3 if step == "offer" else 1)
        word, _, detail = step.partition(":")
        for code in taken.items if word != "offer" else [taken.items]:
            _STEPS[word](code, detail, by, walk)


def _thing(item: dict[str, Any]) -> Description:
    cash = None
    if "cash" in item:
        cash = Cash(faces=tuple(map(tuple, item["cash"])))
    elif item.get("sealed"):
        cash = Cash(counted=False)
    return Description(
        category=item["category"],
        description=item["description"],
        word=item["description"].split(",")[0],
        quantity=None if cash else item.get("quantity", 1),
        condition=item.get("condition", "unknown"),
        marks=item.get("marks", ""),
        seal=item.get("seal"),
        cash=cash,
        check_feature=tuple(filter(None, [item.get("check_feature")])),
    )


def _offer(codes: Any, _detail: str, by: Person, walk: Walk) -> None:
    transfers.offer(codes, "BALIE-HAVEN", "bewaren", str(uuid.uuid4()), by, walk.at)


def _accept(code: str, _detail: str, by: Person, walk: Walk) -> None:
    transfers.accept(code, "BALIE-HAVEN", None, str(uuid.uuid4()), _person("joke"), walk.at)


def _refuse(code: str, reason: str, by: Person, walk: Walk) -> None:
    transfers.refuse(code, reason, "", str(uuid.uuid4()), _person("joke"), walk.at)


def _shelf(code: str, place: str, by: Person, walk: Walk) -> None:
    """The desk offers it to the property room, which takes it in by a scan at the shelf."""
    transfers.offer([code], "KAMER-HAVEN", "bewaren", str(uuid.uuid4()), _person("joke"), walk.at)
    walk.passes(minutes=20)
    ruud = _person("ruud")
    desk.scan(code, place, str(uuid.uuid4()), "bon.example", ruud, walk.at)


def _return(code: str, receiver: str, by: Person, walk: Walk) -> None:
    release = returns.Release(
        receiver=Party("entitled", receiver),
        identity_kind="id_card",
        tail="7K2",
        entitlement="giver",
        feature_result="matches",
        feature_reason="",
        signature=Signature("typed", receiver),
        second="",
        remarks="",
    )
    walk.passes(hours=20)
    returns.give_back(code, release, str(uuid.uuid4()), _person("ruud"), walk.at)


def _outside(code: str, organisation: str, by: Person, walk: Walk) -> None:
    name = "M. de Graaf"
    signed = {"way": "typed", "text": name}
    outsider = transfers.Outsider(name, organisation, "known", "onderzoek", None, signed)
    transfers.hand_on(code, outsider, str(uuid.uuid4()), _person("joke"), walk.at)


_STEPS: dict[str, Callable[[Any, str, Person, Walk], None]] = {
    "offer": _offer,
    "accept": _accept,
    "refuse": _refuse,
    "shelf": _shelf,
    "desk": _shelf,
    "return": _return,
    "outside": _outside,
}


def _find(act: dict[str, Any], walk: Walk) -> None:
    """An officer finds something, and records it knowing nothing of any complaint."""
    by = _person(act["by"])
    thing = Description(act["category"], act["description"], "sleutels", act["quantity"])
    found = Handover(
        form_id=str(uuid.uuid4()),
        taking="found_internal",
        items=(thing,),
        happened_at=walk.at,
        place=act["place"],
        taken_at=act["taken_at"],
    )
    intake.record_find(found, "BALIE-HAVEN", by, walk.at)


def _complain(act: dict[str, Any], walk: Walk) -> None:
    """A complaint comes in: its item is linked and held, or a claim says nothing was recorded."""
    given = walk.today.astimezone(AMSTERDAM) - timedelta(days=act["given_days"])
    by = _person(act["handler"])
    today = walk.at.astimezone(AMSTERDAM).date()
    complaint = Complaint(
        number="",
        text=act["text"].format(given=format_date(given, "d MMMM", locale="nl")),
        channel="letter",
        received_on=today,
        complainant=Party("complainant", act["name"], "", act["phone"], "", act["address"]),
    )
    made = complaints.register(complaint, str(uuid.uuid4()), by, walk.at, today)
    worker.work_off(lambda: walk.today, NO_MAIL)
    walk.passes(minutes=25)
    if "claim" in act:
        _claim(act, made, given.date(), by, walk)
    else:
        best = complaints.show_linking(made.number, by).suggestions[0]
        form, why = str(uuid.uuid4()), act["linked_because"]
        complaints.link(made.number, best.mention, best.item, why, form, by, walk.at)


def _claim(act: dict[str, Any], made: Complaint, given: date, by: Person, walk: Walk) -> None:
    claim = Claim(
        number="",
        category="keys",
        account=act["claim"],
        complaint=made.number,
        mention=0,
        first_on=given,
        last_on=given,
        place=act["address"],
        claimant=act["name"],
    )
    claims.open_claim(claim, str(uuid.uuid4()), by, walk.at)


def welcome(settings: Settings, *, made: bool) -> str:
    """Return what to do next: address, sign-in names and the one password."""
    names = "\n".join("  {username:8} {role:12} {name}".format(**one) for one in STORY["person"])
    state = "The demo register was made" if made else "The demo register is kept as it is"
    return (
        f"{state} in {settings.folder}\n\n"
        f"Open {settings.base_url} and sign in with one of these names:\n{names}\n\n"
        f"Password of all: {PASSWORD}\n\n"
        "Begin as marit: the complaint of Annie Verhoeven, and the keys that turned up.\n"
        "Stop with Ctrl+C."
    )
