"""Who looks at what is on record before it is shown, or it is not shown (Q44).

Made from the URL map: every page, and every form that answers with something to read. A page that
names no thing and no person of the register stands in `TELLS_NOTHING`, each with its reason.
"""

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import text

from custody import storage
from custody.domain.people import RIGHTS_OF_ROLE
from custody.services import accounts, packing
from custody.web.forms.reading import AMSTERDAM
from custody.web.rights import PUBLIC
from tests.callers import Caller
from tests.pages import Visitor
from tests.security.world import SECRET, USER_OF, World, address, offer, right_of, routes

NOW = datetime.now(UTC) - timedelta(days=1)
TELLS_NOTHING = {
    "accounts.show": "one's own account",
    "accounts.new_user": "an empty form",
    "accounts.user": "an account, which only an administrator sees; changes of it are theirs",
    "tokens.show": "one's own tokens, without the tokens themselves",
    "accounts.users": "names of staff, which only an administrator sees",
    "audit.show": "a button and the last checkpoint, which is published",
    "claims.new": "an empty form; filled in from a complaint it leaves a record, see below",
    "complaints.new": "an empty form",
    "complaints.take_down": "an empty form",
    "packing.new": "an empty form",
    "notices.show": "that messages wait, and for whom; nothing of what they say",
    "places.badges": "names of staff",
    "places.show": "places, and how many things lie there",
    "desk.mat": "labels of commands",
    "help.threats": "the threat model, the same for everybody",
    "intake.find": "an empty form",
    "intake.new": "an empty form, with what its own reader typed just now",
}
# Forms that answer with something to read, and what they are sent.
READS_BY_FORM = {
    "items.feature": {},
    "items.original": {},
    "dossier.print_dossier": {},
    "claims.feature": {},
    "letters.print_letter": {},
    "audit.verify": {},
    "intake.print_receipt": {"paper": "a6"},
}

# Pages of packages and boxes alone.
OF_A_BOX = {"packing.contents"}


def _box(number: str, place: str) -> str:
    maker = accounts.find_account(number).person
    return packing.make("container", "Doos", "", place, str(uuid.uuid4()), maker, NOW)


def _looks() -> tuple[storage.Look, ...]:
    with storage.reading() as books:
        return books.audit.looks(limit=100_000)


def _reader(right: str) -> str:
    role = next((r for r in USER_OF if right in RIGHTS_OF_ROLE[r]), "officer")
    return USER_OF[role]


def _read_routes(app: Flask):
    for endpoint, method, rule in routes(app):
        right = right_of(endpoint, method)
        if right != PUBLIC and (method == "GET" or endpoint in READS_BY_FORM):
            yield endpoint, method, rule, right


def _open(world: World, endpoint: str, method: str, rule, right: str):
    reader = Visitor.entered(world.app, _reader(right))
    things = world.own
    if endpoint in OF_A_BOX:
        things = replace(things, item=_box("4711", "BIJ-4711"))
    if method == "GET":
        return reader.client.get(address(world.app, rule, things))
    token = reader.open("/account").token()
    sent = {"csrf_token": token, **READS_BY_FORM[endpoint]}
    return reader.client.post(address(world.app, rule, world.own), data=sent)


def test_every_page_that_tells_something_leaves_exactly_one_record(world: World) -> None:
    offer(world)
    wrong, seen = [], 0
    for endpoint, method, rule, right in _read_routes(world.app):
        before = len(_looks())
        response = _open(world, endpoint, method, rule, right)
        assert response.status_code == 200, (endpoint, response.status_code)
        added = _looks()[: len(_looks()) - before]
        expected = 0 if endpoint in TELLS_NOTHING else 1
        if len(added) != expected:
            wrong.append((endpoint, len(added)))
        for look in added:
            assert look.route == endpoint
            assert look.purpose
            assert look.request_id == response.headers["X-Request-Id"]
            seen += 1
    assert wrong == [], "a page tells things without a record: give it `seen`, or name its reason"
    assert seen > 20


