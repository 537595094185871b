"""Content controls around tags: what they are tied to would take the place of the letter's text."""

from __future__ import annotations

from typing import Final

from generator.errors import message
from generator.template.findings import Findings
from generator.template.ooxml import Element, is_element, qn
from generator.template.part import Part
from generator.template.tags import TagList, is_tag

_SDT, _SDT_PR = qn("w:sdt"), qn("w:sdtPr")
# ISO/IEC 29500-1, 17.5.2.6: on opening, the data that a control is bound to replace its content. Word 2013 has a second binding.
_BINDINGS: Final = frozenset({qn("w:dataBinding"), "{http://schemas.microsoft.com/office/word/2012/wordml}dataBinding"})
# 17.5.2.39: the content is a prompt, which goes at the first keystroke.
_PROMPT: Final = qn("w:showingPlcHdr")


def untie_content_controls(part: Part, tags: TagList, findings: Findings) -> None:
    """Take the binding to data, and the mark of a prompt, from each content control that holds a tag."""
    for node in [each for each in part.root.iter() if is_tag(each)]:
        for control in node.iterancestors(_SDT):
            properties = control.find(_SDT_PR)
            if properties is None:
                continue
            for each in [child for child in properties if is_element(child)]:
                if each.tag in _BINDINGS:
                    _tell(findings, node, tags)
                if each.tag in _BINDINGS or each.tag == _PROMPT:
                    properties.remove(each)


def _tell(findings: Findings, node: Element, tags: TagList) -> None:
    tag = tags.of(node)
    findings.notice(
        "binding-removed",
        tag.place,
        message(
            "the content control around {tag} is bound to data in the file, which Word would show instead; the binding is left out",
            tag=tag.source,
        ),
    )
