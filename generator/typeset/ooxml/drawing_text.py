"""Text as DrawingML has it (``a:p``; ECMA-376 part 1, 21.1.2), rewritten as WordprocessingML, which the reader of text boxes takes.

SmartArt and locked canvases have such text, for Word did not draw them itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from generator.typeset.ooxml.fills import drawing_colour
from generator.typeset.ooxml.xml import A, Element, W, emu, truth, whole

if TYPE_CHECKING:
    from generator.typeset.ooxml.inlines import Surroundings

_ALIGNED = {"ctr": "center", "r": "right", "just": "both", "dist": "distribute"}
_FONTS = {"+mn-lt": "minorHAnsi", "+mj-lt": "majorHAnsi"}
_USUAL_SIZE = 1800
"""Hundredths of a point: the size of text that names none (21.1.2.3.9)."""
_WHOLE = 100_000
_MOST_LEVELS = 9


def box_content(body: Element, theme_font: str, around: Surroundings) -> Element:
    """A ``w:txbxContent`` that says the same as a text body.

    Args:
        body: ``a:txBody`` or ``dsp:txBody``.
        theme_font: ``minorHAnsi`` or ``majorHAnsi``: of runs that name no font.
        around: Takes what cannot be set.
    """
    made = etree.Element(W + "txbxContent", nsmap={"w": W[1:-1]})
    levels = body.find(A + "lstStyle")
    for each in body.iterfind(A + "p"):
        made.append(_paragraph(each, levels, theme_font, around))
    said = body.find(A + "bodyPr")
    if len(made) and not (said is not None and truth(said.get("spcFirstLastPara"))):
        # Above the first line and below the last one spaces count only where the text says so.
        for at, side in ((0, "before"), (-1, "after")):
            made[at][0][0].set(W + side, "0")
    return made


def _paragraph(element: Element, levels: Element | None, theme_font: str, around: Surroundings) -> Element:
    said = element.find(A + "pPr")
    level = min(_MOST_LEVELS - 1, (whole(said.get("lvl")) or 0) if said is not None else 0)
    usual = levels.find(f"{A}lvl{level + 1}pPr") if levels is not None else None
    layers = [each for each in (said, usual) if each is not None]
    paragraph = etree.Element(W + "p")
    properties = etree.SubElement(paragraph, W + "pPr")
    size = _size(next(element.iter(A + "rPr", A + "endParaRPr"), None), layers)
    bullet = _first(layers, "buChar")
    _set_spacing(properties, layers, size)
    _set_indents(properties, layers)
    aligned = next((_ALIGNED.get(each.get("algn") or "", "left") for each in layers if each.get("algn")), "left")
    etree.SubElement(properties, W + "jc", {W + "val": aligned})
    if _first(layers, "buAutoNum") is not None or _first(layers, "buBlip") is not None:
        around.findings.unsupported("buAutoNum", around.place)
    if bullet is not None:
        run = _run(None, layers, theme_font, around)
        _letters(run, bullet.get("char") or "•")
        etree.SubElement(run, W + "tab")
        paragraph.append(run)
    for child in element:
        if child.tag in {A + "r", A + "fld", A + "br"}:
            run = _run(child.find(A + "rPr"), layers, theme_font, around)
            if child.tag == A + "br":
                etree.SubElement(run, W + "br")
            else:
                _letters(run, child.findtext(A + "t") or "")
            paragraph.append(run)
    return paragraph


def _first(layers: list[Element], name: str) -> Element | None:
    return next((found for each in layers if (found := each.find(A + name)) is not None), None)


def _size(run: Element | None, layers: list[Element]) -> int:
    """Hundredths of a point."""
    said = [run, *(each.find(A + "defRPr") for each in layers)]
    sizes = (whole(each.get("sz")) for each in said if each is not None)
    return next((each for each in sizes if each), _USUAL_SIZE)


def _set_spacing(properties: Element, layers: list[Element], size: int) -> None:
    """Spaces are twips or a share of the letters' size; line pitches a share of single spacing."""

    def space(name: str) -> int:
        said = _first(layers, name)
        points, share = (None if said is None else said.find(A + unit) for unit in ("spcPts", "spcPct"))
        if points is not None:
            return (whole(points.get("val")) or 0) // 5
        return 0 if share is None else round((whole(share.get("val")) or 0) / _WHOLE * size / 5)

    line = _first(layers, "lnSpc")
    exact, share = (None if line is None else line.find(A + unit) for unit in ("spcPts", "spcPct"))
    pitch, rule = 240, "auto"
    if exact is not None:
        pitch, rule = (whole(exact.get("val")) or 0) // 5, "exact"
    elif share is not None:
        pitch = round(240 * (whole(share.get("val")) or _WHOLE) / _WHOLE)
    said = {"before": space("spcBef"), "after": space("spcAft"), "line": pitch, "lineRule": rule}
    etree.SubElement(properties, W + "spacing", {W + name: str(value) for name, value in said.items()})


def _set_indents(properties: Element, layers: list[Element]) -> None:
    def twips(name: str) -> int:
        return next((round((emu(each.get(name)) or 0.0) * 20) for each in layers if each.get(name)), 0)

    left, first = twips("marL"), twips("indent")
    said = {"left": left, "right": twips("marR"), "hanging" if first < 0 else "firstLine": abs(first)}
    etree.SubElement(properties, W + "ind", {W + name: str(value) for name, value in said.items()})


def _run(said: Element | None, layers: list[Element], theme_font: str, around: Surroundings) -> Element:
    """A run that looks as ``a:rPr`` says, else as the level of its paragraph does."""
    run = etree.Element(W + "r")
    properties = etree.SubElement(run, W + "rPr")
    usual = [found for each in layers if (found := each.find(A + "defRPr")) is not None]
    looks = [each for each in (said, *usual) if each is not None]

    def asked(name: str) -> str | None:
        return next((each.get(name) for each in looks if each.get(name) is not None), None)

    def add(name: str, value: str) -> None:
        etree.SubElement(properties, W + name, {W + "val": value})

    etree.SubElement(properties, W + "rFonts", _fonts(looks, theme_font))
    for name in ("b", "i"):
        add(name, "1" if truth(asked(name)) else "0")
    if asked("strike") in {"sngStrike", "dblStrike"}:
        add("strike" if asked("strike") == "sngStrike" else "dstrike", "1")
    if asked("cap") in {"all", "small"}:
        add("caps" if asked("cap") == "all" else "smallCaps", "1")
    coloured = next((found for each in looks if (found := each.find(A + "solidFill")) is not None), None)
    colour = drawing_colour(coloured, around)
    if colour is not None:
        add("color", colour[:6])
    add("sz", str(_size(said, layers) // 50))
    if (asked("u") or "none") != "none":
        add("u", "double" if asked("u") == "dbl" else "single")
    raised = whole(asked("baseline")) or 0
    if raised:
        add("vertAlign", "superscript" if raised > 0 else "subscript")
    if asked("lang"):
        add("lang", asked("lang") or "")
    return run


def _fonts(looks: list[Element], theme_font: str) -> dict[str, str]:
    """The font that the looks name, or the theme's."""
    face = next((found.get("typeface") or "" for each in looks if (found := each.find(A + "latin")) is not None), "")
    if face and face not in _FONTS:
        return {W + "ascii": face, W + "hAnsi": face}
    named = _FONTS.get(face, theme_font)
    return {W + "asciiTheme": named, W + "hAnsiTheme": named}


def _letters(run: Element, text: str) -> None:
    made = etree.SubElement(run, W + "t")
    made.text = text
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
