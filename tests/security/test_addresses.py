"""Host names, codes and redirects lead nowhere else (Q37, Q38), and public pages are all alike (Q46)."""

import random
import re

import pytest
from flask import Flask, request

from custody.app import create_app
from custody.domain.codes import ALPHABET, make_item_code
from custody.web.accounts import own_path
from tests.pages import PASSWORD, Visitor, running, settings
from tests.security.world import World, address, routes

EVIL = "evil.example"


@pytest.mark.parametrize("host", [EVIL, f"localhost.{EVIL}", f"localhost@{EVIL}", "", "127.0.0.1"])
def test_a_request_for_another_host_gets_nothing_from_any_page(world: World, host: str) -> None:
    client = world.app.test_client()
    for _, method, rule in routes(world.app):
        path = address(world.app, rule, world.own)
        answer = client.open(path, method=method, headers={"Host": host})
        assert answer.status_code == 400, (rule, host)
        assert EVIL not in answer.get_data(as_text=True)
        assert "Location" not in answer.headers


FORWARDED = {
    "X-Forwarded-Host": EVIL,
    "X-Forwarded-Server": EVIL,
    "X-Host": EVIL,
    "X-Original-URL": "/admin/users",
    "X-Rewrite-URL": "/admin/users",
    "X-Forwarded-Prefix": f"//{EVIL}",
    "Forwarded": f"host={EVIL};proto=https",
}


@pytest.mark.parametrize("proxies", [0, 1])
def test_what_a_proxy_could_say_of_the_host_has_no_effect(tmp_path, proxies: int) -> None:
    running(tmp_path / "register")
    app = create_app(settings(tmp_path / "register", proxies=proxies))
    sanne = Visitor.entered(app, "sanne")
    for _, _, rule in routes(app, "GET"):
        if rule.arguments:
            continue
        answer = sanne.client.get(rule.rule, headers=FORWARDED)
        assert EVIL not in answer.get_data(as_text=True), rule
        assert EVIL not in answer.headers.get("Location", "")
        plain = sanne.client.get(rule.rule)
        assert answer.status_code == plain.status_code, rule


def test_the_address_of_a_visitor_is_what_the_configured_proxy_says(tmp_path) -> None:
    """Else whoever guesses passwords would choose the address that is counted (Q27)."""
    running(tmp_path / "register")
    for proxies, seen in ((0, "127.0.0.1"), (1, "10.9.9.9")):
        app = create_app(settings(tmp_path / "register", proxies=proxies))
        app.view_functions["health.healthz"] = lambda: request.remote_addr
        forwarded = {"X-Forwarded-For": "10.1.1.1, 10.9.9.9"}
        assert app.test_client().get("/healthz", headers=forwarded).text == seen


def _same_for_all(app: Flask, path: str, names: list[str]) -> None:
    client = app.test_client()
    first = ""
    for name in names:
        answer = client.get(path.format(name))
        text = f"{answer.status_code} {answer.headers.get('Location', '')} {answer.text}"
        text = re.sub(r'name="csrf_token" value="[^"]+"', "", text)
        text = text.replace(name, "").replace(name.lower(), "")
        first = first or text
        assert text == first, name


def _codes(count: int) -> list[str]:
    seeded = random.Random(38)
    made = []
    for n in range(count):
        nine = "".join(seeded.choice(ALPHABET) for _ in range(9))
        made.append(make_item_code(nine) if n % 2 else nine + seeded.choice(ALPHABET))
    return made


def test_a_stranger_gets_the_same_words_for_every_code(world: World) -> None:
    names = [world.own.item, world.other.item, "nonsense", "F5D-PN2-09V2", *_codes(400)]
    _same_for_all(world.app, "/I/{}", names)


@pytest.mark.full
def test_a_stranger_gets_the_same_words_for_a_hundred_thousand_codes(world: World) -> None:
    _same_for_all(world.app, "/I/{}", [world.own.item, *_codes(100_000)])


def test_a_stranger_gets_the_same_page_for_every_number_of_a_receipt(world: World) -> None:
    unknown = [f"R26-{n:06d}-P" for n in range(2, 60)]
    _same_for_all(world.app, "/B/{}", [world.own.receipt, world.other.receipt, *unknown])
    page = world.app.test_client().get(f"/B/{world.own.receipt}").text
    for name in ("Annie", "Sanne", "4711", "Haven", "rode hanger"):
        assert name not in page


def _elsewhere() -> list[str]:
    """Return a hundred ways to say another place."""
    hosts = [EVIL, f"{EVIL}/", f"user@{EVIL}", f"localhost@{EVIL}", f"{EVIL}:80", f"{EVIL}#/log-in"]
    starts = ["//", "///", "////", "/\\", "\\\\", "\\/", "/\t/", "/\n/", "\t//", " //", "https://"]
    starts += ["http:", "https:/", "javascript://", "data:text/html,", "/\r\n/", "%2f%2f", "/%09/"]
    found = [f"{start}{host}" for start in starts for host in hosts]
    return [one for one in found if not one.startswith(("/%09", "%2f"))][:100]


def test_a_hundred_ways_to_say_another_place_are_no_path_of_ours() -> None:
    payloads = _elsewhere()
    assert len(payloads) >= 90
    for payload in payloads:
        assert own_path(payload) is None, payload
    for own in ("/", "/items/F5DPN209V2", "/search?q=a%2Fb", "/complaints/new"):
        assert own_path(own) == own


@pytest.mark.parametrize("payload", _elsewhere()[::12])
def test_no_page_leads_elsewhere_by_what_it_was_sent(app: Flask, payload: str) -> None:
    visitor = Visitor(app).open("/log-in")
    visitor.send("/log-in", username="sanne", password=PASSWORD, next=payload)
    assert visitor.path.startswith("/")
    assert EVIL not in visitor.path
    visitor.open("/account").send("/preferences", lang="nl", next=payload)
    assert visitor.path == "/"
