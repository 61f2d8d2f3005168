"""Every rule that can be broken: one class, one sentence, grouped by who is at fault.

Rules kept here:
- an error says in plain words what is wrong and what to do; it never blames (screens 9.2);
- it carries the facts it found, so that a page, a log line and a test read the same thing;
- the groups decide the status code, in one table of the web (`custody/web/errors.py`).
"""

from custody.domain.words import mark


class CustodyError(Exception):
    """A rule of the house that does not hold. `sentence` is translated with `facts` filled in."""

    sentence = mark("Something is not right.")

    def __init__(self, **facts: object) -> None:
        super().__init__(self.sentence)
        self.facts = facts

    def __str__(self) -> str:
        """The English sentence with its facts, for logs and the command line."""
        try:
            return self.sentence % self.facts
        except KeyError:
            return self.sentence


class InputError(CustodyError):
    """What was typed, scanned or sent cannot be used as it is (400)."""


class RightError(CustodyError):
    """This person may not do this (403)."""

    sentence = mark("You do not have access to this page.")


class NotFoundError(CustodyError):
    """There is no such thing, or not for this person (404)."""

    sentence = mark("We could not find this page.")


class ConflictError(CustodyError):
    """The world moved on: somebody else was first, or the state does not allow it (409)."""


class TooOftenError(CustodyError):
    """It was tried too often: wait, or call (429)."""


class ChangedError(ConflictError):
    """What somebody looked at before they decided is no longer so (412)."""

    sentence = mark("This changed since you looked at it. Look again before you change it.")


class UnseenError(CustodyError):
    """A change without saying what was looked at before it (428)."""

    sentence = mark("Send the ETag of the item as If-Match, so that no change is lost.")


class TroubleError(CustodyError):
    """The system itself cannot do it now (503); nothing was recorded."""

    sentence = mark("This does not work right now. Nothing was lost. Try again in a minute.")
