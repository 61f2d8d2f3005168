"""Reads printed paper back: its dots, its codes, its words."""

from io import BytesIO

import pypdfium2
import zxingcpp
from PIL import Image


def pixels(pdf: bytes, dpi: float, page: int = 0) -> Image.Image:
    """A page as a printer of so many dots per inch gets it."""
    document = pypdfium2.PdfDocument(pdf)
    return document[page].render(scale=dpi / 72).to_pil().convert("L")


def picture(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png))


def codes(image: Image.Image) -> list[str]:
    """The texts of all QR codes in a picture, from the top left."""
    found = zxingcpp.read_barcodes(image.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)
    found.sort(key=lambda code: (code.position.top_left.y // 20, code.position.top_left.x))
    return [code.text for code in found]


def text(pdf: bytes) -> str:
    """All words of a document, its lines joined and its places to break taken out."""
    pages = pypdfium2.PdfDocument(pdf)
    words = " ".join(page.get_textpage().get_text_bounded() for page in pages)
    return " ".join(words.replace("\u200b", "").replace("\ufffe", "").split())


def squeezed(words: str) -> str:
    """Words without any space, where only the order of the letters counts."""
    return "".join(words.replace("\u200b", "").split())


def pages(pdf: bytes) -> int:
    return len(pypdfium2.PdfDocument(pdf))
