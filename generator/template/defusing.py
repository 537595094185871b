"""What a letter may not carry to its readers: taken out with a notice, or refused. docs/security.md has the list."""

from __future__ import annotations

import re
from typing import Final

from generator.errors import Message, message
from generator.model import TextPlace
from generator.template.findings import Findings
from generator.template.ooxml import INSTR_TEXT, Element, P, ancestor, detach, is_element, qn
from generator.template.package import TemplatePackage
from generator.template.part import Part

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_R_ID, _R_LINK, _R_EMBED = qn("r:id"), qn("r:link"), qn("r:embed")
_BLIP, _IMAGE_DATA, _OLE_OBJECT = qn("a:blip"), qn("v:imagedata"), qn("o:OLEObject")
_SIGNATURES: Final = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
_HARMLESS_EXTERNAL: Final = frozenset({_OFFICE + "hyperlink"})
_REFUSED_FIELDS: Final = frozenset({"DDE", "DDEAUTO"})
_DISSOLVED_FIELDS: Final = frozenset(
    {"INCLUDETEXT", "INCLUDEPICTURE", "LINK", "IMPORT", "INCLUDE", "DATABASE", "AUTOTEXT", "MACROBUTTON"}
)
_FIELD_WORD = re.compile(r"\s*([A-Za-z]+|=)")


def defuse(package: TemplatePackage, findings: Findings) -> None:
    """Take out of the package what points at other files and programs."""
    cut_ties(package, findings)
    _signatures(package, findings)
    for name in package.names:
        if name.endswith(".rels"):
            _external(package, name, findings)


def defuse_part(part: Part, package: TemplatePackage, findings: Findings) -> None:
    """The same for what stands in the markup of one part."""
    _objects(part, package, findings)
    _pictures(part, package, findings)
    _fields(part, findings)
    for chunk in list(part.root.iter(qn("w:altChunk"))):
        _tell(
            part,
            chunk,
            findings,
            "foreign-text-removed",
            message("text in a foreign format (HTML, RTF) is embedded here; it is left out"),
        )
        detach(chunk)


def cut_ties(package: TemplatePackage, findings: Findings) -> None:
    """Take the attached template and the data source of a mail merge out of the settings."""
    name = package.settings()
    if name is None:
        return
    place = TextPlace(name)
    for tag, code, cause in (
        (
            "w:attachedTemplate",
            "attached-template-removed",
            message("the letter is tied to a template file elsewhere; the tie is removed"),
        ),
        (
            "w:mailMerge",
            "data-source-removed",
            message(
                "the letter is tied to a data source of a Word mail merge; the tie is removed, the data come from the workbook"
            ),
        ),
    ):
        for element in package.tree(name).findall(qn(tag)):
            for each in element.iter():
                identifier = each.get(_R_ID)
                if identifier and (target := _drop_relationship(package, name, identifier)):
                    # The list of recipients of a mail merge: personal data that has no place in a letter.
                    package.remove(target)
            detach(element)
            findings.notice(code, place, cause)


def _signatures(package: TemplatePackage, findings: Findings) -> None:
    for relationship in package.relationships(""):
        if relationship.get("Type") == _SIGNATURES:
            detach(relationship)
            for name in package.names:
                if name.startswith("_xmlsignatures/"):
                    package.remove(name)
            findings.notice(
                "signature-removed",
                TextPlace(package.main),
                message(
                    "the template is digitally signed; the signature is removed, since each letter differs from it"
                ),
            )


def _external(package: TemplatePackage, name: str, findings: Findings) -> None:
    """Relationships to somewhere outside that Word would follow by itself."""
    for relationship in list(package.tree(name)):
        kind = relationship.get("Type", "")
        if relationship.get("TargetMode") != "External" or kind in _HARMLESS_EXTERNAL or kind == _OFFICE + "image":
            continue
        # A relationship that markup still names must stay; one to an empty place harms nobody.
        relationship.set("Target", "about:blank")
        findings.notice(
            "external-link-removed",
            TextPlace(name.replace("_rels/", "").removesuffix(".rels")),
            message("a link to a file elsewhere ({kind}) is removed", kind=kind.rpartition("/")[2]),
        )


def _objects(part: Part, package: TemplatePackage, findings: Findings) -> None:
    for element in list(part.root.iter(_OLE_OBJECT, qn("w:control"))):
        identifier = element.get(_R_ID, "")
        _tell(
            part,
            element,
            findings,
            "object-removed",
            message("an embedded object or control is removed; its picture stays"),
        )
        target = _drop_relationship(package, part.name, identifier)
        if target:
            package.remove(target)
        detach(element)
        part.changed = True


