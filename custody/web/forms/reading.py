"""The base of all forms: which fields are declared, and readers that several forms share.

A form turns text into values or into a sentence per field; whether the values are allowed
together is the domain's to say. Undeclared fields are refused by the guard (Q25).
"""

import re
import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from wtforms import (
    Field,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    PasswordField,
    SelectField,
    SelectMultipleField,
    StringField,
    ValidationError,
)
from wtforms import Form as PlainForm
from wtforms.fields import SelectChoice
from wtforms.validators import Length, NumberRange, Optional, Regexp
from wtforms.widgets import TextInput

from custody.domain.days import YEARS
from custody.domain.errors import InputError
from custody.domain.words import mark
from custody.web.forms.said import Part

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SHORT, LINE, LONG = 60, 160, 20_000
_UUID = r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"


class FormIncompleteError(InputError):
    """A field of the form cannot be read; the field itself says why."""

    sentence = mark("Look at the marked fields. Nothing was recorded yet.")


class FormStaleError(InputError):
    """What is wrong stands in no field that a reader sees: the page is old, or was altered."""

    sentence = mark("This page is too old to be sent. Open it again. Nothing was recorded yet.")


class Form(Part):
    """A form of the house. `errors` is what the error summary shows.

    `refused`: it was sent and not recorded, so the page opens the fold in which it stands.
    """

    refused = False

    def check(self) -> None:
        """Refuse a form with a field that cannot be read."""
        if not self.validate():
            raise FormIncompleteError() if any(_seen_wrong(self)) else FormStaleError()

    def placed(self, place: str) -> Self:
        """Give every field an id of its own, for a form that stands on a page more than once."""
        for field in self:
            field.id = f"{place}-{field.short_name}"
        return self

    def refuse(self, name: str, sentence: str) -> None:
        """Say beside a field why the form was not recorded, unless a field says so already."""
        self.refused = True
        if sentence and not self.errors:
            self[name].errors = [sentence]

    def summary(self) -> list[tuple[str, str]]:
        """Return (field id, sentence) of every error, in the order of the fields."""
        return list(_errors_of(self))


class NoFields(Form):
    """A button: nothing is sent but the token."""


def _errors_of(form: PlainForm) -> Iterable[tuple[str, str]]:
    for field in form:
        if isinstance(field, FieldList):
            for entry in field.entries:
                if isinstance(entry, FormField):
                    yield from _errors_of(entry.form)
            yield from ((field.id, str(e)) for e in field.errors if isinstance(e, str))
        elif isinstance(field, FormField):
            yield from _errors_of(field.form)
        else:
            yield from ((field.id, str(error)) for error in field.errors)


def _seen_wrong(form: PlainForm) -> Iterable[bool]:
    """Yield, for each field with something wrong, whether a reader sees that field."""
    for field in form:
        if isinstance(field, FieldList | FormField) and field.errors:
            yield True
        elif field.errors:
            yield bool(field.label.text) and not isinstance(field, HiddenField)


def typed_in(form: PlainForm) -> Iterable[tuple[str, str]]:
    """Yield (label, text) of what a person typed: no hidden number, no drawing and no password."""
    for field in form:
        if isinstance(field, FieldList):
            for entry in field.entries:
                inner = entry.form if isinstance(entry, FormField) else [entry]
                yield from typed_in(inner)
        elif isinstance(field, FormField):
            yield from typed_in(field.form)
        elif isinstance(field, StringField | LocalMoment | LocalDay) and not _is_hidden(field):
            said = field._value()
            if said:
                yield str(field.label.text), said


def _is_hidden(field: Field) -> bool:
    return isinstance(field, PasswordField | HiddenField) or field.short_name == "target"


def clean(value: Any) -> Any:
    """Strip a typed text; control characters but line ends go, so that no log or label breaks."""
    if not isinstance(value, str):
        return value
    value = value.replace("\r\n", "\n")
    return "".join(c for c in value if c in "\n\t" or (ord(c) >= 32 and ord(c) != 127)).strip()


def text(label: Any, longest: int = LINE, **options: Any) -> StringField:
    """Return a field for one line of text."""
    validators = [Length(max=longest), *options.pop("validators", [])]
    return StringField(label, validators=validators, filters=[clean], default="", **options)


def hidden(longest: int, **options: Any) -> HiddenField:
    """Return a field that the page fills in itself."""
    validators = [Length(max=longest), *options.pop("validators", [])]
    return HiddenField(validators=validators, filters=[clean], **options)


