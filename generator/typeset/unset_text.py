"""What the letters themselves ask for that is not here: fonts without a face, signs without a glyph, text from right to left."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.errors import Message, message, plural_message
from generator.model import TextPlace
from generator.typeset.findings import Findings
from generator.typeset.fonts import FontCatalog
from generator.typeset.ooxml.content import Text
from generator.typeset.ooxml.document import Document
from generator.typeset.ooxml.walk import paragraphs_of, stories_of

_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff\u202b\u202e\u2067]"
)
"""Letters of the bidirectional classes R and AL, and the marks that turn what follows (UAX #9, table 4)."""
_UNUSUAL = re.compile("[^\u0000-\u017f\u2010-\u2027\u202f-\u203a\u20ac]")
"""Signs that a face may lack: all but Latin letters and the punctuation and spaces that go with them."""
_MOST_NAMED = 10
"""Signs of a paragraph that are named one by one."""
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
            texts = [] if content.is_ascii else list(content.texts)
            label = paragraph.label
            if label is not None and not label.text.isascii():
                texts.append(Text(label.text, label.format))
            if texts:
                _judge_signs(texts, paragraph.place, catalog, findings)


def _judge_signs(texts: Sequence[Text], place: TextPlace, catalog: FontCatalog, findings: Findings) -> None:
    """The same for the texts of a paragraph: one finding of all the signs that it lacks."""
    missing: dict[str, None] = {}
    for inline in texts:
        if _RIGHT_TO_LEFT.search(inline.text):
            findings.unsupported("rtl", place)
            continue
        for sign in dict.fromkeys(_UNUSUAL.findall(inline.text)):
            if sign in missing or sign in _DRAWN_OTHERWISE or catalog.face(inline.format.font).covers(sign):
                continue
            if catalog.fallback(sign) is None:
                missing[sign] = None
    if missing:
        findings.unsupported(
            "sign",
            place,
            _named(list(missing)),
            message(
                "put a font that has it into the folder fonts/, take it out of the letter, or use the LibreOffice engine"
            ),
        )


def _named(signs: Sequence[str]) -> Message:
    """The first signs, each with its number, and how many there are besides."""
    named = [f"{sign if sign.isprintable() else '�'} (U+{ord(sign):04X})" for sign in signs[:_MOST_NAMED]]
    if len(signs) == 1:
        return message("the sign {sign}, which no font here has,", sign=named[0])
    if len(signs) > _MOST_NAMED:
        others = len(signs) - _MOST_NAMED
        return plural_message(
            "text with the signs {signs} and {count} other, which no font here has,",
            "text with the signs {signs} and {count} others, which no font here has,",
            count=others,
            signs=", ".join(named),
        )
    return message("text with the signs {signs}, which no font here has,", signs=tuple(named))