def test_every_answer_of_the_api_that_tells_something_leaves_exactly_one_record(
    world: World,
) -> None:
    offer(world)
    for endpoint, method, rule in routes(world.app, "GET", api=True):
        caller = Caller(world.app, _reader(right_of(endpoint, method)))
        before = len(_looks())
        response = caller.get(address(world.app, rule, world.own).removeprefix("/api/v1"))
        assert response.status_code == 200, (endpoint, response.json)
        added = _looks()[: len(_looks()) - before]
        assert [(look.route, look.request_id) for look in added] == [
            (endpoint, response.headers["X-Request-Id"])
        ]


def test_a_claim_filled_in_from_a_complaint_is_a_look_at_the_complaint(world: World) -> None:
    Visitor.entered(world.app, "marit").open(f"/claims/new?complaint={world.own.complaint}")
    assert _looks()[0].seen == (f"complaint:{world.own.complaint}",)


def test_a_search_that_finds_nothing_is_on_record_too(world: World) -> None:
    before = len(_looks())
    Visitor.entered(world.app, "sanne").open("/search?q=zwaardvis")
    assert len(_looks()) == before + 1
    assert (_looks()[0].purpose, _looks()[0].seen) == ("search", ())


def test_a_search_that_leads_on_and_a_file_to_keep_are_on_record(world: World) -> None:
    before = len(_looks())
    Visitor.entered(world.app, "ruud").open(f"/search?q={world.own.item}")
    assert [look.route for look in _looks()[: len(_looks()) - before]] == ["items.show"]
    Visitor.entered(world.app, "ruud").open("/search/export?q=sleutels")
    assert _looks()[0].purpose == "export"
    assert f"item:{world.own.item}" in _looks()[0].seen


def test_what_cannot_be_put_on_record_is_not_shown(world: World) -> None:
    offer(world)
    with storage.transaction() as books:
        books.session.execute(
            text(
                "CREATE TRIGGER full BEFORE INSERT ON read_log"
                " BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"
            )
        )
    refused = 0
    for endpoint, method, rule, right in _read_routes(world.app):
        response = _open(world, endpoint, method, rule, right)
        if endpoint in TELLS_NOTHING:
            assert response.status_code == 200, endpoint
            continue
        assert response.status_code == 503, (endpoint, response.status_code)
        assert b"rode hanger" not in response.data
        assert b"disk is full" not in response.data
        assert SECRET.encode() not in response.data
        refused += 1
    assert refused > 20
    assert not _looks()


def test_whoever_reads_the_trails_of_a_complaint_reads_its_items_and_that_is_on_record(
    world: World,
) -> None:
    """A look at an item is found under the item, whichever page or answer of the API showed it."""
    number, item = world.own.complaint, world.own.item
    marit = Visitor.entered(world.app, "marit")
    marit.client.post(
        f"/complaints/{number}/links",
        data={
            "csrf_token": marit.open("/account").token(),
            "form_id": str(uuid.uuid4()),
            "item": item,
        },
    )
    for read in (
        lambda: marit.client.get(f"/complaints/{number}"),
        lambda: marit.client.get(f"/complaints/{number}/dossier"),
        lambda: marit.client.post(
            f"/complaints/{number}/dossier", data={"csrf_token": marit.open("/account").token()}
        ),
        lambda: Caller(world.app, "marit").get(f"/complaints/{number}/report"),
    ):
        before = len(_looks())
        assert read().status_code == 200
        assert len(_looks()) == before + 1
        look = _looks()[0]
        assert {f"complaint:{number}", f"item:{item}"} <= set(look.seen), look.route


def test_what_lies_in_a_box_is_on_record_as_seen(world: World) -> None:
    joke = Visitor.entered(world.app, "joke")
    who = accounts.find_account("4002").person
    box, inner = _box("4002", "BALIE-HAVEN"), _box("4002", "BALIE-HAVEN")
    packing.put_in(box, (inner,), str(uuid.uuid4()), who, NOW)
    packing.take_out(inner, "BALIE-HAVEN", str(uuid.uuid4()), who, NOW + timedelta(hours=2))
    then = (NOW + timedelta(hours=1)).astimezone(AMSTERDAM).strftime("%Y-%m-%dT%H:%M")
    joke.open(f"/items/{box}/contents?at={then}")
    assert f"item:{inner}" in _looks()[0].seen
    packing.put_in(box, (inner,), str(uuid.uuid4()), who, NOW + timedelta(hours=3))
    joke.open(f"/items/{box}")
    assert {f"item:{box}", f"item:{inner}"} <= set(_looks()[0].seen)
