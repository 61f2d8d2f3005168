"""A hundred files that somebody made to do harm: none is kept as anything but a picture (Q33).

Each is read in a process of its own that may use five seconds of the processor and 256 MB, so that
a file that takes more is not a slow test but a failed one. What is shown is drawn anew.
"""

import io
import multiprocessing
import random
import re
import resource
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image

from custody.paper import ink, pictures
from tests.pages import Visitor
from tests.security.world import World

SCRIPT = b"<script>alert(document.domain)</script>"
MEMORY = 256 * 1024 * 1024


def _picture(kind: str, size: tuple[int, int] = (64, 48), **options) -> bytes:
    out = io.BytesIO()
    noise = random.Random(4033).randbytes(3 * size[0] * size[1])
    Image.frombytes("RGB", size, noise).save(out, kind, **options)
    return out.getvalue()


def _heic() -> bytes:
    import pillow_heif

    pillow_heif.register_heif_opener()
    return _picture("HEIF")


def _png_of(width: int, height: int, rows: bytes, depth: int = 8, colour: int = 2) -> bytes:
    """Return a PNG that says that it has this size, whatever is in it."""

    def chunk(name: bytes, content: bytes) -> bytes:
        length, check = struct.pack(">I", len(content)), zlib.crc32(name + content)
        return length + name + content + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    body = zlib.compress(rows, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def _with_text(name: bytes, content: bytes) -> bytes:
    whole, packed = _picture("PNG"), b"note\0\0" + zlib.compress(content, 9)
    chunk = struct.pack(">I", len(packed)) + name + packed
    chunk += struct.pack(">I", zlib.crc32(name + packed))
    return whole[:33] + chunk + whole[33:]


def _exif(**tags) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = tags.get("description", "")
    exif[0x0112] = tags.get("orientation", 1)
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 22.0, 12.0), 3: "E", 4: (4.0, 53.0, 42.0)})
    return _picture("JPEG", exif=exif.tobytes())


def _bombs() -> Iterator[bytes]:
    yield _png_of(50_000, 50_000, b"\0" * 1000)
    yield _png_of(50_000, 50_000, b"\0" * (6251 * 5000), depth=1, colour=0)
    yield _png_of(7_000, 7_000, b"\0" * (21_001 * 7_000))
    yield _png_of(2**31 - 1, 1, b"\0")
    yield _png_of(0, 0, b"")
    jpeg = bytearray(_picture("JPEG"))
    at = jpeg.index(b"\xff\xc0") + 5
    jpeg[at : at + 4] = struct.pack(">HH", 65_500, 65_500)
    yield bytes(jpeg)
    webp = bytearray(_picture("WEBP", lossless=True))
    webp[21:25] = b"\xff\xff\xff\x0f"
    yield bytes(webp)
    yield _with_text(b"zTXt", b"a" * 80_000_000)
    yield _with_text(b"iCCP", b"a" * 80_000_000)
    yield _picture("GIF")


def _polyglots() -> Iterator[bytes]:
    jpeg, png = _picture("JPEG"), _picture("PNG")
    yield jpeg + SCRIPT
    yield png + b"PK\x03\x04" + SCRIPT
    yield SCRIPT + jpeg
    yield b"GIF89a/*" + b" " * 20 + b"*/=1;" + SCRIPT
    yield b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'>" + SCRIPT + b"</svg>"
    yield b"<!doctype html>" + SCRIPT
    yield b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj"
    yield b"BM" + jpeg
    yield jpeg[:20] + b"\xff\xfe" + struct.pack(">H", len(SCRIPT) + 2) + SCRIPT + jpeg[20:]
    yield b"\xff\xd8\xff" + SCRIPT * 50
    yield b"RIFF\0\0\0\0WEBP" + SCRIPT
    yield b"#!/bin/sh\nrm -rf /\n"


def _camera_data() -> Iterator[bytes]:
    yield _exif(description=SCRIPT.decode())
    yield _exif(description="x" * 60_000)
    yield _exif(orientation=6)
    yield _exif(orientation=250)
    yield _picture("JPEG", comment=SCRIPT)
    yield _picture("JPEG", exif=b"Exif\0\0II*\0" + b"\xff" * 200)
    yield _picture("JPEG", icc_profile=SCRIPT * 100)


def hostile(count: int) -> list[bytes]:
    """Return so many files, the same ones each time."""
    seeded = random.Random(33)
    found = [
        *_bombs(),
        *_polyglots(),
        *_camera_data(),
        b"",
        b"\0",
        b"\0" * 5000,
        b"\xff\xd8",
        b"\x89",
    ]
    whole = [_picture("JPEG"), _picture("PNG"), _picture("WEBP"), _heic()]
    while len(found) < count:
        one = bytearray(seeded.choice(whole))
        if seeded.random() < 0.5:
            found.append(bytes(one[: seeded.randrange(1, len(one))]))
        else:
            for _ in range(seeded.randint(1, 20)):
                one[seeded.randrange(len(one))] = seeded.randrange(256)
            found.append(bytes(one))
    return found[:count]


def _read(files: list[bytes], results) -> None:
    """Read all of them within the limits; tell what came of each."""
    pictures.read_picture(_heic())
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, used + MEMORY))
    for file in files:
        spent = resource.getrusage(resource.RUSAGE_SELF)
        limit = int(spent.ru_utime + spent.ru_stime) + 6
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
        try:
            made = pictures.read_picture(file)
            results.append(("kept", made.media_type, made.shown))
        except pictures.PictureError:
            results.append(("no picture", "", b""))
        except pictures.PictureTooLargeError:
            results.append(("too large", "", b""))
        except BaseException as error:
            results.append((f"crash: {type(error).__name__}", "", b""))


