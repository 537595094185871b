"""Images of a document as files that Typst takes: judged, converted where needed, cropped, each written once.

Typst reads images from files below its root. The root is a folder of the process's own that goes when the process does;
a file's name is the digest of what went in, so that the logo of a thousand letters is judged and written once.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import shutil
import tempfile
import warnings
import weakref
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from lxml import etree
from PIL import Image, ImageCms

from generator.errors import Message, message
from generator.typeset.ooxml.graphics import Crop, Tone
from generator.typeset.scratch import disk

Suffix = Literal[".png", ".jpg", ".svg"]

MOST_DOTS = 50_000_000
"""Of one image, width times height: a page of A4 at 600 dots per inch has 35 million."""
_LARGEST_SVG = 8 << 20
_MOST_KEPT = 256

_READABLE = ("PNG", "JPEG", "GIF", "BMP", "DIB", "TIFF", "WEBP", "ICO", "JPEG2000")
_PASSED_AS_PNG = frozenset({"1", "L", "LA", "P", "RGB", "RGBA"})
_PASSED_AS_JPEG = frozenset({"L", "RGB"})
_JPEG_QUALITY = 92
_EXIF_ORIENTATION = 0x0112

_SVG = "{http://www.w3.org/2000/svg}"
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_LOADING_ELEMENTS = ("image", "use", "feImage", "pattern", "linearGradient", "radialGradient", "filter")
_NOT_RASTER = (
    (b"\x01\x00\x00\x00", 40, b" EMF", "EMF"),
    (b"\xd7\xcd\xc6\x9a", 0, b"", "WMF"),
    (b"\x01\x00\x09\x00", 0, b"", "WMF"),
    (b"\x1f\x8b", 0, b"", "EMZ"),
    (b"%PDF", 0, b"", "PDF"),
    (b"%!PS", 0, b"", "EPS"),
    (b"\xc5\xd0\xd3\xc6", 0, b"", "EPS"),
)


class ImageUnusable(Exception):
    """The image cannot be set; ``construct`` names it for a finding."""

    def __init__(self, construct: Message) -> None:
        super().__init__(construct)
        self.construct = construct


@dataclass(frozen=True, slots=True)
class PreparedImage:
    """An image in a format that PDF/A allows and Typst reads."""

    content: bytes
    suffix: Suffix


@dataclass(frozen=True, slots=True)
class _Box:
    """Where the cropped picture lies within the whole: left, top, right and bottom, in the whole's own unit."""

    left: float
    top: float
    right: float
    bottom: float


class ImageStore:
    """The images of a process, in the folder that is Typst's root.

    Raises:
        DiskRefused: The computer's folder for temporary files takes no more.
    """

    def __init__(self) -> None:
        with disk():
            self.root = Path(tempfile.mkdtemp(prefix="brieven-"))
        self._kept: OrderedDict[tuple[str, Crop, Tone], str | Message] = OrderedDict()
        self._finalizer = weakref.finalize(self, shutil.rmtree, self.root, ignore_errors=True)

    def path(self, content: bytes, *, sha256: str = "", crop: Crop = Crop(), tone: Tone = Tone()) -> str:  # noqa: B008  frozen
        """Where Typst finds the image: ``/3f2a....png``, from the root.

        Args:
            content: The image as it lies in the document.
            sha256: Of ``content``, where the caller has it already.
            crop: What is cut off; negative shares add empty room.
            tone: How it is shown otherwise than it is.

        Raises:
            ImageUnusable: It cannot be set, and why.
            DiskRefused: The folder for temporary files takes no more.
        """
        key = (sha256 or hashlib.sha256(content).hexdigest(), crop, tone)
        kept = self._kept.get(key)
        if kept is None:
            kept = self._kept[key] = self._made(content, key)
            if len(self._kept) > _MOST_KEPT:
                self._forget()
        else:
            self._kept.move_to_end(key)
        if isinstance(kept, Message):
            raise ImageUnusable(kept)
        return kept

    def _made(self, content: bytes, key: tuple[str, Crop, Tone]) -> str | Message:
        try:
            image = prepare_image(content, crop=key[1], tone=key[2])
        except ImageUnusable as error:
            return error.construct
        name = hashlib.sha256(repr(key).encode()).hexdigest() + image.suffix
        with disk():
            (self.root / name).write_bytes(image.content)
        return f"/{name}"

    def _forget(self) -> None:
        _, oldest = self._kept.popitem(last=False)
        if isinstance(oldest, str):
            (self.root / oldest[1:]).unlink(missing_ok=True)


