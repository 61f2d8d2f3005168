"""What is typed stays text wherever it is read back (Q34, Q39, Q40): no element, attribute or formula of it.

Every form of the table FORMS is filled in with the payloads, sent, and everything that can be read
afterwards is read: pages, answers of the API, files, paper and letters. The small run holds 30
payloads, the full one 300. What a browser makes of the same pages stands in `tests/e2e`; that no
payload reaches the log of the programme is `test_log.py` (Q42).
"""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from custody import mail, storage
from custody.app import house_folder
from custody.domain.errors import CustodyError
from custody.domain.exchange import COMPLAINT_FIELDS, ITEM_FIELDS, read_complaint, read_item
from custody.domain.people import Person
from custody.paper.exchange import written
from custody.paper.spreadsheet import plain_cell, safe_cell
from custody.services import accounts, audit, exchange
from custody.storage.tables import ClaimRow, ComplaintRow, ItemRow, LetterRow, ReceiptRow
from custody.web.rights import FORMS
from tests.callers import Caller
from tests.pages import Visitor, running, settings
from tests.paper import reading
from tests.security.filling import Filler, Sent, fields_of, is_words
from tests.security.payloads import ALL, PAYLOADS, read_page
from tests.security.test_forged import _who_may
from tests.security.world import World, address, build, form, offer, right_of, routes

# Marked as safe by hand: place, and who looked at it. There is none; each would stand here with a reason.
REVIEWED: dict[str, str] = {}
_MARKED_SAFE = re.compile(
    r"\|\s*safe\b|\bMarkup\b|\bmarkupsafe\b|__html__|autoescape\s*(=|false)|render_template_string"
)
# These are not accepted from the hand of one visitor; what they answer is read all the same.
REFUSED = {
    "accounts.sign_in": "a name that nobody has",
    "complaints.mark_words": "words that are not in the complaint",
    "complaints.set_aside": "words of a complaint that were not found",
    "handling.accept": "a doubt that nobody has",
    "handling.answer_late_find": "no late find waits",
    "claims.end_unseen": "a claim that a person opened",
    "stages.advise": "no committee has the complaint",
    "stages.prepare": "of no step from here people hear beforehand",
    "copies.answer": "nobody stands in a linked trail",
    "copies.write": "no copy goes out before the first phase",
    "hearing.reply": "the committee asked nothing",
    "hearing.keep_advice": "the second phase did not begin",
}
# Kept, and in no page that is only opened here: each with what becomes of it.
NOT_SHOWN = {
    "search.forget": "the name of what was forgotten",
    "desk.scan": "what was scanned is answered at once",
    "citizen.check": "a receipt that was checked is not kept",
    "packing.make_parts": "the reason stands in the log",
    "transfers.create": "the purpose stands in the log until the receiver looks",
    "transfers.answer": "remarks stand in the log",
    "complaints.link": "the reason stands in the log",
    "complaints.undo": "the reason stands in the log",
    "complaints.lift_hold": "the reason stands in the log",
    "letters.write_for_complaint": "only a letter of a found item says when to fetch it",
    "complaints.save_taken_down": "only a coordinator sees it until it has a handler",
}
# Opened for every thing there is; the other pages for some of them.
OF_ALL = {"items.show", "intake.receipt", "complaints.show", "claims.show", "letters.show"}
OF_ALL |= {"handling.show", "dossier.show"}


@dataclass
class Read:
    """Everything that was read back: what is wrong with it, and what it says."""

    wrong: list[tuple[str, str]]
    said: list[str]

    def page(self, where: str, text: str) -> None:
        """Take in a page, and note what in it stems from no template."""
        wrong, said = read_page(text)
        self.wrong += [(where, one) for one in wrong]
        self.said.append(said)


@dataclass
class Filled:
    """A register in which every form was sent, and what came of each."""

    world: World
    sent: list[Sent]
    payloads: tuple[str, ...]

    def all_things(self) -> list[Any]:
        """Return the things of the world, and those that the forms made, as addresses name them."""
        with storage.reading() as books:
            items = [row.code for row in books.session.query(ItemRow)]
            complaints = [row.number for row in books.session.query(ComplaintRow)]
            claims = [row.number for row in books.session.query(ClaimRow)]
            letters = [row.number for row in books.session.query(LetterRow)]
            receipts = [row.no for row in books.session.query(ReceiptRow)]
        own, longest = self.world.own, max(map(len, (items, complaints, claims)))
        return [own] + [
            replace(
                own,
                item=items[n % len(items)],
                complaint=complaints[n % len(complaints)],
                claim=claims[n % len(claims)],
                letter=letters[n % len(letters)],
                receipt=receipts[n % len(receipts)],
                user=("7001", "4711")[n % 2],
            )
            for n in range(longest)
        ]


