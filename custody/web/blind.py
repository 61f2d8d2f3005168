"""What a reader sees of an item who may still be its second counter: nothing of the first count (P26).

The pages and the API ask here, so that neither tells what the other keeps back.
"""

from collections.abc import Iterable
from dataclasses import replace

from flask import current_app

from custody.domain.counting import masked
from custody.domain.items import CATEGORIES
from custody.domain.people import Person
from custody.domain.trail import State, Trail
from custody.services.items import ItemPage
from custody.web.words import word


def is_blind(found: ItemPage, by: Person) -> bool:
    """Say whether this reader may be the second counter, and so sees nothing of the first count."""
    return _may_count(found.state, by) and found.counting.hidden_from(by)


def as_seen(found: ItemPage, by: Person) -> tuple[Trail, State]:
    """Return trail and state of an item as this reader may see them."""
    if not is_blind(found, by):
        return found.trail, found.state
    trail, kind = masked(found.trail), word(CATEGORIES.get(found.state.category, ""))
    return trail, replace(trail.state, description=kind)


def listed(states: Iterable[State], by: Person) -> tuple[State, ...]:
    """Return items of a list. A list does not know how far the counting is: counts stay away."""
    return tuple(
        replace(one, quantity=None, cash=None) if _may_count(one, by) else one for one in states
    )


def _may_count(state: State, by: Person) -> bool:
    counted = state.category in current_app.config["TWO_PERSONS"]
    return counted and by.may("inspect_item") and not by.sees_complaints