def prepare_image(content: bytes, *, crop: Crop = Crop(), tone: Tone = Tone()) -> PreparedImage:  # noqa: B008  frozen
    """Judge an image by its bytes, never by its name, and bring it into PNG, JPEG or SVG.

    PNG and JPEG in RGB or grey pass as they are. CMYK becomes RGB, which PDF/A with one output intent asks for; other
    formats become PNG. A photograph's note of how the camera was held is taken out: Word does not turn it either.

    Raises:
        ImageUnusable: EMF, WMF and other formats of drawing programs; damaged or gigantic images; an SVG that loads
            something from outside.
    """
    for start, offset, sign, name in _NOT_RASTER:
        if content.startswith(start) and content[offset : offset + len(sign)] == sign:
            raise ImageUnusable(message("a picture in the format {format}", format=name))
    if _looks_like_svg(content):
        return PreparedImage(_svg(content, crop), ".svg")
    # Pillow's decoders meet hostile bytes with any exception that there is.
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _raster(content, crop, tone)
    except ImageUnusable:
        raise
    except Image.DecompressionBombError as error:
        raise ImageUnusable(message("a picture with far too many dots")) from error
    except Exception as error:
        raise ImageUnusable(message("a picture that is damaged or in an unknown format")) from error


def _raster(content: bytes, crop: Crop, tone: Tone) -> PreparedImage:
    with Image.open(io.BytesIO(content), formats=_READABLE) as image:
        if image.width * image.height > MOST_DOTS:
            raise ImageUnusable(message("a picture with far too many dots"))
        image.load()
        is_photo = image.format in ("JPEG", "MPO")
        if crop == Crop() and tone == Tone():
            if image.format == "PNG" and image.mode in _PASSED_AS_PNG:
                return PreparedImage(content, ".png")
            if is_photo and image.mode in _PASSED_AS_JPEG:
                turned = image.getexif().get(_EXIF_ORIENTATION, 1) != 1
                return PreparedImage(_without_exif(content) if turned else content, ".jpg")
        plain = _toned(_cropped(_plain(image), crop), tone)
        stream = io.BytesIO()
        if is_photo and plain.mode in _PASSED_AS_JPEG:
            plain.save(stream, "JPEG", quality=_JPEG_QUALITY, subsampling=0)
            return PreparedImage(stream.getvalue(), ".jpg")
        plain.save(stream, "PNG")
        return PreparedImage(stream.getvalue(), ".png")


def _plain(image: Image.Image) -> Image.Image:
    """In grey, RGB or RGBA of 8 bits, without a profile."""
    if image.mode in ("CMYK", "LAB"):
        profile = image.info.get("icc_profile")
        if profile:
            with contextlib.suppress(ImageCms.PyCMSError, OSError):
                source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
                turned = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
                if turned is not None:
                    return turned
        return image.convert("RGB")
    if image.mode in ("L", "RGB", "RGBA"):
        return image
    if image.mode == "1":
        return image.convert("L")
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _cropped(image: Image.Image, crop: Crop) -> Image.Image:
    if crop == Crop():
        return image
    box = _box(crop, image.width, image.height)
    left, top = round(box.left), round(box.top)
    size = max(1, round(box.right) - left), max(1, round(box.bottom) - top)
    if size[0] * size[1] > MOST_DOTS:
        raise ImageUnusable(message("a picture with far too many dots"))
    if min(crop.left, crop.top, crop.right, crop.bottom) >= 0:
        return image.crop((left, top, left + size[0], top + size[1]))
    canvas = Image.new("RGBA", size, (255, 255, 255, 0))
    canvas.paste(image.convert("RGBA"), (-left, -top))
    return canvas