def password(label: Any) -> PasswordField:
    """Return a field for a password; nothing is taken off it."""
    return PasswordField(label, [Length(max=200)])


def mention(*first: Any) -> IntegerField:
    """Return the field that says which words of a complaint are meant, by their position."""
    return IntegerField("", [*(first or [Optional()]), NumberRange(0, 100_000)])


class _Each:
    """Every one of several values is no longer than this, and there are not too many."""

    def __init__(self, longest: int, most: int) -> None:
        self.longest, self.most = longest, most

    def __call__(self, form: PlainForm, field: Field) -> None:
        """Refuse what no page of ours offers."""
        chosen = field.data or []
        if len(chosen) > self.most or any(len(one) > self.longest for one in chosen):
            raise ValidationError(_l("Choose from the list."))


def several(label: Any, longest: int = SHORT, most: int = 1000) -> SelectMultipleField:
    """Return a field for some of what the page offers; whether each exists is asked below."""
    return SelectMultipleField(label, [_Each(longest, most)], validate_choice=False)


class LocalMoment(Field):
    """A date and a time typed apart or together, in Europe/Amsterdam; gives an aware moment or None."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read ``2026-05-03T21:14`` or ``2026-05-03 21:14``."""
        self.raw = valuelist[0].strip() if valuelist else ""
        self.data = None
        if not self.raw:
            return
        try:
            naive = datetime.fromisoformat(self.raw.replace(" ", "T"))
        except ValueError as error:
            raise ValidationError(
                _l("Fill in a day and a time, for example 2026-05-03 21:14.")
            ) from error
        moment = naive.replace(tzinfo=AMSTERDAM)
        # An hour of another zone would be read as one of here; some of ours never were.
        if naive.tzinfo or naive.year not in YEARS or not _was(moment):
            raise ValidationError(_l("This day or time does not exist here. Look at it again."))
        self.data = moment

    def _value(self) -> str:
        if getattr(self, "raw", ""):
            return str(self.raw)
        return self.data.astimezone(AMSTERDAM).strftime("%Y-%m-%dT%H:%M") if self.data else ""


def _was(moment: datetime) -> bool:
    """Say whether the clock here ever showed this; in spring it skips an hour."""
    shown = moment.astimezone(UTC).astimezone(AMSTERDAM)
    return shown.replace(tzinfo=None) == moment.replace(tzinfo=None)


class LocalDay(Field):
    """A day as the reader types it; gives a date or None."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read ``2026-05-03`` or ``03-05-2026``."""
        self.raw = valuelist[0].strip() if valuelist else ""
        self.data = None
        if not self.raw:
            return
        match = re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", self.raw)
        iso = f"{match[3]}-{match[2]:0>2}-{match[1]:0>2}" if match else self.raw
        try:
            day = date.fromisoformat(iso)
        except ValueError as error:
            raise ValidationError(_l("Fill in a day, for example 3-5-2026.")) from error
        if day.year not in YEARS:
            raise ValidationError(_l("Look at the year again."))
        self.data = day

    def _value(self) -> str:
        return str(getattr(self, "raw", "") or (self.data.isoformat() if self.data else ""))


class Choice(SelectField):
    """One of a closed list, as radio buttons or as a select; nothing chosen is allowed."""

    def __call__(self, **kwargs: Any) -> Any:
        """Draw the select; it begins with an empty option while nothing is chosen."""
        listed = self.choices
        empty = [] if self.data else [SelectChoice("", _l("Choose"))]
        self.choices = [*empty, *listed]
        try:
            return super().__call__(**kwargs)
        finally:
            self.choices = listed

    def pre_validate(self, form: PlainForm) -> None:
        """Refuse a value that is not in the list."""
        if self.data:
            super().pre_validate(form)


def choice(label: Any, choices: list[tuple[str, Any]], **options: Any) -> Choice:
    """Return a field for one of a closed list; nothing chosen is allowed, another value is not."""
    listed = [SelectChoice(value, word) for value, word in choices]
    return Choice(label, choices=listed, default="", **options)


def form_id() -> HiddenField:
    """Return the hidden field that makes a double press record once (`ledger.md` 1.1)."""
    return HiddenField(
        validators=[Regexp(_UUID, message=_l("Open this page again and fill it in anew."))],
        default=lambda: str(uuid.uuid4()),
    )


def marked(words: Any) -> list[tuple[str, Any]]:
    """Return (code, translated word) pairs of one of the domain's closed lists."""
    return [(code, _l(word)) for code, word in words.items()]
