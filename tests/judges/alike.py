"""Takes out of a document what LibreOffice 7.4 sets otherwise than Word; written apart from the generator, so that it can judge it.

Each function changes the parts of a DOCX and says whether there was anything to change. Only which fonts are not here is asked
of the generator.
"""

from __future__ import annotations

import copy
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import etree

from generator.typeset.fonts.measures import LINE_BOXES, WIDTHS
from generator.typeset.fonts.twins import folded

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SETTINGS = "application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"
_OF_TODAY = (
    r"\s*(DATE|TIME|CREATEDATE|SAVEDATE|PRINTDATE|EDITTIME|REVNUM|FILENAME|FILESIZE|TEMPLATE|DOCPROPERTY|INFO|TITLE|SUBJECT"
    r"|AUTHOR|KEYWORDS|COMMENTS|LASTSAVEDBY|USERNAME|USERINITIALS|USERADDRESS|NUMWORDS|NUMCHARS)\b"
)
_STORY = re.compile(r"word/(document\d*|header\d*|footer\d*|footnotes|endnotes)\.xml$")
_SAID = frozenset(
    {W + name for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellMerge", "numberingChange")}
)
_LOOSE = re.compile(r"(?<=[(\[{]) +| +(?=[)\]}!?.,:;/%])")
"""Spaces at which Word ends a line and LibreOffice does not (docs/word/lines.md)."""
_FONT = re.compile(rb'(?<=w:ascii=")[^"]+(?=")|(?<=w:hAnsi=")[^"]+(?=")|(?<=<a:latin typeface=")[^"]+(?=")')
_OTHER_TWINS = frozenset({"cambria", "cambriamath"})
"""Fonts that LibreOffice sets in a twin which is none any more (docs/decisions/0002-fonts.md)."""
_SYMBOL_FONTS = frozenset({"Symbol", "Wingdings", "Wingdings 2", "Wingdings 3", "Webdings"})

Parts = dict[str, bytes]
"""The parts of a DOCX by name."""


def read(docx: Path) -> Parts:
    """The parts of a document."""
    with zipfile.ZipFile(docx) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write(parts: Parts, docx: Path) -> None:
    """Write them, always as the same bytes."""
    with zipfile.ZipFile(docx, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)


# Tracked changes -----------------------------------------------------------------------------------------------------


def accept_changes(parts: Parts) -> bool:
    """Accept what was tracked, where anything was deleted or moved: what is inserted LibreOffice prints as Word does."""
    if not any(re.search(rb"<w:(del|moveFrom|cellDel)[ >/]", parts[name]) for name in parts if _STORY.match(name)):
        return False
    return _change_stories(parts, _accept)


def _accept(root: etree._Element) -> bool:
    _leave_out(root)
    for table in list(root.iter(W + "tbl")):
        if table.find(f".//{W}tr") is None:
            _remove(table)
    for paragraph in list(root.iter(W + "p")):
        if any(paragraph.find(f"{W}pPr/{W}rPr/{W}{name}") is not None for name in ("del", "moveFrom")):
            _merge(paragraph)
    for element in list(root.iter(etree.Element)):
        if etree.QName(element).localname.endswith(("PrChange", "RangeStart", "RangeEnd")) or element.tag in _SAID:
            _remove(element)
    return True


def _leave_out(root: etree._Element) -> None:
    """Take away rows, cells and runs that are gone, and what is around those that are new."""
    for row in list(root.iter(W + "tr")):
        marks = [paragraph.find(f"{W}pPr/{W}rPr/{W}moveFrom") for paragraph in row.iterfind(f"{W}tc/{W}p")]
        if marks and None not in marks:
            _remove(row)
    for change in list(root.iter(W + "del", W + "cellDel", W + "moveFrom", W + "ins", W + "moveTo")):
        parent = change.getparent()
        name = "" if parent is None else etree.QName(parent).localname
        if change.tag in {W + "ins", W + "moveTo"}:
            if not _is_property(change):
                _unwrap(change)
        elif parent is not None and name in {"trPr", "tcPr"}:
            holder = parent.getparent()
            if holder is not None:
                _remove(holder)
        elif not _is_property(change):
            _remove(change)


def _is_property(change: etree._Element) -> bool:
    parent = change.getparent()
    return parent is not None and parent.tag in {W + "rPr", W + "trPr", W + "numPr"}


def _merge(paragraph: etree._Element) -> None:
    """What is left of a paragraph without its mark goes into the next one, whose mark says what both are."""
    following = paragraph.getnext()
    while following is not None and following.tag not in {W + "p", W + "tbl", W + "sdt", W + "sectPr"}:
        following = following.getnext()
    left = [child for child in paragraph if child.tag != W + "pPr"]
    if following is not None and following.tag == W + "p":
        at = 1 if following.find(W + "pPr") is not None else 0
        for child in reversed(left):
            following.insert(at, child)
        _remove(paragraph)
    elif next(paragraph.iter(W + "r"), None) is None and any(
        True for _ in paragraph.itersiblings(W + "p", preceding=True)
    ):
        _remove(paragraph)


# Notes ---------------------------------------------------------------------------------------------------------------


def write_out_endnotes(parts: Parts) -> bool:
    """Make paragraphs at the end of the text of the endnotes: Word has them there, LibreOffice on a page of their own."""
    main = etree.fromstring(parts["word/document.xml"])
    calls = list(main.iter(W + "endnoteReference"))
    if not calls or "word/endnotes.xml" not in parts:
        return False
    notes = {note.get(W + "id"): note for note in etree.fromstring(parts["word/endnotes.xml"])}
    written_as = {"lowerRoman": _roman, "upperRoman": lambda at: _roman(at).upper(), "lowerLetter": _letter}
    written_as |= {"upperLetter": lambda at: _letter(at).upper()}
    asked = [main, *(etree.fromstring(parts[name]) for name in ("word/settings.xml",) if name in parts)]
    formats = [each.get(W + "val") for root in asked for each in root.iterfind(f".//{W}endnotePr/{W}numFmt")]
    body = main.find(W + "body")
    assert body is not None
    written = [child for note in notes.values() if note.get(W + "type") == "separator" for child in note]
    for at, call in enumerate(calls, start=1):
        number = written_as.get((formats or ["lowerRoman"])[0] or "", str)(at)
        note = notes.get(call.get(W + "id"))
        _say(call, number)
        if note is None:
            continue
        for mark in list(note.iter(W + "endnoteRef")):
            _say(mark, number)
        for link in list(note.iter(W + "hyperlink")):
            _unwrap(link)
        written += list(note)
    last = body[-1] if len(body) and body[-1].tag == W + "sectPr" else None
    for child in written:
        if last is None:
            body.append(child)
        else:
            last.addprevious(child)
    parts["word/document.xml"] = etree.tostring(main)
    return True


def number_footnotes(parts: Parts) -> bool:
    """Give footnotes and their marks the raised number that LibreOffice always sets; Word sets only what is written."""
    if "word/footnotes.xml" not in parts:
        return False
    root, main = (etree.fromstring(parts[f"word/{name}.xml"]) for name in ("footnotes", "document"))
    plain = [
        note
        for note in root
        if note.get(W + "type") in {None, "normal"} and next(note.iter(W + "footnoteRef"), None) is None
    ]
    marks = [run for run in main.iter(W + "r") if run.find(W + "footnoteReference") is not None]
    bare = [run for run in marks if run.find(W + "rPr") is None]
    raised = etree.fromstring(f'<w:rPr xmlns:w="{W[1:-1]}"><w:vertAlign w:val="superscript"/></w:rPr>')
    for note in plain:
        first = note.find(W + "p")
        if first is not None:
            run = etree.Element(W + "r")
            run.extend([copy.deepcopy(raised), etree.Element(W + "footnoteRef")])
            first.insert(1 if first.find(W + "pPr") is not None else 0, run)
    for run in bare:
        run.insert(0, copy.deepcopy(raised))
    parts["word/footnotes.xml"], parts["word/document.xml"] = etree.tostring(root), etree.tostring(main)
    return bool(marks) and bool(plain or bare)


def _say(mark: etree._Element, number: str) -> None:
    if mark.get(W + "customMarkFollows") in {"1", "true", "on"}:
        _remove(mark)
        return
    mark.tag, mark.text = W + "t", number
    mark.attrib.clear()


def _roman(number: int) -> str:
    text = ""
    for worth, sign in (
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ):
        text, number = text + sign * (number // worth), number % worth
    return text


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * (1 + (number - 1) // 26)


# Settings and lists ---------------------------------------------------------------------------------------------------


def add_settings(parts: Parts) -> bool:
    """An empty part for settings: without it LibreOffice adds up the spaces of neighbours, Word takes the larger one."""
    rels = "word/_rels/document.xml.rels"
    if "word/document.xml" not in parts or any(re.match(r"word/settings\d*\.xml$", name) for name in parts):
        return False
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    relations = re.sub(rb"<Relationships([^>]*)/>", rb"<Relationships\1></Relationships>", parts.get(rels, empty))
    relation = f'<Relationship Id="rIdOfSettings" Type="{_R}/settings" Target="settings.xml"/>'.encode()
    parts[rels] = relations.replace(b"</Relationships>", relation + b"</Relationships>")
    override = f'<Override PartName="/word/settings.xml" ContentType="{_SETTINGS}"/></Types>'.encode()
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override)
    parts["word/settings.xml"] = f'<w:settings xmlns:w="{W[1:-1]}"/>'.encode()
    return True


def align_continuous_sections(parts: Parts) -> bool:
    """Sections on one page within the same side margins: Word sets each in its own, LibreOffice all in the first one's."""
    main = etree.fromstring(parts["word/document.xml"])
    before: etree._Element | None = None
    changed = False
    for section in main.iter(W + "sectPr"):
        margin, kind = section.find(W + "pgMar"), section.find(W + "type")
        if margin is not None and before is not None and kind is not None and kind.get(W + "val") == "continuous":
            for side in ("left", "right"):
                changed = changed or margin.get(W + side) != before.get(W + side)
                margin.set(W + side, before.get(W + side) or "1440")
        before = margin
    parts["word/document.xml"] = etree.tostring(main)
    return changed


def break_as_word_2010(parts: Parts) -> bool:
    """Let justified lines break as before Word 2013, when their spaces did not shrink yet."""
    text = b"".join(parts[name] for name in parts if _STORY.match(name) or name == "word/styles.xml")
    if "word/settings.xml" not in parts or not re.search(rb'<w:jc [^>]*w:val="both"', text):
        return False
    root = etree.fromstring(parts["word/settings.xml"])
    modes = [each for each in root.iter(W + "compatSetting") if each.get(W + "name") == "compatibilityMode"]
    modern = [each for each in modes if int(each.get(W + "val") or 0) >= 15]
    for each in modern:
        each.set(W + "val", "14")
    parts["word/settings.xml"] = etree.tostring(root)
    return bool(modern)


def make_bullets_plain(parts: Parts) -> bool:
    """Bullets of the text's own font: Word has the height of Symbol in their lines, LibreOffice that of OpenSymbol."""
    if "word/numbering.xml" not in parts:
        return False
    root = etree.fromstring(parts["word/numbering.xml"])
    found = False
    for level in root.iter(W + "lvl"):
        fonts, text = level.find(f"{W}rPr/{W}rFonts"), level.find(W + "lvlText")
        if fonts is not None and text is not None and fonts.get(W + "ascii") in _SYMBOL_FONTS:
            _remove(fonts)
            text.set(W + "val", "•")
            found = True
    parts["word/numbering.xml"] = etree.tostring(root)
    return found


def set_measured_fonts_in_calibri(parts: Parts) -> bool:
    """Calibri for fonts that nobody has here: ours sets them in the room that they take in Word, LibreOffice in that of other faces."""
    found = False
    for name in [name for name in parts if name.startswith("word/") and name.endswith(".xml")]:
        content = _FONT.sub(_or_calibri, parts[name])
        found = found or content != parts[name]
        parts[name] = content
    return found


def _or_calibri(font: re.Match[bytes]) -> bytes:
    name = folded(font[0].decode(errors="replace"))
    return b"Calibri" if name in LINE_BOXES or name in WIDTHS or name in _OTHER_TWINS else font[0]


# Text ---------------------------------------------------------------------------------------------------------------


def close_up_brackets(parts: Parts) -> bool:
    """No spaces inside brackets and before signs: Word ends lines there, LibreOffice does not."""
    return _change_stories(parts, _close_up)


def _close_up(root: etree._Element) -> bool:
    changed = False
    for paragraph in root.iter(W + "p"):
        texts = list(paragraph.iter(W + "t"))
        written = "".join(text.text or "" for text in texts)
        gone = {at for found in _LOOSE.finditer(written) for at in range(*found.span())}
        at = 0
        for text in texts if gone else ():
            signs = text.text or ""
            text.text = "".join(sign for place, sign in enumerate(signs, at) if place not in gone)
            at += len(signs)
        changed = changed or bool(gone)
    return changed


def empty_blank_lines(parts: Parts) -> bool:
    """No spaces and tabs in paragraphs of nothing else: Word's are as high as their mark, LibreOffice's as those signs."""
    return _change_stories(parts, _empty)


def _empty(root: etree._Element) -> bool:
    changed = False
    for paragraph in root.iter(W + "p"):
        runs = list(paragraph.iter(W + "r"))
        if runs and all(map(_is_blank, runs)):
            for run in runs:
                _remove(run)
            changed = True
    return changed


def _is_blank(run: etree._Element) -> bool:
    """Nothing to see in it, not even a line below."""
    drawn = any(run.find(f"{W}rPr/{W}{name}") is not None for name in ("u", "strike", "shd", "highlight", "rStyle"))
    return not drawn and all(
        child.tag in {W + "rPr", W + "tab"} or (child.tag == W + "t" and not (child.text or "").strip())
        for child in run
    )


# Fields --------------------------------------------------------------------------------------------------------------


def freeze_fields(parts: Parts) -> bool:
    """Leave of dates and properties what they said when the document was saved; LibreOffice prints those of today."""
    return _change_stories(parts, lambda root: _take_fields(root, _OF_TODAY, with_result=False))


def drop_hidden_sequences(parts: Parts) -> bool:
    r"""Leave out numbers that ``SEQ \h`` hides in Word; LibreOffice prints them."""
    return _change_stories(parts, lambda root: _take_fields(root, r"\s*SEQ\b.*\\h", with_result=True))


def _take_fields(root: etree._Element, code: str, *, with_result: bool) -> bool:
    taken = False
    for simple in list(root.iter(W + "fldSimple")):
        if re.match(code, simple.get(W + "instr") or "", re.IGNORECASE):
            _remove(simple) if with_result else _unwrap(simple)
            taken = True
    for said, marks, result in list(_complex_fields(root)):
        if re.match(code, said, re.IGNORECASE):
            for each in marks + (result if with_result else []):
                _remove(each)
            taken = True
    return taken


def _complex_fields(root: etree._Element) -> Iterator[tuple[str, list[etree._Element], list[etree._Element]]]:
    """Each field's code, the elements that make it a field, and the texts of its result."""
    open_fields: list[tuple[list[str], list[etree._Element], list[etree._Element]]] = []
    for element in root.iter(W + "fldChar", W + "instrText", W + "t", W + "tab", W + "br"):
        if element.get(W + "fldCharType") == "begin":
            open_fields.append(([], [], []))
        if not open_fields:
            continue
        code, marks, result = open_fields[-1]
        (marks if element.tag in {W + "fldChar", W + "instrText"} else result).append(element)
        if element.tag == W + "instrText":
            code.append(element.text or "")
        elif element.get(W + "fldCharType") == "end":
            open_fields.pop()
            yield "".join(code), marks, result


# Trees ---------------------------------------------------------------------------------------------------------------


def _change_stories(parts: Parts, change: Callable[[etree._Element], bool]) -> bool:
    """Change body, headers, footers and notes."""
    changed = False
    for name in [name for name in parts if _STORY.match(name)]:
        root = etree.fromstring(parts[name])
        if change(root):
            parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            changed = True
    return changed


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    for child in list(element):
        element.addprevious(child)
    parent.remove(element)
