"""The one table of rights: (endpoint, method) -> permission. What is not in it answers 403 (Q22).

`PUBLIC` needs no session, `SIGNED_IN` any. `FORMS` names the form that an endpoint reads, so that
an undeclared field is refused before the view runs (Q25); `ARGS` the query arguments it knows. What
the API reads as JSON is refused by its schemas.

The API has its lines in the same table. What its tokens may is named by scopes: the subject of a
room and whether it is read or written (Q30).
"""

from custody.domain.people import Person
from custody.web.forms import accounts as accounts_forms
from custody.web.forms import citizen as citizen_forms
from custody.web.forms import claims as claim_forms
from custody.web.forms import complaints as complaint_forms
from custody.web.forms import corrections as correction_forms
from custody.web.forms import desk as desk_forms
from custody.web.forms import handling as handling_forms
from custody.web.forms import inspections as inspection_forms
from custody.web.forms import intake as intake_forms
from custody.web.forms import items as item_forms
from custody.web.forms import labels as label_forms
from custody.web.forms import notices as notice_forms
from custody.web.forms import packing as packing_forms
from custody.web.forms import places as place_forms
from custody.web.forms import returns as return_forms
from custody.web.forms import search as search_forms
from custody.web.forms import tokens as token_forms
from custody.web.forms import transfers as transfer_forms
from custody.web.forms.reading import Form, NoFields

PUBLIC = "public"
SIGNED_IN = "signed_in"

