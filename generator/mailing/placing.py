"""Where what setting a letter found is mended: at the paragraph of the template, which all letters share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from generator.errors import Reportable
from generator.model import Problem, TextPlace

if TYPE_CHECKING:
    from generator.template import CompiledTemplate


def in_template(
    found: Iterable[Reportable], template: CompiledTemplate, context: Mapping[str, object]
) -> tuple[Reportable, ...]:
    """What was found in a letter, at the paragraphs of its template; letters that share a fault say the same.

    Args:
        found: With the places of the letter.
        template: What it was rendered with.
        context: Likewise.
    """
    found = tuple(found)
    if not any(isinstance(each, Problem) and isinstance(each.place, TextPlace) for each in found):
        return found
    origins = template.origins(context)
    return tuple(dict.fromkeys(origins.in_template(each) if isinstance(each, Problem) else each for each in found))


def problems_in_template(
    found: Iterable[Reportable], template: CompiledTemplate, context: Mapping[str, object]
) -> tuple[Problem, ...]:
    """The same, the problems alone."""
    return tuple(each for each in in_template(found, template, context) if isinstance(each, Problem))
