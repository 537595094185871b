"""Templates as files: taken over from Word's mail merge, and marked with what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generator.files import write_whole
from generator.language import Reader
from generator.mailing.plan import read_template
from generator.model import Problem


def adopt_document(letter: Path, target: Path) -> tuple[Problem, ...]:
    """Write a Word mail-merge letter again with tags instead of merge fields.

    Args:
        letter: The letter with merge fields.
        target: Where the letter with tags goes.

    Returns:
        What could not be taken over, and what was left out.

    Raises:
        TemplateUnreadable: The letter is no Word file, damaged, protected or carries macros.
        DiskRefused: The new letter cannot be written.
    """
    from generator.template import adopt_letter

    made, problems = adopt_letter(read_template(letter).content, name=letter.name)
    write_whole(target, made)
    return problems


def annotate_template_copy(path: Path, problems: Sequence[Problem], target: Path, *, reader: Reader) -> None:
    """Write a copy of a template in which every problem stands as a comment at its spot.

    Raises:
        TemplateUnreadable: The template is no Word file.
        DiskRefused: The copy cannot be written.
    """
    from generator.template import annotate_template

    write_whole(target, annotate_template(read_template(path).content, problems, reader=reader, name=path.name))
