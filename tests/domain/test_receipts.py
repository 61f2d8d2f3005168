"""A receipt is these bytes and no others, and it fits on its paper."""

import base64
import hashlib
from dataclasses import replace

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from custody.domain.codes import ALPHABET, make_item_code
from custody.domain.receipts import (
    LONGEST_TEXT,
    LONGEST_TOKEN,
    LONGEST_URL,
    Line,
    Payload,
    fit_items,
    protected_header,
    receipt_url,
    to_be_signed,
    token,
    written_token,
)

KEY = Ed25519PrivateKey.from_private_bytes(bytes([2]) * 32)
PROTECTED = protected_header("custody.example.nl/receipt", KEY.public_key().public_bytes_raw())
EXAMPLE = Payload(
    origin="custody.example.nl/log",
    no="AMSZ-2026-000417",
    issued=1795435092,
    unit="AMS-ZUID",
    items=(("F5DPN209V2", 1, "Bos met 3 sleutels"),),
    leaf=bytes.fromhex("37b4962d5e401bd44017077b6edf011468029c9ec0e5654ba2d657bdb9dd6d0a"),
    index=1,
    size=2,
    root=bytes.fromhex("f003235319970b6624c184395adf14bb8958fb23e908d07a9c4b056e89f4d9f8"),
)
PAYLOAD = (
    "a800010176637573746f64792e6578616d706c652e6e6c2f6c6f670270414d535a2d323032362d3030303431370"
    "31a6b042a540468414d532d5a5549440681836a463544504e32303956320172426f73206d6574203320736c6575"
    "74656c7307582037b4962d5e401bd44017077b6edf011468029c9ec0e5654ba2d657bdb9dd6d0a0883010258"
    "20f003235319970b6624c184395adf14bb8958fb23e908d07a9c4b056e89f4d9f8"
)
SIGNATURE = (
    "60e578e8397fe1c2e133969de42b43be6d5dab7d089b5521f39e52fd77bd7f31"
    "b0e4093f8026de3cda8ef6ca38be2b34b1434a2a7920cf700d9d4407e3db5b07"
)


def signed(payload: Payload) -> bytes:
    content = payload.encode()
    return token(PROTECTED, content, KEY.sign(to_be_signed(PROTECTED, content)))


def test_the_worked_example_gives_its_bytes():
    assert PROTECTED.hex() == "a2012704441def8f51"
    assert EXAMPLE.encode().hex() == PAYLOAD
    assert KEY.sign(to_be_signed(PROTECTED, EXAMPLE.encode())).hex() == SIGNATURE
    made = signed(EXAMPLE)
    assert len(made) == 249
    assert hashlib.sha256(made).hexdigest() == (
        "85f965bb4e6d1ec3698128baeecfe4807668b2502a85944dcff3f9b4394dacec"
    )


def test_the_worked_example_gives_its_address():
    url = receipt_url("https://custody.example.nl", EXAMPLE.no, signed(EXAMPLE))
    assert len(url) == 445
    address, _, written = url.partition("#")
    assert address == "https://CUSTODY.EXAMPLE.NL/B/AMSZ-2026-000417"
    assert len(written) == 399
    assert written.startswith("2KCETIQBE4CEIHPPR5I2")


def test_what_is_signed_has_the_form_of_the_standard():
    assert cbor2.loads(to_be_signed(PROTECTED, b"payload")) == [
        "Signature1",
        PROTECTED,
        b"",
        b"payload",
    ]


def test_a_written_token_reads_back_and_has_no_padding():
    for size in range(1, 11):
        content = bytes(range(200, 200 + size))
        written = written_token(content)
        assert "=" not in written
        assert base64.b32decode(written + "=" * (-len(written) % 8)) == content


def test_badge_and_owner_salt_stand_in_their_keys_only_when_they_are_given():
    full = replace(EXAMPLE, badge="4711", owner_salt=bytes(16))
    read = cbor2.loads(full.encode())
    assert (read[5], read[9]) == ("4711", bytes(16))
    assert list(read) == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert {5, 9}.isdisjoint(cbor2.loads(EXAMPLE.encode()))


@pytest.mark.parametrize(
    "wrong",
    [
        {"no": ""},
        {"no": "r26-000417-x"},
        {"no": "A" * 25},
        {"issued": -1},
        {"items": ()},
        {"items": EXAMPLE.items * 61},
        {"items": (("F5DPN209VC", 1, "wrong check"),)},
        {"items": (("F5DPN209V2", -1, "less than nothing"),)},
        {"items": (("F5DPN209V2", True, "a truth is no count"),)},
        {"leaf": bytes(31)},
        {"root": bytes(33)},
        {"index": 2},
        {"index": -1},
        {"size": 0},
        {"owner_salt": bytes(15)},
    ],
)
def test_what_no_receipt_can_say_is_never_encoded(wrong):
    with pytest.raises(ValueError, match=r"receipt|hash|salt|item"):
        replace(EXAMPLE, **wrong)


def test_the_first_event_nothing_counted_and_the_first_second_can_be_said():
    least = replace(EXAMPLE, index=0, size=1, issued=0, items=(("F5DPN209V2", 0, ""),))
    read = cbor2.loads(least.encode())
    assert (read[3], read[6], read[8][:2]) == (0, [["F5DPN209V2", 0, ""]], [0, 1])


def test_a_signature_of_another_length_makes_no_token():
    with pytest.raises(ValueError, match="64 bytes"):
        token(PROTECTED, EXAMPLE.encode(), bytes(63))


