"""The form of a return to the entitled person."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from custody.domain.items import Party
from custody.services.returns import ENTITLEMENTS, FEATURE_RESULTS, IDENTITY_KINDS, Release
from custody.web.forms.intake import SignedForm, read_signature
from custody.web.forms.reading import LINE, SHORT, choice, form_id, marked, text


class ReturnForm(SignedForm):
    """Who receives it, on what ground, how that was seen, and the signature."""

    form_id = form_id()
    receiver = text(_l("Who receives it?"), LINE)
    entitlement = choice(_l("On what ground?"), marked(ENTITLEMENTS))
    identity_kind = choice(_l("Which document did you see?"), marked(IDENTITY_KINDS))
    tail = text(_l("Last 3 characters, if needed"), 3)
    feature_result = choice(_l("Check feature"), marked(FEATURE_RESULTS))
    feature_reason = text(_l("Not asked? Say why"), LINE)
    second = text(_l("Staff number of a colleague"), SHORT)
    remarks = text(_l("Remarks of the person"), LINE)
    disputed = BooleanField(_l("Two people say it is theirs"))


def read_release(form: ReturnForm) -> Release:
    """Return the release that was filled in."""
    return Release(
        receiver=Party("entitled", form.receiver.data),
        identity_kind=form.identity_kind.data,
        tail=form.tail.data,
        entitlement=form.entitlement.data or "giver",
        feature_result=form.feature_result.data or "none",
        feature_reason=form.feature_reason.data,
        signature=read_signature(form),
        second=form.second.data,
        remarks=form.remarks.data,
        disputed=bool(form.disputed.data),
    )
