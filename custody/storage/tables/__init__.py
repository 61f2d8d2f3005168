"""The rows of the house. They never leave the storage room; one file per noun."""

from custody.storage.tables.audit import (
    AttemptRow,
    CounterRow,
    OutboxRow,
    ReadLogRow,
    ReminderRow,
    SettingRow,
)
from custody.storage.tables.claims import (
    ClaimAnswerRow,
    ClaimEntryRow,
    ClaimRow,
    ConclusionPointRow,
    LetterRow,
)
from custody.storage.tables.complaints import (
    ComplaintElementRow,
    ComplaintLinkRow,
    ComplaintRow,
)
from custody.storage.tables.items import (
    FileRow,
    HandoverRow,
    HoldRow,
    ItemRow,
    ItemTextRow,
    OfferRow,
    PackingRow,
    PartyRow,
    SavedSearchRow,
    SearchWordRow,
)
from custody.storage.tables.ledger import (
    CheckpointRow,
    EventRow,
    HeadRow,
    OpeningRow,
    ReceiptRow,
)
from custody.storage.tables.matching import (
    MatchBlockRow,
    MatchFeedbackRow,
    MatchFrequencyRow,
    MatchItemRow,
    MatchKeyRow,
    MatchLinkRow,
    MatchMentionRow,
)
from custody.storage.tables.people import AccountRoleRow, AccountRow, TokenRow
from custody.storage.tables.places import PlaceRow, PostRow, ScanRow, UnitRow

__all__ = [
    "AccountRoleRow",
    "AccountRow",
    "AttemptRow",
    "CheckpointRow",
    "ClaimAnswerRow",
    "ClaimEntryRow",
    "ClaimRow",
    "ComplaintElementRow",
    "ComplaintLinkRow",
    "ComplaintRow",
    "ConclusionPointRow",
    "CounterRow",
    "EventRow",
    "FileRow",
    "HandoverRow",
    "HeadRow",
    "HoldRow",
    "ItemRow",
    "ItemTextRow",
    "LetterRow",
    "MatchBlockRow",
    "MatchFeedbackRow",
    "MatchFrequencyRow",
    "MatchItemRow",
    "MatchKeyRow",
    "MatchLinkRow",
    "MatchMentionRow",
    "OfferRow",
    "OpeningRow",
    "OutboxRow",
    "PackingRow",
    "PartyRow",
    "PlaceRow",
    "PostRow",
    "ReadLogRow",
    "ReceiptRow",
    "ReminderRow",
    "SavedSearchRow",
    "ScanRow",
    "SearchWordRow",
    "SettingRow",
    "TokenRow",
    "UnitRow",
]
