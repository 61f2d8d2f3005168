"""The threat model: who could do harm, what they could do, and what stops it or shows it (Q32).

No insider is trusted. Each line names the rules it rests on and the test that shows it; a line whose
test is gone fails the suite. What cannot be stopped says so. One paragraph per adversary:

- The officer holds things before anybody else knows of them. Nothing can prove an event that nobody
  entered; so the citizen's own claim is logged and given out like a receipt.
- The desk and the custodian move things and answer for them. One accepts, and never from oneself.
- The complaint handler sees much; each look is on record before the page is shown.
- The administrator makes accounts and sees no complaint, no item and no record of a look.
- The database administrator can change any row. The guard of the signing keys, signed checkpoints
  and the receipts in citizens' hands do not change with it.
- The thief of a backup or of a key has old data or can sign; the log shows what was never in it.
- The citizen or a passer-by holds a label or a receipt: a name, and not a key to anything.
- The guesser tries passwords, codes, forms and files.
"""

from dataclasses import dataclass

from custody.domain.words import mark


@dataclass(frozen=True)
class Threat:
    """One thing that somebody could do, what stops or shows it, and where that is shown to be so."""

    does: str
    stops: str
    rules: tuple[str, ...]
    test: str


@dataclass(frozen=True)
class Adversary:
    """Somebody who could do harm, with what they could do."""

    who: str
    threats: tuple[Threat, ...]


OFFICER = Adversary(
    mark("An officer"),
    (
        Threat(
            mark("never records a handover"),
            mark("The citizen reports it. The report has a number and stays open."),
            ("P8", "C59"),
            "tests/stories/test_lost_keys.py::"
            "test_a_complaint_about_keys_nobody_wrote_down_meets_the_keys_when_they_turn_up",
        ),
        Threat(
            mark("records it late, or with another time"),
            mark("Both times stand on the page, and the log keeps the order of entry."),
            ("P114", "Q10"),
            "tests/stories/test_three_days_late.py::"
            "test_keys_recorded_three_days_late_show_both_times_and_where_they_were",
        ),
        Threat(
            mark("looks at what is of another unit"),
            mark("It gets the answer of a thing that is not there."),
            ("Q21", "Q23"),
            "tests/security/test_object_access.py::"
            "test_an_address_of_a_thing_of_others_tells_nothing",
        ),
    ),
)

DESK = Adversary(
    mark("Front desk and custodian"),
    (
        Threat(
            mark("take over from themselves, or both at once"),
            mark("Only the named receiver answers, one wins, and the other is told."),
            ("P51", "Q5"),
            "tests/faults/test_one_winner.py::"
            "test_two_desks_at_two_servers_one_wins_and_the_other_is_told",
        ),
        Threat(
            mark("change or remove what was recorded"),
            mark("No page does so, and the database refuses it. A correction shows both values."),
            ("P4", "Q13"),
            "tests/storage/test_append_only.py::"
            "test_no_statement_of_ours_updates_or_deletes_an_event_or_a_look",
        ),
        Threat(
            mark("give it back to the wrong person"),
            mark("Identity and check feature are asked. Cash needs a second person."),
            ("P93", "Q26"),
            "tests/services/test_returns.py::test_money_goes_back_in_front_of_a_second_person",
        ),
        Threat(
            mark("learn that somebody complained"),
            mark("Pages, counts and errors are the same with and without a complaint."),
            ("C4", "Q24"),
            "tests/security/test_no_trace.py::test_no_page_of_other_staff_shows_a_complaint",
        ),
    ),
)

HANDLER = Adversary(
    mark("A complaint handler"),
    (
        Threat(
            mark("looks around without a reason"),
            mark("Each look is on record first. The auditor sees who looked at what."),
            ("Q44", "Q45"),
            "tests/security/test_read_log.py::"
            "test_every_page_that_tells_something_leaves_exactly_one_record",
        ),
        Threat(
            mark("opens a complaint of somebody else"),
            mark("It gets the answer of a number that is not there."),
            ("C5", "Q23"),
            "tests/security/test_object_access.py::"
            "test_a_form_about_a_thing_of_others_tells_nothing_and_does_nothing",
        ),
    ),
)

