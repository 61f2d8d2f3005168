"""Numbers and codes in a text: of things, receipts, plates, documents, phones (`matching.md` 11).

- Look-alikes are folded before anything is filtered; a check digit decides which reading survives.
- Cue words of the language files say what a bare number is; a case number is none of ours.
- A plate is read by its side-code and never repaired, except a look-alike the side-code decides.
- A citizen service number is masked: it is read in order to be left out (`masked`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import phonenumbers

from custody.domain import codes
from custody.domain.errors import InputError
from custody.domain.matching import plates
from custody.domain.matching.checksums import is_iban, passes_eleven, passes_luhn
from custody.domain.matching.lexicon import Lexicon, lexicon
from custody.domain.matching.text import normalise
from custody.domain.matching.values import Identifier, Span

_TO_DIGIT = str.maketrans("OILBSZGQ", "01185260")
_RECEIPT = re.compile(
    r"\br[\s-]?(?P<year>[23]\d)[-\s./]{0,2}(?P<no>[0-9oilsbzg]{2,9})(?:[-\s]?(?P<check>[0-9a-z]))?\b"
)
_CODE = re.compile(
    r"(?<![a-z0-9-])(?=[a-z -]{0,9}\d)([0-9a-z]{3})([- ]?)([0-9a-z]{3})\2([0-9a-z]{4})(?![a-z0-9-])"
)
_DIGITS = re.compile(r"(?<![\w+])\d(?:[ .\-/]?\d){13,15}(?![\w])")
_PHONE = re.compile(r"(?<![\w])(?:\+|00|0)\d(?:[ ().\-/]{0,2}\d){7,12}(?!\w)")
_IBAN = re.compile(r"\b[a-z]{2}\d{2}(?: ?[0-9a-z]{2,4}){3,7}\b")
_BSN = re.compile(r"(?<![\w.,-])\d{3}[. ]?\d{3}[. ]?\d{3}(?![\w-])")
_MIXED = re.compile(r"(?<![\w-])(?=[a-z/.-]{0,12}\d)[0-9a-z]+(?:[-/.][0-9a-z]+){0,4}(?![\w-])")
_POSTCODE = re.compile(r"\d{4} ?[a-z]{2}")
_LAST = re.compile(r"\d{3,6}")
_PLATE = re.compile(
    r"(?<![\w-])(?=[a-z -]{0,6}\d)([0-9a-z]{1,3})([- ]?)([0-9a-z]{2,3})\2([0-9a-z]{1,3})(?![\w-])"
)
_BELGIAN = re.compile(r"(?<![\w-])([1-9])[- ]([a-z]{3})[- ](\d{3})(?![\w-])")
_CUE_WINDOW = 34
_SHORTEST_SERIAL = 5
_KINDS = ("serial", "frame", "document", "plate", "chip", "card", "receipt")


def identifiers(text: str) -> tuple[Identifier, ...]:
    """Return the numbers and codes of a text in its order; each piece of text is read once."""
    reader = _Reader(text, lexicon())
    found = list(reader.read())
    return tuple(sorted(found, key=lambda one: (one.span.start, one.kind)))


def masked(text: str) -> str:
    """Return a text with citizen service numbers made unreadable, of the same length."""
    shown = list(text)
    for span in _Reader(text, lexicon()).service_numbers():
        for place in range(span.start, span.end):
            shown[place] = "*" if shown[place].isdigit() else shown[place]
    return "".join(shown)


@dataclass
class _Reader:
    """One text, read kind by kind; what was read once is taken."""

    text: str
    known: Lexicon

    def __post_init__(self) -> None:
        self.folded = normalise(self.text)
        self.lower = self.folded.text
        self.taken: list[tuple[int, int]] = []

    def read(self) -> Iterator[Identifier]:
        """Yield the identifiers, the surest kinds first."""
        if not any(sign.isdigit() for sign in self.lower):
            return
        for span in self.service_numbers():
            self.taken.append((span.start, span.end))
        for rule in (
            self._receipts,
            self._codes,
            self._ibans,
            self._long,
            self._phones,
            self._plates,
            self._serials,
            self._last_digits,
        ):
            yield from rule()

    def service_numbers(self) -> Iterator[Span]:
        """Yield citizen service numbers: nine digits behind their word, or by the eleven test."""
        for match in _BSN.finditer(self.lower):
            digits = re.sub(r"\D", "", match[0])
            named = self._cued(match.start(), "bsn")
            if passes_eleven(digits) and (named or not self._any_cue(match.start())):
                yield self.folded.span(match.start(), match.end())

    # Help for all kinds.

    def _free(self, match: re.Match[str]) -> bool:
        return not any(a < match.end() and match.start() < b for a, b in self.taken)

    def _take(
        self, match: re.Match[str], kind: str, value: str, strength: str = "exact"
    ) -> Identifier:
        self.taken.append((match.start(), match.end()))
        span = self.folded.span(match.start(), match.end())
        return Identifier(kind, value, span, strength, self.text[span.start : span.end])

    def _cued(self, start: int, name: str) -> bool:
        """Say whether a cue word of this kind is the nearest word before a place, or nearly."""
        before = self.lower[max(start - _CUE_WINDOW, 0) : start]
        words = re.findall(r"[a-z][a-z'/-]*", before)[-4:]
        return any(
            self._is_cue(" ".join(words[n : n + 2]), words[n], name) for n in range(len(words))
        )

    def _is_cue(self, two: str, one: str, name: str) -> bool:
        cues = self.known.sets.get(f"identifiers.{name}", frozenset())
        return two in cues or one in cues

    def _any_cue(self, start: int) -> bool:
        return any(self._cued(start, kind) for kind in _KINDS)

    def _is_case(self, start: int) -> bool:
        """Say whether the number before a place is that of a case, an invoice or a file."""
        return self._cued(start, "case") and not self._any_cue(start)

    # The kinds.

    def _receipts(self) -> Iterator[Identifier]:
        for match in _RECEIPT.finditer(self.lower):
            digits = match["no"].upper().translate(_TO_DIGIT)
            if not self._free(match) or sum(c.isdigit() for c in match["no"]) < 2:
                continue
            try:
                value = codes.read_receipt_no(match[0])
                strength = "exact" if match["check"] else "unchecked"
            except InputError:
                value, strength = f"R{match['year']}-{digits.zfill(6)}", "unchecked"
            yield self._take(match, "receipt", value, strength)
        for match in re.finditer(
            r"(?<![\w-])(\d\d)-(\d{4,6})(?:-([0-9a-z]))?(?![\w-])", self.lower
        ):
            if self._free(match) and self._cued(match.start(), "receipt"):
                yield self._take(match, "receipt", f"R{match[1]}-{match[2].zfill(6)}", "unchecked")
        for match in re.finditer(r"(?<![\w.,-])0*(\d{3,7})(?![\w-]|[.,]\d)", self.lower):
            if self._free(match) and self._next_to(match.start(), "receipt"):
                yield self._take(match, "receipt", match[1], "suffix")

    def _next_to(self, start: int, name: str) -> bool:
        """Say whether a cue word stands right before a place."""
        before = self.lower[max(start - 24, 0) : start]
        words = re.findall(r"[a-z][a-z'/-]*", before)[-2:]
        return bool(words) and self._is_cue(" ".join(words), words[-1], name)

    def _codes(self) -> Iterator[Identifier]:
        for match in _overlapping(_CODE, self.lower):
            raw = (match[1] + match[3] + match[4]).upper()
            if not self._free(match) or sum(c.isdigit() for c in raw) < 2:
                continue
            readings = {raw, raw.translate(_TO_DIGIT)}
            right = sorted(code for code in readings if codes.is_item_code(code))
            if len(right) == 1:
                yield self._take(match, "item_code", right[0])
            elif match[2] == "-" and not self._is_case(match.start()):
                yield self._take(match, "item_code", raw.translate(_TO_DIGIT), "unchecked")

    def _ibans(self) -> Iterator[Identifier]:
        for match in _IBAN.finditer(self.lower):
            value = match[0].replace(" ", "").upper()
            if self._free(match) and 15 <= len(value) <= 34 and is_iban(value):
                yield self._take(match, "card", value)

    def _long(self) -> Iterator[Identifier]:
        """Yield IMEIs, chips and bank cards: 14 to 16 digits, often in groups."""
        for match in _DIGITS.finditer(self.lower):
            digits = re.sub(r"\D", "", match[0])
            if not self._free(match) or self._is_case(match.start()):
                continue
            if self._cued(match.start(), "chip"):
                yield self._take(match, "chip", digits)
            elif len(digits) == 16 and passes_luhn(digits):
                yield self._take(match, "card", digits[-4:], "suffix")
            elif len(digits) == 15:
                strength = "exact" if passes_luhn(digits) else "unchecked"
                yield self._take(match, "imei", digits, strength)
            else:
                yield self._take(match, "imei", digits, "unchecked")

    def _phones(self) -> Iterator[Identifier]:
        for match in _PHONE.finditer(self.lower):
            if not self._free(match) or self._next_to(match.start(), "serial"):
                continue
            for region in ("NL", "BE"):
                try:
                    number = phonenumbers.parse(match[0], region)
                except phonenumbers.NumberParseException:
                    continue
                if phonenumbers.is_valid_number(number):
                    yield self._take(match, "phone", str(number.national_number))
                    break

    def _plates(self) -> Iterator[Identifier]:
        for match in _BELGIAN.finditer(self.lower):
            if self._free(match):
                yield self._take(match, "plate", (match[1] + match[2] + match[3]).upper())
        for match in _overlapping(_PLATE, self.lower):
            if self._free(match) and (value := self._plate(match)):
                yield self._take(match, "plate", value)

    def _plate(self, match: re.Match[str]) -> str | None:
        """Return the plate that six symbols are, by their side-code."""
        raw = (match[1] + match[3] + match[4]).upper()
        if len(raw) != 6 or raw.isalpha() or raw.isdigit():
            return None
        cued = self._cued(match.start(), "plate")
        written = self.folded.span(match.start(), match.end())
        capitals = self.text[written.start : written.end].isupper()
        other = any(self._cued(match.start(), kind) for kind in _KINDS if kind != "serial")
        other = other or (self._cued(match.start(), "serial") and not capitals)
        if not cued and (_POSTCODE.fullmatch(match[0]) or other):
            return None
        if plates.fits(match, raw):
            close = capitals or match[2] == "-" or self._next_to(match.start(), "plate")
            return raw if close or match[2] == "" else None
        return plates.by_side_code(match) if cued and match[2] else None

    def _serials(self) -> Iterator[Identifier]:
        for match in _MIXED.finditer(self.lower):
            raw = re.sub(r"[^0-9A-Z]", "", match[0].upper())
            if not self._free(match) or self._is_case(match.start()):
                continue
            kind = next(
                (
                    k
                    for k in ("frame", "document", "chip", "serial")
                    if self._cued(match.start(), k)
                ),
                "",
            )
            digits = sum(c.isdigit() for c in raw)
            folded = sum(c.isdigit() for c in raw.translate(_TO_DIGIT))
            if kind and len(raw) >= _SHORTEST_SERIAL and digits and folded:
                if kind == "serial" and digits == len(raw) and not self._next_to_serial(match):
                    continue
                yield self._take(match, kind, raw)
            elif (
                len(raw) >= 7 and digits >= 3 and digits < len(raw) and _looks_like_serial(match[0])
            ):
                yield self._take(match, "serial", raw)

    def _next_to_serial(self, match: re.Match[str]) -> bool:
        return self._next_to(match.start(), "serial")

    def _last_digits(self) -> Iterator[Identifier]:
        for match in _LAST.finditer(self.lower):
            if self._free(match) and self._next_to(match.start(), "card"):
                yield self._take(match, "card", match[0], "suffix")


def _overlapping(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield all matches, also those that begin inside another: words before a code look like one."""
    match = pattern.search(text)
    while match is not None:
        yield match
        match = pattern.search(text, match.start() + 1)


def _looks_like_serial(text: str) -> bool:
    """Say whether letters and digits are mixed as on a thing, and not as in a date or a measure."""
    if re.fullmatch(r"\d+(?:[-/.]\d+)*(?:e|de|ste|st|nd|rd|th|ml|cm|mm|kg|gb|tb|v|w|uur|u)?", text):
        return False
    return not re.fullmatch(r"[a-z]+[-]?(?:19|20)\d\d|[a-z]{3,}-\d{1,3}", text)
