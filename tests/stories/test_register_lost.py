"""The register is lost: the receipt in her hand still proves the handover."""

import html
import re
import shutil
from pathlib import Path

import pytest

from custody import storage, verifier
from tests.pages import Visitor, running
from tests.stories.actors import Officer


def test_the_receipt_proves_the_handover_when_the_register_is_gone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All that is left is the paper in her hand and the published key list."""
    # Given a receipt for two things.
    folder = tmp_path / "register"
    app = running(folder)
    sanne = Officer(app, "sanne")
    codes = sanne.takes_in_all(["keys", "phone"], "Annie Verhoeven")
    with storage.reading() as books:
        token = books.signed.receipt(sanne.receipt).token
    address = f"https://BON.EXAMPLE/B/{sanne.receipt}#{verifier.written(token)}"
    keys = tmp_path / "keys.note"
    keys.write_text(Visitor(app).open("/keys.note").text, encoding="utf-8")

    # When the whole register is deleted.
    storage.disconnect()
    shutil.rmtree(folder)

    # Then the receipt still says what was handed over, and its signature is good.
    capsys.readouterr()
    assert verifier.main([address, "--keys", str(keys)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("A\n")
    for code in codes:
        assert code in said

    # And a changed receipt is refused, with the reason.
    place = len(address) - 40
    other = "A" if address[place] != "A" else "B"
    assert verifier.main([address[:place] + other + address[place + 1 :], "--keys", str(keys)]) == 1
    assert capsys.readouterr().out.startswith("-\n")


def test_anyone_can_check_a_receipt_on_the_page_without_javascript(tmp_path: Path) -> None:
    """A visitor pastes the receipt's address and reads that it is genuine."""
    app = running(tmp_path / "register")
    sanne = Officer(app, "sanne")
    sanne.takes_in("keys", "Annie Verhoeven")
    with storage.reading() as books:
        token = books.signed.receipt(sanne.receipt).token
    address = f"https://BON.EXAMPLE/B/{sanne.receipt}#{verifier.written(token)}"
    visitor = Visitor(app)
    visitor.open(f"/B/{sanne.receipt}")
    visitor.send(f"/B/{sanne.receipt}", receipt=address)
    assert visitor.status == 200
    assert "genuine" in visitor.words()
    assert html.unescape(re.sub(r"\s+", "", visitor.text)).find("AnnieVerhoeven") < 0
    storage.disconnect()
