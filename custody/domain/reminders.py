"""When somebody is reminded, and who: of personal keeping, and of an offer without an answer.

Rules kept here:
- personal keeping: the holder half an hour before the longest stay ends and when it ends, the
  chief of the unit 12 hours later, its custodians 48 hours later (P39, P127);
- an offer without an answer over its norm: giver and receiver, then the chief a day later (P47);
- each reminder once for one stay or one offer: its key names the item and the moment it began.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from custody.domain.gaps import Norms
from custody.domain.places import PLACE_KINDS
from custody.domain.trail import Holder, State


@dataclass(frozen=True)
class Stage:
    """One step of reminding: the notice that is sent, to whom, and how long after the norm."""

    notice: str
    receiver: str
    after: timedelta


KEEPING_STAGES = (
    Stage("keeping_soon", "holder", timedelta(minutes=-30)),
    Stage("keeping_over", "holder", timedelta(0)),
    Stage("keeping_chief", "chief", timedelta(hours=12)),
    Stage("keeping_custodian", "custodian", timedelta(hours=48)),
)
OFFER_STAGES = (
    Stage("offer_unanswered", "giver", timedelta(0)),
    Stage("offer_waits", "receiver", timedelta(0)),
    Stage("offer_chief", "chief", timedelta(hours=24)),
)
PERSONAL_KINDS = frozenset(code for code, kind in PLACE_KINDS.items() if kind.personal)
EARLIEST = min(
    kind.longest_stay for kind in PLACE_KINDS.values() if kind.personal and kind.longest_stay
) + min(stage.after for stage in KEEPING_STAGES)


@dataclass(frozen=True)
class Reminder:
    """One thing to remind somebody of. `holder` is who is meant by a stage of holder or giver."""

    notice: str
    receiver: str
    item: str
    unit: str
    since: datetime
    holder: Holder | None

    @property
    def key(self) -> str:
        """What makes it single: another stay, or another offer, is another reminder."""
        return f"{self.notice}:{self.item}:{self.since.isoformat(timespec='seconds')}"


def of_keeping(state: State, kind: str, now: datetime) -> Iterator[Reminder]:
    """Yield the reminders that are due of one item in a place of this kind."""
    norm, since = PLACE_KINDS[kind].longest_stay, state.placed_at
    if kind not in PERSONAL_KINDS or norm is None or since is None:
        return
    for stage in KEEPING_STAGES:
        over = stage.notice == "keeping_soon" and now - since >= norm
        if now - since >= norm + stage.after and not over:
            yield Reminder(
                stage.notice, stage.receiver, state.item, state.unit, since, state.holder
            )


def of_offer(state: State, now: datetime, norms: Norms) -> Iterator[Reminder]:
    """Yield the reminders that are due of the open offer of one item."""
    offer = state.offer
    if offer is None:
        return
    partner = offer.holder_to.nature == "partner"
    norm = norms.partner_answer if partner else norms.answer
    for stage in OFFER_STAGES:
        if now - offer.offered_at >= norm + stage.after:
            meant = offer.holder_to if stage.receiver == "receiver" else offer.holder_from
            yield Reminder(
                stage.notice, stage.receiver, state.item, state.unit, offer.offered_at, meant
            )
