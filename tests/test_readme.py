"""The README is always true: its commands exist, its settings are all there are, it stays short."""

import re
from pathlib import Path

import click

from custody.cli import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_it_is_short_enough_to_be_read() -> None:
    assert len(README.splitlines()) <= 150


def test_every_command_stands_in_it_and_exists() -> None:
    def names(group: click.Group, prefix: str) -> set[str]:
        found = set()
        for name, command in group.commands.items():
            if isinstance(command, click.Group):
                found |= names(command, f"{prefix}{name} ")
            else:
                found.add(f"custody {prefix}{name}")
        return found

    commands = names(main, "")
    missing = {command for command in commands if command not in README}
    assert not missing
    for written in re.findall(r"`(custody [a-z][a-z-]*)", README):
        assert any(command.startswith(written) for command in commands), written


def test_every_setting_stands_in_it_and_is_read() -> None:
    config = (ROOT / "custody" / "config.py").read_text(encoding="utf-8")
    read = {f"CUSTODY_{name}" for name in re.findall(r'env\.\w+\("([A-Z_]+)"', config)}
    written = set(re.findall(r"CUSTODY_[A-Z_]+", README)) - {"CUSTODY_REQUIRE"}
    assert written == read


def test_the_locks_name_no_address_and_every_entry_has_a_hash() -> None:
    for lock in ("requirements.lock", ".ci/requirements-dev.lock"):
        text = (ROOT / lock).read_text(encoding="utf-8")
        assert "://" not in text
        entries = re.findall(r"^[a-zA-Z0-9_.-]+==[^\n]*(?:\n    [^\n]*)*", text, re.MULTILINE)
        assert entries
        assert all("--hash=sha256:" in entry for entry in entries)


def test_the_picture_is_there() -> None:
    for picture in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README):
        assert (ROOT / picture).stat().st_size > 10_000
