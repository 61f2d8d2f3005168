"""The demo register: invented people, believable things, and the story of the house keys.

Everything goes through the same services as in real use, with a clock that walks through the last
three weeks, so that trails, receipts and signatures are real ones. People, places and acts stand
in `story.toml`.
"""

import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from importlib import resources
from pathlib import Path

from custody import app as house
from custody import worker
from custody.config import Settings
from custody.demo import acts, property_room
from custody.demo.walk import NO_MAIL, Walk
from custody.domain.people import system_person
from custody.domain.places import Place, Post
from custody.services import accounts, places

PASSWORD = "waterland-haven-14"  # noqa: S105 - of invented people, printed at the start  # nosec B105
HAVEN = "WTL-HAVEN"
CHIEF = "4900"
STORY = tomllib.loads((resources.files("custody.demo") / "story.toml").read_text(encoding="utf-8"))


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
    story = [
        (act, do)
        for word, do in (
            ("handover", acts.hand_over),
            ("find", acts.find),
            ("complaint", acts.complain),
            ("work", property_room.work),
        )
        for act in STORY[word]
    ]
    for act, do in sorted(story, key=lambda one: (-one[0]["days"], one[0]["time"])):
        walk.to(act["days"], act["time"])
        do(act, walk)
    worker.work_off(lambda: walk.today, NO_MAIL)
    worker.anchor(walk())


def welcome(settings: Settings, *, made: bool, served: bool) -> str:
    """Return what to do next: address, sign-in names and the one password.

    Where it is not `served`, the command that serves it stands in place of an address.
    """
    names = "\n".join("  {username:8} {role:12} {name}".format(**one) for one in STORY["person"])
    state = "The demo register was made" if made else "The demo register is kept as it is"
    first = f"Open {settings.base_url}"
    if not served:
        first = f"Run custody demo --dir {settings.folder}, open the address that it names,"
    return (
        f"{state} in {settings.folder}\n\n"
        f"{first} and sign in with one of these names:\n{names}\n\n"
        f"Password of all: {PASSWORD}\n\n"
        "Begin as marit: the complaint of Annie Verhoeven, and the keys that turned up."
        + ("\nStop with Ctrl+C." if served else "")
    )