RIGHTS: dict[tuple[str, str], str] = {
    ("static", "GET"): PUBLIC,
    ("health.healthz", "GET"): PUBLIC,
    ("health.readyz", "GET"): PUBLIC,
    ("accounts.start", "GET"): PUBLIC,
    ("accounts.log_in", "GET"): PUBLIC,
    ("accounts.sign_in", "POST"): PUBLIC,
    ("accounts.log_out", "POST"): SIGNED_IN,
    ("accounts.preferences", "POST"): PUBLIC,
    ("accounts.show", "GET"): SIGNED_IN,
    ("accounts.change_password", "POST"): SIGNED_IN,
    ("accounts.change_email", "POST"): SIGNED_IN,
    ("accounts.users", "GET"): "manage_accounts",
    ("accounts.name_chief", "POST"): "manage_accounts",
    ("accounts.new_user", "GET"): "manage_accounts",
    ("accounts.create_user", "POST"): "manage_accounts",
    ("accounts.user", "GET"): "manage_accounts",
    ("accounts.change_user", "POST"): "manage_accounts",
    ("tokens.show", "GET"): SIGNED_IN,
    ("tokens.create", "POST"): SIGNED_IN,
    ("tokens.revoke", "POST"): SIGNED_IN,
    ("api.show", "GET"): PUBLIC,
    ("api-docs.openapi_json", "GET"): PUBLIC,
    ("help.show", "GET"): PUBLIC,
    ("help.accessibility", "GET"): PUBLIC,
    ("help.privacy", "GET"): PUBLIC,
    ("help.threats", "GET"): SIGNED_IN,
    ("intake.new", "GET"): "record_handover",
    ("intake.create", "POST"): "record_handover",
    ("intake.find", "GET"): "record_find",
    ("intake.create_find", "POST"): "record_find",
    ("intake.receipt", "GET"): "print_receipt",
    ("intake.give", "POST"): "print_receipt",
    ("intake.print_receipt", "POST"): "print_receipt",
    ("items.show", "GET"): "view_item",
    ("items.photo", "GET"): "view_item",
    ("items.original", "POST"): "view_item",
    ("items.add_photo", "POST"): "correct_item",
    ("corrections.new", "GET"): "correct_item",
    ("corrections.create", "POST"): "correct_item",
    ("corrections.late", "GET"): "keep_items",
    ("corrections.tell_late", "POST"): "keep_items",
    ("inspections.inspect", "GET"): "inspect_item",
    ("inspections.save_inspection", "POST"): "inspect_item",
    ("inspections.count", "GET"): "inspect_item",
    ("inspections.save_count", "POST"): "inspect_item",
    ("inspections.seal", "GET"): "keep_items",
    ("inspections.save_seal", "POST"): "keep_items",
    ("packing.new", "GET"): "keep_items",
    ("packing.create", "POST"): "keep_items",
    ("packing.contents", "GET"): "keep_items",
    ("packing.put_in", "POST"): "keep_items",
    ("packing.take_out", "POST"): "keep_items",
    ("packing.split", "GET"): "keep_items",
    ("packing.make_parts", "POST"): "keep_items",
    ("corrections.void", "GET"): "void_item",
    ("corrections.make_void", "POST"): "void_item",
    ("items.feature", "POST"): "see_check_feature",
    ("keeping.show", "GET"): "keep_items",
    ("keeping.keep", "POST"): "keep_items",
    ("transfers.new", "GET"): "offer_transfer",
    ("transfers.create", "POST"): "offer_transfer",
    ("transfers.withdraw", "POST"): "offer_transfer",
    ("transfers.hand_on", "POST"): "offer_transfer",
    ("transfers.outside", "GET"): "offer_transfer",
    ("transfers.incoming", "GET"): "answer_transfer",
    ("transfers.answer", "POST"): "answer_transfer",
    ("desk.show", "GET"): "scan_moves",
    ("desk.scan", "POST"): "scan_moves",
    ("desk.mat", "GET"): "scan_moves",
    ("desk.item_label", "GET"): PUBLIC,
    ("desk.place_label", "GET"): PUBLIC,
    ("desk.badge_label", "GET"): PUBLIC,
    ("desk.command_label", "GET"): PUBLIC,
    ("returns.new", "GET"): "return_item",
    ("returns.create", "POST"): "return_item",
    ("search.show", "GET"): "search_items",
    ("search.export", "GET"): "export_items",
    ("search.save", "POST"): "search_items",
    ("search.forget", "POST"): "search_items",
    ("labels.show", "GET"): "print_label",
    ("labels.print_labels", "POST"): "print_label",
    ("places.show", "GET"): "manage_places",
    ("places.create", "POST"): "manage_places",
    ("places.close", "POST"): "manage_places",
    ("places.reopen", "POST"): "manage_places",
    ("places.print_labels", "POST"): "manage_places",
    ("places.badges", "GET"): "manage_places",
    ("places.print_badges", "POST"): "manage_places",
    ("overview.show", "GET"): "view_storage",
    ("overview.lines", "GET"): "view_storage",
    ("overview.export", "GET"): "view_storage",
    ("complaints.overview", "GET"): "view_complaint",
    ("complaints.new", "GET"): "register_complaint",
    ("complaints.create", "POST"): "register_complaint",
    ("complaints.show", "GET"): "view_complaint",
    ("dossier.show", "GET"): "view_complaint",
    ("dossier.print_dossier", "POST"): "view_complaint",
    ("complaints.assign", "POST"): "assign_complaint",
    ("complaints.take_down", "GET"): "take_down_complaint",
    ("complaints.save_taken_down", "POST"): "take_down_complaint",
    ("complaints.links", "GET"): "link_item",
    ("complaints.link", "POST"): "link_item",
    ("complaints.reject", "POST"): "link_item",
    ("complaints.mark_words", "POST"): "link_item",
    ("complaints.set_aside", "POST"): "link_item",
    ("complaints.undo", "POST"): "link_item",
    ("complaints.lift_hold", "POST"): "lift_hold",
    ("handling.show", "GET"): "view_complaint",
    ("handling.step", "POST"): "handle_complaint",
    ("handling.add_element", "POST"): "link_item",
    ("handling.change_element", "POST"): "link_item",
    ("handling.judgement", "GET"): "judge",
    ("handling.judge", "POST"): "judge",
    ("handling.accept", "POST"): "handle_complaint",
    ("handling.answer_late_find", "POST"): "assign_complaint",
    ("letters.write_for_complaint", "POST"): "link_item",
    ("claims.overview", "GET"): "view_claim",
    ("claims.new", "GET"): "open_claim",
    ("claims.create", "POST"): "open_claim",
    ("claims.show", "GET"): "view_claim",
    ("claims.answer", "POST"): "decide_candidate",
    ("claims.feature", "POST"): "see_claim_feature",
    ("claims.add_entry", "POST"): "change_claim",
    ("claims.establish", "POST"): "change_claim",
    ("claims.reopen", "POST"): "change_claim",
    ("claims.end_unseen", "POST"): "change_claim",
    ("claims.end", "GET"): "change_claim",
    ("claims.close", "POST"): "change_claim",
    ("letters.write_for_claim", "POST"): "open_claim",
    ("letters.show", "GET"): "open_claim",
    ("letters.print_letter", "POST"): "open_claim",
    ("citizen.receipt", "GET"): PUBLIC,
    ("citizen.check", "POST"): PUBLIC,
    ("citizen.keys", "GET"): PUBLIC,
    ("citizen.checkpoint", "GET"): PUBLIC,
    ("citizen.verifier", "GET"): PUBLIC,
    ("notices.show", "GET"): "manage_settings",
    ("notices.try_again", "POST"): "manage_settings",
    ("notices.send_trial", "POST"): "manage_settings",
    ("audit.show", "GET"): "verify_ledger",
    ("audit.verify", "POST"): "verify_ledger",
    ("audit.access", "GET"): "read_access_log",
    ("api_items.show", "GET"): "view_item",
    ("api_items.trail", "GET"): "view_item",
    ("api_items.correct", "POST"): "correct_item",
    ("api_intake.hand_over", "POST"): "record_handover",
    ("api_intake.record_find", "POST"): "record_find",
    ("api_transfers.incoming", "GET"): "answer_transfer",
    ("api_transfers.offer", "POST"): "offer_transfer",
    ("api_transfers.accept", "POST"): "answer_transfer",
    ("api_transfers.refuse", "POST"): "answer_transfer",
    ("api_transfers.withdraw", "POST"): "offer_transfer",
    ("api_desk.held", "GET"): "keep_items",
    ("api_desk.scan", "POST"): "scan_moves",
    ("api_desk.move", "POST"): "keep_items",
    ("api_returns.give_back", "POST"): "return_item",
    ("api_search.find", "GET"): "search_items",
    ("api_complaints.overview", "GET"): "view_complaint",
    ("api_complaints.show", "GET"): "view_complaint",
    ("api_complaints.report", "GET"): "view_complaint",
    ("api_complaints.suggestions", "GET"): "link_item",
    ("api_complaints.register", "POST"): "register_complaint",
    ("api_complaints.take_down", "POST"): "take_down_complaint",
    ("api_complaints.link", "POST"): "link_item",
    ("api_complaints.reject", "POST"): "link_item",
    ("api_claims.overview", "GET"): "view_claim",
    ("api_claims.show", "GET"): "view_claim",
    ("api_claims.open_claim", "POST"): "open_claim",
    ("api_claims.answer", "POST"): "decide_candidate",
}

