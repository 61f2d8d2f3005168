"""What is hashed has one spelling, and what could not be read back the same is refused."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from custody.domain.ledger import (
    DEEPEST,
    BadBytesError,
    Opening,
    b64u,
    canonical,
    nfc,
    opening,
    parse_canonical,
    read_time,
    time_text,
    unb64u,
)
from tests.vectors import vector_folder

PROPERTY = settings(derandomize=True, deadline=None, max_examples=300)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).map(nfc)
keys = st.text(st.characters(codec="ascii"), max_size=10)
whole = st.integers(-(2**53) + 1, 2**53 - 1)
documents = st.recursive(
    st.none() | st.booleans() | whole | texts,
    lambda parts: st.lists(parts, max_size=5) | st.dictionaries(keys, parts, max_size=5),
    max_leaves=20,
)


@PROPERTY
@given(documents)
def test_our_bytes_are_those_of_the_standard_and_read_back_the_same(document):
    content = canonical(document)
    assert content == rfc8785.dumps(document)
    assert parse_canonical(content) == document


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        [56.0],
        float("nan"),
        2**53,
        -(2**53),
        {"é": 1},
        {1: 2},
        "e\N{COMBINING ACUTE ACCENT}",
        "\ud800",
        {"a": ["\udfff"]},
        b"bytes",
        {1, 2},
        datetime(2026, 11, 23, tzinfo=UTC),
    ],
)
def test_what_has_no_canonical_bytes_is_refused(value):
    with pytest.raises(BadBytesError):
        canonical(value)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"nothing",
        b'{"a":1,"a":1}',
        b'{"a":1,"a":2}',
        b'{"b":1,"a":2}',
        b'{"a": 1}',
        b"[1] ",
        b"\xef\xbb\xbf[1]",
        b'"\xff"',
        b"1.0",
        b"1e3",
        b"-0",
        b"NaN",
        b"Infinity",
        b"9007199254740992",
        b"1" * 5000,
        b'"\\u0041"',
        b'"\\/"',
        b'"\\ud800"',
        b'"e\xcc\x81"',
        b"[" * 100_000,
        b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1),
    ],
)
def test_other_spellings_and_double_keys_are_refused(content):
    with pytest.raises(BadBytesError):
        parse_canonical(content)


def test_lists_and_objects_may_go_as_deep_as_is_said():
    for opened, closed in ((b"[", b"]"), (b'{"a":', b"}")):
        content = opened * (DEEPEST - 1) + b"[]" + closed * (DEEPEST - 1)
        assert canonical(parse_canonical(content)) == content
        with pytest.raises(BadBytesError, match="too deep"):
            parse_canonical(opened + content + closed)


JCS = ["arrays", "french", "structures", "unicode", "values", "weird"]


def test_all_six_files_of_the_public_set_are_tested():
    folder = vector_folder("jcs")
    assert [path.stem for path in sorted((folder / "input").iterdir())] == JCS


@pytest.mark.parametrize("name", JCS)
def test_the_public_set_gives_its_bytes_or_is_refused(name):
    folder = vector_folder("jcs")
    source = (folder / "input" / f"{name}.json").read_bytes()
    expected = bytes.fromhex((folder / "outhex" / f"{name}.txt").read_text())
    assert rfc8785.dumps(json.loads(source)) == expected
    if name == "arrays":
        assert canonical(json.loads(source)) == expected
        return
    with pytest.raises(BadBytesError):
        canonical(json.loads(source))
    with pytest.raises(BadBytesError):
        parse_canonical(source)


@PROPERTY
@given(st.binary(max_size=70))
def test_base64url_has_one_spelling(content):
    text = b64u(content)
    assert "=" not in text
    assert unb64u(text) == content


@pytest.mark.parametrize("text", ["A", "AB", "AA==", "A A", "AA+A", "AA/A", "é", "AAAA\n"])
def test_any_other_base64_is_refused(text):
    with pytest.raises(BadBytesError):
        unb64u(text)


def test_a_time_is_text_of_whole_seconds_in_utc():
    moment = datetime(2026, 11, 23, 12, 58, 10, 999999, timezone(timedelta(hours=1)))
    assert time_text(moment) == "2026-11-23T11:58:10Z"
    assert read_time("2026-11-23T11:58:10Z") == moment.replace(microsecond=0)
    assert time_text(datetime(987, 1, 2, tzinfo=UTC)) == "0987-01-02T00:00:00Z"


def test_a_moment_without_a_time_zone_is_no_moment():
    with pytest.raises(ValueError, match="time zone"):
        time_text(datetime(2026, 11, 23))


@pytest.mark.parametrize(
    "text",
    [
        "2026-13-01T00:00:00Z",
        "2026-02-29T00:00:00Z",
        "2026-11-23T24:00:00Z",
        "2026-11-23T11:58:60Z",
        "2026-11-23T11:58:10+00:00",
        "2026-11-23T11:58:10.5Z",
        "2026-11-23 11:58:10Z",
        "2026-1-2T1:1:1Z",
        "２026-11-23T11:58:10Z",
        "",
    ],
)
def test_a_time_that_is_none_is_refused(text):
    with pytest.raises(BadBytesError):
        read_time(text)


def test_the_worked_example_opens_to_its_digests():
    first = opening("description", "Bos met 3 sleutels, rode hanger", bytes(range(16)))
    assert first.disclosure() == (
        "WyJBQUVDQXdRRkJnY0lDUW9MREEwT0R3IiwiZGVzY3JpcHRpb24iLCJCb3MgbWV0IDMgc2xldXRlbHMs"
        "IHJvZGUgaGFuZ2VyIl0"
    )
    assert first.digest() == "arVUdZoV1fGCMr9KMCu2d2eFjXCvsmeU6YBiRv_LBsI"
    second = Opening("actor", "EBESExQVFhcYGRobHB0eHw", "P-104233")
    assert second.digest() == "fxc4ONc_97_WJjjTI1pmgyaWU7PYgTfRUdDvthVQLzQ"


def test_another_salt_name_or_value_gives_another_digest():
    first = opening("reason", "x", bytes(16))
    others = [
        opening("reason", "x", bytes([1]) * 16),
        opening("remarks", "x", bytes(16)),
        opening("reason", ["x"], bytes(16)),
    ]
    assert len({first.digest(), *(other.digest() for other in others)}) == 4


def test_texts_are_put_in_nfc_before_they_are_digested():
    decomposed = {"name": "Re\N{COMBINING ACUTE ACCENT}ne\ud800", "marks": ("a", None, 3)}
    found = opening("owner", decomposed, bytes(16))
    assert found.value == {"name": "Réne?", "marks": ["a", None, 3]}
    assert found.disclosure()


@pytest.mark.parametrize("name", ["", "Actor", "1st", "na-me", "a" * 41, "naïf"])
def test_a_field_has_a_plain_name(name):
    with pytest.raises(BadBytesError):
        opening(name, "x", bytes(16))


@pytest.mark.parametrize("salt", ["", "AAECAwQFBgcICQoLDA0OD", "AAECAwQFBgcICQoLDA0ODx", "A" * 43])
def test_a_salt_has_16_bytes(salt):
    with pytest.raises(BadBytesError):
        Opening("actor", salt, "x")
