"""`seed`: a register with many events that still verifies, made in bulk from a seed and kept for re-use.

Every item has ten events: taken in, labelled, moved six times, offered and accepted. The log appends
them as it appends all others; what is left out is one commit per act. A complaint with a hundred
linked items stands beside them.
"""

import argparse
import hashlib
import random
import shutil
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from custody import storage
from custody.app import create_app
from custody.config import Settings
from custody.domain import codes
from custody.domain import events as e
from custody.domain.complaints import Complaint
from custody.domain.events import batch_id
from custody.domain.items import CATEGORIES, Description, Handover, Party
from custody.domain.people import Person
from custody.domain.trail import Holder
from custody.services import accounts, complaints, linking
from custody.storage import migrations, schema
from tests.benchmarks.conditions import report
from tests.benchmarks.options import database, emptied, parser, read
from tests.pages import furnish, settings

SEED, PER_ITEM, AT_ONCE, LINKED = 7, 10, 200, 100
WORDS = [
    "rood",
    "blauw",
    "zwart",
    "leer",
    "metaal",
    "klein",
    "groot",
    "oud",
    "nieuw",
    "hanger",
    "etui",
    "hoes",
    "riem",
]
START, STEP = datetime(2024, 1, 1, tzinfo=UTC), timedelta(minutes=1)


def main(arguments: list[str]) -> int:
    """Make the register, or say that it is there."""
    options = read(parser("seed"), arguments)
    began = datetime.now(UTC)
    made = register(options, options.events)
    seconds = (datetime.now(UTC) - began).total_seconds()
    figures = {"benchmark": "seed", "events": options.events, "seconds": round(seconds, 1)}
    report(options.out, {**figures, "engine": engine_of(made), "seed": SEED})
    return 0


def engine_of(made: Settings) -> str:
    """Return `sqlite` or `postgresql`."""
    return made.database_url.partition(":")[0].partition("+")[0]


def register(options: argparse.Namespace, events: int) -> Settings:
    """Return the settings of a register with this many events, made now or before."""
    folder = options.out / "registers" / f"{options.engine}-{events}"
    wanted = settings(folder, database(options, f"events_{events}"))
    whole, made_of = folder / "whole", _schema()
    if not whole.exists() or whole.read_text() != made_of:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        emptied(wanted.database_url)
        schema.upgrade(wanted.database_url)
        clock = Clock(START)
        with create_app(wanted, clock).app_context():
            furnish()
            _fill(events // PER_ITEM, clock)
        storage.disconnect()
        whole.write_text(made_of)
    return wanted


def _schema() -> str:
    """Return what the tables are made by: a register of other tables is made anew."""
    made = (path.read_bytes() for path in sorted(Path(migrations.__path__[0]).rglob("*.py")))
    return hashlib.sha256(b"".join(made)).hexdigest()


@dataclass
class Clock:
    """The ledger's clock while a register is made: it goes along with what is told."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


def _fill(items: int, clock: Clock) -> None:
    by = accounts.find_account("4711").person
    draw = random.Random(SEED)
    made: list[str] = []
    for start in range(0, items, AT_ONCE):
        count = min(AT_ONCE, items - start)
        clock.now = START + STEP * (start + count) + timedelta(hours=PER_ITEM)
        with storage.transaction() as books:
            made += _batch(books, draw, by, start, count)
        made = made[-LINKED:]
    clock.now = datetime.now(UTC)
    _complaint(made)


def _batch(
    books: storage.Books, draw: random.Random, by: Person, start: int, count: int
) -> list[str]:
    """Record some items with their ten events in one transaction; return their codes."""
    events: list[e.Event] = []
    texts = {}
    for n in range(start, start + count):
        at = START + STEP * n
        drawn = "".join(draw.choice(codes.ALPHABET) for _ in range(9))
        code = codes.make_item_code(drawn)
        act = _handover(draw, by, at)
        books.handovers.add(act, (code,), by, at)
        events += _trail(code, act, by, at)
        texts[code] = (code, act.items[0].description, "Annie Verhoeven")
    books.ledger.append(events)
    books.search.index_all(texts)
    return list(texts)


def _handover(draw: random.Random, by: Person, at: datetime) -> Handover:
    words = " ".join(draw.sample(WORDS, 3))
    thing = Description(draw.choice(list(CATEGORIES)), words, quantity=1)
    parties = (Party("giver", "Annie Verhoeven"),)
    form = str(uuid.UUID(int=draw.getrandbits(128), version=4))
    place = f"BIJ-{by.number}"
    return Handover(form, "safekeeping", (thing,), at, place=place, parties=parties)


def _trail(code: str, act: Handover, by: Person, at: datetime) -> list[e.Event]:
    thing = act.items[0]
    who, post = Holder("person", by.number, by.name), Holder("post", "BALIE-HAVEN", "Balie Haven")
    ids = [batch_id(act.form_id, n) for n in range(PER_ITEM)]

    def told(n: int, kind: type[e.Event], **facts: object) -> e.Event:
        moment = at + timedelta(hours=n)
        common = {"id": ids[n], "actor": by.number, "actor_name": by.name, "at": moment}
        return kind(**common, item=code, unit=by.unit, **facts)  # type: ignore[arg-type]

    taken = {"taking": act.taking, "category": thing.category, "quantity": 1}
    hands = {"holder_from": who.value(), "holder_to": post.value()}
    # The last one is the shelf where most things lie that a house keeps.
    moves = ["VOERTUIG-4417", f"BIJ-{by.number}", "BALIE-HAVEN", "BALIE-HAVEN", "BALIE-HAVEN"]
    moves += ["VOERTUIG-4417", "BALIE-HAVEN", "SCHAP-B-12"]
    return [
        told(0, e.ItemReceived, place=act.place, description=thing.description, **taken),
        told(1, e.LabelPrinted),
        *(told(n, e.ItemMoved, place=moves[n]) for n in (2, 3, 4)),
        told(5, e.TransferOffered, place=moves[4], **hands),
        told(6, e.TransferAccepted, place="BALIE-HAVEN", ref=(ids[5],), **hands),
        *(told(n, e.ItemMoved, place=moves[n - 2]) for n in (7, 8, 9)),
    ]


def _complaint(items: list[str]) -> None:
    by = accounts.find_account("5001").person
    at = datetime.now(UTC)
    words = Complaint("", "Mijn spullen zijn weg.", "letter", at.date())
    made = complaints.register(words, str(uuid.uuid4()), by, at, at.date())
    for code in items:
        linking.link(made.number, None, code, "past", str(uuid.uuid4()), by, at)
