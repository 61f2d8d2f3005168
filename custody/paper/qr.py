"""QR codes: an address in, a square of modules out.

Rules kept here (`ledger.md` 2.2 and 3.1, `screens.md` 6.2, Q41):
- the scheme is a byte segment in lower case, the rest alphanumeric; nothing is split further;
- labels have error correction level Q, receipts level M, both the smallest version that fits;
- an item label is version 3, so a host that needs more is refused before anything is printed;
- the mask is chosen by the standard's own points; a square is made once per content.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from custody.domain.errors import TroubleError
from custody.domain.words import mark
from custody.paper.masks import best_mask

if TYPE_CHECKING:
    from qrcode.main import QRCode

LABEL_VERSION = 3
QUIET = 4  # Modules of white that a reader needs on every side.
Level = Literal["Q", "M"]
Matrix = tuple[str, ...]  # One text of "1" (dark) and "0" per row, without the quiet zone.

_LEVELS = {"Q": 3, "M": 0}  # As the standard numbers them, and the library with it.


class HostTooLongError(TroubleError):
    """The host does not leave room for an item code on the smallest label."""

    sentence = mark("The address %(host)s is too long for the labels. Use at most 20 characters.")


def label_url(base_url: str, route: str, code: str) -> str:
    """Return the address on a label: route `I` item, `P` place, `M` badge, `C` command."""
    scheme, _, host = base_url.partition("://")
    return f"{scheme}://{host.upper()}/{route}/{code.upper()}"


def label_fits(host: str) -> bool:
    """Say whether the code of any item under this host fits version 3."""
    return bool(_made(label_url(f"https://{host}", "I", "0" * 10), "Q").version <= LABEL_VERSION)


def check_host(host: str) -> None:
    """Raise HostTooLongError unless item labels with this host can be printed."""
    if not label_fits(host):
        raise HostTooLongError(host=host)


@lru_cache(maxsize=4096)
def matrix(url: str, level: Level) -> Matrix:
    """Return the modules of an address, row by row."""
    code = _made(url, level)
    code.makeImpl(True, 0)
    rows, layers = _numbers(code.modules), _layers(code.version)
    mask = best_mask(rows, layers)
    size = len(rows)
    masked = (row ^ cells for row, cells in zip(rows, layers[mask], strict=True))
    code.modules = [[cell == "1" for cell in f"{row:0{size}b}"] for row in masked]
    # A trial leaves the cells white that tell a reader the level, the mask and the version.
    code.setup_type_info(False, mask)
    if code.version >= 7:
        code.setup_type_number(False)
    return tuple("".join("1" if cell else "0" for cell in row) for row in code.modules)


def svg(modules: Matrix) -> str:
    """Return the modules as an SVG picture of one unit per module, without a quiet zone."""
    size = len(modules)
    runs = "".join(_runs(y, row) for y, row in enumerate(modules))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" '
        f'width="{size}" height="{size}" shape-rendering="crispEdges"><path d="{runs}"/></svg>'
    )


def _runs(y: int, row: str) -> str:
    """Return one row as a path of rectangles, one per run of dark modules."""
    path, x = [], 0
    for part in row.replace("01", "0 1").replace("10", "1 0").split(" "):
        if part[0] == "1":
            path.append(f"M{x} {y}h{len(part)}v1h-{len(part)}z")
        x += len(part)
    return "".join(path)


def _empty(level: Level, version: int | None = None) -> "QRCode[Any]":
    # Loaded with the first code, not at the start: it brings Pillow along.
    from qrcode.main import QRCode

    return QRCode(version=version, error_correction=_LEVELS[level], border=0)


def _add(code: "QRCode[Any]", content: bytes) -> None:
    from qrcode.util import QRData  # Loaded with the first code, as above.

    code.add_data(QRData(content), optimize=0)


def _made(url: str, level: Level) -> "QRCode[Any]":
    """Return the code with its data and its version, and no modules yet."""
    code = _empty(level)
    for part in _segments(url):
        _add(code, part.encode("utf-8"))
    code.best_fit()
    return code


def _segments(url: str) -> list[str]:
    """Return the parts of an address, each of which is one segment of the fitting mode."""
    scheme, slashes, rest = url.partition("://")
    path, fence, token = rest.partition("#")
    return [part for part in (scheme + slashes, path, fence, token) if part]


@lru_cache
def _layers(version: int) -> tuple[tuple[int, ...], ...]:
    """Return what each mask changes of mask 0. It is the same for all data of one version."""
    code = _empty("Q", version)
    _add(code, b"0")
    drawn = []
    for pattern in range(8):
        code.makeImpl(True, pattern)
        drawn.append(_numbers(code.modules))
    return tuple(tuple(a ^ b for a, b in zip(rows, drawn[0], strict=True)) for rows in drawn)


def _numbers(modules: Sequence[Sequence[bool | None]]) -> list[int]:
    """Return each row as a whole number whose bits are the dark modules."""
    return [int("".join("1" if cell else "0" for cell in row), 2) for row in modules]


def picture(url: str, widest: float, dpi: int) -> dict[str, Any]:
    """Return the QR of an address as a picture and its side in millimetres, without the quiet zone.

    With it the side is `widest` millimetres at most; a module is whole dots of a printer of `dpi`.
    """
    modules = matrix(url, "M")
    dot = 25.4 / dpi
    per_module = int(widest / dot) // (len(modules) + 2 * QUIET)
    return {"picture": svg(modules), "side": len(modules) * per_module * dot}
