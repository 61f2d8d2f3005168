"""The demo register: invented people, believable things, and the story of the house keys.

Everything goes through the same services as in real use, with a clock that walks through the last
three weeks, so that trails, receipts and signatures are real ones.
"""

import tomllib
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib import resources
from typing import Any
from zoneinfo import ZoneInfo

from custody import app as house
from custody import worker
from custody.config import Settings
from custody.domain.claims import Claim
from custody.domain.complaints import Complaint
from custody.domain.items import Cash, Description, Handover, Party, Signature
from custody.domain.people import Person, system_person
from custody.domain.places import Place, Post
from custody.services import accounts, claims, complaints, desk, intake, places, returns, transfers

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
PASSWORD = "waterland-haven-14"  # noqa: S105 - of invented people, printed at the start
HAVEN, CENTRUM = "WTL-HAVEN", "WTL-CENTRUM"
CAST = (
    ("sanne", "4711", "Sanne de Wit", "officer", None),
    ("karim", "4822", "Karim el Idrissi", "officer", None),
    ("joke", "4002", "Joke Vermeer", "desk", "BALIE-HAVEN"),
    ("ruud", "4003", "Ruud Hendriks", "custodian", "KAMER-HAVEN"),
    ("marit", "5001", "Marit Bakker", "handler", None),
    ("pieter", "5002", "Pieter Kuiper", "coordinator", None),
    ("ellen", "5003", "Ellen van Dam", "decider", None),
    ("tom", "5004", "Tom Visser", "auditor", None),
    ("noor", "5005", "Noor Jansen", "admin", None),
)
PLACES = (
    Place("BALIE-HAVEN", "counter_drawer", "Lade balie Haven", HAVEN, post="BALIE-HAVEN"),
    Place("KAMER-HAVEN", "store_room", "Voorwerpenkamer Haven", HAVEN, post="KAMER-HAVEN"),
    Place("SCHAP-A-03", "shelf", "Schap A-03", HAVEN, "KAMER-HAVEN", "KAMER-HAVEN"),
    Place("SCHAP-B-12", "shelf", "Schap B-12", HAVEN, "KAMER-HAVEN", "KAMER-HAVEN"),
    Place("KLUIS-HAVEN", "safe", "Kluis Haven", HAVEN, "KAMER-HAVEN", "KAMER-HAVEN"),
    Place("LOCKER-3", "temporary_locker", "Afgiftekluisje 3", HAVEN),
    Place("VOERTUIG-4417", "vehicle", "Voertuig 4417", HAVEN),
    Place("VOERTUIG-4420", "vehicle", "Voertuig 4420", HAVEN),
    Place("BUREAU-4711", "desk", "Bureau van Sanne de Wit", HAVEN, user="4711"),
    Place("BUREAU-4822", "desk", "Bureau van Karim el Idrissi", HAVEN, user="4822"),
    Place("BUITEN-HAVEN", "partner", "Buiten de politie", HAVEN),
)
POSTS = (
    Post("BALIE-HAVEN", "Balie Haven", HAVEN, "BALIE-HAVEN"),
    Post("KAMER-HAVEN", "Voorwerpenkamer Haven", HAVEN, "KAMER-HAVEN", "4003"),
)
MONTHS = "januari februari maart april mei juni juli augustus september oktober november december"


class Walk:
    """A clock that is set to the moment of each act, and moves on a little with each look."""

    def __init__(self, today: datetime) -> None:
        self.today = today
        self.at = today - timedelta(days=30)

    def __call__(self) -> datetime:
        """Return the moment, and move on."""
        self.at += timedelta(seconds=7)
        return self.at

    def to(self, days: int, time: str) -> datetime:
        """Set the clock to a local time so many days ago, never to one still to come."""
        hour, minute = map(int, time.split(":"))
        local = (self.today - timedelta(days=days)).astimezone(AMSTERDAM)
        wanted = local.replace(hour=hour, minute=minute, second=12).astimezone(UTC)
        self.at = min(max(wanted, self.at), self.today - timedelta(minutes=2))
        return self.at


def make(settings: Settings, say: Callable[[str], object]) -> bool:
    """Make the demo register unless it is there already; return whether it was made."""
    mark = settings.folder / "demo"
    if mark.exists():
        return False
    say("Making the demo register ...")
    walk = Walk(datetime.now(UTC))
    house.make_register(settings, walk.to(30, "08:00"))
    app = house.create_app(settings, clock=walk)
    with app.app_context():
        _furnish(walk)
        _play(walk)
    mark.write_text("made by custody demo\n", encoding="utf-8")
    return True


def _furnish(walk: Walk) -> None:
    """Make units, posts, places and accounts."""
    by = system_person("demo")
    for code, name in ((HAVEN, "Haven"), (CENTRUM, "Centrum")):
        places.add_unit(code, name)
    for place in PLACES:
        places.add_place(place, by, walk.at)
    for post in POSTS:
        places.add_post(post)
    places.add_unit(HAVEN, "Haven", desk="BALIE-HAVEN")
    for username, number, name, role, post_code in CAST:
        new = accounts.NewAccount(
            username, number, name, HAVEN, frozenset({role}), post_code, PASSWORD
        )
        accounts.make_account(new, by, walk.at)