def fill(app: Flask, payloads: tuple[str, ...], turn: int = 0) -> Filled:
    """Send every form with these payloads, import a line of each kind, and put them in a unit's name."""
    world = build(app)
    offer(world)
    with storage.transaction() as books:
        books.places.add_unit(storage.Unit("WTL-KADE", payloads[turn % len(payloads)]))
    sent = Filler(world, payloads).send_all(turn)
    _write_letters(app)
    _import(payloads, turn)
    return Filled(world, sent, payloads)


def _write_letters(app: Flask) -> None:
    """Write the letter of receipt of every complaint that has none."""
    marit = Visitor.entered(app, "marit").open("/account")
    token = marit.token()
    with storage.reading() as books:
        numbers = [row.number for row in books.session.query(ComplaintRow)]
    for number in numbers:
        fields = {"csrf_token": token, "form_id": form(), "kind": "L1", "language": "nl"}
        marit.send(f"/complaints/{number}/letters", **fields)


def _import(payloads: tuple[str, ...], turn: int) -> None:
    """Import an item and a complaint whose every text is a payload."""
    at, by = datetime.now(UTC), Person("5005", "Noor", "WTL-HAVEN", frozenset({"admin"}))
    terms = exchange.Terms("WTL-HAVEN", "BALIE-HAVEN")
    said = [payloads[(turn + n) % len(payloads)].replace("\r\n", " ") for n in range(5)]
    item = {"description": said[0], "place": said[1], "officer": said[2]}
    kinds = (
        (read_item, exchange.import_items, {**item, "datetime": "2026-05-12", "category": "keys"}),
        (
            read_complaint,
            exchange.import_complaints,
            {"received": "2026-06-20", "text": f"qimport {said[4]}", "complainant_name": said[0]},
        ),
    )
    for read, record, values in kinds:
        line, row = read(2, {**values, "import_ref": "OUD-1"})
        assert line is not None, row.problems
        assert record([line], terms, by, at).recorded == 1


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    """The register of the small run; the record of it is verified when all was read."""
    yield fill(running(tmp_path_factory.mktemp("markup") / "register"), PAYLOADS)
    report = audit.verify()
    assert report.clean, report.findings
    storage.disconnect()


def read_all(filled: Filled) -> Read:
    """Open every page of every thing as somebody who may, and search for the payloads."""
    world, read, visitors = filled.world, Read([], []), {}
    for one in filled.sent:
        read.page(one.endpoint, one.page)
    things = filled.all_things()
    for endpoint, method, rule in routes(world.app, "GET"):
        if endpoint == "citizen.verifier":
            continue  # One file for everybody, script and style in it: it holds nothing typed.
        who = _who_may(right_of(endpoint, method))
        visitor = visitors.setdefault(who, Visitor.entered(world.app, who))
        paths = dict.fromkeys(
            address(world.app, rule, one)
            for one in (things if endpoint in OF_ALL else things[:1] + things[1::9])
        )
        if endpoint == "search.show":
            paths |= dict.fromkeys(f"/search?q=q00{n}" for n in range(10, 20))
        for path in paths:
            _take_in(read, path, visitor.client.get(path))
    pieter = Visitor.entered(world.app, "pieter")
    for number in dict.fromkeys(one.complaint for one in things):
        _take_in(read, number, pieter.client.get(f"/complaints/{number}"))
    for text in filled.payloads[:30]:
        found = visitors["sanne"].client.get("/search", query_string={"q": text})
        _take_in(read, f"/search {text}", found)
    return read


def _take_in(read: Read, where: str, answer: Any) -> None:
    """Read an answer as what it says it is; nothing else may be read as a page."""
    assert answer.status_code < 500, where
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    kind = answer.mimetype
    if kind == "text/html":
        read.page(where, answer.text)
    elif kind in ("text/csv", "application/json", "text/plain"):
        read.said.append(answer.get_data(as_text=True))
    else:
        assert kind.startswith(("image/", "application/", "text/")), (where, kind)
        assert kind != "image/svg+xml" or where.startswith("/static"), where


