"""Forms that stand on a page more than once: each gets ids of its own, and what was refused stays.

Rules kept here:
- a form that was refused is drawn where it stood, with all that was typed in it and its own id, so
  that sending it anew is the same act (Q50);
- where its place on the page is gone, because somebody else answered first, its words are still
  shown: nothing typed is lost.
"""

from typing import Any

from custody.web.forms.reading import Form, typed_in


class Drawn:
    """The forms of one page; called from its template for every place where a form stands."""

    def __init__(self, refused: Form | None = None, **kinds: type[Form]) -> None:
        self._refused = refused
        self._kinds = kinds

    def __call__(self, kind: str, place: str, /, **fixed: Any) -> Form:
        """Return the form for a place: the one that was refused there, or an empty one.

        `fixed` are the hidden fields that tell the places of one kind of form apart.
        """
        made = self._kinds[kind]
        refused = self._refused
        if refused is None or type(refused) is not made or not _is_here(refused, fixed):
            return made(formdata=None, **fixed).placed(place)
        self._refused = None
        return refused.placed(place)

    @property
    def left(self) -> list[tuple[str, str]]:
        """Return (label, words) of what was refused and stood nowhere on the page."""
        refused = self._refused
        return [] if refused is None else [(label, said) for label, said in typed_in(refused)]


def _is_here(form: Form, fixed: dict[str, Any]) -> bool:
    return all(str(form[name].data or "") == str(value or "") for name, value in fixed.items())
