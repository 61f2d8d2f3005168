"""The form of a handover: what, how many, from whom, why, where, when. It works without JavaScript."""

from datetime import datetime
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import (
    FieldList,
    FileField,
    FormField,
    HiddenField,
    IntegerField,
    MultipleFileField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp

from custody.domain.items import (
    CATEGORIES,
    CONDITIONS,
    MOST_ITEMS,
    PRECISIONS,
    TAKINGS,
    Description,
    Handover,
    Party,
    Signature,
)
from custody.web.forms.cash import CashForm, read_cash
from custody.web.forms.reading import (
    LINE,
    SHORT,
    Form,
    LocalMoment,
    choice,
    form_id,
    hidden,
    marked,
    several,
    text,
)
from custody.web.forms.said import Part
from custody.web.uploads import drawn_signature, kept_photo, kept_photos
from custody.web.words import thing_text

CHIPS: dict[str, tuple[Any, ...]] = {
    "keys": (_l("with a fob"), _l("with a tag"), _l("car key")),
    "phone": (_l("with a case"), _l("locked"), _l("broken screen")),
    "bag": (_l("closed"), _l("with contents")),
    "wallet": (_l("with cash"), _l("with cards")),
}
_SHAS = r"^[0-9a-f]{64}( [0-9a-f]{64}){0,9}$"


class ItemForm(Part):
    """One thing of a handover: what it is, how many, and its marks and photos."""

    category = choice(
        _l("What is it?"),
        marked(CATEGORIES),
        validators=[InputRequired(_l("Choose what you receive."))],
    )
    quantity = IntegerField(
        _l("How many?"),
        [Optional(), NumberRange(1, 9999)],
        default=1,
    )
    chips = several(_l("What does it look like?"), most=20)
    description = text(_l("More about it"), 300)
    condition = choice(_l("Condition"), marked(CONDITIONS))
    marks = text(_l("Marks or serial number"), LINE)
    seal = text(_l("Seal number"), SHORT)
    check_feature = text(_l("Check feature"), LINE)
    check_feature_2 = text(_l("Second check feature"), LINE)
    check_feature_3 = text(_l("Third check feature"), LINE)
    photo = MultipleFileField(_l("Photos"))
    photo_kept = HiddenField(validators=[Optional(), Regexp(_SHAS)])
    cash_way = choice(
        _l("Counted?"), [("counted", _l("Counted")), ("sealed", _l("Not yet counted, sealed"))]
    )
    cash_total = text(_l("Total in euros"), 20)
    cash = FormField(CashForm)


class SignedForm(Form):
    """How the person signs: drawn, typed, or not, with the reason."""

    sign_way = choice(
        _l("Signature"),
        [("drawn", _l("Drawn here")), ("typed", _l("Typed name")), ("refused", _l("Not signed"))],
    )
    sign_text = text(_l("Name as signature"), LINE)
    sign_reason = text(_l("Reason for not signing"), LINE)
    sign_drawing = HiddenField(validators=[Length(max=400_000)])


class HandoverForm(SignedForm):
    """A whole handover on one page."""

    form_id = form_id()
    items = FieldList(FormField(ItemForm), min_entries=1, max_entries=MOST_ITEMS)
    more = hidden(SHORT)
    giver_way = choice(
        _l("From whom?"),
        [
            ("last", _l("Same person")),
            ("name", _l("Fill in a name")),
            ("unknown", _l("Do not know / does not want to say")),
        ],
    )
    giver_name = text(_l("Name"), LINE)
    giver_born = text(_l("Date of birth"), 10)
    giver_phone = text(_l("Phone number"), 32)
    giver_email = text(_l("E-mail"), 254)
    giver_address = text(_l("Address"), 254)
    owner_name = text(_l("Owner, if somebody else"), LINE)
    for_whom = text(_l("Meant for"), LINE)
    taking = choice(_l("Why?"), marked(TAKINGS))
    taken_at = text(_l("Where did you receive it?"), LINE)
    place = text(_l("Where is it now?"), 24)
    when_way = choice(_l("When?"), [("now", _l("Now")), ("earlier", _l("Earlier"))])
    happened_at = LocalMoment(_l("When was it?"))
    precision = choice(_l("How exact is that?"), marked(PRECISIONS))
    late_reason = text(_l("Why is it recorded now?"), LINE)
    expected_back = text(_l("Does the person expect it back, and when?"), LINE)
    remarks = text(_l("Remarks"), LINE)


class FindForm(Form):
    """I found something: what, and where it is now. The rest may follow."""

    form_id = form_id()
    category = choice(
        _l("What did you find?"),
        marked(CATEGORIES),
        validators=[InputRequired(_l("Choose what you found."))],
    )
    quantity = IntegerField(_l("How many?"), [Optional(), NumberRange(1, 9999)], default=1)
    description = text(_l("What does it look like?"), 300)
    place = text(_l("Where is it now?"), 24)
    taken_at = text(_l("Where did it lie?"), LINE)
    remarks = text(_l("Anything else you know"), LINE)
    photo = FileField(_l("Photo"))
    photo_kept = HiddenField(validators=[Optional(), Regexp(_SHAS)])


class GivenForm(Form):
    """Whether the citizen took the receipt."""

    given = choice(
        "",
        [
            ("given", _l("Given")),
            ("not_wanted", _l("Did not want a receipt")),
            ("not_present", _l("Person had left")),
        ],
    )


class PrintReceiptForm(Form):
    """Which paper, in which language."""

    form_id = form_id()
    paper = choice(_l("Paper"), [("a6", "A6"), ("a4", "A4")])
    language = choice(_l("Language"), [("nl", "Nederlands"), ("en", "English")])


def read_handover(form: HandoverForm, last: Party | None, now: datetime) -> Handover:
    """Return the handover that was filled in; photos and drawing are kept on the way."""
    return Handover(
        form_id=form.form_id.data,
        taking=form.taking.data or "safekeeping",
        items=tuple(_read_item(entry.form, form.expected_back.data) for entry in form.items),
        happened_at=form.happened_at.data
        if form.when_way.data == "earlier" and form.happened_at.data
        else now,
        precision=form.precision.data or "exact",
        place=form.place.data or None,
        taken_at=form.taken_at.data,
        parties=tuple(_parties(form, last)),
        signature=read_signature(form),
        late_reason=form.late_reason.data,
        remarks=form.remarks.data,
    )


def keep_photos(form: HandoverForm) -> None:
    """Keep the photos that came with the form, so that an error elsewhere loses none of them."""
    for entry in form.items:
        before = (entry.form.photo_kept.data or "").split()
        new = kept_photos(file for file in entry.form.photo.data or () if file)
        entry.form.photo_kept.data = " ".join(dict.fromkeys([*before, *new]))


def keep_photo(form: FindForm) -> None:
    """Keep the photo that came with a find, so that an error elsewhere does not lose it."""
    form.photo_kept.data = kept_photo(form.photo.data) or form.photo_kept.data


def _read_item(item: ItemForm, expected_back: str) -> Description:
    category = item.category.data
    photos = (item.photo_kept.data or "").split()
    details = [*(item.chips.data or ()), item.description.data]
    cash = read_cash(item) if category == "cash" else None
    quantity = item.quantity.data if cash is None else None
    return Description(
        category=category,
        description=thing_text(category, quantity, [d for d in details if d], cash),
        word=thing_text(category, quantity, []),
        quantity=quantity,
        condition=item.condition.data or "unknown",
        marks=item.marks.data,
        seal=item.seal.data or None,
        cash=cash,
        check_feature=tuple(
            feature.data
            for feature in (item.check_feature, item.check_feature_2, item.check_feature_3)
            if feature.data
        ),
        photo_sha256=photos[0] if photos else None,
        more_photos=tuple(photos[1:]),
        expected_back=expected_back or None,
    )


def _parties(form: HandoverForm, last: Party | None) -> list[Party]:
    way = form.giver_way.data
    if way == "last" and last is not None:
        giver = last
    elif way == "name" or form.giver_name.data:
        giver = Party(
            "giver",
            form.giver_name.data,
            form.giver_born.data,
            form.giver_phone.data,
            form.giver_email.data,
            form.giver_address.data,
            stated=bool(form.giver_name.data),
        )
    else:
        giver = Party("giver", stated=False)
    parties = [giver]
    if form.taking.data == "seized":
        parties.append(Party("seized_from", giver.name, stated=giver.stated))
    parties += [Party("owner", form.owner_name.data)] if form.owner_name.data else []
    parties += [Party("for_whom", form.for_whom.data)] if form.for_whom.data else []
    return parties


def read_signature(form: SignedForm) -> Signature:
    """Return the signature in the way that was chosen; a drawing is kept as a picture."""
    way = form.sign_way.data
    if way == "drawn":
        sha256 = drawn_signature(form.sign_drawing.data)
        return Signature("drawn", sha256=sha256) if sha256 else Signature()
    if way == "typed" and form.sign_text.data:
        return Signature("typed", form.sign_text.data)
    if way == "refused":
        return Signature("refused", form.sign_reason.data or str(gettext("no reason given")))
    return Signature()


def read_find(form: FindForm, now: datetime) -> Handover:
    """Return what was found, as the intake of a found thing (P81)."""
    details = [form.description.data] if form.description.data else []
    thing = Description(
        category=form.category.data,
        description=thing_text(form.category.data, form.quantity.data, details),
        word=thing_text(form.category.data, form.quantity.data, []),
        quantity=form.quantity.data,
        photo_sha256=form.photo_kept.data or None,
    )
    return Handover(
        form_id=form.form_id.data,
        taking="found_internal",
        items=(thing,),
        happened_at=now,
        place=form.place.data or None,
        taken_at=form.taken_at.data,
        remarks=form.remarks.data,
    )
