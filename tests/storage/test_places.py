"""Units, posts, places and raw scans: rows into values and back."""

from dataclasses import replace

import pytest

from custody import storage
from custody.domain.places import Place, PlaceUnknownError, Post
from tests.cast import CENTRUM, HAVEN, NOON, PLACES, POSTS

ATTIC = Place("ZOLDER", "store_room", "Zolder", HAVEN)


def test_a_place_reads_back_as_it_was_added(home):
    with storage.transaction() as books:
        books.places.add(ATTIC)
    with storage.reading() as books:
        assert books.places.get("ZOLDER") == ATTIC
        assert {books.places.get(place.code) for place in PLACES} == set(PLACES)


def test_an_unknown_place_is_told_by_its_code(home):
    with storage.reading() as books:
        assert books.places.find("NOWHERE") is None
        assert books.places.find(None) is None
        with pytest.raises(PlaceUnknownError, match="NOWHERE"):
            books.places.get("NOWHERE")


def test_a_closed_place_stays_in_history_and_leaves_the_list(home):
    with storage.transaction() as books:
        books.places.close("V-4417", NOON)
    with storage.reading() as books:
        assert books.places.get("V-4417").closed
        assert "V-4417" not in {place.code for place in books.places.all(HAVEN)}
        assert "V-4417" in {place.code for place in books.places.all(HAVEN, closed=True)}
        assert books.places.kinds()["V-4417"] == "vehicle"
        assert books.places.names()["V-4417"] == "Voertuig 4417"


def test_closing_what_is_not_there_changes_nothing(home):
    with storage.transaction() as books:
        books.places.close("NOWHERE", NOON)
    with storage.reading() as books:
        assert len(books.places.all()) == len(PLACES)


@pytest.mark.parametrize(
    ("place", "taken"),
    [
        (replace(ATTIC, code="V-4417"), True),
        (replace(ATTIC, name="Voertuig 4417"), True),
        (replace(ATTIC, name="Schap B-12"), False),
        (replace(ATTIC, name="Schap B-12", parent="KAMER-HAVEN"), True),
        (replace(ATTIC, name="Voertuig 4417", unit=CENTRUM), False),
        (ATTIC, False),
    ],
)
def test_a_code_and_a_name_under_one_parent_are_used_once(home, place, taken):
    with storage.reading() as books:
        assert books.places.taken(place) is taken


def test_the_name_of_a_closed_place_can_be_used_again(home):
    with storage.transaction() as books:
        books.places.close("V-4417", NOON)
    with storage.reading() as books:
        assert not books.places.taken(replace(ATTIC, name="Voertuig 4417"))


def test_units_and_posts_are_listed_by_name_and_changed_in_place(home):
    with storage.transaction() as books:
        books.places.add_post(Post("KAMER-HAVEN", "Kamer", HAVEN, "KAMER-HAVEN", "4002"))
        books.places.add_unit(storage.Unit(CENTRUM, "Binnenstad"))
    with storage.reading() as books:
        assert [unit.name for unit in books.places.units()] == ["Binnenstad", "Haven"]
        assert [post.name for post in books.places.posts()] == ["Balie Haven", "Kamer"]
        assert books.places.post("KAMER-HAVEN").custodian == "4002"
        assert books.places.post("BALIE-HAVEN") == POSTS[0]
        assert books.places.post(None) is None
        assert books.places.unit("NOWHERE") is None


def scan(n: int, item: str | None = "F5DPN209V2", result: str = "asked", by: str = "4002"):
    return storage.Scan(f"s-{n}", "raw" * 200, "BALIE-HAVEN", item, result, by, NOON)


def test_a_scan_is_kept_whatever_it_read(home):
    with storage.transaction() as books:
        books.places.scanned(scan(1, None, "unknown"))
    with storage.reading() as books:
        kept = books.places.scan("s-1")
        assert (kept.result, kept.item, len(kept.raw)) == ("unknown", None, 400)
        assert books.places.scan("s-2") is None


def test_the_newest_scans_of_a_person_come_first(home):
    with storage.transaction() as books:
        for n in range(4):
            books.places.scanned(scan(n, by="4002" if n != 2 else "4003"))
    with storage.reading() as books:
        assert [one.scan_id for one in books.places.scans("4002")] == ["s-3", "s-1", "s-0"]
        assert len(books.places.scans("4002", limit=1)) == 1


def test_who_asked_last_for_an_item_is_remembered(home):
    with storage.transaction() as books:
        books.places.scanned(scan(1, by="4002"))
        books.places.scanned(scan(2, by="4003"))
        books.places.scanned(scan(3, result="here", by="4005"))
    with storage.reading() as books:
        assert books.places.asked(("F5DPN209V2", "0000000000")) == {"F5DPN209V2": "4003"}