def _check(count: int) -> None:
    files, results = hostile(count), multiprocessing.Manager().list()
    one = multiprocessing.get_context("fork").Process(target=_read, args=(files, results))
    one.start()
    one.join()
    told = list(results)
    assert one.exitcode == 0, f"ended after {len(told)} files"
    assert len(told) == count
    assert {what for what, _, _ in told} == {"kept", "no picture", "too large"}
    for what, media_type, shown in told:
        if what == "kept":
            assert media_type in pictures._FORMATS.values()
            assert shown.startswith(b"\xff\xd8\xff")
            assert SCRIPT not in shown
            with Image.open(io.BytesIO(shown)) as image:
                assert image.format == "JPEG"
                assert not image.getexif()
                assert not image.info.get("comment")
                assert not image.info.get("icc_profile")
                assert max(image.size) <= pictures.SHOWN_EDGE


def test_a_hundred_hostile_files_crash_nothing_and_stay_within_their_limits() -> None:
    _check(100)


@pytest.mark.full
def test_a_thousand_hostile_files_crash_nothing_and_stay_within_their_limits() -> None:
    _check(1000)


@pytest.mark.parametrize("fault", [EOFError(), struct.error(), IndexError(), RuntimeError()])
def test_a_decoder_that_fails_in_its_own_way_says_that_it_is_no_photo(
    monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def fails(*_: object) -> None:
        raise fault

    monkeypatch.setattr(Image, "open", fails)
    with pytest.raises(pictures.PictureError):
        pictures.read_picture(_picture("JPEG"))
    with pytest.raises(ValueError, match="not a PNG"):
        ink.signature(_picture("PNG"))


@pytest.mark.parametrize(
    "kind", ["JPEG", "PNG", *(pytest.param(k, marks=pytest.mark.full) for k in ("WEBP", "HEIF"))]
)
def test_the_largest_photo_that_is_taken_fits_in_the_memory_it_may_use(kind: str) -> None:
    edge = int(pictures.MOST_PIXELS[kind] ** 0.5) - 1
    out = io.BytesIO()
    pictures._with_heif()
    Image.new("RGB", (edge, edge), "#804020").save(out, kind)
    results = multiprocessing.Manager().list()
    one = multiprocessing.get_context("fork").Process(
        target=_read, args=([out.getvalue()], results)
    )
    one.start()
    one.join()
    assert [what for what, _, _ in results] == ["kept"]


NAMES = [
    "photo\0.jpg",
    "a" * 300 + ".jpg",
    "../../../etc/passwd",
    "..\\..\\boot.ini",
    "photo.jpg.html",
    "photo.svg",
    "photo.php",
    "\u202egpj.exe",
    "=cmd|'/c calc'!A1.jpg",
    "CON",
    ".htaccess",
    '"><script>alert(1)</script>.jpg',
    "photo.jpg\r\nSet-Cookie: a=b",
    "",
]


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_a_file_opens_nothing_and_changes_nothing(world: World, name: str) -> None:
    sanne = Visitor.entered(world.app, "sanne").open(f"/items/{world.own.item}")
    content = _exif(description=SCRIPT.decode())
    sent = {"csrf_token": sanne.token(), "form_id": sanne.form_id()}
    answer = sanne.client.post(
        f"/items/{world.own.item}/photos", data={**sent, "photo": (io.BytesIO(content), name)}
    )
    assert answer.status_code in (302, 400), answer.status_code
    page = sanne.open(f"/items/{world.own.item}").text
    assert "<script>alert" not in page
    kept = [sha for sha in _photos(page) if sha != world.own.photo]
    # The last three do not arrive as the name of a file, and so there is no file.
    assert len(kept) == (1 if name in NAMES[:-3] else 0)


def _photos(page: str) -> set[str]:
    return set(re.findall(r"/photos/([0-9a-f]{64})", page))


def test_a_photo_is_shown_as_a_new_picture_and_given_only_as_a_download(world: World) -> None:
    sanne = Visitor.entered(world.app, "sanne").open(f"/items/{world.own.item}")
    content = _exif(description=SCRIPT.decode()) + SCRIPT
    sent = {"csrf_token": sanne.token(), "form_id": sanne.form_id()}
    photo = (io.BytesIO(content), "foto.html")
    sanne.client.post(f"/items/{world.own.item}/photos", data={**sent, "photo": photo})
    page = sanne.open(f"/items/{world.own.item}").text
    (sha,) = _photos(page) - {world.own.photo}
    path = f"/items/{world.own.item}/photos/{sha}"
    shown = sanne.client.get(path)
    assert shown.mimetype == "image/jpeg"
    assert SCRIPT not in shown.data
    assert b"Exif" not in shown.data
    original = sanne.client.post(path, data={"csrf_token": sanne.token()})
    assert original.data == content
    assert original.headers["Content-Disposition"].startswith("attachment")
    assert original.headers["X-Content-Type-Options"] == "nosniff"


def test_what_is_no_picture_is_refused_in_words_and_nothing_is_kept(
    app: Flask, world: World
) -> None:
    sanne = Visitor.entered(app, "sanne")
    for content in (b"<svg onload=alert(1)>", SCRIPT, b"%PDF-1.7", b"GIF89a;"):
        sanne.open(f"/items/{world.own.item}")
        sent = {"csrf_token": sanne.token(), "form_id": sanne.form_id()}
        answer = sanne.client.post(
            f"/items/{world.own.item}/photos",
            data={**sent, "photo": (io.BytesIO(content), "photo.jpg")},
        )
        assert answer.status_code == 400
        assert "not a photo that we can read" in answer.text
    assert _photos(sanne.open(f"/items/{world.own.item}").text) == {world.own.photo}
