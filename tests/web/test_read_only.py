"""A register in doubt says so on every page, keeps what was typed, and shows what is there (Q16, Q50)."""

from flask import Flask

from custody import storage
from custody.domain.merkle import leaf_hash
from tests.pages import Visitor


def _in_doubt() -> None:
    with storage.reading() as books:
        frontier = books.ledger.frontier()
    storage.store().signer.adopt(frontier.append(leaf_hash(b"lost")))
    storage.look_for_doubt()


def _trusted_again() -> None:
    with storage.reading() as books:
        storage.store().signer.adopt(books.ledger.frontier())
    storage.look_for_doubt()


def test_pages_open_and_say_it_and_nothing_typed_is_lost(app: Flask) -> None:
    sanne = Visitor.entered(app, "sanne").open("/handovers/new")
    assert "Nothing can be recorded now" not in sanne.words()
    _in_doubt()
    sanne.open("/handovers/new")
    assert sanne.status == 200
    assert "Nothing can be recorded now" in sanne.words()
    sanne.send(
        "/handovers/new",
        form_id=sanne.form_id(),
        taking="safekeeping",
        place="BIJ-4711",
        giver_way="unknown",
        when_way="now",
        remarks="twee sleutels met kurk",
        **{"items-0-category": "keys", "items-0-quantity": "1"},
    )
    assert sanne.status == 503
    assert "twee sleutels met kurk" in sanne.text
    assert "the record is not the one that was signed" in sanne.words()
    assert sanne.open("/search").status == 200
    with storage.reading() as books:
        assert books.ledger.size() == 0
        assert books.audit.looks()[0].route == "search.show"
    _trusted_again()


def test_a_visitor_without_an_account_is_not_told(app: Flask) -> None:
    _in_doubt()
    assert "Nothing can be recorded" not in Visitor(app).open("/log-in").words()
    _trusted_again()
