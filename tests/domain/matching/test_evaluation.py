"""Each metric counts what its definition says (`matching.md` 17), worked out by hand here."""

import pytest

from custody.domain.matching.cases import Gold, GoldLink
from custody.domain.matching.evaluation import Found, Ranked, agreement, measure, measure_more

TEXT = "Ik gaf mijn telefoon en mijn rode sleutelbos af. Een sleutelfiguur zei niets."


def span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


GOLD = Gold(
    links=(
        GoldLink("i1", "certain", "telefoon"),
        GoldLink("i2", "probable", "rode sleutelbos"),
        GoldLink("i3", "possible", None),
    ),
    wrong=frozenset({"i9"}),
    claims=(("cash", None), ("keys", "rode sleutelbos")),
    non_mentions=("sleutelfiguur",),
)


def run(*ranked: tuple[str, str, float], mentions=(), claims=(), ms=1.0) -> Found:
    return Found(TEXT, tuple(Ranked(*one) for one in ranked), mentions, claims, ms)


def test_items_that_cannot_be_decided_count_neither_way() -> None:
    found = run(("i3", "certain", 0.9), ("i1", "certain", 0.9), ("i2", "suggest", 0.5))
    figures = measure([(found, GOLD)])
    assert figures["p_at_1"] == 1.0
    assert figures["certain_precision"] == 1.0
    assert figures["certain_recall"] == 0.5
    assert figures["r_at_5"] == 1.0


def test_only_the_first_five_count_for_recall_and_a_trap_that_is_certain_is_counted() -> None:
    others = [(f"x{n}", "suggest", 0.3) for n in range(5)]
    figures = measure([(run(("i9", "certain", 0.99), *others, ("i1", "suggest", 0.2)), GOLD)])
    assert figures["p_at_1"] == 0.0
    assert figures["r_at_5"] == 0.0
    assert figures["must_not_certain"] == 1
    assert figures["certain_precision"] == 0.0


def test_a_mention_is_found_when_one_word_of_it_is() -> None:
    figures = measure([(run(mentions=(span("sleutelbos"),)), GOLD)])
    assert figures["mention_recall"] == 0.5
    assert figures["false_mentions"] == 0.0
    figures = measure([(run(mentions=(span("sleutelfiguur"),)), GOLD)])
    assert figures["mention_recall"] == 0.0
    assert figures["false_mentions"] == 1.0


def test_a_claim_is_found_by_its_words_or_else_by_its_kind() -> None:
    found = run(claims=(("keys", *span("sleutelbos")), ("cash", *span("niets"))))
    assert measure([(found, GOLD)])["claim_recall"] == 1.0
    more = measure_more([(found, GOLD)])
    assert more["claim_category_right"] == 1.0
    assert more["false_claims_per_complaint"] == 1.0
    wrong_kind = run(claims=(("bag", *span("rode sleutelbos")),))
    assert measure([(wrong_kind, GOLD)])["claim_recall"] == 0.5
    assert measure_more([(wrong_kind, GOLD)])["claim_category_right"] == 0.0


def test_a_metric_without_cases_is_not_a_number() -> None:
    figures = measure([(run(), Gold())])
    assert figures["p_at_1"] is None
    assert figures["certain_precision"] is None
    assert figures["must_not_certain"] == 0
    assert measure_more([(run(), Gold())])["calibration_error"] is None


def test_times_are_ranks_of_what_was_measured() -> None:
    figures = measure([(run(ms=float(n)), Gold()) for n in range(1, 101)])
    assert figures["ms_p50"] == 50.0
    assert figures["ms_p95"] == 95.0


def test_probabilities_that_come_true_have_no_calibration_error() -> None:
    right = [(run(("i1", "suggest", 1.0)), GOLD)]
    assert measure_more(right)["calibration_error"] == 0.0
    wrong = [(run(("i8", "suggest", 0.8)), GOLD)]
    assert measure_more(wrong)["calibration_error"] == pytest.approx(0.8)


def test_both_directions_agree_when_item_and_outcome_are_the_same() -> None:
    forward = {"k": run(("i1", "certain", 0.9), ("i2", "suggest", 0.5))}
    assert agreement(forward, forward) == 1.0
    assert agreement(forward, {"k": run(("i1", "suggest", 0.9), ("i2", "suggest", 0.5))}) == 0.5
    assert agreement(forward, {}) == 0.0
