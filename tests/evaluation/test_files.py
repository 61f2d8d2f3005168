"""The files that the matching is measured on can be read, and their gold words stand in the texts."""

from pathlib import Path

import pytest

from custody.domain.matching.cases import read_cases

FOLDER = Path(__file__).parent
FILES = sorted(FOLDER.glob("*.jsonl"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_gold_words_stand_in_their_complaint(path: Path) -> None:
    cases = read_cases(path.read_text("utf-8").splitlines(), path.name)
    texts = {one["id"]: one["text"] for one in cases.complaints}
    assert len(cases.gold) == len(texts) >= 60
    for number, gold in cases.gold.items():
        words = [link.mention for link in gold.links]
        words += [mention for _, mention in gold.claims] + list(gold.non_mentions)
        assert all(one in texts[number] for one in words if one), number
