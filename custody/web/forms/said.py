"""What a field says when it cannot be read: the words of this house, in the reader's language.

The form library has sentences of its own, in English and for programmers. Every one that can reach
a page has words of the house here, so that a field needs no message of its own.
"""

from typing import Any

from flask_babel import gettext
from wtforms import Form as PlainForm
from wtforms.meta import DefaultMeta

from custody.domain.words import mark

_ONE_OF_LIST = mark("Choose one of the list.")
_MISSING = mark("Fill this in.")
_UNREADABLE = mark("This cannot be read. Fill it in again.")

SAID = {
    "Field cannot be longer than %(max)d character.": mark("Keep this to one character."),
    "Field cannot be longer than %(max)d characters.": mark(
        "This is too long. Keep it within %(max)d characters."
    ),
    "Not a valid choice.": _ONE_OF_LIST,
    "Invalid Choice: could not coerce.": _ONE_OF_LIST,
    "Invalid choice(s): one or more data inputs could not be coerced.": _ONE_OF_LIST,
    "'%(value)s' is not a valid choice for this field.": _ONE_OF_LIST,
    "'%(value)s' are not valid choices for this field.": _ONE_OF_LIST,
    "Invalid value, must be one of: %(values)s.": _ONE_OF_LIST,
    "Not a valid integer value.": mark("Fill in a whole number."),
    "Number must be at least %(min)s.": mark("Fill in a number from %(min)s."),
    "Number must be at most %(max)s.": mark("Fill in a number up to %(max)s."),
    "Number must be between %(min)s and %(max)s.": mark(
        "Fill in a number from %(min)s up to and including %(max)s."
    ),
    "This field is required.": _MISSING,
    "Invalid input.": _UNREADABLE,
}


class _Words:
    """What the form library asks for a sentence; one without words of the house stays as it is."""

    def gettext(self, text: str) -> str:
        """Return the house's words for a sentence of the library."""
        said = SAID.get(text)
        return str(gettext(said)) if said else text

    def ngettext(self, one: str, more: str, number: int) -> str:
        """Return the house's words for a sentence of the library about a number."""
        return self.gettext(one if number == 1 else more)


_WORDS = _Words()


class Part(PlainForm):
    """Fields that speak the reader's language: the base of every form and of every part of one."""

    class Meta(DefaultMeta):
        """How the library makes such a form."""

        def get_translations(self, form: Any) -> Any:
            """Return who gives the sentences."""
            return _WORDS
