"""A complaint with all that its comparison needs, worked out once: words, people, homes, units."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from custody.domain.matching.addresses import Address, addresses
from custody.domain.matching.lexicon import lexicon
from custody.domain.matching.names import Name, read_name
from custody.domain.matching.text import fold, tokens
from custody.domain.matching.traits import days_in
from custody.domain.matching.values import Analysis, KnownPlace, Span, Who
from custody.domain.matching.weights import Frequencies

_SHORTEST_PLACE, _SHORTEST_BEGINNING = 5, 4
_NO_PLACES = ("function", "abstract", "police", "common", "persons.officers", "persons.titles")
_NO_PLACE_TABLES = ("dates.months", "dates.weekdays", "attributes.brands", "persons.family")


@dataclass(frozen=True)
class Asked:
    """What a complaint asks the register, with the units of the register and its frequencies."""

    analysis: Analysis
    units: Sequence[KnownPlace] = ()
    often: Frequencies = field(default_factory=Frequencies)

    def weighed_by(self, often: Frequencies) -> "Asked":
        """Return the same with other frequencies; what was worked out from the words is kept."""
        made = Asked(self.analysis, self.units, often)
        made.__dict__.update({k: v for k, v in self.__dict__.items() if k != "often"})
        return made

    @cached_property
    def text(self) -> str:
        """The complainant's own words."""
        return self.analysis.report.text

    @cached_property
    def spans(self) -> dict[str, Span]:
        """Where each word stands first."""
        found: dict[str, Span] = {}
        for token in tokens(self.text):
            found.setdefault(token.word, token.span)
        return found

    @cached_property
    def beginnings(self) -> dict[str, Span]:
        """Where each word stands first, or else a longer one that begins so: *egel* in *egelsticker*."""
        found: dict[str, Span] = {}
        for word, span in self.spans.items():
            for end in range(_SHORTEST_BEGINNING, len(word) - 2):
                found.setdefault(word[:end], span)
        return {**found, **self.spans}

    @cached_property
    def begun(self) -> frozenset[str]:
        """The words that a description may share with the text."""
        return frozenset(self.beginnings)

    @cached_property
    def days(self) -> dict[str, tuple[int, int]]:
        """The days that are written in digits, with their places."""
        return days_in(self.text)

    @cached_property
    def capitals(self) -> frozenset[str]:
        """Words that are written with a capital, which names are; the first of a sentence too."""
        return frozenset(
            word for word, span in self.spans.items() if self.text[span.start].isupper()
        )

    @cached_property
    def names(self) -> frozenset[str]:
        """Words with a capital that are no common word, no day and not the complainant: places."""
        known = lexicon()
        own = {token.word for token in tokens(f"{self.who.name} {self.who.email}")}
        return frozenset(
            word
            for word in self.capitals - own
            if len(word) > 4
            and word.isalpha()
            and not any(known.has(name, word) for name in _NO_PLACES)
            and not any(word in known.pairs[name] for name in _NO_PLACE_TABLES)
        )

    @cached_property
    def who(self) -> Who:
        """Who complains, as the complaint itself names them."""
        return self.analysis.report.complainant

    @cached_property
    def people(self) -> tuple[tuple[Name, Who | None, Span | None], ...]:
        """The complainant, whom they write for, and others who are named: best known first."""
        report = self.analysis.report
        found: list[tuple[Name, Who | None, Span | None]] = []
        if report.complainant.name:
            found.append((read_name(report.complainant.name), report.complainant, None))
        if report.represented:
            found.append((read_name(report.represented), None, None))
        found += [
            (read_name(one.name), None, one.span)
            for one in self.analysis.persons
            if one.role != "officer" and " " in one.name.strip()
        ]
        return tuple(pair for pair in found if pair[0].surname)

    @cached_property
    def for_another(self) -> bool:
        """Whether somebody else is meant: another giver then says little."""
        report = self.analysis.report
        return bool(report.represented or report.relation) or any(
            one.role in ("represented", "third_party") for one in self.analysis.persons
        )

    @cached_property
    def homes(self) -> tuple[Address, ...]:
        """Where the complainant lives."""
        return addresses(self.who.address)

    @cached_property
    def streets(self) -> tuple[tuple[Address, Span], ...]:
        """Addresses that stand in the text, by the last word of the street."""
        found = []
        for one in self.analysis.places:
            if one.kind == "street":
                found.append((Address(one.value, one.number.lower()), one.span))
        for address in addresses(self.text):
            last = address.street.split()[-1]
            span = self.spans.get(last)
            if span is not None and last in self.capitals:
                found.append((Address(last, address.number), span))
        return tuple(found)

    @cached_property
    def named_units(self) -> dict[str, Span]:
        """The units of the register that the text names, folded, by a word that tells them apart."""
        found: dict[str, Span] = {}
        for unit in self.units:
            for word in telling(unit.name, self.units):
                span = self.spans.get(word)
                if span is not None:
                    found[fold(unit.name)] = span
        return found

    @cached_property
    def numbers(self) -> dict[str, Span]:
        """Numbers of three to five digits in the text: vehicles and rooms have them."""
        return {w: s for w, s in self.spans.items() if w.isdigit() and 3 <= len(w) <= 5}


def telling(unit: str, units: Sequence[KnownPlace]) -> tuple[str, ...]:
    """Return the words of a unit's name that at most two units have and no language file knows."""
    words = [fold(part) for part in unit.split()]
    shared = [fold(part) for other in units for part in set(other.name.split())]
    sets = lexicon().sets
    police = sets["police"] | sets["places.units"]
    return tuple(
        word
        for word in words
        if len(word) >= _SHORTEST_PLACE and shared.count(word) <= 2 and word not in police
    )
