"""A letter to a citizen on A4: what is kept of it, made printable, and nothing else."""

from collections.abc import Callable, Mapping
from typing import Any

from custody.domain.letters import Letter
from custody.paper import qr

SOURCE = "letter.typ"
QR_SIDE, QR_DPI = 34.0, 203  # Millimetres with the quiet zone, at most.


def described(
    letter: Letter, words: Mapping[str, str], text: Callable[[str], str]
) -> dict[str, Any]:
    """Return the values of a letter for its source, every text made printable."""
    values: dict[str, Any] = printable_values(
        {**letter.body, "number": letter.number, "words": dict(words)}, text
    )
    for block, part in zip(values["blocks"], letter.blocks, strict=True):
        block["qr"] = qr.picture(part.link, QR_SIDE, QR_DPI) if part.link else None
    return values | {"lang": letter.language, "digest": letter.sha256}


def printable_values(value: Any, text: Callable[[str], str]) -> Any:
    """Return texts, lists and mappings of texts with every text made printable, line by line."""
    if isinstance(value, str):
        return "\n".join(text(line) for line in value.split("\n"))
    if isinstance(value, Mapping):
        return {key: printable_values(part, text) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [printable_values(part, text) for part in value]
    return value