ADMINISTRATOR = Adversary(
    mark("An administrator"),
    (
        Threat(
            mark("gives an account more rights"),
            mark("Its sessions end, and nobody changes the account they use themselves."),
            ("Q28",),
            "tests/security/test_rights.py::"
            "test_an_administrator_cannot_disable_the_account_they_are_signed_in_with",
        ),
        Threat(
            mark("puts an old copy back"),
            mark("What was signed before is longer: nothing is signed, and an alarm is given."),
            ("Q16", "V10"),
            "tests/services/test_verify.py::"
            "test_a_restored_backup_is_found_by_the_guard_that_was_not_restored",
        ),
    ),
)

DATABASE_ADMINISTRATOR = Adversary(
    mark("A database administrator"),
    (
        Threat(
            mark("changes one row"),
            mark("The check names the event, or the overview that does not fit."),
            ("Q14", "V2", "V5", "V8"),
            "tests/services/test_verify.py::test_any_single_change_is_found",
        ),
        Threat(
            mark("writes the whole log anew"),
            mark("Old checkpoints, every receipt and the guard no longer fit."),
            ("V9", "V10", "V11"),
            "tests/services/test_verify.py::"
            "test_a_tree_that_was_redone_no_longer_fits_what_was_signed",
        ),
    ),
)

THIEF = Adversary(
    mark("A thief of a backup or a key"),
    (
        Threat(
            mark("reads the backup"),
            mark(
                "Keys do not lie in it, and passwords only as slow hashes. Names do: lock it away."
            ),
            ("Q84",),
            "tests/security/test_sign_in.py::test_the_password_stands_nowhere_in_the_database",
        ),
        Threat(
            mark("signs receipts of their own"),
            mark("The log does not have them, and the check says so."),
            ("V11",),
            "tests/services/test_verify.py::test_an_edited_receipt_is_named",
        ),
        Threat(
            mark("destroys all servers"),
            mark("The receipt proves the handover with the published key alone."),
            ("Q18",),
            "tests/stories/test_register_lost.py::"
            "test_the_receipt_proves_the_handover_when_the_register_is_gone",
        ),
    ),
)

PASSER_BY = Adversary(
    mark("A citizen or a passer-by"),
    (
        Threat(
            mark("forges or changes a receipt"),
            mark("The signature no longer fits, whatever was changed."),
            ("Q18",),
            "tests/test_verifier_fuzz.py::test_what_was_not_signed_is_no_receipt",
        ),
        Threat(
            mark("finds a label and wants to know the owner"),
            mark("The code is a name and no key. Every code gets the same words."),
            ("Q38", "Q46"),
            "tests/security/test_addresses.py::test_a_stranger_gets_the_same_words_for_every_code",
        ),
    ),
)

GUESSER = Adversary(
    mark("Somebody from outside"),
    (
        Threat(
            mark("guesses passwords"),
            mark("Five wrong ones close an account for ten minutes, counted for all servers."),
            ("Q27",),
            "tests/services/test_accounts.py::test_guesses_at_the_same_moment_and_after_a_restart"
            "_are_at_most_five_times_looked_at",
        ),
        Threat(
            mark("lets your browser send a form"),
            mark("A form without its own token is refused."),
            ("Q29",),
            "tests/security/test_forged.py::test_no_route_that_changes_something_takes_a_form"
            "_without_its_own_token",
        ),
        Threat(
            mark("sends a file that does harm"),
            mark("Only photos are taken. What is shown is drawn anew."),
            ("Q33",),
            "tests/security/test_uploads.py::"
            "test_a_hundred_hostile_files_crash_nothing_and_stay_within_their_limits",
        ),
        Threat(
            mark("sends fields that a form does not have"),
            mark("The form is refused, and nothing is recorded."),
            ("Q25",),
            "tests/security/test_undeclared.py::"
            "test_every_form_that_is_sent_with_one_more_field_is_refused_and_does_nothing",
        ),
        Threat(
            mark("cuts the power at the worst moment"),
            mark("What was acknowledged is there, and nothing is there by half."),
            ("Q1", "Q2"),
            "tests/faults/test_crash.py::test_ten_kills_lose_nothing_and_leave_nothing_half",
        ),
    ),
)

THREATS = (
    OFFICER,
    DESK,
    HANDLER,
    ADMINISTRATOR,
    DATABASE_ADMINISTRATOR,
    THIEF,
    PASSER_BY,
    GUESSER,
)