def line(n: int, text: str = "", word: str = "sleutels") -> Line:
    symbols = "".join(ALPHABET[n // 23**k % 23] for k in range(9))
    return Line(make_item_code(symbols), 1 + n % 3, text, word)


def fitted(lines, host=None, origin="bon.example/log", badge="P-104233"):
    return fit_items(lines, origin=origin, unit="WTL-HAVEN", badge=badge, host=host)


def largest(items, origin="bon.example/log", badge="P-104233") -> Payload:
    """A receipt of these items with the highest numbers there are."""
    return replace(
        EXAMPLE,
        origin=origin,
        no="R26-999999999-X",
        unit="WTL-HAVEN",
        items=tuple(items),
        index=2**32 - 2,
        size=2**32 - 1,
        badge=badge,
        owner_salt=bytes(16),
    )


def paper(items, host="bon.example") -> str:
    """The address on the paper of these items."""
    payload = largest(items)
    assert len(signed(payload)) <= LONGEST_TOKEN
    return receipt_url(f"https://{host}", payload.no, signed(payload))


def test_three_things_in_full_words_fit_on_one_receipt():
    lines = [line(n, "Bos met 3 sleutels, rood") for n in range(3)]
    [listed] = fitted(lines)
    assert listed == [(one.code, one.count, "Bos met 3 sleutels, rood") for one in lines]
    assert len(paper(listed)) <= LONGEST_URL


def test_class_words_stand_in_for_texts_that_do_not_fit():
    lines = [line(n, "een lange omschrijving van de sleutels " + str(n)) for n in range(5)]
    [listed] = fitted(lines)
    assert [words for _, _, words in listed] == ["sleutels"] * 5


def test_more_things_start_a_new_receipt_in_the_same_order():
    lines = [line(n, "een lange omschrijving van de sleutels " + str(n)) for n in range(60)]
    receipts = fitted(lines)
    assert len(receipts) > 1
    assert [code for listed in receipts for code, _, _ in listed] == [one.code for one in lines]
    rest = iter(lines)
    for listed in receipts[:-1]:
        for _ in listed:
            last = next(rest)
        following = lines[lines.index(last) + 1]
        one_more = [*listed, following.listed(short=True)]
        assert len(signed(largest(one_more))) > LONGEST_TOKEN


def test_a_token_may_be_exactly_as_long_as_is_said():
    sizes = {}
    for length in range(1, LONGEST_TEXT + 1):
        lines = [line(0, "x" * LONGEST_TEXT), line(1, "x" * 40), line(2, "x" * length)]
        sizes[len(signed(largest(one.listed() for one in lines)))] = lines
    assert fitted(sizes[LONGEST_TOKEN]) == [[one.listed() for one in sizes[LONGEST_TOKEN]]]
    [shortened] = fitted(sizes[LONGEST_TOKEN + 1])
    assert shortened == [one.listed(short=True) for one in sizes[LONGEST_TOKEN + 1]]
    wordless = [replace(one, word="") for one in sizes[LONGEST_TOKEN]]
    assert len(fitted(wordless)) == 1


def test_no_things_need_no_receipt():
    assert fitted([]) == []


def test_the_last_things_get_their_full_words_again_when_these_fit():
    lines = [line(n, "een lange omschrijving van de sleutels " + str(n)) for n in range(60)]
    count = len(fitted(lines)[0])
    receipts = fitted(lines[: count + 1])
    assert receipts[1] == [lines[count].listed()]
    assert "omschrijving" in receipts[1][0][2]


def test_a_longer_host_leaves_less_room_than_the_token_alone_would():
    lines = [line(n) for n in range(60)]
    host = "een.heel.lange.naam.van.een.host.politie.example"
    receipts = fitted(lines, host=host)
    assert len(receipts[0]) < len(fitted(lines)[0])
    assert len(paper(receipts[0], host=host)) <= LONGEST_URL
    assert fitted(lines, origin=f"{host}/log") == fitted(lines, origin=f"{host}/log", host=host)


@pytest.mark.parametrize("too_long", [{"origin": "a" * 300 + "/log"}, {"host": "a" * 600}])
def test_names_that_leave_no_room_for_one_thing_are_refused(too_long):
    with pytest.raises(ValueError, match="too long"):
        fitted([line(1, "sleutels")], **too_long)


@settings(derandomize=True, deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(st.text(max_size=80), st.text(max_size=12)), min_size=1, max_size=70),
    st.sampled_from(["bon.example", "twintig.tekens.host1"]),
)
def test_every_receipt_is_within_its_budget_and_nothing_is_lost(things, host):
    lines = [line(n, text, word) for n, (text, word) in enumerate(things)]
    receipts = fitted(lines, host=host)
    assert [code for listed in receipts for code, _, _ in listed] == [one.code for one in lines]
    for listed in receipts:
        assert 0 < len(listed) <= 60
        assert len(paper(listed, host=host)) <= LONGEST_URL


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("  Bos met\n3 sleutels ", "Bos met 3 sleutels"),
        ("e\N{COMBINING ACUTE ACCENT}e\N{COMBINING ACUTE ACCENT}n", "één"),
        ("x" * LONGEST_TEXT, "x" * LONGEST_TEXT),
        ("x" * (LONGEST_TEXT + 1), "x" * (LONGEST_TEXT - 3) + "…"),
        ("é" * 31, "é" * 28 + "…"),
        ("\ud800", "?"),
    ],
)
def test_words_stand_on_one_line_of_at_most_sixty_bytes(text, listed):
    assert Line("F5DPN209V2", 1, text).listed() == ("F5DPN209V2", 1, listed)
    assert len(listed.encode()) <= LONGEST_TEXT


def test_where_text_or_class_word_is_lacking_the_other_stands_in():
    assert Line("F5DPN209V2", 2, "paraplu").listed(short=True) == ("F5DPN209V2", 2, "paraplu")
    assert Line("F5DPN209V2", 2, "", "paraplu").listed() == ("F5DPN209V2", 2, "paraplu")
