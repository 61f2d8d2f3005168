"""Comparing complaints with items, in both directions, with one scorer (`matching.md` 2).

Rules kept here:
- forward runs after the handler's own commit; reverse runs only in the worker, so that no answer
  time tells a finder anything (C64, P86);
- event days are compared, never entry days: an item recorded after the complaint is a candidate;
- what is certain by the gates is linked at once, shown as automatic and undone with a reason; it
  never closes a claim. Everything else is a suggestion that a person confirms or rejects;
- a rejected pair returns only with new evidence, and then says what is new (C65).
"""

from custody.services.matching.comparing import Comparison, compare, kept, searched
from custody.services.matching.indexing import index_items
from custody.services.matching.keeping import keep, run_for_complaint
from custody.services.matching.reversing import (
    ask_sweep,
    rebuild,
    run_for_item,
    run_for_items,
    sweep,
)

__all__ = [
    "Comparison",
    "ask_sweep",
    "compare",
    "index_items",
    "keep",
    "kept",
    "rebuild",
    "run_for_complaint",
    "run_for_item",
    "run_for_items",
    "searched",
    "sweep",
]
