"""Items are found by the start of every typed word, newest first, on both databases alike (Q72)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event

from custody import storage
from custody.domain.people import Person
from custody.domain.search import Narrow, wanted
from custody.storage import search
from tests.cast import NOON

MARIT = Person("5001", "Marit Bakker", "WTL-HAVEN", frozenset({"handler"}))


def index(**texts: str) -> None:
    with storage.transaction() as books:
        for code, text in texts.items():
            books.search.index(code, (code, text))


def find(typed: str, limit: int = 51, before: int | None = None) -> list[str]:
    asked = wanted(typed, Narrow(), MARIT, date(2026, 11, 23))
    with storage.reading() as books:
        return [code for _, code in books.search.find(asked, limit, before)]


@pytest.fixture
def indexed(home):
    index(AAA="2 sleutels, rode hanger", BBB="Blauwe koffer van mevrouw Müller", CCC="rode koffer")
    return home


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("sleutel", ["AAA"]),
        ("SLEUTELS", ["AAA"]),
        ("rode", ["CCC", "AAA"]),
        ("rode koffer", ["CCC"]),
        ("koffer rode", ["CCC"]),
        ("muller", ["BBB"]),
        ("Müll", ["BBB"]),
        ("bbb", ["BBB"]),
        ("leutel", []),
        ("groen", []),
        ("", ["CCC", "BBB", "AAA"]),
        ("  , ! ", ["CCC", "BBB", "AAA"]),
        ("koffers", ["CCC", "BBB"]),
        ("sleuteltje", ["AAA"]),
        ("rood", ["CCC", "AAA"]),
        ("blauw", ["BBB"]),
    ],
)
def test_every_typed_word_is_the_start_of_a_word_of_the_item(indexed, typed, codes):
    assert find(typed) == codes


@pytest.mark.parametrize("typed", ['"', "' OR 1=1 --", "a* AND b", "rode & !", "rode:*", "(", "\\"])
def test_signs_with_a_meaning_for_a_database_have_none_here(indexed, typed):
    assert set(find(typed)) <= {"AAA", "BBB", "CCC"}


def test_no_more_is_given_than_was_asked_for(indexed):
    assert find("rode", limit=1) == ["CCC"]


def test_an_item_is_no_longer_found_by_what_it_was_called_before(indexed):
    index(AAA="1 fietssleutel")
    assert find("hanger") == []
    assert find("fiets") == ["AAA"]
    assert find("rode") == ["CCC"]


def test_an_index_that_was_rolled_back_finds_nothing(indexed):
    with pytest.raises(ZeroDivisionError), storage.transaction() as books:
        books.search.index("DDD", ("paraplu",))
        1 / 0  # noqa: B018
    assert find("paraplu") == []


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("IMEI 35 693803 564380 9", "356938035643809"),
        ("IMEI 356938035643809", "35-693803-564380-9"),
        ("zegel AB-1234", "ab1234"),
        ("zegel AB1234", "ab-1234"),
        ("frame WTU 089 K", "wtu 089"),
    ],
)
def test_a_serial_number_is_found_however_it_is_spaced(home, written, typed):
    index(AAA=written, BBB="IMEI 990000862471854")
    assert find(typed) == ["AAA"]


def test_the_next_page_begins_below_the_last_that_was_shown(home):
    index(**{f"C{n}": "rode koffer" for n in range(5)})
    asked = wanted("rode", Narrow(), MARIT, date(2026, 11, 23))
    with storage.reading() as books:
        first = books.search.find(asked, 3)
        second = books.search.find(asked, 3, first[-1][0])
    assert [code for _, code in (*first, *second)] == ["C4", "C3", "C2", "C1", "C0"]


_PLANS = {
    "sqlite": "EXPLAIN QUERY PLAN ",
    "postgresql": "EXPLAIN ",
}


def _plan(books, engine, asked):
    """Return the plan of the very statement that the search runs."""
    seen = []
    connection = books.session.connection()
    event.listen(connection, "before_cursor_execute", lambda *given: seen.append(given[2:4]))
    books.search.find(asked, 51)
    statement, values = seen[-1]
    if engine == "postgresql":  # So few rows are read quickest one by one.
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
    rows = connection.exec_driver_sql(_PLANS[engine] + statement, values)
    return "\n".join(str(row[-1]) for row in rows)


def test_the_words_on_record_answer_for_a_beginning_only_while_they_are_few(home):
    index(**{f"C{n}": f"sleutel{n}" for n in range(40)}, DDD="sleutelhanger")
    assert find("sleutelh") == ["DDD"]
    assert find("sleutel") == ["DDD", *(f"C{n}" for n in reversed(range(40)))]
    assert find("sleutel39") == ["C39"]


@pytest.mark.parametrize("typed", ["koffer zeldzaam", "zeldzaam", "zeldzaam 12 mei 2026"])
def test_no_search_reads_ranks_or_sorts_the_whole_register(home, typed):
    index(**{f"C{n}": f"rode koffer nummer{n}" for n in range(3000)}, DDD="koffer zeldzaam")
    with home.as_owner() as connection:
        connection.exec_driver_sql("ANALYZE item_text")
    asked = wanted(typed, Narrow(), MARIT, date(2026, 11, 23))
    with storage.reading() as books:
        plan = _plan(books, home.engine, asked)
    assert "Seq Scan" not in plan
    assert "TEMP B-TREE" not in plan
    assert "VIRTUAL TABLE INDEX" in plan or "ix_item_text_words" in plan, plan


def test_what_is_rare_is_found_however_far_back_it_lies(home, monkeypatch):
    monkeypatch.setattr(search, "_BLOCK", 3)
    index(OLD="zeldzaam", **{f"C{n}": "koffer" for n in range(700)}, NEW="zeldzaam koffer")
    assert find("zeldzaam") == ["NEW", "OLD"]
    assert find("zeldzaam", limit=1) == ["NEW"]
    assert find("koffer", limit=3) == ["NEW", "C699", "C698"]
    assert len(find("koffer", limit=1000)) == 701
    with storage.reading() as books:
        oldest = books.search.find(wanted("zeldzaam", Narrow(), MARIT, date(2026, 11, 23)), 2)[1][0]
    assert find("koffer", limit=2, before=oldest + 500) == ["C498", "C497"]


def test_the_statements_of_the_search_neither_rank_nor_count():
    statements = (search._SQLITE + search._POSTGRES + search._ALL).upper()
    for word in ("LIKE", "COUNT", "RANK", "OFFSET", "BM25"):
        assert word not in statements
    assert statements.count("LIMIT :LIMIT") == 3


def test_a_kept_search_belongs_to_its_maker_and_the_oldest_goes(home):
    with storage.transaction() as books:
        for n in range(4):
            saved = storage.SavedSearch(f"s{n}", {"q": str(n)})
            books.search.save(saved, "4711", NOON + timedelta(minutes=n), 3)
    with storage.reading() as books:
        assert [one.name for one in books.search.saved("4711")] == ["s1", "s2", "s3"]
        assert books.search.saved("4822") == ()