def test_no_page_has_an_element_or_an_attribute_that_somebody_typed(filled: Filled) -> None:
    read = read_all(filled)
    assert not read.wrong, read.wrong[:5]
    said = "\n".join(read.said)
    accepted = [one for one in filled.sent if one.status < 400 and one.texts]
    unseen = {
        one.endpoint for one in accepted if not any(text[:5] in said for text in one.texts.values())
    }
    assert unseen <= set(NOT_SHOWN), "read back nowhere: then this test shows nothing of it"
    assert "qimport" in said


def test_every_form_of_words_is_accepted_or_says_why_it_is_not(filled: Filled) -> None:
    refused = {one.endpoint for one in filled.sent if one.texts and one.status >= 400}
    assert refused == set(REFUSED)
    with filled.world.app.test_request_context("/"):
        of_words = {name for name, kind in FORMS.items() if any(map(is_words, fields_of(kind())))}
    assert of_words <= {one.endpoint for one in filled.sent}


def test_the_reader_finds_every_element_and_attribute_that_was_let_through() -> None:
    """Else the tests above would pass for another reason."""
    places = ("<p>%s</p>", '<input value="%s">', "<input value='%s'>", "<!-- %s -->")
    places += ("<title>%s</title>", "<textarea>%s</textarea>", "<option>%s</option>")
    places += ('<script type="application/json">{"a": "%s"}</script>', '<a href="%s">x</a>')
    missed = [one for one in PAYLOADS[:20] if not any(_is_found(p % one) for p in places)]
    assert not missed
    assert not _is_found('<p>1 &lt; 2</p><script src="/static/a.js" type="module"></script>')


def _is_found(page: str) -> bool:
    try:
        return bool(read_page(page)[0])
    except json.JSONDecodeError:
        return True


def test_nothing_is_marked_as_safe_by_hand() -> None:
    home = house_folder("templates").parent
    files = [*home.glob("templates/**/*.html"), *home.glob("custody/**/*.py")]
    assert len(files) > 150
    marked = {
        str(file.relative_to(home)): found[0]
        for file in files
        if (found := _MARKED_SAFE.search(file.read_text(encoding="utf-8")))
    }
    assert marked.keys() == REVIEWED.keys(), f"escape it, or have it reviewed: {marked}"


def test_the_api_answers_with_json_that_gives_the_text_back(filled: Filled) -> None:
    """What is told of a token, and the page that shows JSON: no answer is ever read as a page."""
    app, things = filled.world.app, filled.all_things()
    callers = {name: Caller(app, name) for name in ("sanne", "joke", "marit", "ruud")}
    said = []
    for endpoint, method, rule in routes(app, "GET", api=True):
        caller = callers[_who_may(right_of(endpoint, method))]
        for one in things:
            answer = caller.get(address(app, rule, one).removeprefix("/api/v1"))
            assert answer.mimetype == "application/json", endpoint
            said += [json.dumps(answer.json, ensure_ascii=False)]
            if not rule.arguments:
                break
    told = json.loads(json.dumps("\n".join(said)))
    assert sum(text[:5] in told for one in filled.sent for text in one.texts.values()) > 30


def test_no_cell_of_a_list_is_a_formula_and_each_gives_its_text_back(filled: Filled) -> None:
    """The three lists that leave as a file for a spreadsheet (Q39)."""
    app = filled.world.app
    paths = {"/search/export": "ruud", "/storage/personal.csv": "pieter"}
    found = 0
    for path, who in paths.items():
        answer = Visitor.entered(app, who).client.get(path)
        assert (answer.status_code, answer.mimetype) == (200, "text/csv"), path
        found += _check_cells(answer.get_data().decode("utf-8-sig"))
    admin, at = accounts.find_account("5005").person, datetime.now(UTC)
    for fields, rows in (
        (ITEM_FIELDS, exchange.items),
        (COMPLAINT_FIELDS, exchange.complaints),
    ):
        found += _check_cells("".join(written("csv", fields, rows(admin, at))))
    assert found > 30


