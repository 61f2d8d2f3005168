"""The body of an event has fourteen keys, each by its own rule, and one spelling."""

import json

import pytest
import rfc8785

from custody.domain.ledger import (
    KEYS,
    LONGEST_BODY,
    MOST_DIGESTS,
    MOST_REFS,
    BadBytesError,
    b64u,
    body_bytes,
    read_body,
)
from custody.domain.merkle import leaf_hash

LEAF = "tcqyG-OBTRtEN9PQvC0lJCmJpmSukwymnSKQHW9wpBM"
RECEIVED = (
    '{"at":"2026-11-23T11:58:10Z","d":["arVUdZoV1fGCMr9KMCu2d2eFjXCvsmeU6YBiRv_LBsI",'
    '"fxc4ONc_97_WJjjTI1pmgyaWU7PYgTfRUdDvthVQLzQ"],"id":"0192f0c4-5b1e-4c3a-9d57-1f0a3c5e7b01",'
    '"item":"F5DPN209V2","item_prev":null,"item_seq":0,"log":"custody.example.nl/log",'
    '"place":"BALIE-1","rec":"2026-11-23T11:58:12Z","ref":[],"src":"app","type":"item_received",'
    '"unit":"AMS-ZUID","v":1}'
)


def body(**changes):
    return json.loads(RECEIVED) | changes


def hashes(count):
    return sorted(b64u(n.to_bytes(32, "big")) for n in range(count))


def test_the_worked_example_gives_its_bytes():
    assert body_bytes(body()) == RECEIVED.encode()
    assert len(RECEIVED) == 367
    assert b64u(leaf_hash(RECEIVED.encode())) == LEAF
    assert read_body(RECEIVED.encode()) == body()
    assert tuple(sorted(body())) == KEYS


CHAINED = {"item_seq": 1, "item_prev": LEAF}
NO_ITEM = {"item": None, "item_seq": None, "item_prev": None}


@pytest.mark.parametrize(
    "changes",
    [
        NO_ITEM,
        CHAINED,
        {"at": None, "unit": None, "place": None, "d": []},
        {"ref": [LEAF] * MOST_REFS, "d": hashes(MOST_DIGESTS)},
        {"type": "ab", "unit": "0", "place": "Z" + "9" * 23, "src": "citizen"},
        {"log": "127.0.0.1:8000/log"},
        {"log": "example.nl/police/log", "item_seq": 10**14, "item_prev": LEAF},
    ],
)
def test_every_body_that_keeps_the_rules_has_canonical_bytes(changes):
    content = body_bytes(body(**changes))
    assert content == rfc8785.dumps(body(**changes))
    assert read_body(content) == body(**changes)


BROKEN = [
    *({"v": value} for value in (0, 2, True, 1.0, "1", None)),
    *({"log": value} for value in ("", "/log", "https://a.nl/log", "a.nl/logs", "A.nl/log", None)),
    *({"id": value} for value in ("", "0192F0C4-5b1e-4c3a-9d57-1f0a3c5e7b01", "0192f0c4", None)),
    *({"type": value} for value in ("", "a", "Item", "item-moved", "a" * 41, "a\n", None, 1)),
    *({"item": value} for value in ("F5DPN209VC", "f5dpn209v2", "F5D-PN2-09V2", "", 5, None)),
    *({"item_seq": value} for value in (-1, True, False, 1, 0.0, "0", None, 2**53)),
    *({"item_prev": value} for value in (LEAF, "", 5)),
    *(CHAINED | {"item_prev": value} for value in (None, LEAF[:-1], LEAF[:-1] + "N", LEAF + "=")),
    *(NO_ITEM | {key: value} for key, value in {"item_seq": 0, "item_prev": LEAF}.items()),
    *({"at": value} for value in ("", "2026-11-23", "2026-02-30T00:00:00Z", 5)),
    *({"rec": value} for value in (None, "", "2026-11-23T11:58:12", "2026-00-23T11:58:12Z")),
    *({"unit": value} for value in ("", "-A", "a", "A" * 25, "A B", "É", 5)),
    *({"place": value} for value in ("", "-A", "kluis", "A" * 25, "A_B")),
    *({"src": value} for value in ("", "App", "web", None)),
    *({"ref": value} for value in (None, "", LEAF, [None], ["x"], [LEAF] * (MOST_REFS + 1))),
    *({"d": value} for value in (None, [LEAF, LEAF], hashes(2)[::-1], hashes(MOST_DIGESTS + 1))),
    *({"extra": value} for value in (None, 1)),
]
WITHOUT_JSON = [{"id": "\ud800"}, {"id": 1j}, {"d": [b"bytes"]}, {5: "five"}]


@pytest.mark.parametrize("changes", BROKEN + WITHOUT_JSON, ids=str)
def test_a_body_that_breaks_a_rule_is_never_written(changes):
    with pytest.raises(BadBytesError):
        body_bytes(body() | changes)


@pytest.mark.parametrize("changes", BROKEN, ids=str)
def test_a_body_that_breaks_a_rule_is_never_read(changes):
    content = json.dumps(body() | changes, sort_keys=True, separators=(",", ":")).encode()
    with pytest.raises(BadBytesError):
        read_body(content)


@pytest.mark.parametrize("key", KEYS)
def test_a_body_without_one_of_its_keys_is_refused(key):
    with pytest.raises(BadBytesError, match="other keys"):
        body_bytes({name: value for name, value in body().items() if name != key})


@pytest.mark.parametrize("key", ["unit", "src", "id"])
def test_the_refusal_names_the_key(key):
    with pytest.raises(BadBytesError, match=f"the key {key}"):
        body_bytes(body(**{key: "é"}))


@pytest.mark.parametrize(
    "content",
    [
        RECEIVED + "\n",
        " " + RECEIVED,
        RECEIVED.replace(":", ": ", 1),
        RECEIVED.replace('"v":1', '"v":1,"v":1'),
        RECEIVED.replace('{"at":"2026-11-23T11:58:10Z",', "{").replace("}", ',"at":null}'),
        RECEIVED.replace("app", "\\u0061pp"),
        RECEIVED.replace("app", "äpp"),
        RECEIVED[:-1],
        "[]",
        "null",
        "",
        "[" * 16_000,
        RECEIVED + " " * LONGEST_BODY,
    ],
)
def test_another_spelling_of_a_body_is_refused(content):
    with pytest.raises(BadBytesError):
        read_body(content.encode())


def test_types_that_nobody_knows_are_refused_when_the_types_are_told():
    known = frozenset({"item_received"})
    assert read_body(body_bytes(body(), types=known), types=known) == body()
    with pytest.raises(BadBytesError, match="type"):
        body_bytes(body(type="item_eaten"), types=known)
    with pytest.raises(BadBytesError, match="type"):
        read_body(RECEIVED.encode(), types=frozenset())


def test_a_body_has_at_most_its_16384_bytes():
    room = LONGEST_BODY - len(RECEIVED)
    longest = body(log="a" * room + body()["log"])
    assert len(body_bytes(longest)) == LONGEST_BODY
    assert read_body(body_bytes(longest)) == longest
    too_long = body(log="a" + longest["log"])
    with pytest.raises(BadBytesError, match="more than one event can hold"):
        body_bytes(too_long)
    with pytest.raises(BadBytesError, match="more than one event can hold"):
        read_body(rfc8785.dumps(too_long))
