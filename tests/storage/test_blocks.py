"""Candidates are looked up by equality on a block key, never by a scan (`matching.md` 6)."""

import json
import re
from datetime import date, timedelta

import pytest
from sqlalchemy import create_engine, insert, text
from sqlalchemy.orm import Session

from custody import storage
from custody.domain.matching import blocks
from custody.domain.matching.blocks import ANY, EVER, Key, Question
from custody.domain.matching.values import Who
from custody.storage.blocks import (
    _keyed,
    complaint_queries,
    items_query,
    keyed_together,
    together,
)
from custody.storage.tables import MatchBlockRow, MatchKeyRow
from tests.domain.matching.pairs import asked, item

DAY = date(2025, 5, 12)
WHO = Who("Hanna Terlouw", "1980-03-04", "06-99887766")
PHONE = item("P0000000A1", "phone", "telefoon Samsung zwart", "2025-05-12", giver=WHO)
LOST = item("P0000000A2", "phone", "telefoon", "2025-09-01", taking="found_internal")


def q(
    place: str = ANY, concept: str = "phone", side: str = "mention", last: date = DAY
) -> Question:
    return Question(side, concept, place, DAY - timedelta(days=7), last)


QUERIES = [
    items_query([q()]),
    items_query([q("u:bureau noordpoort"), q("s:lindelaan")]),
    items_query([q("u:bureau noordpoort", ANY)]),
    items_query([q(side="lost", last=EVER)]),
    items_query([q("n:3112", side="lost", last=EVER)]),
    *complaint_queries(PHONE),
    *complaint_queries(LOST),
    _keyed("item", "number", ["R58M12345", "R58M12346"]),
    _keyed("mention", "person", ["trlw h"]),
    keyed_together([_keyed("item", "number", ["R58M12345"]), _keyed("item", "phone", ["6123"])]),
    together(
        [items_query([q()]), items_query([q("u:bureau noordpoort", ANY)])],
        (MatchBlockRow.day, MatchBlockRow.id, MatchBlockRow.ref),
    ),
]


def plan(session: Session, query) -> str:
    compiled = query.limit(400).compile(session.get_bind(), compile_kwargs={"literal_binds": True})
    if session.get_bind().dialect.name == "sqlite":
        rows = session.execute(text(f"EXPLAIN QUERY PLAN {compiled}")).all()
        return "\n".join(str(row[-1]) for row in rows)
    found = session.execute(text(f"EXPLAIN (FORMAT JSON) {compiled}")).scalar_one()
    return json.dumps(found)


def fill(home) -> None:
    """Put a believable number of rows in the tables, and let their owner have them counted.

    Of a table that nobody counted every index costs about the same, so what the planner takes
    would be chance; and PostgreSQL passes over an ANALYZE by anyone but the owner.
    """
    n = range(3000)
    sides = ("item", "lost", "mention", "open")
    days = [DAY - timedelta(days=i % 900) for i in n]
    with home.as_owner() as owner:
        owner.execute(
            insert(MatchBlockRow),
            [
                {"side": sides[i % 4], "ref": f"r{i}", "intake": f"i{i % 5}", "rank": i % 2}
                | {"concept": f"c{i % 61}", "place": f"p{i % 97}"}
                | {"day": days[i], "last_day": days[i]}
                for i in n
            ],
        )
        owner.execute(
            insert(MatchKeyRow),
            [{"side": sides[i % 4], "kind": f"k{i % 7}", "key": f"{i}", "ref": f"r{i}"} for i in n],
        )
        owner.execute(text("ANALYZE match_block, match_key"))


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_every_query_uses_an_index_with_an_equality_and_never_scans(home, query):
    engine = create_engine(home.url)
    with Session(engine) as session:
        if engine.dialect.name == "sqlite":
            said = plan(session, query)
            assert "SCAN match_" not in said
            assert "SEARCH match_" in said
            assert said.count("side=?") == said.count("SEARCH match_")
        else:
            fill(home)
            session.execute(text("SET enable_seqscan = off"))
            said = plan(session, query)
            assert '"Seq Scan"' not in said
            used = re.findall(r'"Index Name": "(\w+)"', said)
            assert used and all(name.startswith("ix_match_") for name in used), used
            assert "Index Cond" in said
    engine.dispose()


def test_an_item_is_found_by_its_kind_its_place_and_its_keys_and_by_nothing_older(home):
    with storage.transaction() as books:
        books.blocks.index_items([PHONE, LOST], "1")
        assert books.blocks.items_for([q()]) == (["P0000000A1"], False)
        assert books.blocks.items_for([q("u:bureau noordpoort", ANY)])[0] == ["P0000000A1"]
        assert books.blocks.items_for([q(side="lost", last=EVER)])[0] == ["P0000000A2"]
        assert books.blocks.with_keys("item", blocks.person_keys(WHO)) == ["P0000000A1"]
        moved = item("P0000000A1", "keys", "sleutelbos", "2025-05-12")
        books.blocks.index_items([moved], "2")
        assert books.blocks.items_for([q()])[0] == []
        assert books.blocks.with_keys("item", blocks.person_keys(WHO)) == []
        (view,) = books.blocks.views(["P0000000A1"])
        assert view == moved


def test_a_view_is_read_back_as_it_was_kept(home):
    with storage.transaction() as books:
        books.blocks.index_items([PHONE], "1")
        assert books.blocks.views(["P0000000A1"]) == [PHONE]
        assert books.blocks.stale("2", 10) == ["P0000000A1"]
        assert books.blocks.stale("1", 10) == []


def test_what_a_complaint_asks_for_is_met_by_the_item_that_answers_it(home):
    made = asked("Op 12 mei heb ik mijn telefoon afgegeven aan de balie van de politie.", WHO)
    with storage.transaction() as books:
        books.blocks.index_complaint("K-1", blocks.questions(made), blocks.complaint_keys(made))
        assert books.blocks.complaints_for(PHONE) == ["K-1"]
        assert books.blocks.complaints_for(LOST) == ["K-1"]
        early = item("P0000000A3", "phone", "telefoon", "2024-01-01")
        assert books.blocks.complaints_for(early) == []
        assert books.blocks.with_keys("mention", [Key("phone", "699887766")]) == ["K-1"]


def test_frequencies_count_each_item_once(home):
    with storage.transaction() as books:
        books.blocks.index_items([PHONE], "1")
        books.blocks.index_items([PHONE], "1")
        others = [item(f"P{n:09}", "keys", "sleutelbos", "2025-05-12") for n in range(99)]
        books.blocks.index_items(others, "1")
        assert books.frequencies.edition() == 100
        pairs = [("concept", "phone"), ("attribute", "black"), ("concept", "keys")]
        assert books.frequencies.of(pairs)["concept", "phone"] == 1


def test_an_edition_is_taken_at_the_same_item_however_items_come(home):
    some = [item(f"P{n:09}", "keys", "sleutelbos", "2025-05-12") for n in range(130)]
    with storage.transaction() as books:
        books.blocks.index_items(some[:7], "1")
        assert books.frequencies.of([("concept", "key")])["concept", "key"] == 0
        books.blocks.index_items(some[7:], "1")
        assert books.frequencies.edition() == 100
        assert books.frequencies.of([("concept", "key")])["concept", "key"] == 100


def test_a_question_longer_than_one_looks_back_is_asked_in_parts():
    made = asked("In 2024 heb ik mijn telefoon afgegeven aan de politie.", WHO)
    for one in blocks.questions(made):
        assert one.last == EVER or (one.last - one.first).days < blocks.WIDEST
