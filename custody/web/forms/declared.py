"""Which names a form reads: what else is sent is refused by the guard, before a view runs (Q25)."""

import re
from collections.abc import Iterable
from functools import lru_cache

from wtforms import FieldList, FormField
from wtforms import Form as PlainForm

from custody.web.forms.reading import Form


@lru_cache
def _declared(form: type[PlainForm]) -> re.Pattern[str]:
    """Return a pattern that fits every name this form reads, list entries included."""
    return re.compile("|".join([*_names(form()), "csrf_token"]))


def _names(form: PlainForm) -> Iterable[str]:
    """Yield a pattern for each name; an entry of a list may have any number of two digits."""
    for field in form:
        if isinstance(field, FieldList):
            entry = field.entries[0] if field.entries else field.append_entry()
            inner = _names(entry.form) if isinstance(entry, FormField) else [re.escape(entry.name)]
            start = re.escape(entry.name)
            numbered = re.escape(field.name) + r"\-\d{1,2}"
            yield from (numbered + name.removeprefix(start) for name in inner)
        elif isinstance(field, FormField):
            yield from _names(field.form)
        else:
            yield re.escape(field.name)


def undeclared(form: type[Form], sent: Iterable[str]) -> set[str]:
    """Return the names that were sent and that this form does not read."""
    pattern = _declared(form)
    return {name for name in sent if not pattern.fullmatch(name)}
