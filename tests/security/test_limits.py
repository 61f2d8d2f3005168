"""What is too much is cut off or refused, and costs nobody else anything (Q48)."""

import io
import multiprocessing
import resource
from collections.abc import Callable

import pytest

from custody import verifier
from custody.app import LARGEST_REQUEST
from custody.domain import codes
from tests.pages import Visitor
from tests.security.world import World, form


def _post(world: World, **more):
    sanne = Visitor.entered(world.app, "sanne").open("/finds/new")
    sent = {"csrf_token": sanne.token(), "form_id": form(), "category": "keys", "place": "BIJ-4711"}
    return sanne.client.post("/finds/new", data={**sent, **more})


def test_a_body_above_the_limit_is_refused(world: World) -> None:
    photo = (io.BytesIO(b"x" * (LARGEST_REQUEST + 1)), "a.jpg")
    assert _post(world, photo=photo).status_code == 413


def test_a_form_of_too_many_parts_is_refused(world: World) -> None:
    sanne = Visitor.entered(world.app, "sanne").open("/transfers/new")
    parts = {"items": [f"x{n}" for n in range(1500)], "csrf_token": sanne.token()}
    answer = sanne.client.post(
        "/transfers/new", data=parts, content_type="multipart/form-data; boundary=b"
    )
    assert answer.status_code in (400, 413)


@pytest.mark.parametrize("path", ["/search?q=", "/storage/personal?page=", "/log-in?next=/", "/I/"])
def test_a_long_address_is_answered(world: World, path: str) -> None:
    ruud = Visitor.entered(world.app, "ruud")
    for sign in ("9", "a", "%F0%9F%94%91", "%00", "'", "%25", "("):
        assert ruud.client.get(path + sign * 3000).status_code < 500, sign


# Readers of typed text, with what makes a careless expression go back and forth.
READERS: dict[str, Callable[[str], object]] = {
    "item code": codes.read_item_code,
    "scan": lambda text: codes.read_scan(text, "bon.example"),
    "receipt number": codes.read_receipt_no,
    "receipt": verifier.token_of,
}
NASTY = ["a" * 50_000, "0" * 50_000, " " * 50_000, "-" * 50_000, "3-" * 25_000, "https://" * 6_000]
NASTY += ["1 " * 25_000 + "x", "=" * 50_000, "A2" * 25_000 + "!", "//" * 25_000, "\t\n" * 25_000]


def _read_all(done) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (20, 21))
    for name, read in READERS.items():
        for text in NASTY:
            try:
                read(text)
            except Exception as error:
                assert not isinstance(error, RecursionError), name
        done.append(name)


def test_no_reader_of_typed_text_goes_back_and_forth() -> None:
    done = multiprocessing.Manager().list()
    one = multiprocessing.get_context("fork").Process(target=_read_all, args=(done,))
    one.start()
    one.join()
    assert list(done) == list(READERS), "a reader took more than its seconds of the processor"


def test_a_word_that_no_list_has_is_not_kept_with_a_receipt(world: World) -> None:
    sanne = Visitor.entered(world.app, "sanne").open(f"/receipts/{world.own.receipt}")
    sanne.send(f"/receipts/{world.own.receipt}/given", given="Ж" * 3000)
    assert sanne.status == 400
    sanne.open(f"/receipts/{world.own.receipt}")
    sanne.send(f"/receipts/{world.own.receipt}/given", given="given")
    assert sanne.status == 302
