"""How what a field becomes looks: the formatting and language that its author gave it."""

from __future__ import annotations

import copy

from lxml import etree

from generator.template.merge_fields.fields import Field
from generator.template.merge_fields.switches import KEEPS_FORMATTING
from generator.template.ooxml import R_PR, SPACE, Element, R, T, qn


def changes_text(field: Field) -> bool:
    """Whether the field has switches that change what it says, not only how it looks."""
    return any(
        switch.letter in "#@*"
        and not (switch.argument is not None and switch.argument.text.lower() in KEEPS_FORMATTING)
        for switch in field.instruction.switches
    )


def has_format(field: Field, name: str) -> bool:
    r"""Whether the field has ``\* name``."""
    return any(
        switch.letter == "*" and switch.argument is not None and switch.argument.text.lower() == name
        for switch in field.instruction.switches
    )


def properties_of_result(field: Field) -> Element | None:
    r"""The run properties of what the field becomes.

    With ``\* CHARFORMAT`` those of the first letter of the field's code, otherwise those of its old result.
    """
    coded = next((piece.run for piece in field.pieces if piece.run is not None and piece.text.strip()), None)
    shown = next((run for run in field.result_runs if run.find(T) is not None), None)
    if has_format(field, "charformat") and coded is not None:
        return run_properties(coded)
    return run_properties(shown if shown is not None else coded)


def run_properties(run: Element | None) -> Element | None:
    """The ``w:rPr`` of a run."""
    return None if run is None else run.find(R_PR)


def language_of(field: Field) -> str:
    """The language that the author marked the field's code with; ``""`` for Dutch or none."""
    runs = [piece.run for piece in field.pieces if piece.run is not None] + field.result_runs
    for run in runs:
        properties = run.find(R_PR)
        language = properties.find(qn("w:lang")) if properties is not None else None
        if language is not None:
            marked = language.get(qn("w:val"), "")
            return "" if marked.lower().startswith("nl") else marked
    return ""


def new_run(properties: Element | None) -> Element:
    """An empty run with a copy of these properties."""
    run = etree.Element(R)
    if properties is not None:
        run.append(copy.deepcopy(properties))
    return run


def text_element(content: str) -> Element:
    """A ``w:t`` that keeps the spaces at its ends."""
    text = etree.Element(T)
    text.text = content
    text.set(SPACE, "preserve")
    return text
