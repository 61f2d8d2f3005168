"""An outsider: somebody without an account who takes a thing over and signs for it (P55).

The partner body answers for the thing from then on, until it comes back.
"""

from dataclasses import dataclass

from custody.domain.errors import InputError
from custody.domain.event import Json
from custody.domain.trail import Holder
from custody.domain.words import mark


class OutsiderError(InputError):
    """An outsider without name or organisation (P55)."""

    sentence = mark("Fill in who takes it over, and from which organisation.")


@dataclass(frozen=True)
class Outsider:
    """Who takes a thing over, for which body, and how that was made sure."""

    name: str
    organisation: str
    identity_seen: str
    purpose: str
    due: str | None
    signature: Json

    @property
    def holder(self) -> Holder:
        """The partner body as holder, with the name of who came for it."""
        return Holder("partner", self.organisation, f"{self.organisation} ({self.name})")


def check_outsider(outsider: Outsider) -> None:
    """Refuse somebody whose name or organisation nobody wrote down."""
    if not (outsider.name and outsider.organisation):
        raise OutsiderError()
