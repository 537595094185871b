"""The compiler's stage for merge fields: what they become are tags like those that people write."""

from __future__ import annotations

from typing import Literal

from lxml import etree

from generator.model import TextPlace
from generator.template.findings import Findings
from generator.template.merge_fields.expressions import CompilerDialect
from generator.template.merge_fields.rewriting import replace_merge_fields
from generator.template.ooxml import Element, T
from generator.template.part import Part
from generator.template.tags import TagList, instruction


def merge_fields_to_tags(part: Part, tags: TagList, findings: Findings) -> None:
    """Turn every merge field of the part into tags; tell about those that cannot be."""

    def write(
        kind: Literal["expression", "statement"], level: Literal["", "p"], body: str, place: TextPlace, source: str
    ) -> Element:
        text = etree.Element(T)
        text.append(instruction(tags.add(kind, level, body, place, source=source)))
        return text

    if replace_merge_fields(part, CompilerDialect(), write, findings.problems.append):
        part.changed = True
