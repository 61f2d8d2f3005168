"""Every cell of the permission matrix is as the reviewed file says (Q21)."""

from flask import Flask

from custody.domain.people import RIGHTS_OF_ROLE
from custody.web.rights import PUBLIC, SIGNED_IN
from tests.security.permissions import COLUMNS, read, rows
from tests.security.world import USER_OF, World, right_of, routes


def test_every_cell_of_the_matrix_is_as_the_file_says(world: World) -> None:
    found = {(r["method"], r["route"], r["thing"]): r for r in rows(world)}
    said = {(r["method"], r["route"], r["thing"]): r for r in read()}
    assert set(found) == set(said), "python -m tests.security.permissions, and read what changed"
    wrong = [
        (*key, actor, row[actor], found[key][actor])
        for key, row in said.items()
        for actor in COLUMNS[3:]
        if row[actor] != found[key][actor]
    ]
    assert not wrong, wrong[:10]


def test_the_file_says_what_the_table_of_rights_says(app: Flask) -> None:
    """The file was read by a person; this reads it once more, against the table of the house."""
    right = {(m, str(rule)): right_of(endpoint, m) for endpoint, m, rule in routes(app)}
    for row in read():
        asked = right[row["method"], row["route"]]
        if asked == PUBLIC:
            continue
        for actor in ("nobody", "expired", "disabled"):
            assert row[actor] == ("sign-in" if row["thing"] in ("-", "own") else ""), row
        for role in USER_OF:
            may = asked == SIGNED_IN or asked in RIGHTS_OF_ROLE[role]
            # Who has the right may still be refused for what is somebody else's, and knows of it.
            refused = row[role] == "no" and not (may and row["thing"] == "other")
            assert refused is not may, (row, role)


def test_what_belongs_to_others_is_hidden_like_what_is_not_there() -> None:
    """Officers, desk and custodians open no item, receipt or place of another unit (Q23)."""
    said = read()
    checked = 0
    for row in said:
        if row["thing"] != "other" or row["method"] != "GET":
            continue
        if row["route"].startswith(("/items", "/receipts", "/complaints", "/letters")):
            for role in ("officer", "desk", "custodian", "admin"):
                assert row[role] in ("no", "hidden"), (row["route"], role)
            checked += 1
    assert checked >= 5
