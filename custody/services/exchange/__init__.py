"""Items and complaints from another register, and to one: checked, recorded once, written out.

Rules kept here:
- a line is recorded through the same log and the same overviews as everything else, with source
  `import`; its `import_ref` makes the id of its event, so it is never recorded twice;
- a batch is one act: an import that was stopped goes on where it was when it is run again;
- a line that is on record with other facts is told and never written over (P118);
- comparing is the worker's work, as it is for every item and complaint (C64).
"""

from custody.services.exchange.arriving import check_items, import_items, items_of
from custody.services.exchange.complaining import (
    check_complaints,
    complaints_of,
    import_complaints,
)
from custody.services.exchange.leaving import complaints, items
from custody.services.exchange.outcome import Outcome, Terms

__all__ = [
    "Outcome",
    "Terms",
    "check_complaints",
    "check_items",
    "complaints",
    "complaints_of",
    "import_complaints",
    "import_items",
    "items",
    "items_of",
]
