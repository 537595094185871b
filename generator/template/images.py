"""Pictures: their sizes judged, written once into the package, drawn inline."""

from __future__ import annotations

import io
import warnings
from functools import lru_cache
from typing import Final

from PIL import Image as Pillow

from generator.errors import message
from generator.template.filters import ValueRefused
from generator.template.letter import HYPERLINK_TYPE, IMAGE_TYPE, Letter
from generator.template.values import Image

EMU_PER_MM = 36_000
_EMU_PER_INCH = 914_400
_LARGEST = 24 << 20
_MOST_PIXELS = 120_000_000
_MOST_MM = 558.0
# Word's own limit for a page's side is 22 inches, 558 mm.
_KINDS: Final = {
    "PNG": ("png", "image/png"),
    "JPEG": ("jpeg", "image/jpeg"),
    "GIF": ("gif", "image/gif"),
    "BMP": ("bmp", "image/bmp"),
    "TIFF": ("tiff", "image/tiff"),
}
_DRAWING = (
    '<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{cx}" cy="{cy}"/>'
    '<wp:docPr id="{id}" name="Picture {id}" descr="{alt}">{link}</wp:docPr>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr>'
    '<pic:cNvPr id="{id}" name="{file}" descr="{alt}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
    '<a:blip r:embed="{relationship}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/><a:stretch><a:fillRect/></a:stretch>'
    '</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing>"
)


def drawing(letter: Letter, image: Image) -> str:
    """``w:drawing`` of a picture; its file and relationship are noted in ``letter``."""
    if len(image.data) > _LARGEST:
        raise ValueRefused(message("a picture is larger than {most} MB; make it smaller", most=_LARGEST >> 20))
    extension, kind, width, height = _measured(image.data)
    cx, cy = _extent(image, width, height)
    file = letter.add_file(extension, kind, image.data)
    letter.budget.spend(1, 1000)
    relationship = letter.relate(IMAGE_TYPE, "/" + file, external=False)
    link = ""
    if image.url:
        from generator.template.writing import judged_url

        target = letter.relate(HYPERLINK_TYPE, judged_url(image.url), external=True)
        link = (
            '<a:hlinkClick xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
            'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
            f'r:id="{target}"/>'
        )
    from generator.template.writing import quoted

    return _DRAWING.format(
        cx=cx,
        cy=cy,
        id=letter.take_id(),
        alt=quoted(image.alt_text),
        file=file.rpartition("/")[2],
        relationship=relationship,
        link=link,
    )


def _extent(image: Image, width: float, height: float) -> tuple[int, int]:
    """Size in EMU: as asked, in the picture's proportions, or its own."""
    wanted_width, wanted_height = image.width_mm, image.height_mm
    for each in (wanted_width, wanted_height):
        if each is not None and not 0 < each <= _MOST_MM:
            raise ValueRefused(message("a picture {size} mm wide or high fits on no page", size=str(each)))
    if wanted_width is None and wanted_height is None:
        return max(1, round(width)), max(1, round(height))
    if wanted_width is not None and wanted_height is not None:
        return round(wanted_width * EMU_PER_MM), round(wanted_height * EMU_PER_MM)
    if wanted_width is not None:
        cx = wanted_width * EMU_PER_MM
        return round(cx), max(1, round(cx * height / width))
    cy = (wanted_height or 0) * EMU_PER_MM
    return max(1, round(cy * width / height)), round(cy)


@lru_cache(maxsize=64)
def _measured(data: bytes) -> tuple[str, str, float, float]:
    """Extension, content type, own width and height in EMU."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)
            with Pillow.open(io.BytesIO(data)) as picture:
                kind, (width, height) = picture.format or "", picture.size
                dots = picture.info.get("dpi", (96, 96))
                picture.verify()
    except Exception as error:
        raise ValueRefused(message("a picture is damaged, or no PNG, JPEG, GIF, BMP or TIFF file")) from error
    if kind not in _KINDS or width * height > _MOST_PIXELS or not width or not height:
        raise ValueRefused(message("a picture is damaged, or no PNG, JPEG, GIF, BMP or TIFF file"))
    # Word and python-docx count whole dots per inch, though PNG stores dots per metre.
    across, down = (round(float(each)) if 1 <= float(each) <= 10_000 else 96 for each in dots)
    extension, content_type = _KINDS[kind]
    return extension, content_type, width * _EMU_PER_INCH / across, height * _EMU_PER_INCH / down
