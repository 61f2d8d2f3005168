"""What a view returns: a page, a redirect or a file, with what was seen for the read log (Q44)."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Page:
    """A template with its values. `seen` names what the reader learns, such as ``item:F5DPN209V2``.

    Nothing (None) tells of no thing and no person; an empty list was looked for and found nothing,
    and that is on record like any other look. `recorded` says that it answers an act that stands.
    """

    template: str
    values: dict[str, Any] = field(default_factory=dict)
    seen: tuple[str, ...] | None = None
    purpose: str = "task"
    status: int = 200
    recorded: bool = False


@dataclass(frozen=True)
class Document:
    """Bytes to look at or to keep. Only re-encoded pictures and PDF of our own are shown inline (Q33)."""

    content: bytes
    media_type: str
    name: str
    seen: tuple[str, ...] | None = None
    purpose: str = "task"
    inline: bool = False
    status: int = 200
    recorded: bool = False
