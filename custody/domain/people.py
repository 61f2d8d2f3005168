"""Who is signed in, which roles there are, and what each role may do.

Rules kept here:
- eight log-in roles and no more (C5); the chief of a unit is a field of the unit, not a role;
- a permission is a verb with an object, from a closed list (`model.md` 3); what is not given is
  refused (Q22). "Own unit" and "own item" are asked by the service that loads the thing;
- a person with two roles has the rights of both; there is no role switcher;
- commands act as ``system:<os user>`` and have no right of their own (Q22).
"""

from dataclasses import dataclass, field

from custody.domain.words import mark

ROLES = {
    "officer": mark("Officer"),
    "desk": mark("Front desk"),
    "custodian": mark("Custodian"),
    "handler": mark("Complaint handler"),
    "coordinator": mark("Complaint coordinator"),
    "decider": mark("Competent authority"),
    "auditor": mark("Auditor"),
    "admin": mark("Administrator"),
}

COMPLAINT_ROLES = frozenset({"handler", "coordinator", "decider", "auditor"})

_KEEPING = {"keep_items", "offer_transfer", "answer_transfer"}
_PAPER = {"print_label", "print_receipt"}

RIGHTS_OF_ROLE: dict[str, frozenset[str]] = {
    "officer": frozenset(
        _KEEPING
        | _PAPER
        | {"record_handover", "record_find", "return_item", "view_item", "search_items"}
        | {"see_check_feature", "correct_item", "take_down_complaint"}
    ),
    "desk": frozenset(
        _KEEPING
        | _PAPER
        | {"record_handover", "record_find", "return_item", "view_item", "search_items"}
        | {"see_check_feature", "correct_item", "take_down_complaint", "scan_moves", "open_claim"}
        | {"inspect_item"}
    ),
    "custodian": frozenset(
        _KEEPING
        | _PAPER
        | {"record_handover", "record_find", "return_item", "view_item", "search_items"}
        | {
            "see_check_feature",
            "correct_item",
            "void_item",
            "inspect_item",
            "scan_moves",
            "manage_places",
            "view_storage",
            "export_items",
        }
        | {"view_claim", "decide_candidate", "see_claim_feature"}
    ),
    "handler": frozenset(
        {
            "record_find",
            "view_item",
            "search_items",
            "see_check_feature",
            "inspect_item",
            "register_complaint",
        }
        | {
            "view_complaint",
            "link_item",
            "view_claim",
            "decide_candidate",
            "open_claim",
            "change_claim",
            "handle_complaint",
            "see_claim_feature",
            "verify_ledger",
        }
    ),
    "coordinator": frozenset(
        {
            "record_find",
            "view_item",
            "search_items",
            "view_storage",
            "register_complaint",
        }
        | {"view_complaint", "link_item", "assign_complaint", "lift_hold", "view_claim"}
        | {"decide_candidate", "verify_ledger", "read_access_log", "export_items"}
        | {"open_claim", "change_claim", "handle_complaint"}
    ),
    "decider": frozenset(
        {"record_find", "view_item", "search_items", "view_complaint", "lift_hold"}
        | {"view_claim", "change_claim", "handle_complaint", "judge"}
    ),
    "auditor": frozenset(
        {"view_item", "search_items", "view_storage", "view_complaint", "view_claim"}
        | {"verify_ledger", "read_access_log", "export_items"}
    ),
    "admin": frozenset(
        {
            "record_find",
            "manage_places",
            "verify_ledger",
            "manage_accounts",
            "manage_settings",
        }
    ),
}

# The chief of a unit is a field of the unit, and may look at what the unit keeps (P39).
RIGHTS_OF_CHIEF = frozenset({"view_storage"})

PERMISSIONS = frozenset().union(*RIGHTS_OF_ROLE.values())


@dataclass(frozen=True)
class Person:
    """Somebody who acts: `number` is what the ledger calls the actor, `name` its snapshot (P17)."""

    number: str
    name: str
    unit: str | None = None
    roles: frozenset[str] = field(default_factory=frozenset)
    post: str | None = None
    account: int | None = None
    language: str = "nl"
    email: str = ""
    chief: bool = False

    def may(self, permission: str) -> bool:
        """Say whether one of this person's roles, or being chief, gives `permission`."""
        return (self.chief and permission in RIGHTS_OF_CHIEF) or any(
            permission in RIGHTS_OF_ROLE[role] for role in self.roles
        )

    @property
    def sees_complaints(self) -> bool:
        """Whether this person may learn that a complaint exists at all (Q24)."""
        return bool(self.roles & COMPLAINT_ROLES)


def system_person(os_user: str) -> Person:
    """Return the person a command acts as; its name stands in every event that it writes (Q22)."""
    return Person(number=f"system:{os_user}", name=f"system:{os_user}")
