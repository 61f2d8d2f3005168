"""Roles and permissions: a closed list, and what is not given is refused."""

import pytest

from custody.domain.people import (
    COMPLAINT_ROLES,
    PERMISSIONS,
    RIGHTS_OF_ROLE,
    ROLES,
    Person,
    system_person,
)
from tests.cast import CAST, ELLEN, JOKE, MARIT, NOOR, PIETER, RUUD, SANNE, TOM

# The table of `model.md` 3: permission -> the roles that have it.
TABLE = {
    "record_handover": "officer desk custodian",
    "record_find": "officer desk custodian handler coordinator decider admin",
    "keep_items": "officer desk custodian",
    "offer_transfer": "officer desk custodian",
    "answer_transfer": "officer desk custodian",
    "scan_moves": "desk custodian",
    "return_item": "officer desk custodian",
    "export_items": "custodian coordinator auditor",
    "view_item": "officer desk custodian handler coordinator decider auditor",
    "search_items": "officer desk custodian handler coordinator decider auditor",
    "see_check_feature": "officer desk custodian handler",
    "print_label": "officer desk custodian",
    "print_receipt": "officer desk custodian",
    "correct_item": "officer desk custodian",
    "void_item": "custodian",
    "inspect_item": "desk custodian handler",
    "manage_places": "custodian admin",
    "view_storage": "custodian coordinator auditor",
    "take_down_complaint": "officer desk",
    "register_complaint": "handler coordinator",
    "view_complaint": "handler coordinator decider auditor",
    "link_item": "handler coordinator",
    "assign_complaint": "coordinator",
    "lift_hold": "coordinator decider",
    "view_claim": "custodian handler coordinator decider auditor",
    "decide_candidate": "custodian handler coordinator",
    "handle_complaint": "handler coordinator decider",
    "open_claim": "desk handler coordinator",
    "change_claim": "handler coordinator decider",
    "see_claim_feature": "custodian handler",
    "judge": "decider",
    "verify_ledger": "handler coordinator auditor admin",
    "read_access_log": "coordinator auditor",
    "manage_accounts": "admin",
    "manage_settings": "admin",
}


@pytest.mark.parametrize("permission", TABLE)
def test_a_permission_belongs_to_exactly_the_roles_of_the_table(permission):
    having = {role for role, rights in RIGHTS_OF_ROLE.items() if permission in rights}
    assert having == set(TABLE[permission].split())


def test_the_list_of_permissions_is_closed():
    assert set(TABLE) == PERMISSIONS


def test_there_are_eight_roles_and_each_has_its_rights():
    assert len(ROLES) == 8
    assert set(ROLES) == set(RIGHTS_OF_ROLE)


def test_a_permission_that_nobody_knows_is_refused_for_everybody():
    assert not any(who.may("delete_item") for who in CAST)


def test_nobody_without_a_role_may_do_anything():
    nobody = Person("1", "Nobody")
    assert not any(nobody.may(permission) for permission in PERMISSIONS)


def test_two_roles_give_the_rights_of_both():
    both = Person("1", "Both", roles=frozenset({"officer", "admin"}))
    assert both.may("record_handover")
    assert both.may("manage_accounts")


def test_an_administrator_keeps_and_receives_no_items():
    assert not NOOR.may("answer_transfer")
    assert not NOOR.may("view_item")


@pytest.mark.parametrize("who", [MARIT, PIETER, ELLEN, TOM])
def test_complaint_staff_may_know_that_a_complaint_exists(who):
    assert who.sees_complaints
    assert who.roles <= COMPLAINT_ROLES


@pytest.mark.parametrize("who", [SANNE, JOKE, RUUD, NOOR])
def test_the_property_side_and_the_administrator_may_not_know_of_complaints(who):
    assert not who.sees_complaints


def test_a_command_acts_by_the_name_of_its_user_and_has_no_right_of_its_own():
    command = system_person("root")
    assert (command.number, command.name) == ("system:root", "system:root")
    assert not any(command.may(permission) for permission in PERMISSIONS)
