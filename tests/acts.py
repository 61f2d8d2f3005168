"""What people do in a register, in as few words as a test needs."""

import uuid
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from custody import storage
from custody.domain.complaints import Complaint
from custody.domain.events import Recorded
from custody.domain.items import Description, Handover, Party
from custody.domain.letters import Block, Letter
from custody.domain.people import Person
from custody.domain.trail import State, Trail
from custody.services import complaints, handling, intake, letters, sending, transfers
from custody.services.intake import Taken
from custody.storage.tables import MatchLinkRow
from tests.cast import JOKE, MARIT, NOON, PIETER, SANNE

KEYS = Description("keys", "2 sleutels, rode hanger", "sleutels", 2)
PHONE = Description("phone", "zwarte telefoon", "telefoon")
ANNIE = Party("giver", "Annie Verhoeven", phone="+31612345678")


def form() -> str:
    """Return the hidden id of a fresh form."""
    return str(uuid.uuid4())


def handover(*things: Description, **more: Any) -> Handover:
    """Return a handover as it was typed: Annie's keys, unless something else is said."""
    values = {"place": "BIJ-4711", "parties": (ANNIE,), "happened_at": NOON, "form_id": form()}
    return Handover(**{**values, "taking": "given_entry", "items": things or (KEYS,), **more})


def take_in(*things: Description, by: Person = SANNE, at: datetime = NOON, **more: Any) -> Taken:
    """Record a handover and return its codes and receipts."""
    return intake.hand_over(handover(*things, **{"happened_at": at, **more}), by, at)


def taken(*things: Description, **more: Any) -> str:
    """Record a handover and return the code of its first item."""
    return take_in(*things, **more).items[0]


def offer(
    code: str, to: str = "BALIE-HAVEN", by: Person = SANNE, at: datetime = NOON
) -> tuple[Recorded, ...]:
    """Ask a post or a colleague to take over one item."""
    return transfers.offer((code,), to, "", form(), by, at)


def accept(code: str, by: Person = JOKE, at: datetime = NOON) -> tuple[Recorded, ...]:
    """Say "I have it"."""
    return transfers.accept(code, None, None, form(), by, at)


def at_the_desk(*things: Description) -> str:
    """Record a handover and bring it to the desk; return its code."""
    code = taken(*things)
    offer(code)
    accept(code)
    return code


def complain(text: str = "Mijn sleutels zijn weg.", by: Person = MARIT, **more: Any) -> str:
    """Register a complaint and return its number."""
    words = complaints.Complaint("", text, "e_mail", NOON.date(), **more)
    return complaints.register(words, form(), by, NOON, NOON.date()).number


def proposed(number: str, code: str, probability: float = 0.5, **more: Any) -> None:
    """Let the matching have found this item for this complaint, as its worker does."""
    values = {"state": "suggested", "found_at": NOON, "late": False, **more}
    with storage.transaction() as books:
        books.session.add(
            MatchLinkRow(
                complaint=number,
                mention=0,
                item=code,
                outcome="suggest",
                score=9.0,
                probability=probability,
                reasons=[],
                model_version="test",
                **values,
            )
        )


# What a step says beside its reason, where a test says nothing else.
SAID_BESIDE = {
    "received": {"confirmed": "read_back"},
    "closed_satisfied": {"said": "by_phone"},
    "withdrawn": {"said": "in_writing"},
    "decided": {"enough": "yes", "supported": "yes", "by_rules": "yes", "adequate": "yes"},
}


def step(
    number: str,
    to: str,
    by: Person = PIETER,
    reason: str = "afgesproken",
    in_writing: str = "",
    at: datetime = NOON,
    **facts: str,
) -> Complaint:
    """Bring a complaint to another state."""
    told = facts or SAID_BESIDE.get(to, {})
    return handling.step(number, to, reason, in_writing, form(), by, at, told)


def letter(number: str, kind: str, receiver: str = "") -> Letter:
    """Return some letter of a complaint that is still to be kept."""
    words = (Block("Wat", ("Een zin.",)),)
    day = "23 november 2026"
    made = Letter(kind, "nl", number, "Annie", "Over uw klacht", words, "Marit Bakker", day)
    return replace(made, complaint=number, receiver=receiver)


def send(number: str, kind: str, by: Person = PIETER, at: datetime = NOON) -> list[str]:
    """Make the letters of this kind that have to go out, send them, and return their numbers."""
    sent = []
    for one in sending.show(number, by).owed:
        if one.kind == kind and one.sent is None:
            made = letters.keep(letter(number, kind, one.receiver), form(), by, at)
            letters.send(made.number, "post", at.date(), form(), by, at)
            sent.append(made.number)
    return sent


def prepare(number: str, to: str, by: Person = PIETER, at: datetime = NOON, **facts: str) -> None:
    """Prepare a step of which people hear beforehand."""
    sending.prepare(number, to, "afgesproken", form(), by, at, facts)


def without_committee() -> None:
    """Let the norms say that the authority decides without the committee."""
    with storage.transaction() as books:
        books.audit.set_norm("committee", "not_needed", NOON - timedelta(days=3660))


def state(code: str) -> State | None:
    """Return an item as its row has it."""
    with storage.reading() as books:
        return books.items.find(code)


def trail(code: str) -> Trail:
    """Return the trail of an item as the log has it."""
    with storage.reading() as books:
        return books.ledger.fresh_trail(code)


def types(code: str) -> list[str]:
    """Return the types of all events of an item, in order."""
    return [record.event.type for record in trail(code).records]


def size() -> int:
    """Return how many events the log holds."""
    with storage.reading() as books:
        return books.ledger.size()


def work() -> list[str]:
    """Return the keys of the work that waits in the outbox."""
    found = []
    with storage.transaction() as books:
        while (one := books.outbox.take(NOON)) is not None:
            found.append(one.key)
            books.outbox.done(one, NOON)
    return found
