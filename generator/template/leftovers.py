"""What looks like a merge field and is none: it would go out with the letter as it stands."""

from __future__ import annotations

import re

from generator.errors import message
from generator.template.findings import Findings
from generator.template.ooxml import paragraphs, qn
from generator.template.part import Part, text_of

_FIELDS = (qn("w:fldChar"), qn("w:fldSimple"))
_FIELD_NAME = re.compile(r"«[^\W\d]\w*»")


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
