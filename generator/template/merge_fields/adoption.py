"""A Word mail-merge letter taken over: the same letter with Jinja tags in the place of its merge fields."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from generator.errors import TemplateUnreadable
from generator.model import Problem, TextPlace
from generator.opc import open_package
from generator.template.defusing import cut_ties
from generator.template.findings import Findings
from generator.template.merge_fields.expressions import AdoptedDialect
from generator.template.merge_fields.looks import text_element
from generator.template.merge_fields.rewriting import replace_merge_fields
from generator.template.ooxml import XML_DECLARATION, Element, parse, serialize
from generator.template.package import TemplatePackage
from generator.template.part import Part
from generator.template.zipping import Entry, Prefix, deflated


def adopt_letter(docx: Path | bytes, *, name: str = "") -> tuple[bytes, tuple[Problem, ...]]:
    """The letter with tags instead of merge fields, and what could not be taken over.

    A field that cannot be carried out stays as it is and is told as a problem; the connection to the data source is left
    out, which is told as well.

    Args:
        docx: The Word file.
        name: What the reader calls it.

    Raises:
        TemplateUnreadable: It is no Word file, damaged, protected or carries macros.
    """
    shown = name or (docx.name if isinstance(docx, Path) else "letter")
    package = TemplatePackage(open_package(docx, refuse=TemplateUnreadable, name=shown), shown)
    findings = Findings()
    cut_ties(package, findings)
    dialect = AdoptedDialect()
    stories: dict[str, bytes] = {}
    for story in package.stories():
        part = Part(story, parse(package.package.part(story)))
        if replace_merge_fields(part, dialect, _write_tag, findings.problems.append):
            stories[story] = (XML_DECLARATION + serialize(part.root)).encode()
    return _packed(package, stories), tuple(dict.fromkeys(findings.problems))


def _write_tag(
    kind: Literal["expression", "statement"], level: Literal["", "p"], body: str, _place: TextPlace, _source: str
) -> Element:
    tag = f"{{{{ {body} }}}}" if kind == "expression" else f"{{%{level} {body} %}}"
    return text_element(tag)


def _packed(package: TemplatePackage, stories: dict[str, bytes]) -> bytes:
    entries: list[Entry] = []
    for name in package.names:
        content = stories.get(name) or package.changed(name)
        raw = package.package.raw(name)
        entries.append(
            Entry(name.encode(), raw.method, raw.crc32, raw.size, raw.compressed)
            if content is None
            else deflated(name, content)
        )
    return Prefix(entries).with_entries(())
