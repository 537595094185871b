"""Carry the starter letter and the sample workbooks into the wheel, so that `brieven init` works without a checkout.

They stand once in the repository, in templates/ and recipients/; in the wheel they lie in generator/starter/
(generator/mailing/starting.py finds them in both). setup.cfg names this class as the ``build_py`` command.
"""

from __future__ import annotations

from pathlib import Path

from setuptools.command.build_py import build_py

FOLDERS = {"templates": "*.docx", "recipients": "*.xlsx"}


class BuildWithStarter(build_py):
    """The usual step, and then the starter files."""

    def run(self) -> None:
        """Build, and copy the starter files beside the code; an editable install reads them where they stand."""
        super().run()
        if self.editable_mode:
            return
        for source, target in self._starter_files().items():
            self.mkpath(str(target.parent))
            self.copy_file(str(source), str(target))

    def get_outputs(self, include_bytecode: bool = True) -> list[str]:  # noqa: FBT001, FBT002 - setuptools' signature
        """What this step makes."""
        starter = [] if self.editable_mode else [str(target) for target in self._starter_files().values()]
        return [*super().get_outputs(include_bytecode), *starter]

    def _starter_files(self) -> dict[Path, Path]:
        starter = Path(self.build_lib) / "generator" / "starter"
        return {
            path: starter / path
            for folder, pattern in FOLDERS.items()
            for path in sorted(Path(folder).glob(pattern))
            if not path.name.startswith("~$")
        }
