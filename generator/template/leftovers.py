"""What looks like a merge field or a tag and is none: it would go out with the letter as it stands."""

from __future__ import annotations

import re

from generator.errors import message
from generator.template.findings import Findings
from generator.template.ooxml import paragraphs, qn
from generator.template.part import Atom, Part, atoms_of, text_of

_FIELDS = (qn("w:fldChar"), qn("w:fldSimple"))
_SPACED_TAG = re.compile(r"\{\s+\{[^{}]*\}\s*\}|\{\{[^{}]*\}\s+\}|\{\s+%[^{}]*%\s*\}|\{%[^{}]*%\s+\}")
# Russian and Greek quote with these signs too; columns of a Dutch workbook have Latin names.
_FIELD_NAME = re.compile("«[A-Za-z\u00c0-\u024f_][0-9A-Za-z\u00c0-\u024f_]*»")


def tell_lost_fields(part: Part, findings: Findings) -> None:
    """Warn of ``«Achternaam»`` as plain text, as a field that was unlinked or copied leaves it.

    Args:
        part: The part, its merge fields gone into tags.
        findings: What is found is added here.
    """
    for paragraph in paragraphs(part.root):
        if next(paragraph.iter(*_FIELDS), None) is not None:
            # A field that could not become a tag has been told already.
            continue
        text = text_of(paragraph)
        for found in _FIELD_NAME.finditer(text):
            findings.warning(
                "merge-field-lost",
                part.place_in(paragraph, text, found.start(), found.end()),
                message("“{text}” looks like a merge field, but is plain text", text=found.group()),
                message("insert the merge field again, or write a tag"),
            )


def tell_spaced_tags(part: Part, findings: Findings) -> None:
    """Warn of ``{ { naam } }``: braces of a tag with a space between them.

    Args:
        part: The part, its tags gone out of its text.
        findings: What is found is added here.
    """
    for paragraph in paragraphs(part.root):
        text = "".join(map(_beside_tags, atoms_of(paragraph)))
        for found in _SPACED_TAG.finditer(text):
            findings.warning(
                "tag-spaced",
                part.place_in(paragraph, text, found.start(), found.end()),
                message("“{text}” looks like a tag, but has a space between its braces", text=found.group()[:60]),
                message("take the space away"),
            )


def _beside_tags(atom: Atom) -> str:
    """The text of an atom with that behind the tags in it, each of them one sign that no tag holds."""
    return atom.text + "".join("\ufffc" + (each.tail or "") for each in atom.element)
