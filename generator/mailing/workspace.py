"""The workspace: the folder that holds templates/, recipients/ and output/."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from generator.errors import AnyOf, TemplateUnreadable, message
from generator.mailing.names import folder_name
from generator.model import CellPlace, FilePlace, Problem, Severity

if TYPE_CHECKING:
    from generator.settings import Settings

Engine = Literal["auto", "typst", "libreoffice"]
TEMPLATE_SUFFIXES = (".docx", ".dotx")


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with templates/, recipients/, output/, and perhaps brieven.toml and fonts/.

    Attributes:
        root: The folder itself, absolute.
        settings: What its brieven.toml says.
    """

    root: Path
    settings: Settings

    @property
    def templates(self) -> Path:
        """Where letters wait to be merged."""
        return self.root / "templates"

    @property
    def font_folders(self) -> tuple[Path, ...]:
        """The workspace's own fonts, which come before those that are shipped."""
        folder = self.root / "fonts"
        return (folder,) if folder.is_dir() else ()

    def with_engine(self, engine: Engine | None) -> Workspace:
        """This workspace with another engine for its PDFs; None leaves it as it is."""
        if engine is None:
            return self
        output = self.settings.output.model_copy(update={"engine": engine})
        return replace(self, settings=self.settings.model_copy(update={"output": output}))

    def output_folder(self, mailing_name: str) -> Path:
        """Where the letters of a mailing come to stand: ``output/<mailing>``."""
        return self.root / "output" / folder_name(mailing_name)

    def template_path(self, name: str, *, cell: CellPlace | None = None) -> Path:
        """Find the template called ``name``; its suffix may be left out.

        Args:
            name: As the workbook has it; a name in a folder below templates/ is fine, one outside is not.
            cell: Where the workbook says so, for the message.

        Raises:
            TemplateUnreadable: There is no such file under templates/; the message offers those that are like it.
        """
        folder = self.templates.resolve()
        for candidate in (name, *(name + suffix for suffix in TEMPLATE_SUFFIXES)):
            try:
                path = (folder / candidate.replace("\\", "/")).resolve()
                found = path.is_relative_to(folder) and path.is_file()
            except (OSError, ValueError):
                # A name that the system cannot even ask for is a name that is not there.
                continue
            if found:
                return path
        raise TemplateUnreadable(self.missing_template(name, cell=cell).message)

    def missing_template(self, name: str, *, cell: CellPlace | None = None) -> Problem:
        """That there is no template called ``name``, and which may be meant."""
        there = sorted(
            path.relative_to(self.templates).as_posix()
            for path in self.templates.rglob("*")
            if path.suffix.lower() in TEMPLATE_SUFFIXES and not path.name.startswith(("~$", "."))
        )
        by_simple = {simple.casefold(): simple for simple in there}
        near = get_close_matches(name.casefold(), by_simple, n=3, cutoff=0.5)
        if not there:
            remedy = message("that folder holds no Word file; put the template there")
        elif near:
            remedy = message("did you mean {near}?", near=AnyOf(tuple(by_simple[each] for each in near)))
        else:
            remedy = message("it holds {there}", there=tuple(there))
        return Problem(
            code="template-missing",
            severity=Severity.ERROR,
            place=cell or FilePlace(self.templates),
            cause=message("there is no template “{name}” in {folder}", name=name, folder=str(self.templates)),
            remedy=remedy,
        )


def find_workspace(start: Path, *, working_folder: Path) -> Workspace:
    """Find the workspace that ``start`` lies in: the nearest folder upwards with templates/, else ``working_folder``.

    Args:
        start: A workbook, a template or a folder; it need not exist.
        working_folder: Where the user stands.

    Raises:
        SettingsUnreadable: Its brieven.toml cannot be read.
    """
    # What judges settings takes long to load, and worker processes, which load this room too, need none of it.
    from generator.settings import read_settings

    absolute = (working_folder / start).resolve()
    for folder in (absolute, *absolute.parents):
        if (folder / "templates").is_dir():
            return Workspace(folder, read_settings(folder))
    return Workspace(working_folder.resolve(), read_settings(working_folder.resolve()))
