"""The memory of the house: SQL, rows, migrations, files and keys.

This room knows no request, no session cookie and no page. `transaction()` and `reading()` give
one unit of work that carries the books; rows stay here, frozen domain values leave.
Events are the truth; `item` and `offer` are projections that can be rebuilt from them.
"""

from custody.storage.audit import Look
from custody.storage.blocks import MOST_CANDIDATES
from custody.storage.doubt import ReadOnlyError
from custody.storage.handovers import Act
from custody.storage.ledger import IdReusedError, MovedMeanwhileError
from custody.storage.matching import Mention, Suggestion
from custody.storage.outbox import DeadLetter, Work
from custody.storage.people import Account
from custody.storage.pictures import StoredFile
from custody.storage.places import Scan, Unit
from custody.storage.receipts import checkpoint, sign_pending, sign_receipts
from custody.storage.retrying import retried
from custody.storage.search import SavedSearch
from custody.storage.signed import ReceiptRecord
from custody.storage.store import (
    Books,
    connect,
    disconnect,
    look_for_doubt,
    one_look,
    reading,
    store,
    transaction,
)

__all__ = [
    "MOST_CANDIDATES",
    "Account",
    "Act",
    "Books",
    "DeadLetter",
    "IdReusedError",
    "Look",
    "Mention",
    "MovedMeanwhileError",
    "ReadOnlyError",
    "ReceiptRecord",
    "SavedSearch",
    "Scan",
    "StoredFile",
    "Suggestion",
    "Unit",
    "Work",
    "checkpoint",
    "connect",
    "disconnect",
    "look_for_doubt",
    "one_look",
    "reading",
    "retried",
    "sign_pending",
    "sign_receipts",
    "store",
    "transaction",
]
