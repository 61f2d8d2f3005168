"""Who acts in the demo and when: the clock that walks to today, and the people by their names."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from custody.domain.people import Person
from custody.services import accounts
from custody.services.notices import MAIL_IS_OFF, Doer

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
# The demo sends no mail: what would go out is noted as not sent.
NO_MAIL: dict[str, Doer] = {"mail": lambda work, at: MAIL_IS_OFF}


class Walk:
    """A clock that is set to the moment of each act, moves on with each look, and never back.

    It remembers what came in: `things` gives the code of a thing by its words in the story.
    """

    def __init__(self, today: datetime) -> None:
        self.today = today
        self.things: dict[str, str] = {}
        self.at = today - timedelta(days=30)

    def __call__(self) -> datetime:
        """Return the moment, and move on."""
        return self.passes(seconds=7)

    def passes(self, **how_long: float) -> datetime:
        """Let time pass, never into what is still to come: nothing may be recorded ahead of today."""
        self.at = min(self.at + timedelta(**how_long), self.today)
        return self.at

    def to(self, days: int, time: str) -> datetime:
        """Set the clock to a local time so many days ago, never back and never ahead of today."""
        self.at = min(max(self.moment(days, time), self.at), self.today)
        return self.at

    def moment(self, days: int, time: str) -> datetime:
        """Return the moment of a local time so many days ago."""
        hour, minute = map(int, time.split(":"))
        local = (self.today - timedelta(days=days)).astimezone(AMSTERDAM)
        return local.replace(hour=hour, minute=minute, second=12).astimezone(UTC)


def person(username: str) -> Person:
    """Return the person who signs in with this name."""
    return next(
        account.person for account in accounts.all_accounts()[0] if account.username == username
    )
