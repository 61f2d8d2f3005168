"""What is not yours is not there: every name of a thing swapped for one of others (Q23).

In every address, argument and field that takes an item, a receipt, a place or a complaint. For who
has no business with it, a thing of others and a thing that is not there get the same answer, and
nothing of theirs stands in it.
"""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from custody import storage
from custody.services import accounts, audit, transfers
from tests.acts import trail
from tests.pages import Visitor, running
from tests.security.world import OTHER_WORDS, Things, World, build, form

Sent = Callable[[Things], dict[str, object]]

ADDRESSES: list[Callable[[Things], str]] = [
    lambda t: f"/items/{t.item}",
    lambda t: f"/items/{t.item}/photos/{t.photo}",
    lambda t: f"/items/{t.item}/correct",
    lambda t: f"/items/{t.item}/return",
    lambda t: f"/receipts/{t.receipt}",
    lambda t: f"/labels?code={t.item}",
    lambda t: f"/transfers/new?code={t.item}",
    lambda t: f"/transfers/outside?code={t.item}",
    lambda t: f"/search?q={t.item}",
    lambda t: f"/search?q={t.receipt}",
    lambda t: f"/search?q={t.complaint}",
    lambda t: f"/complaints/{t.complaint}",
    lambda t: f"/complaints/{t.complaint}/links",
    lambda t: f"/claims/new?complaint={t.complaint}",
    lambda t: f"/letters/{t.letter}",
]

# A photo of one's own item is asked for with the address of another item, and the reverse.
MIXED: list[Callable[[World], str]] = [
    lambda w: f"/items/{w.own.item}/photos/{w.nobody.photo}",
    lambda w: f"/items/{w.other.item}/photos/{w.own.photo}",
]

