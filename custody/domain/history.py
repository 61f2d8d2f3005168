"""Reading the history of a complaint: its steps, and what was recorded between them.

A step that changes no state is a fact of the history: more time, a preparation, another handler, an
advice. What a state asks for is read from what was recorded since the complaint came into it.
"""

from collections.abc import Iterator, Sequence

from custody.domain.complaints import Step


def entered(steps: Sequence[Step]) -> Step | None:
    """Return the step by which a complaint came into its state, or None when it came in so."""
    return next((one for one in reversed(steps) if one.from_ != one.to), None)


def since_entered(steps: Sequence[Step]) -> Iterator[Step]:
    """Yield what was recorded in the present state, newest first."""
    for one in reversed(steps):
        if one.from_ != one.to:
            return
        yield one


def prepared(steps: Sequence[Step], to: str) -> Step | None:
    """Return how this step was prepared in the present state: the newest preparation holds."""
    return next((one for one in since_entered(steps) if one.facts.get("to") == to), None)


def reassigned(steps: Sequence[Step]) -> bool:
    """Say whether somebody else was made handler in the present state (C22w)."""
    return any("handler" in one.facts for one in since_entered(steps))
