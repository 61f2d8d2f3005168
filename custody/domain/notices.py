"""What the house tells its people by e-mail: a closed list, in plain words.

Rules kept here (P128):
- a message names items by code and says what to do; it holds no names, no contents, no check
  feature and nothing of a complaint: what is more stands behind the sign-in;
- what is true comes first, then what to do.
"""

from dataclasses import dataclass

from custody.domain.words import mark


@dataclass(frozen=True)
class Notice:
    """One message: its subject, what it says, and the page on which one goes on."""

    subject: str
    text: str
    path: str


NOTICES: dict[str, Notice] = {
    "keeping_soon": Notice(
        mark("Hand in soon"),
        mark("You have this with you. It may stay for half an hour more. Hand it in, or offer it."),
        "/my-items",
    ),
    "keeping_over": Notice(
        mark("Longer with you than the norm"),
        mark("You have had this with you longer than the norm. Hand it in, or offer it."),
        "/my-items",
    ),
    "keeping_chief": Notice(
        mark("Your team: longer in personal keeping than the norm"),
        mark("This has been in personal keeping for 12 hours over the norm. Ask where it goes."),
        "/storage",
    ),
    "keeping_custodian": Notice(
        mark("Longer in personal keeping than the norm"),
        mark("This has been in personal keeping for 48 hours over the norm. Ask for it."),
        "/storage",
    ),
    "offer_unanswered": Notice(
        mark("No answer yet"),
        mark("You asked somebody to take this over. There is no answer yet. It stays with you."),
        "/my-items",
    ),
    "offer_waits": Notice(
        mark("This waits for your answer"),
        mark("You were asked to take this over. Say whether you have it."),
        "/transfers/incoming",
    ),
    "offer_chief": Notice(
        mark("Your team: a transfer waits longer than the norm"),
        mark("Nobody answered. Until somebody does, it stays with who asked. Ask both."),
        "/storage",
    ),
    "seal_not_right": Notice(
        mark("A seal was not right"),
        mark(
            "At the handover the seal was not right. Look at it together, and record what you see."
        ),
        "/my-items",
    ),
    "late_does_not_fit": Notice(
        mark("A late entry does not fit"),
        mark("Where this was, was recorded later. It does not fit what stood there. Ask both."),
        "/storage",
    ),
    "late_find": Notice(
        mark("New: possibly this item"),
        mark("This was recorded later, and it may fit something you work on. Look and answer."),
        "/",
    ),
    "late_find_untold": Notice(
        mark("A letter still has to be made"),
        mark("What was decided about this is not told yet. Make the letter, and send it."),
        "/",
    ),
    "who_may_judge": Notice(
        mark("Look who may do this"),
        mark("Something was added to what you work on. Look whether the same people can go on."),
        "/",
    ),
    "on_hold_over": Notice(
        mark("Something on hold waits for you"),
        mark("The day has come to look at it again. Go on with it, or set another day."),
        "/",
    ),
    "trial": Notice(
        mark("Test message"),
        mark("E-mail works. You do not have to do anything."),
        "/admin/notices",
    ),
}
# These are sent because of a complaint: whoever may not know of complaints sees no sign of them (Q24).
OF_COMPLAINTS = frozenset({"late_find", "late_find_untold", "who_may_judge", "on_hold_over"})