FORMS: dict[str, tuple[Callable[[Things], str], Sent]] = {
    "offer": (lambda t: "/transfers/new", lambda t: {"items": t.item, "to": "BALIE-HAVEN"}),
    "withdraw": (lambda t: "/transfers/withdraw", lambda t: {"item": t.item}),
    "hand on": (
        lambda t: "/transfers/outside",
        lambda t: {"item": t.item, "name": "A", "organisation": "B", "identity_seen": "passport"},
    ),
    "accept": (lambda t: "/transfers/incoming", lambda t: {"item": t.item, "answer": "accept"}),
    "refuse": (
        lambda t: "/transfers/incoming",
        lambda t: {"item": t.item, "answer": "refuse", "reason": "not_ours"},
    ),
    "keep": (lambda t: "/my-items", lambda t: {"item": t.item, "place": "VOERTUIG-4417"}),
    "print": (lambda t: "/labels", lambda t: {"items": t.item, "preset": "62x29"}),
    "correct": (
        lambda t: f"/items/{t.item}/correct",
        lambda t: {"description": "x", "reason": "y"},
    ),
    "return": (lambda t: f"/items/{t.item}/return", lambda t: {"receiver": "A"}),
    "feature": (lambda t: f"/items/{t.item}/check-feature", lambda t: {}),
    "original": (lambda t: f"/items/{t.item}/photos/{t.photo}", lambda t: {}),
    "print receipt": (lambda t: f"/receipts/{t.receipt}/print", lambda t: {"paper": "a6"}),
    "give receipt": (lambda t: f"/receipts/{t.receipt}/given", lambda t: {"given": "given"}),
    "scan": (lambda t: "/scan-moves", lambda t: {"raw": t.item, "target": "BALIE-HAVEN"}),
    "close place": (lambda t: f"/places/{t.place}/close", lambda t: {}),
    "link": (lambda t: f"/complaints/{t.complaint}/links", lambda t: {"item": "F5DPN209V2"}),
    "reject": (
        lambda t: f"/complaints/{t.complaint}/rejections",
        lambda t: {"mention": "0", "item": "F5DPN209V2", "reason": "other_item"},
    ),
    "report": (lambda t: f"/complaints/{t.complaint}/dossier", lambda t: {}),
    "claim": (
        lambda t: "/claims/new",
        lambda t: {"category": "keys", "account": "Mijn sleutels", "complaint": t.complaint},
    ),
    "assign": (lambda t: f"/complaints/{t.complaint}/handler", lambda t: {"handler": "5001"}),
}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The things of others, with an offer that waits among them: once, for nothing here may change.

    The record is verified when all have tried.
    """
    made = build(running(tmp_path_factory.mktemp("objects") / "register"))
    bram = accounts.find_account(made.other.user).person
    transfers.offer((made.other.item,), "6004", "", form(), bram, datetime.now(UTC))
    yield made
    report = audit.verify()
    assert report.clean, report.findings
    storage.disconnect()


def _said(visitor: Visitor, response, things: Things) -> tuple[int, str]:
    """Return what was answered, without the names that were asked for and what is new each time."""
    text = response.text if response.mimetype.startswith(("text/", "application/json")) else "file"
    names = [name for kind, name in vars(things).items() if kind not in ("user", "team", "nothing")]
    for name in names:
        if len(name) < 4:  # a bare number stands in many places; it is a name only in these
            text = text.replace(f"/{name}", "/").replace(f'value="{name}"', 'value=""')
        else:
            text = text.replace(name, "").replace(f"{name[:3]}-{name[3:6]}-{name[6:]}", "")
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d\d:\d\d(:\d\d)?", "", text)
    text = re.sub(
        r'name="csrf_token" value="[^"]+"|<span class="code">[0-9a-f]{8}</span>', "", text
    )
    text = re.sub(r'(<li><a href="/search\?q=[^"]*">[^<]*</a></li>)+', "", text)
    text = re.sub(r'value="[\w.-]{40,}"|content="[\w.-]{40,}"', "", text)
    location = response.headers.get("Location", "")
    for name in names:
        location = location.replace(name, "")
    return response.status_code, f"{location} {text}"


def _leaks(text: str) -> list[str]:
    return [word for word in (*OTHER_WORDS, "Bram Centrum") if word in text]


# Before the forms: a code that somebody scanned stands in the list of their own scans.
def test_lists_and_files_to_keep_hold_nothing_of_others(world: World) -> None:
    shown = f"{world.other.item[:3]}-{world.other.item[3:6]}-{world.other.item[6:]}"
    paths = ["/my-items", "/transfers/incoming", "/transfers/new", "/labels", "/scan-moves"]
    paths += ["/search?q=sleutels", "/search/export?q=sleutels", "/places", "/storage"]
    paths += ["/storage/personal", "/storage/personal.csv", "/storage/transfers", "/claims"]
    for username in ("sanne", "joke", "ruud"):
        visitor = Visitor.entered(world.app, username)
        for path in paths:
            text = visitor.client.get(path).get_data(as_text=True)
            assert world.other.item not in text, (username, path)
            assert shown not in text, (username, path)
            assert "Bram Centrum" not in text, (username, path)


@pytest.mark.parametrize("username", ["sanne", "joke", "ruud", "noor", "marit"])
def test_an_address_of_a_thing_of_others_tells_nothing(world: World, username: str) -> None:
    visitor = Visitor.entered(world.app, username)
    wrong = []
    for path in ADDRESSES:
        asked = path(world.other)
        if username == "marit" and not asked.startswith(("/complaints", "/claims")):
            continue  # Who handles complaints looks at the items of every unit (model 3).
        other = _said(visitor, visitor.client.get(asked), world.other)
        gone = _said(visitor, visitor.client.get(path(world.nobody)), world.nobody)
        if other != gone or _leaks(other[1]):
            wrong.append((asked, other[0], gone[0], _leaks(other[1])))
    assert not wrong


@pytest.mark.parametrize("username", ["sanne", "joke", "ruud", "noor", "marit"])
def test_a_form_about_a_thing_of_others_tells_nothing_and_does_nothing(
    world: World, username: str
) -> None:
    visitor = Visitor.entered(world.app, username).open("/account")
    token = visitor.token()
    for name in FORMS:
        if _is_theirs(world, username, name):
            continue
        before = len(trail(world.other.item).records)
        other = _sent(visitor, token, name, world.other)
        gone = _sent(visitor, token, name, world.nobody)
        assert other == gone, name
        assert not _leaks(other[1]), name
        assert other[0] != 500, name
        assert len(trail(world.other.item).records) == before, name


def _is_theirs(world: World, username: str, name: str) -> bool:
    """Who handles complaints sees all items, who administers all places (model 3)."""
    of_items = not FORMS[name][0](world.other).startswith(("/complaints", "/claims"))
    return (username == "marit" and of_items) or (username == "noor" and name == "close place")


WITHOUT_ID = ("feature", "original", "give receipt", "print receipt", "close place")
WITHOUT_ID += ("reject", "report", "assign")


def _sent(visitor: Visitor, token: str, name: str, things: Things) -> tuple[int, str]:
    """Send this form about these things, and return what is said."""
    path, fields = FORMS[name]
    sent = {"csrf_token": token, **fields(things)}
    if name not in WITHOUT_ID:
        sent["form_id"] = form()
    headers = {"Accept": "application/json"} if name == "scan" else {}
    answer = visitor.client.post(path(things), data=sent, headers=headers)
    assert "has a field that it does not" not in answer.get_data(as_text=True), sent
    return _said(visitor, answer, things)


def test_a_photo_is_given_only_with_the_item_that_it_belongs_to(world: World) -> None:
    sanne = Visitor.entered(world.app, "sanne")
    assert sanne.client.get(f"/items/{world.own.item}/photos/{world.own.photo}").status_code == 200
    for path in MIXED:
        assert sanne.client.get(path(world)).status_code == 404