def _play(walk: Walk) -> None:
    """Play the acts in the order in which they happened."""
    story = tomllib.loads((resources.files("custody") / "demo.toml").read_text(encoding="utf-8"))
    acts = [
        *((act["days"], act["time"], _hand_over, act) for act in story["handover"]),
        *((act["days"], act["time"], _find, act) for act in story["find"]),
        *((act["days"], "11:20", _complain, act) for act in story["complaint"]),
    ]
    for days, time, do, act in sorted(acts, key=lambda one: (-one[0], one[1])):
        walk.to(days, time)
        do(act, walk)
    walk.at = walk.today - timedelta(minutes=1)
    worker.work_off(lambda: walk.today + timedelta(minutes=1))


def _person(username: str) -> Person:
    return next(
        account.person for account in accounts.all_accounts()[0] if account.username == username
    )


def _hand_over(act: dict[str, Any], walk: Walk) -> None:
    by = _person(act["by"])
    giver = act.get("giver", "")
    parties = [
        Party(
            "giver",
            giver,
            phone=act.get("phone", ""),
            address=act.get("address", ""),
            stated=bool(giver),
        )
    ]
    handover = Handover(
        form_id=str(uuid.uuid4()),
        taking=act["taking"],
        items=tuple(_thing(item) for item in act["items"]),
        happened_at=walk.at,
        place=act.get("place", f"BIJ-{by.number}"),
        taken_at=act["taken_at"],
        parties=tuple(parties),
        signature=Signature("typed", giver) if giver else Signature("refused", "niet aanwezig"),
    )
    taken = intake.hand_over(handover, by, walk.at)
    for receipt in taken.receipts:
        intake.give_receipt(receipt, "given", by)
    for step in act["then"]:
        walk.at += timedelta(hours=3 if step == "offer" else 1)
        word, _, detail = step.partition(":")
        for code in taken.items if word != "offer" else [taken.items]:
            _STEPS[word](code, detail, by, walk)


def _thing(item: dict[str, Any]) -> Description:
    cash = None
    if "cash" in item:
        cash = Cash(faces=tuple((face, number) for face, number in item["cash"]))
    elif item.get("sealed"):
        cash = Cash(counted=False)
    feature = item.get("check_feature")
    return Description(
        category=item["category"],
        description=item["description"],
        word=item["description"].split(",")[0],
        quantity=None if cash else item.get("quantity", 1),
        condition=item.get("condition", "unknown"),
        marks=item.get("marks", ""),
        seal=item.get("seal"),
        cash=cash,
        check_feature=(feature,) if feature else (),
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
    walk.at += timedelta(minutes=20)
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
    walk.at += timedelta(hours=20)
    returns.give_back(code, release, str(uuid.uuid4()), _person("ruud"), walk.at)


def _outside(code: str, organisation: str, by: Person, walk: Walk) -> None:
    outsider = transfers.Outsider(
        "M. de Graaf",
        organisation,
        "known",
        "onderzoek",
        None,
        {"way": "typed", "text": "M. de Graaf"},
    )
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
    """The complaint comes in, and a claim is opened since nothing was recorded."""
    given = walk.today - timedelta(days=act["given_days"])
    day = f"{given.day} {MONTHS.split()[given.month - 1]}"
    by = _person(act["handler"])
    today = walk.at.astimezone(AMSTERDAM).date()
    complaint = Complaint(
        number="",
        text=act["text"].format(given=day),
        channel="letter",
        received_on=today,
        complainant=Party("complainant", act["name"], "", act["phone"], "", act["address"]),
    )
    made = complaints.register(complaint, str(uuid.uuid4()), by, walk.at, today)
    worker.work_off(lambda: walk.today)
    claim = Claim(
        number="",
        category="keys",
        account=act["claim"],
        complaint=made.number,
        mention=0,
        first_on=given.date(),
        last_on=given.date(),
        place=act["address"],
        claimant=act["name"],
    )
    claims.open_claim(claim, str(uuid.uuid4()), by, walk.at)


def welcome(settings: Settings, *, made: bool) -> str:
    """Return what to do next: address, sign-in names and the one password."""
    names = "\n".join(f"  {username:8} {role:12} {name}" for username, _, name, role, _ in CAST)
    state = "The demo register was made" if made else "The demo register is kept as it is"
    return (
        f"{state} in {settings.folder}\n\n"
        f"Open {settings.base_url} and sign in with one of these names:\n{names}\n\n"
        f"Password of all: {PASSWORD}\n\n"
        "Begin as marit: the complaint of Annie Verhoeven, and the keys that turned up.\n"
        "Stop with Ctrl+C."
    )