def _check_cells(text: str) -> int:
    """Return how many cells hold a payload; none may be read as a formula."""
    cells = [cell for row in csv.reader(io.StringIO(text), delimiter=";") for cell in row]
    for cell in cells:
        assert not re.match(r"[\s\"]*[=+@\t\r|-]", cell), cell
        assert safe_cell(plain_cell(cell)) in (cell, plain_cell(cell))
    return sum("hit" in cell or "7*191" in cell for cell in cells)


PRINTS = {
    "dossier.print_dossier": {},
    "intake.print_receipt": {"paper": "a4"},
    "letters.print_letter": {},
}


@pytest.mark.parametrize("endpoint", sorted(PRINTS))
def test_what_is_printed_says_the_payload_sign_by_sign(filled: Filled, endpoint: str) -> None:
    """The commands of the printing language too are letters on the paper (Q40)."""
    rule = next(r for n, _, r in routes(filled.world.app, "POST") if n == endpoint)
    who = "sanne" if endpoint.startswith("intake") else "marit"
    visitor = Visitor.entered(filled.world.app, who).open("/account")
    token, words, seen = visitor.token(), "", set()
    for one in filled.all_things():
        path = address(filled.world.app, rule, one)
        if path in seen:
            continue
        seen.add(path)
        more = {**PRINTS[endpoint]} | ({"form_id": form()} if PRINTS[endpoint] else {})
        visitor.send(path, csrf_token=token, **more)
        if visitor.status == 200:
            assert visitor.response.mimetype == "application/pdf"
            words += reading.squeezed(reading.text(visitor.response.data))
    typed = [text for sent in filled.sent for text in sent.texts.values() if text[:5] in words]
    assert typed, "no payload is on this paper"
    for text in (one for one in typed if "\u202e" not in one[:24]):
        assert _plain(text)[:14] in _plain(words)


def _plain(text: str) -> str:
    """Return the signs that every font has, in their order."""
    return re.sub(r"[^!-~]", "", text)


@pytest.mark.parametrize("file_format", ["pdf", "svg", "zpl", "png"])
def test_a_label_of_any_kind_holds_no_command_that_was_typed(
    filled: Filled, file_format: str
) -> None:
    ruud = Visitor.entered(filled.world.app, "ruud").open("/account")
    items = list(dict.fromkeys(one.item for one in filled.all_things()))[:8]
    token, printed = ruud.token(), 0
    for item in items:
        more = {
            "csrf_token": token,
            "preset": "62x29",
            "file_format": file_format,
            "dpi": "203",
            "reason": "damaged",
        }
        ruud.send("/labels", form_id=form(), items=[item], **more)
        content = ruud.response.data
        if ruud.status != 200:
            continue
        printed += 1
        assert b"hit" not in content or file_format == "pdf"
        if file_format == "zpl":
            commands = set(re.findall(rb"[\^~][A-Z]{2}", content))
            assert commands <= {
                b"^XA",
                b"^PW",
                b"^LL",
                b"^LH",
                b"^FO",
                b"^GF",
                b"^FS",
                b"^PQ",
                b"^XZ",
            }
        if file_format == "svg":
            assert not re.search(rb"<(script|foreignObject|a)\b|\son\w+=", content)
    assert printed > 3


@pytest.mark.parametrize("text", PAYLOADS)
def test_a_letter_by_e_mail_has_no_head_that_was_typed(text: str, tmp_path: Path) -> None:
    with pytest.raises(CustodyError):
        accounts.read_email(f"{text}@a b")
    office = mail.PostOffice(
        settings(tmp_path, mail_from="post@bon.example", mail_server="mail.example:25"),
        house_folder("templates") / "translations",
    )
    reader = Person("4711", text, email="sanne@politie.example")
    letter = office.letter("keeping_over", ("F5DPN209V2",), reader, "mail:1", datetime.now(UTC))
    heads = {"Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted", "MIME-Version"}
    heads |= {"Content-Type", "Content-Transfer-Encoding", "Content-Language"}
    assert set(letter.keys()) <= heads
    assert "hit" not in letter.as_string()


@pytest.mark.full
@pytest.mark.parametrize("turn", range(0, 300, 3))
def test_all_three_hundred_stay_text(turn: int, tmp_path: Path) -> None:
    """A hundred registers: each field has each payload, a short one at least a third of them."""
    filled = fill(running(tmp_path / "register"), ALL[turn:] + ALL[:turn], turn)
    try:
        read = read_all(filled)
        assert not read.wrong, read.wrong[:5]
    finally:
        storage.disconnect()
