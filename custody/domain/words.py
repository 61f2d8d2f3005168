"""Texts that a person will read, marked where they are written.

The rooms below the web never translate. They mark a text; `pybabel` finds the mark, and the web
shows the text in the reader's language. A text may hold named places: ``%(expected)s``.
"""


def mark(text: str) -> str:
    """Return `text` unchanged: the name of this function is what the catalogue looks for."""
    return text
