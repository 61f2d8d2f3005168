"""The look keeps its promises: contrast, weight, no inline code, known icons, unchanged vendor files."""

import hashlib
import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATIC, TEMPLATES = ROOT / "static", ROOT / "templates"
PAGES = sorted(TEMPLATES.rglob("*.html"))
MACROS = sorted((TEMPLATES / "components").glob("*.html"))

TEXT = [
    *[(ink, ground) for ink in ("ink", "ink2", "accent") for ground in ("bg", "surface")],
    *[("ink", f"{tone}soft") for tone in ("accent", "ok", "warn", "err", "gap")],
    *[(tone, f"{tone}soft") for tone in ("accent", "ok", "warn", "err")],
    ("onaccent", "fill"),
    ("bg", "ink"),
    ("err", "bg"),
    ("err", "surface"),
    ("ok", "surface"),
]
CONTROLS = [
    *[(ink, ground) for ink in ("edge", "fill", "accent", "ink") for ground in ("bg", "surface")],
    ("gapink", "gapsoft"),
    ("gapink", "surface"),
]


def themes() -> dict[str, dict[str, str]]:
    """Return the hexadecimal tokens of each theme, read from tokens.css."""
    css = (STATIC / "css" / "tokens.css").read_text()
    names = {":root": "light", "dark": "dark", "auto": "auto", "night": "night"}
    found: dict[str, dict[str, str]] = {}
    for selector, body in re.findall(r'(:root|\[data-theme="\w+"\]) \{([^}]*)\}', css):
        name = names[selector if selector == ":root" else selector.split('"')[1]]
        tokens = dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", body))
        found.setdefault(name, tokens)
    return found


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb`` as WCAG 2.2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark", "night"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_has_a_contrast_of_seven_in_every_theme(theme, ink, ground):
    tokens = themes()[theme]
    assert contrast(tokens[ink], tokens[ground]) >= 7, f"{ink} on {ground} in {theme}"


@pytest.mark.parametrize("theme", ["light", "dark", "night"])
@pytest.mark.parametrize(("ink", "ground"), CONTROLS)
def test_controls_have_a_contrast_of_three_in_every_theme(theme, ink, ground):
    tokens = themes()[theme]
    assert contrast(tokens[ink], tokens[ground]) >= 3, f"{ink} on {ground} in {theme}"


@pytest.mark.parametrize("theme", ["light", "dark", "night"])
def test_the_outer_focus_ring_stands_out_on_every_ground(theme):
    tokens = themes()[theme]
    grounds = [name for name in tokens if name in ("bg", "surface") or name.endswith("soft")]
    assert len(grounds) == 7
    assert all(contrast(tokens["ink"], tokens[ground]) >= 3 for ground in grounds)


def test_the_theme_of_the_device_shows_the_same_dark_as_the_dark_theme():
    found = themes()
    assert found["auto"] == found["dark"]
    assert found["night"].keys() == found["dark"].keys()


def test_night_has_no_light_ground():
    night = themes()["night"]
    grounds = [night[name] for name in night if name in ("bg", "surface") or name.endswith("soft")]
    assert max(luminance(colour) for colour in grounds) < 0.03


def test_sizes_stay_in_rem_so_that_text_can_grow():
    for sheet in (STATIC / "css").glob("*.css"):
        small = re.findall(r"font(?:-size)?:[^;]*?\b\d+px", sheet.read_text())
        assert small == [], f"{sheet.name} sets type in px"


def test_no_text_is_smaller_than_thirteen():
    for sheet in (STATIC / "css").glob("*.css"):
        text = re.sub(r"\bsup \{[^}]*\}", "", sheet.read_text())
        sizes = [float(size) for size in re.findall(r"font-size: ([\d.]+)rem", text)]
        assert all(size >= 0.8125 for size in sizes), sheet.name


def test_style_sheets_fetch_nothing_from_elsewhere():
    for sheet in (STATIC / "css").glob("*.css"):
        assert not re.search(r"url\(|@import", sheet.read_text()), sheet.name


