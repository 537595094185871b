"""How far the spaces of a justified line shrink for one more word (docs/word/lines.md)."""

from __future__ import annotations

import pytest
from typeset_building import LEFT, body, in_mode, laid_out, paragraph, texts, word

from generator.typeset.fonts import FontCatalog

FACE = FontCatalog().face("Arial")
SPACE = FACE.advance(" ") * 12
WIDTH = 595 - 2 * LEFT


def first_line(words: str, shrink: float, mode: int = 15) -> str:
    """The first line of a justified paragraph in a column for which the spaces of the words must shrink by this share."""
    width = FACE.advance(words) * 12 - shrink * words.count(" ") * SPACE
    narrow = f'<w:jc w:val="both"/><w:ind w:right="{(WIDTH - width) * 20:.0f}"/>'
    return texts(laid_out(word(in_mode(mode, body(paragraph(f"{words} more words behind", narrow))))))[0][0]


@pytest.mark.parametrize(("shrink", "taken"), [(0.0, True), (0.15, True), (0.24, True), (0.26, False)])
def test_a_word_is_taken_in_where_the_spaces_shrink_by_a_quarter_at_most(shrink: float, *, taken: bool) -> None:
    words = "de raad van de gemeente Utrecht"

    assert (words if taken else "de raad van de gemeente") == first_line(words, shrink)


@pytest.mark.parametrize(("last", "taken"), [("i", False), ("raad", True)])
def test_spaces_shrink_at_most_half_as_much_as_they_would_be_stretched(last: str, *, taken: bool) -> None:
    words = f"a b c d e f g {last}"

    assert (words if taken else "a b c d e f g") == first_line(words, 0.2)


def test_before_word_2013_no_space_shrank() -> None:
    assert "de raad van de gemeente" == first_line("de raad van de gemeente Utrecht", 0.02, mode=14)
