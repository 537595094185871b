"""Which face serves each font that a template names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.mailing.plan import read_template
from generator.mailing.workspace import Workspace
from generator.model import Problem, TextPlace


@dataclass(frozen=True, slots=True)
class UsedFont:
    """A font that a template names.

    Attributes:
        name: As Word has it.
        served: How: ``own``, ``embedded``, ``twin``, ``symbols``, ``relative`` or ``missing``, as :class:`~generator.typeset.fonts.Served`.
        family: The family that serves it.
        own_files: Font files of the workspace that it is set with.
        shipped_files: Those that travel with brieven.
        embedded_parts: The parts of the template that hold the faces it brings along.
        places: The first place in each part that names it; empty where only styles do.
    """

    name: str
    served: str
    family: str
    own_files: tuple[Path, ...]
    shipped_files: tuple[Path, ...]
    embedded_parts: tuple[str, ...]
    places: tuple[TextPlace, ...]


@dataclass(frozen=True, slots=True)
class TemplateFonts:
    """All fonts of a template.

    Attributes:
        used: In alphabetical order.
        problems: A warning for each font that is not here.
    """

    used: tuple[UsedFont, ...]
    problems: tuple[Problem, ...]


def template_fonts(path: Path, *, workspace: Workspace) -> TemplateFonts:
    """Find the fonts of a template and what serves them.

    Args:
        path: The Word file.
        workspace: Where it lies; its ``fonts/`` come first.

    Raises:
        TemplateUnreadable: It is missing, or locked by another program.
        DocumentUnreadable: It is no Word file, or damaged.
    """
    from generator.typeset import FontCatalog, describe_fonts

    template = read_template(path)
    catalog = FontCatalog(workspace.font_folders)
    uses = describe_fonts(template.content, catalog=catalog, name=path.name)
    used = []
    for each in uses:
        own = tuple(file for file in each.files if any(map(file.is_relative_to, workspace.font_folders)))
        shipped = tuple(file for file in each.files if file not in own)
        resolution = each.resolution
        said = (resolution.name, resolution.served, resolution.family)
        used.append(UsedFont(*said, own, shipped, each.parts, each.places))
    return TemplateFonts(
        used=tuple(used),
        problems=tuple(problem for each in uses if (problem := each.problem(path)) is not None),
    )