# The subject that a token's scope names, for each room of the API.
SUBJECTS = {
    "api_items": "items",
    "api_intake": "items",
    "api_desk": "items",
    "api_returns": "items",
    "api_search": "items",
    "api_transfers": "transfers",
    "api_complaints": "complaints",
    "api_claims": "claims",
}

FORMS: dict[str, type[Form]] = {
    "accounts.sign_in": accounts_forms.SignInForm,
    "accounts.log_out": NoFields,
    "accounts.preferences": accounts_forms.PreferencesForm,
    "accounts.change_password": accounts_forms.PasswordForm,
    "accounts.change_email": accounts_forms.EmailForm,
    "accounts.name_chief": accounts_forms.ChiefForm,
    "accounts.create_user": accounts_forms.NewUserForm,
    "accounts.change_user": accounts_forms.UserForm,
    "intake.create": intake_forms.HandoverForm,
    "intake.create_find": intake_forms.FindForm,
    "intake.give": intake_forms.GivenForm,
    "intake.print_receipt": intake_forms.PrintReceiptForm,
    "items.original": NoFields,
    "items.add_photo": item_forms.PhotoForm,
    "packing.create": packing_forms.PackageForm,
    "packing.put_in": packing_forms.PutInForm,
    "packing.take_out": packing_forms.TakeOutForm,
    "packing.make_parts": packing_forms.SplitForm,
    "inspections.save_inspection": inspection_forms.InspectForm,
    "inspections.save_count": inspection_forms.CountForm,
    "inspections.save_seal": inspection_forms.NewSealForm,
    "corrections.create": correction_forms.CorrectionForm,
    "corrections.tell_late": correction_forms.LateForm,
    "corrections.make_void": correction_forms.VoidForm,
    "items.feature": NoFields,
    "keeping.keep": transfer_forms.KeepForm,
    "transfers.create": transfer_forms.OfferForm,
    "transfers.withdraw": transfer_forms.WithdrawForm,
    "transfers.hand_on": transfer_forms.HandOnForm,
    "transfers.answer": transfer_forms.AnswerForm,
    "desk.scan": desk_forms.ScanForm,
    "returns.create": return_forms.ReturnForm,
    "labels.print_labels": label_forms.LabelsForm,
    "search.save": search_forms.SaveForm,
    "search.forget": search_forms.ForgetForm,
    "places.create": place_forms.PlaceForm,
    "places.close": NoFields,
    "places.reopen": NoFields,
    "places.print_labels": place_forms.PlaceLabelsForm,
    "places.print_badges": place_forms.BadgesForm,
    "complaints.create": complaint_forms.ComplaintForm,
    "dossier.print_dossier": NoFields,
    "complaints.assign": complaint_forms.AssignForm,
    "complaints.save_taken_down": complaint_forms.TakeDownForm,
    "complaints.link": complaint_forms.LinkForm,
    "complaints.reject": complaint_forms.RejectForm,
    "complaints.mark_words": complaint_forms.MarkForm,
    "complaints.set_aside": complaint_forms.AsideForm,
    "complaints.undo": complaint_forms.UndoForm,
    "complaints.lift_hold": complaint_forms.LiftForm,
    "handling.step": handling_forms.StepForm,
    "handling.add_element": handling_forms.ElementForm,
    "handling.change_element": handling_forms.AgreementForm,
    "handling.judge": handling_forms.JudgementForm,
    "handling.accept": handling_forms.IndependenceForm,
    "handling.answer_late_find": handling_forms.LateFindForm,
    "letters.write_for_complaint": handling_forms.ComplaintLetterForm,
    "claims.create": claim_forms.ClaimForm,
    "claims.answer": claim_forms.AnswerForm,
    "claims.feature": NoFields,
    "claims.add_entry": claim_forms.EntryForm,
    "claims.establish": claim_forms.EstablishForm,
    "claims.reopen": claim_forms.ReopenForm,
    "claims.end_unseen": claim_forms.NoClaimForm,
    "claims.close": claim_forms.EndForm,
    "letters.write_for_claim": claim_forms.LetterForm,
    "letters.print_letter": NoFields,
    "citizen.check": citizen_forms.CheckForm,
    "notices.try_again": NoFields,
    "notices.send_trial": notice_forms.TrialForm,
    "audit.verify": NoFields,
    "tokens.create": token_forms.TokenForm,
    "tokens.revoke": NoFields,
}

