"""What the letters themselves ask for that is not here: fonts without a face, signs without a glyph, text from right to left."""

from __future__ import annotations

import re

from generator.errors import message
from generator.typeset.findings import Findings
from generator.typeset.fonts import FontCatalog
from generator.typeset.ooxml.content import Text
from generator.typeset.ooxml.document import Document, Paragraph
from generator.typeset.ooxml.walk import paragraphs_of, stories_of

_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff\u202b\u202e\u2067]"
)
"""Letters of the bidirectional classes R and AL, and the marks that turn what follows (UAX #9, table 4)."""
_UNUSUAL = re.compile("[^\u0000-\u017f\u2010-\u2027\u202f-\u203a\u20ac]")
"""Signs that a face may lack: all but Latin letters and the punctuation and spaces that go with them."""
_DRAWN_OTHERWISE = frozenset("\u2028\u2029\ufe0e\ufe0f\ufeff")


def judge_text(document: Document, catalog: FontCatalog, findings: Findings) -> None:
    """Warn of each font that something stands in for; refuse signs that no face has and text from right to left."""
    fonts: set[str] = set()
    for blocks in stories_of(document):
        for paragraph in paragraphs_of(blocks):
            content = paragraph.content
            for font in content.fonts:
                if font not in fonts:
                    fonts.add(font)
                    problem = catalog.resolution(font).problem(paragraph.place)
                    if problem is not None:
                        findings.warn_each(problem.code, paragraph.place, problem.cause, problem.remedy)
            for text in () if content.is_ascii else content.texts:
                _judge_signs(text, paragraph, catalog, findings)
            label = paragraph.label
            if label is not None and not label.text.isascii():
                _judge_signs(Text(label.text, label.format), paragraph, catalog, findings)


def _judge_signs(inline: Text, paragraph: Paragraph, catalog: FontCatalog, findings: Findings) -> None:
    if _RIGHT_TO_LEFT.search(inline.text):
        findings.unsupported("rtl", paragraph.place)
        return
    for sign in dict.fromkeys(_UNUSUAL.findall(inline.text)):
        if sign in _DRAWN_OTHERWISE or catalog.face(inline.format.font).covers(sign):
            continue
        if catalog.fallback(sign) is None:
            findings.unsupported(
                f"sign-{ord(sign):x}",
                paragraph.place,
                message(
                    "the sign {sign} (U+{number}), which no font here has",
                    sign=sign if sign.isprintable() else "�",
                    number=f"{ord(sign):04X}",
                ),
            )
