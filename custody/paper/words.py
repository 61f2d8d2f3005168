"""The fixed words of labels and receipts, one file per language in `templates/paper/words/`.

They stand beside the sources that print them and not in the catalogue of the pages: a receipt
printed again in ten years must say what it said. Their tests keep them short and plain
(`screens.md` 9.1).
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("nl", "en")


@cache
def words(folder: Path, lang: str) -> dict[str, Any]:
    """Return the words of a language, by their place; an unknown language is read in English."""
    name = lang if lang in LANGUAGES else "en"
    read: dict[str, Any] = json.loads((folder / "words" / f"{name}.json").read_text("utf-8"))
    return {"lang": name, **read}
