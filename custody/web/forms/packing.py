"""Forms of packing: a new package or box, putting in, taking out, splitting."""

import re

from flask_babel import lazy_gettext as _l

from custody.domain import codes
from custody.domain.errors import InputError
from custody.domain.packing import NATURES, WRAPPINGS
from custody.domain.words import mark
from custody.web.forms.reading import LINE, SHORT, Form, LocalMoment, choice, form_id, text


class CodeUnreadableError(InputError):
    """Something was scanned or typed that is no item code."""

    sentence = mark("We cannot read “%(found)s”. Scan it again.")


class PartsUnreadableError(InputError):
    """A part is a whole number of things; what is no such number is never guessed at."""

    sentence = mark(
        "We cannot read “%(found)s”. Fill in whole numbers from 1 to 9999, such as 5 and 7."
    )


class PackageForm(Form):
    """A new package or box."""

    form_id = form_id()
    nature = choice(_l("What is it?"), [(code, _l(NATURES[code])) for code in WRAPPINGS])
    description = text(_l("Name"), LINE)
    seal = text(_l("Seal number"), SHORT)
    place = text(_l("Where is it now?"), 24)


class PutInForm(Form):
    """What goes in: scanned or typed codes, one after the other."""

    form_id = form_id()
    codes = text(_l("What goes in?"), 4000)


class MomentForm(Form):
    """At which moment of the past."""

    at = LocalMoment(_l("When?"))


class TakeOutForm(Form):
    """What comes out, and where it lies then."""

    form_id = form_id()
    item = text("", 10)
    place = text(_l("Where is it now?"), 24)


class SplitForm(Form):
    """The numbers of the parts."""

    form_id = form_id()
    parts = text(_l("How many in each part?"), LINE)
    reason = text(_l("Why, if it does not add up?"), LINE)


def read_codes(typed: str, host: str) -> tuple[str, ...]:
    """Return the item codes that were scanned, each once, in their order."""
    found = []
    for raw in re.split(r"[\s,;]+", typed.strip()):
        if raw:
            read = codes.read_scan(raw, host)
            try:
                found.append(codes.read_item_code(read.value))
            except InputError as error:
                raise CodeUnreadableError(found=raw) from error
    return tuple(dict.fromkeys(found))


def read_parts(typed: str) -> tuple[int, ...]:
    """Return the numbers that were typed, such as ``5 7``, ``5, 7``, ``5+7`` or ``5 en 7``.

    PartsUnreadableError where anything else stands between them: half a number would be recorded.
    """
    words = [word for word in re.split(r"[\s,;+]+|(?<!\w)(?:en|and)(?!\w)", typed.lower()) if word]
    for word in words:
        if not re.fullmatch(r"0*[1-9][0-9]{0,3}", word):
            raise PartsUnreadableError(found=word[:24])
    return tuple(int(word) for word in words)
