"""Test vectors made by others: they lie beside the checkout and are read there, never copied."""

import os
from pathlib import Path

import pytest

VECTORS = Path(__file__).resolve().parents[2] / "shared" / "vectors"


def vector_folder(name: str) -> Path:
    """Return the folder of a set. Without it the test is skipped, and under CI it fails."""
    folder = VECTORS / name
    if folder.is_dir():
        return folder
    reason = f"the test vectors are not there: {folder}"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def vector_files(name: str) -> list[Path]:
    """Return the JSON files of a set, for `parametrize`; none when the folder is missing.

    Their names contain brackets and at-signs, so they are found by their ending alone.
    """
    return sorted((VECTORS / name).rglob("*.json"))
