"""The image of a picture, or of a shape that is filled with one: its part, what is cut off, how it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import message
from generator.typeset.ooxml import plainer
from generator.typeset.ooxml.graphics import Crop, Picture, Tone
from generator.typeset.ooxml.xml import ASVG, A, Element, R, whole

if TYPE_CHECKING:
    from generator.typeset.ooxml.inlines import Surroundings


def picture(filled: Element | None, around: Surroundings) -> Picture | None:
    """The image of a ``blipFill``, without a size; one that cannot be had becomes a finding."""
    blip = None if filled is None else filled.find(A + "blip")
    tone = _tone(blip)
    vector = None if blip is None or tone != Tone() else blip.find(f".//{ASVG}svgBlip")
    target = image_part(vector if vector is not None else blip, R + "embed", around)
    if target is None and vector is not None:
        target = image_part(blip, R + "embed", around)
    if target is None or filled is None:
        return None
    plainer.tell_recoloured(blip, around.findings, around.place)
    crop = _crop(filled.find(A + "srcRect"))
    return Picture(target, around.parts.sha256(target), 0.0, 0.0, decorative=True, crop=crop, tone=tone)


def image_part(blip: Element | None, attribute: str, around: Surroundings) -> str | None:
    """The part that a picture names; one that lies outside the package or is missing becomes a finding."""
    identity = None if blip is None else blip.get(attribute)
    relationship = around.parts.relationships(around.part).get(identity or "")
    if relationship is None:
        around.findings.unsupported("blip", around.place, message("a picture that names no image"))
        return None
    if relationship.external:
        around.findings.unsupported("blip-external", around.place, message("a picture that lies outside the document"))
        return None
    if relationship.target not in around.parts:
        around.findings.unsupported(
            "blip-missing", around.place, message("a picture whose image is missing from the file")
        )
        return None
    return relationship.target


def _crop(cut: Element | None) -> Crop:
    if cut is None:
        return Crop()
    sides = {side: max(-10.0, min(0.99, (whole(cut.get(side)) or 0) / 100_000)) for side in ("l", "t", "r", "b")}
    return Crop(sides["l"], sides["t"], sides["r"], sides["b"])


def _tone(blip: Element | None) -> Tone:
    """Brightness, contrast, opacity and grey of an ``a:blip``."""
    if blip is None:
        return Tone()
    lum, seen = blip.find(A + "lum"), blip.find(A + "alphaModFix")
    contrast = 0.0 if lum is None else (whole(lum.get("contrast")) or 0) / 100_000
    bright = 0.0 if lum is None else (whole(lum.get("bright")) or 0) / 100_000
    amount = None if seen is None else whole(seen.get("amt"))
    return Tone(
        gain=1 + contrast if contrast <= 0 else 1 / max(0.01, 1 - contrast),
        lift=bright / 2,
        opacity=1.0 if amount is None else max(0.0, min(1.0, amount / 100_000)),
        grey=blip.find(A + "grayscl") is not None,
    )
