"""Labels: a file with a name in the reader's language, and a refused print keeps what was chosen."""

import pytest
from flask import Flask

from tests.pages import Visitor
from tests.stories.actors import Officer


@pytest.mark.parametrize(("language", "name"), [("nl", "labels-a4.pdf"), ("en", "labels-a4.pdf")])
def test_the_labels_come_as_one_file(app: Flask, language: str, name: str) -> None:
    code = Officer(app, "sanne").takes_in("keys", "Annie Verhoeven")
    sanne = Visitor(app, "sanne", language).open("/labels")
    fields = {"preset": "a4", "file_format": "pdf", "dpi": "203"}
    sanne.send("/labels", form_id=sanne.form_id(), items=code, **fields)
    assert sanne.response.mimetype == "application/pdf"
    assert name in sanne.response.headers["Content-Disposition"]


@pytest.mark.parametrize("start", ["no number", "0", "25"])
def test_a_refused_print_keeps_what_was_chosen(app: Flask, start: str) -> None:
    code = Officer(app, "sanne").takes_in("keys", "Annie Verhoeven")
    sanne = Visitor(app, "sanne").open("/labels")
    sanne.send("/labels", form_id=sanne.form_id(), items=code, start=start)
    assert sanne.status == 400
    assert f'value="{code}" id="items-{code}" checked' in sanne.text


@pytest.mark.parametrize(("language", "name"), [("nl", "voorwerpen-"), ("en", "items-")])
def test_an_export_has_a_name_in_the_language_of_its_reader(
    app: Flask, language: str, name: str
) -> None:
    ruud = Visitor(app, "ruud", language)
    response = ruud.client.get("/search/export")
    assert response.headers["Content-Disposition"].startswith(f"attachment; filename={name}")
