"""click's own words are those that its source has, so that their Dutch is found."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from generator.cli.click_words import CLICK_WORDS
from generator.errors import Message

SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in sorted(Path(click.__file__).parent.glob("*.py")))


@pytest.mark.parametrize("said", CLICK_WORDS, ids=lambda said: said.text[:30])
def test_click_still_says_it_so(said: Message) -> None:
    for text in filter(None, (said.text, said.plural_text)):
        assert f'"{text}"'.replace("\n", "\\n").replace("\t", "\\t") in SOURCE
