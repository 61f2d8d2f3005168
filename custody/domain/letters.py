"""Letters that leave the house: a closed list, frozen as they were made (C91).

A letter is kept with its words, its digest and its day. Whoever reads it later reads what the
citizen read. Nothing in it says or suggests that a missing record means nothing was handed over.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime

from custody.domain.errors import NotFoundError
from custody.domain.words import mark

KINDS = {
    "L1": mark("We received your complaint"),
    "L3": mark("We wrote down your report"),
    "L2": mark("We need more time for your complaint"),
    "L4": mark("Your complaint was resolved"),
    "L5": mark("We do not handle your complaint"),
    "L6": mark("We sent your complaint on"),
    "L7": mark("Your complaint is on hold for a while"),
    "L7b": mark("We go on with your complaint"),
    "L8": mark("The committee hears you"),
    "L9": mark("A complaint that concerns you"),
    "L10": mark("The decision on your complaint"),
    "L11": mark("May we take more time for your complaint?"),
    "L12": mark("There is news about your complaint"),
    "L13": mark("You withdrew your complaint"),
    "L14": mark("We could not reach you"),
    "L15": mark("Copy of a complaint"),
    "L17": mark("What we do with your report"),
}
# The same letters to an officer concerned.
TO_OFFICER = {
    "L2": mark("More time for a complaint that concerns you"),
    "L4": mark("A complaint that concerns you was resolved"),
    "L7": mark("A complaint that concerns you is on hold"),
    "L7b": mark("A complaint that concerns you goes on"),
    "L8": mark("The committee hears you about a complaint"),
    "L9": KINDS["L9"],
    "L10": mark("The decision on a complaint that concerns you"),
}
LANGUAGES = ("nl", "en")


class LetterNotFoundError(NotFoundError):
    """No such letter, or not for this person."""

    sentence = mark("We could not find this letter.")


@dataclass(frozen=True)
class Block:
    """One part of a letter: a heading and its sentences, or facts, or words of the citizen.

    `link` is an address that is drawn as a QR code beside them.
    """

    heading: str = ""
    lines: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    quote: str = ""
    link: str = ""


@dataclass(frozen=True)
class Letter:
    """A letter as it was made. `number` is given when it is kept.

    `receiver` says who of a complaint it is for; nothing is the citizen.
    """

    kind: str
    language: str
    reference: str
    to: str
    title: str
    blocks: tuple[Block, ...]
    sender: str
    made_on: str
    number: str = ""
    complaint: str | None = None
    claim: str | None = None
    made_by: str = ""
    made_at: datetime | None = None
    receiver: str = ""

    @property
    def body(self) -> dict[str, object]:
        """Return the words of the letter, as they are kept."""
        words = asdict(self)
        return {
            name: words[name]
            for name in ("reference", "to", "title", "blocks", "sender", "made_on")
        }

    @property
    def sha256(self) -> str:
        """Return the digest of the words: the same words, the same digest."""
        text = json.dumps(self.body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8")).hexdigest()
