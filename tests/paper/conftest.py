from pathlib import Path

import pytest

from custody.paper.press import Press

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


@pytest.fixture(scope="session")
def press():
    return Press(TEMPLATES)
