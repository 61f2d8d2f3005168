"""The one module that knows typst: a source of ours and values in, PDF, SVG or pixels out.

Rules kept here (`libraries.md` 4, Q40):
- values go in as JSON, never as text of the source; the root is our own folder, and no package
  is ever asked for;
- only our own fonts are used, so a page looks the same everywhere;
- every warning is an error: an unknown font or an unknown sign must not reach a citizen;
- equal values give equal bytes: the moment in the file is one of the values.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any, Literal

from custody.domain.errors import TroubleError
from custody.domain.words import mark

PDF_STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]

# What has no moment of its own, such as a label, gets this one: equal labels are equal files.
NO_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)


class NotDrawnError(TroubleError):
    """A page could not be drawn; `why` is for the log."""

    sentence = mark("We could not draw this page. Nothing was lost. Try again in a minute.")


class TypstPrinter:
    """A compiler with its fonts, made once per process and used by one thread at a time."""

    def __init__(self, folder: Path) -> None:
        # Typst costs start-up time that only printing needs, so it is loaded here.
        import typst

        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder / "fonts"]
        )
        # An empty folder of packages inside our own root: nothing is fetched, nothing is found.
        nowhere = folder / "packages"
        self._compiler = typst.Compiler(
            root=folder, font_paths=fonts, package_path=nowhere, package_cache_path=nowhere
        )
        self._folder = folder
        self._error = typst.TypstError
        self._lock = Lock()

    def pdf(self, source: str, values: Mapping[str, object], at: datetime = NO_MOMENT) -> bytes:
        """Return a tagged PDF/A-2a that is PDF/UA-1 too; `at` is the moment written into it."""
        return self._compiled(
            source, values, format="pdf", pdf_standards=PDF_STANDARDS, timestamp=at
        )

    def svg(self, source: str, values: Mapping[str, object]) -> bytes:
        """Return one page as SVG; its letters are drawn as shapes."""
        return self._compiled(source, values, format="svg")

    def png(self, source: str, values: Mapping[str, object], dpi: float) -> bytes:
        """Return one page as PNG in grey, so many dots per inch."""
        return self._compiled(source, values, format="png", ppi=dpi)

    def _compiled(self, source: str, values: Mapping[str, object], **wanted: Any) -> bytes:
        inputs = {"values": json.dumps(values, ensure_ascii=False)}
        try:
            with self._lock:
                drawn, warnings = self._compiler.compile_with_warnings(
                    input=self._folder / source, sys_inputs=inputs, **wanted
                )
        except self._error as error:
            raise NotDrawnError(why=error.message) from error
        if warnings or not isinstance(drawn, bytes):
            raise NotDrawnError(why="; ".join(w.message for w in warnings) or "several pages")
        return drawn
