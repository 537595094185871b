"""Pictures without a text for readers who cannot see them."""

from __future__ import annotations

from generator.errors import message
from generator.typeset.findings import Findings
from generator.typeset.ooxml.document import Document
from generator.typeset.ooxml.graphics import Graphic, Group, Picture
from generator.typeset.ooxml.walk import paragraphs_of, stories_of


def judge_pictures(document: Document, findings: Findings) -> None:
    """Warn of each picture that has no alternative text and is not marked as decorative, at its paragraph."""
    for blocks in stories_of(document):
        for paragraph in paragraphs_of(blocks):
            for inline in paragraph.content.drawings:
                if _lacks_text(inline.content):
                    findings.warn_each(
                        "image-without-alt",
                        paragraph.place,
                        message(
                            "a picture without alternative text; readers who cannot see it will not know that it is there"
                        ),
                        message("give it alternative text in Word, or mark it as decorative"),
                    )


def _lacks_text(graphic: Graphic) -> bool:
    """Whether a picture lacks one; the text of a group stands for all that is in it."""
    if graphic.alt is not None or graphic.decorative:
        return False
    if isinstance(graphic, Group):
        return any(_lacks_text(each.content) for each in graphic.members)
    return isinstance(graphic, Picture)