ARGS: dict[str, frozenset[str]] = {
    "accounts.log_in": frozenset({"next"}),
    "intake.new": frozenset({"taking", "code"}),
    "intake.find": frozenset({"place", "scan"}),
    "items.show": frozenset({"order"}),
    "items.photo": frozenset({"size"}),
    "packing.contents": frozenset({"at"}),
    "corrections.new": frozenset({"entry"}),
    "search.show": frozenset({"q", "category", "place", "first", "last", "before"}),
    "api_search.find": frozenset({"q", "category", "place", "first", "last", "before"}),
    "search.export": frozenset({"q", "category", "place", "first", "last"}),
    "labels.show": frozenset({"code"}),
    "transfers.new": frozenset({"code"}),
    "transfers.outside": frozenset({"code"}),
    # A form without an address of its own is sent to that of its page, arguments included.
    "transfers.create": frozenset({"code"}),
    "transfers.hand_on": frozenset({"code"}),
    "corrections.create": frozenset({"entry"}),
    "complaints.overview": frozenset({"waiting"}),
    "complaints.show": frozenset({"order"}),
    "complaints.links": frozenset({"mention", "wider"}),
    "claims.new": frozenset({"complaint", "mention"}),
    "overview.lines": frozenset({"page"}),
    "static": frozenset({"v"}),
}


def is_api(path: str) -> bool:
    """Say whether an address belongs to the API, where a token and not a session says who acts."""
    return path.startswith("/api/v1/")


def scope_of(endpoint: str, method: str) -> str:
    """Return the scope that a token needs for this endpoint."""
    subject = SUBJECTS.get(endpoint.partition(".")[0], "")
    return f"{subject}:{'read' if method in ('GET', 'HEAD') else 'write'}"


def scopes_for(person: Person) -> frozenset[str]:
    """Return the scopes in which this person may do anything at all."""
    return frozenset(
        scope_of(endpoint, method)
        for (endpoint, method), right in RIGHTS.items()
        if endpoint.partition(".")[0] in SUBJECTS and person.may(right)
    )