def test_every_class_and_token_that_a_sheet_uses_is_balanced_and_known():
    known = set(themes()["light"]) | {"font", "mono"}
    for sheet in (STATIC / "css").glob("*.css"):
        text = sheet.read_text()
        assert text.count("{") == text.count("}"), sheet.name
        assert set(re.findall(r"var\(--(\w+)\)", text)) <= known, sheet.name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(TEMPLATES)))
def test_a_template_has_no_inline_code_or_style(page):
    text = page.read_text()
    assert not re.search(r"\sstyle\s*=", text), "style attribute"
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text), "event attribute"
    assert not re.search(r"<style\b|javascript:", text), "inline style or script"
    assert not re.search(r"<script\b(?![^>]*\bsrc=)", text), "inline script"
    assert not re.search(r"\|\s*safe\b|Markup\(|autoescape", text), "unescaped output"
    assert not re.search(r"(?:src|href|action)=[\"'](?:https?:)?//", text), "another host"


def symbols() -> set[str]:
    """Return the names of the icons in the sprite."""
    return set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "icons.svg").read_text()))


def icons_used() -> dict[str, str]:
    """Return the icons that templates and navigation name, each with a file that does."""
    call = re.compile(r"(?:\bicon|\bdraw|\btag|\bempty_state)\(\s*'([a-z0-9-]+)'")
    argument = re.compile(r"(?:\bicon|\btrailing|_icon)=\s*'([a-z0-9-]+)'")
    used = {}
    for page in PAGES:
        text = page.read_text()
        for name in call.findall(text) + argument.findall(text):
            used[name] = page.name
    for module in (ROOT / "custody" / "web").glob("*.py"):
        for name in re.findall(r'Way\("[\w.]+", "([a-z0-9-]+)"', module.read_text()):
            used[name] = module.name
    return used


def test_every_icon_that_is_used_is_in_the_sprite():
    used = icons_used()
    assert len(used) > 10
    assert {name: where for name, where in used.items() if name not in symbols()} == {}


def test_the_sprite_names_each_icon_once_and_is_plain():
    text = (STATIC / "icons.svg").read_text()
    assert len(symbols()) == text.count("<symbol")
    assert not re.search(r"<script|href=|\son\w+=|style=", text)


@pytest.mark.parametrize("page", MACROS, ids=lambda page: page.name)
def test_a_component_says_at_its_top_how_its_macros_are_called(page):
    text = page.read_text()
    assert text.startswith("{#")
    opening = text[: text.index("#}")]
    called_elsewhere = {
        name.strip().split(" as ")[0]
        for other in PAGES
        for names in re.findall(
            rf'from "components/{page.name}" import ([^%]+?)(?: with context)? ?-?%}}',
            other.read_text(),
        )
        for name in names.split(",")
    }
    own = set(re.findall(r"\{% macro (\w+)\(", text))
    assert called_elsewhere <= own
    assert {name for name in called_elsewhere if name not in opening} == set()


def test_headings_of_the_type_scale_fall_in_size():
    base = (STATIC / "css" / "base.css").read_text()
    sizes = [float(re.search(rf"^{h} {{ font-size: ([\d.]+)rem", base, re.M)[1]) for h in HEADS]
    assert all(above > below for above, below in pairwise(sizes))


HEADS = ("h1", "h2", "h3")


def vendor_list() -> list[dict]:
    """Return what files.json says of the vendored packages."""
    listing = STATIC / "vendor" / "files.json"
    return json.loads(listing.read_text()) if listing.exists() else []


def test_vendored_files_are_listed_and_unchanged():
    vendor = STATIC / "vendor"
    listed = {
        path: digest for package in vendor_list() for path, digest in package["files"].items()
    }
    there = {
        str(path.relative_to(vendor))
        for path in vendor.rglob("*")
        if path.is_file() and path.name not in ("files.json", "THIRD_PARTY.md")
    }
    assert there == set(listed)
    for path, digest in listed.items():
        assert hashlib.sha256((vendor / path).read_bytes()).hexdigest() == digest, path


def test_every_vendored_package_has_its_notice():
    notices = (STATIC / "vendor" / "THIRD_PARTY.md").read_text().lower()
    assert "lucide" in notices
    for package in vendor_list():
        assert package["name"].lower() in notices
        assert package["version"] in notices
        assert package["licence"]
