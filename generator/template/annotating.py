"""A copy of a template with what is wrong as Word comments, each at its spot.

Word takes comments in the text of the document only: not in headers, footers, notes and text boxes (ISO/IEC 29500-1 17.13.4).
What is wrong there is told at the paragraph that holds the box, or at the start of the text, with its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from lxml import etree

from generator.errors import Message, TemplateUnreadable, message
from generator.language import Reader
from generator.model import Problem, TextPlace
from generator.opc import open_package
from generator.template.letter import Relationship
from generator.template.ooxml import (
    NAMESPACES,
    P_PR,
    SPACE,
    TXBX_CONTENT,
    XML_DECLARATION,
    Element,
    P,
    R,
    T,
    parse,
    qn,
    serialize,
)
from generator.template.package import CONTENT_TYPES, TemplatePackage, relationships_name, with_relationships
from generator.template.part import Part
from generator.template.zipping import Entry, Prefix, deflated

_AUTHOR, _INITIALS = "brieven", "b"
_COMMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_ID, _COMMENT = qn("w:id"), qn("w:comment")


def annotate_template(source: Path | bytes, problems: Sequence[Problem], *, reader: Reader, name: str = "") -> bytes:
    """The template with a comment for each problem; nothing else of it changes.

    Args:
        source: The Word file.
        problems: Those with a place in a Word file; others are left out.
        reader: Whose language the comments are in.
        name: What the reader calls the file.

    Raises:
        TemplateUnreadable: It is no Word file.
    """
    shown = name or (source.name if isinstance(source, Path) else "template")
    package = TemplatePackage(open_package(source, refuse=TemplateUnreadable, name=shown), shown)
    part = Part(package.main, parse(package.package.part(package.main)))
    related = next((each for each in package.targets(package.main, _COMMENTS) if each in package), None)
    comments = (
        parse(package.package.part(related))
        if related
        else etree.Element(qn("w:comments"), nsmap={"w": NAMESPACES["w"]})
    )
    number = max(
        (int(each.get(_ID, "0")) for each in comments.iter(_COMMENT) if each.get(_ID, "").isdigit()), default=-1
    )
    for problem in problems:
        if isinstance(problem.place, TextPlace):
            number += 1
            paragraph, at_its_spot = _spot(part, problem.place)
            comments.append(_comment(number, reader.say(_sentence(problem, at_its_spot=at_its_spot))))
            _mark(paragraph, number)
    changes = {
        package.main: _written(part.root),
        related or _free_name(package): _written(comments),
    }
    if related is None:
        changes |= _attached(package, _free_name(package))
    return _packed(package, changes)


def _sentence(problem: Problem, *, at_its_spot: bool) -> Message:
    if not at_its_spot:
        return problem.message
    if problem.remedy is None:
        return message("{cause}", cause=problem.cause)
    return message("{cause}; {remedy}", cause=problem.cause, remedy=problem.remedy)


def _spot(part: Part, place: TextPlace) -> tuple[Element, bool]:
    """The paragraph to put the comment at, and whether it is the place itself."""
    found = next(
        (each for each, number in part.numbers.items() if place.part == part.name and number == place.paragraph), None
    )
    paragraph = found
    while paragraph is not None:
        box = next(paragraph.iterancestors(TXBX_CONTENT), None)
        if box is None:
            return paragraph, paragraph is found
        paragraph = next(box.iterancestors(P), None)
    first = next(iter(part.root.iter(P)), None)
    if first is None:
        body = part.root.find(qn("w:body"))
        first = etree.Element(P)
        (part.root if body is None else body).insert(0, first)
    return first, False


def _mark(paragraph: Element, number: int) -> None:
    """Put the comment's range around what the paragraph holds, and its mark behind it."""
    start = etree.Element(qn("w:commentRangeStart"), {_ID: str(number)})
    properties = paragraph.find(P_PR)
    paragraph.insert(0 if properties is None else paragraph.index(properties) + 1, start)
    etree.SubElement(paragraph, qn("w:commentRangeEnd"), {_ID: str(number)})
    run = etree.SubElement(paragraph, R)
    etree.SubElement(run, qn("w:commentReference"), {_ID: str(number)})


def _comment(number: int, said: str) -> Element:
    # Without a date: the same problems give the same bytes.
    comment = etree.Element(_COMMENT, {_ID: str(number), qn("w:author"): _AUTHOR, qn("w:initials"): _INITIALS})
    text = etree.SubElement(etree.SubElement(etree.SubElement(comment, P), R), T)
    text.set(SPACE, "preserve")
    text.text = "".join(character for character in said if character.isprintable() or character == " ")
    return comment


def _free_name(package: TemplatePackage) -> str:
    taken = {each.casefold() for each in package.package.names}
    folder = package.main.rpartition("/")[0]
    names = (f"{folder}/comments{number or ''}.xml".lstrip("/") for number in range(len(taken) + 1))
    return next(each for each in names if each.casefold() not in taken)


def _attached(package: TemplatePackage, comments: str) -> dict[str, bytes]:
    """The main part's relationships and the content types, with the new part of comments."""
    relationships = relationships_name(package.main)
    known = package.package.part(relationships) if relationships in package.package else None
    used = {each.get("Id") for each in package.relationships(package.main)}
    identifier = next(
        each for each in (f"rIdComments{number or ''}" for number in range(len(used) + 1)) if each not in used
    )
    types = parse(package.package.part(CONTENT_TYPES))
    etree.SubElement(types, qn("ct:Override"), {"PartName": f"/{comments}", "ContentType": _COMMENTS_TYPE})
    added = [Relationship(identifier, _COMMENTS, f"/{comments}", external=False)]
    return {relationships: with_relationships(known, added), CONTENT_TYPES: _written(types)}


def _written(root: Element) -> bytes:
    return (XML_DECLARATION + serialize(root)).encode()


def _packed(package: TemplatePackage, changes: dict[str, bytes]) -> bytes:
    return Prefix(list(_entries(package, changes))).with_entries(())


def _entries(package: TemplatePackage, changes: dict[str, bytes]) -> Iterable[Entry]:
    for name in package.package.names:
        raw = package.package.raw(name)
        if name in changes:
            yield deflated(name, changes[name])
        else:
            yield Entry(name.encode(), raw.method, raw.crc32, raw.size, raw.compressed)
    yield from (deflated(name, content) for name, content in changes.items() if name not in package.package)