def _toned(image: Image.Image, tone: Tone) -> Image.Image:
    """Paler, darker, grey or such that one sees through, as Word shows it."""
    if tone == Tone():
        return image
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    shown = image.convert("L").convert("RGB") if tone.grey else image.convert("RGB")
    if tone.gain != 1 or tone.lift:
        shown = shown.point([_part(value, tone) for value in range(256)] * 3)
    if tone.opacity < 1:
        alpha = (alpha or Image.new("L", image.size, 255)).point([round(value * tone.opacity) for value in range(256)])
    if alpha is not None:
        shown.putalpha(alpha)
    return shown


def _part(value: int, tone: Tone) -> int:
    """One of the three parts of a colour: stretched about the middle, then lifted."""
    return max(0, min(255, round(((value / 255 - 0.5) * tone.gain + 0.5 + tone.lift) * 255)))


def _box(crop: Crop, width: float, height: float) -> _Box:
    box = _Box(crop.left * width, crop.top * height, (1 - crop.right) * width, (1 - crop.bottom) * height)
    if box.right <= box.left or box.bottom <= box.top:
        raise ImageUnusable(message("a picture that is cropped away"))
    return box


def _without_exif(content: bytes) -> bytes:
    """A JPEG without its Exif segments (APP1); the rest byte for byte."""
    kept, at = [content[:2]], 2
    while content[at : at + 1] == b"\xff" and content[at + 1 : at + 2] != b"\xda":
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if content[at + 1] != 0xE1:
            kept.append(content[at:end])
        at = end
    return b"".join((*kept, content[at:]))


def _looks_like_svg(content: bytes) -> bool:
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<svg") or (
        head.startswith((b"<?xml", b"<!--", b"<!DOCTYPE svg")) and b"<svg" in content[:65536]
    )


def _svg(content: bytes, crop: Crop) -> bytes:
    if len(content) > _LARGEST_SVG or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ImageUnusable(message("an SVG picture that is gigantic or declares a document type"))
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_pis=True)
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise ImageUnusable(message("a picture that is damaged or in an unknown format")) from error
    if _loads_from_outside(root):
        raise ImageUnusable(message("an SVG picture that loads something from outside the document"))
    if crop == Crop():
        return content
    left, top, width, height = _view_box(root)
    box = _box(crop, width, height)
    size = (box.right - box.left, box.bottom - box.top)
    root.set("viewBox", f"{left + box.left:g} {top + box.top:g} {size[0]:g} {size[1]:g}")
    root.set("width", f"{size[0]:g}")
    root.set("height", f"{size[1]:g}")
    root.set("preserveAspectRatio", "none")
    return etree.tostring(root)


def _loads_from_outside(root: etree._Element) -> bool:
    for element in root.iter(*(_SVG + name for name in _LOADING_ELEMENTS)):
        if any(not (element.get(name) or "#").lstrip().startswith(("#", "data:")) for name in _HREFS):
            return True
    styles = ["".join(map(str, each.itertext())) for each in root.iter(_SVG + "style")]
    values = [str(value) for element in root.iter(etree.Element) for value in element.attrib.values()]
    said = " ".join((*styles, *(value for value in values if "url(" in value or "@import" in value)))
    folded = said.replace(" ", "").replace('"', "").replace("'", "").lower()
    return "@import" in folded or folded.count("url(") != folded.count("url(#") + folded.count("url(data:")


def _view_box(root: etree._Element) -> tuple[float, float, float, float]:
    try:
        numbers = [float(number) for number in (root.get("viewBox") or "").replace(",", " ").split()]
        if len(numbers) != 4:
            numbers = [0.0, 0.0, *(float((root.get(side) or "").rstrip("px")) for side in ("width", "height"))]
    except ValueError as error:
        raise ImageUnusable(message("an SVG picture that does not say its size and is cropped")) from error
    left, top, width, height = numbers
    return left, top, width, height