def _pictures(part: Part, package: TemplatePackage, findings: Findings) -> None:
    external = {each.get("Id", "") for each in package.relationships(part.name) if each.get("TargetMode") == "External"}
    for blip in part.root.iter(_BLIP):
        link = blip.get(_R_LINK, "")
        if link not in external and blip.get(_R_EMBED, "") not in external:
            continue
        if link in external and blip.get(_R_EMBED) and blip.get(_R_EMBED) not in external:
            del blip.attrib[_R_LINK]
            _drop_relationship(package, part.name, link)
            part.changed = True
            _tell(
                part,
                blip,
                findings,
                "picture-link-removed",
                message("a picture is tied to a file elsewhere; the tie is removed, the picture stays"),
            )
            continue
        _refuse_picture(part, blip, findings)
    for data in part.root.iter(_IMAGE_DATA):
        if data.get(_R_ID, "") in external or data.get(qn("o:href")) in external:
            _refuse_picture(part, data, findings)


def _refuse_picture(part: Part, element: Element, findings: Findings) -> None:
    findings.error(
        "picture-external",
        part.place(ancestor(element, P)),
        message("a picture is not in the letter but fetched from elsewhere"),
        message("embed it: in Word, File > Info > Edit Links to Files > Break Link"),
    )


def _fields(part: Part, findings: Findings) -> None:
    for simple in list(part.root.iter(qn("w:fldSimple"))):
        word = _word(simple.get(qn("w:instr"), ""))
        if word in _REFUSED_FIELDS or _tag_in_name(simple.get(qn("w:instr"), "")):
            _refuse_field(part, simple, word, findings)
        elif word in _DISSOLVED_FIELDS:
            _tell_dissolved(part, simple, word, findings)
            _unwrap(simple)
            part.changed = True
    for field in _complex_fields(part):
        word = field.word
        if word in _REFUSED_FIELDS or (field.hidden and word not in ("IF", "SET", "QUOTE", "=")):
            _refuse_field(part, field.nodes[0], word or "?", findings)
        elif word in _DISSOLVED_FIELDS:
            _tell_dissolved(part, field.nodes[0], word, findings)
            for node in field.nodes:
                detach(node)
            part.changed = True


class _Field:
    """A complex field: what makes it one, without its result."""

    def __init__(self) -> None:
        self.nodes: list[Element] = []
        self.code = ""
        self.hidden = False
        self.in_code = True

    @property
    def word(self) -> str:
        return _word(self.code)


def _complex_fields(part: Part) -> list[_Field]:
    stack: list[_Field] = []
    done: list[_Field] = []
    for node in part.root.iter(qn("w:fldChar"), INSTR_TEXT):
        if node.tag == INSTR_TEXT:
            if stack and stack[-1].in_code:
                stack[-1].nodes.append(node)
                stack[-1].code += node.text or ""
            continue
        match node.get(qn("w:fldCharType")):
            case "begin":
                if stack and stack[-1].in_code and not stack[-1].word:
                    # The name of the outer field is itself made by a field: a known way to hide DDE.
                    stack[-1].hidden = True
                stack.append(_Field())
                stack[-1].nodes.append(node)
            case "separate" if stack:
                stack[-1].in_code = False
                stack[-1].nodes.append(node)
            case "end" if stack:
                stack[-1].nodes.append(node)
                field = stack.pop()
                field.hidden = field.hidden or _tag_in_name(field.code)
                done.append(field)
    return done


def _tag_in_name(code: str) -> bool:
    """Whether a tag would make the field's name, or a part of it."""
    return "{" in "".join(code.split(maxsplit=1)[:1])


def _word(code: str) -> str:
    found = _FIELD_WORD.match(code)
    return found.group(1).upper() if found else ""


def _refuse_field(part: Part, element: Element, word: str, findings: Findings) -> None:
    findings.error(
        "field-refused",
        part.place(ancestor(element, P)),
        message("the field {field} starts another program or hides what it does", field=word),
        message("remove the field in Word (Alt+F9 shows field codes)"),
    )


def _tell_dissolved(part: Part, element: Element, word: str, findings: Findings) -> None:
    _tell(
        part,
        element,
        findings,
        "field-dissolved",
        message("the field {field} reads another file; what it shows now stays as text", field=word),
    )


def _unwrap(element: Element) -> None:
    for child in list(element):
        if is_element(child):
            element.addprevious(child)
    detach(element)


def _drop_relationship(package: TemplatePackage, part: str, identifier: str) -> str:
    """Remove a relationship; the name of the part it led to, or ``""`` where that lies outside."""
    for each in package.relationships(part):
        if each.get("Id") == identifier:
            target = "" if each.get("TargetMode") == "External" else package.target(part, each)
            detach(each)
            return target
    return ""


def _tell(part: Part, element: Element, findings: Findings, code: str, cause: Message) -> None:
    findings.notice(code, part.place(ancestor(element, P)), cause)
