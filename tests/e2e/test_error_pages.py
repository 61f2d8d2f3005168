"""An error page is a page too (Q50): read by axe-core and measured, signed in and not, with a form and without.

The errors are made in an app beside the demo, whose pages the browser then gets at an address of
the demo, so that they stand there with their style.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, abort
from playwright.sync_api import Browser

from custody import storage
from tests.e2e.visits import DESKTOP, PHONE, SMALL, overflow, too_small, violations, visit
from tests.pages import Visitor, running

pytestmark = pytest.mark.browser

STATUSES = (400, 403, 404, 405, 409, 413, 422, 429, 500, 503)
LOOKS = ((SMALL, "night", "nl"), (DESKTOP, "dark", "en"))
TYPED = {"category": "keys", "description": "rode hanger", "place": "BIJ-4711"}


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An app of which one page and one form fail in the way that a test asks for."""
    folder: Path = tmp_path_factory.mktemp("broken") / "register"
    yield running(folder)
    storage.disconnect()


def _answers(app: Flask, status: int, theme: str, lang: str) -> list[tuple[str, str]]:
    """Return the page of a status for a stranger, for an officer, and after a form."""

    def fails(**_: Any) -> None:
        abort(status)

    stranger, sanne = Visitor(app, language=lang), Visitor.entered(app, "sanne", lang)
    for visitor in (stranger, sanne):
        visitor.client.set_cookie("theme", theme)
    fields = {**TYPED, "form_id": sanne.open("/finds/new").form_id()}
    works = dict(app.view_functions)
    app.view_functions |= {"help.show": fails, "intake.create_find": fails}
    shown = [("stranger", stranger.open("/help")), ("officer", sanne.open("/help"))]
    found = [(who, visitor.text) for who, visitor in shown]
    assert [visitor.status for _, visitor in shown] == [status, status]
    found.append(("form", sanne.send("/finds/new", **fields).text))
    assert sanne.status == status
    assert "rode hanger" in sanne.text
    app.view_functions |= works
    return found


@pytest.mark.parametrize("status", STATUSES)
def test_an_error_page_can_be_read_and_used_by_everybody(
    browser: Browser, address: str, broken: Flask, status: int
) -> None:
    faults: list[str] = []
    page = visit(browser, address, "", PHONE, "nl")
    for size, theme, lang in LOOKS:
        for who, text in _answers(broken, status, theme, lang):
            where = f"{address}/{who}-{status}"
            page.unroute_all()
            page.route(
                where,
                lambda route, _request, text=text: route.fulfill(
                    status=status, content_type="text/html", body=text
                ),
            )
            page.set_viewport_size(size)  # type: ignore[arg-type]
            page.goto(where)
            faults += [f"{who} {theme}: {one}" for one in violations(page)]
            faults += [f"{who} {theme}: small {one}" for one in too_small(page)]
            if wider := overflow(page):
                faults.append(f"{who} {theme}: {wider} px too wide")
            assert page.locator("html").get_attribute("lang") == lang
            assert page.locator("h1").count() == 1
    page.context.close()
    assert not faults, "\n".join(dict.fromkeys(faults))
