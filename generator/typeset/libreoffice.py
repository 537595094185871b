"""The second engine: LibreOffice, for documents that hold what the first cannot set faithfully.

``soffice`` exits 0 although inputs failed, hangs on some of them, and leaves a broken profile behind when it is killed.
So each process of ours has a profile of its own, each call a time limit, and each output is opened and counted before it
is believed. A call that hangs or crashes is repeated one document at a time, so that one never costs the others.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import weakref
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator.errors import DocumentUnreadable, Message, TypesettingFailed, UnsupportedConstruct, message
from generator.model import Problem, Severity, TextPlace
from generator.opc import open_package
from generator.typeset.fonts.catalog import FACES_FOLDER
from generator.typeset.libreoffice_fonts import environment, lay_out_fonts
from generator.typeset.ooxml.xml import parse_part
from generator.typeset.scratch import disk

OLDEST_VERSION = (7, 4)
"""The first whose export takes its options as JSON."""

_EXPORT_OPTIONS = {
    "SelectPdfVersion": {"type": "long", "value": "2"},
    "UseTaggedPDF": {"type": "boolean", "value": "true"},
    "PDFUACompliance": {"type": "boolean", "value": "true"},
    "ExportFormFields": {"type": "boolean", "value": "false"},
}
_SECONDS_TO_START = 45.0
_SECONDS_A_DOCUMENT = 15.0
_SECONDS_TO_PROBE = 30.0
_VERSION = re.compile(r"LibreOffice\D*(\d+)\.(\d+)")
_USUAL_PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice/program/soffice.com",
)
_LOADED_AT_OPENING = ("image", "oleObject", "frame", "subDocument", "aFChunk", "video", "audio")
_REGISTRY = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""Macros off; links to elsewhere neither loaded (the document is no trusted place) nor updated."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """A PDF that LibreOffice made, opened and counted."""

    pdf: bytes
    pages: int


class LibreOffice:
    """LibreOffice with a profile of its own. One conversion at a time.

    Args:
        program: ``soffice``; None seeks it on the path and in the usual places.
        font_folders: A workspace's own fonts; LibreOffice sees them beside the computer's.
        seconds_to_start: How long LibreOffice may take to start.
        seconds_a_document: How long a document may take; a call that makes none in both together is ended.
    """

    def __init__(
        self,
        *,
        program: Path | None = None,
        font_folders: Sequence[Path] = (),
        seconds_to_start: float = _SECONDS_TO_START,
        seconds_a_document: float = _SECONDS_A_DOCUMENT,
    ) -> None:
        self._program = program
        self._font_folders = (*font_folders, FACES_FOLDER)
        self._seconds_to_start = seconds_to_start
        self._seconds_a_document = seconds_a_document
        self._folder: Path | None = None

    @functools.cached_property
    def version(self) -> str:
        """What ``soffice --version`` says, probed once.

        Raises:
            TypesettingFailed: LibreOffice is not there, does not answer, or is too old.
        """
        program = self._program or find_program()
        if program is None:
            raise TypesettingFailed(
                message("LibreOffice is not on this computer; install it, or take out of the letter what needs it")
            )
        said = _asked_for_version(program)
        found = _VERSION.search(said)
        if found is None or (int(found[1]), int(found[2])) < OLDEST_VERSION:
            raise TypesettingFailed(
                message(
                    "LibreOffice at {program} is too old or does not answer ({said}); version {oldest} or newer is needed",
                    program=str(program),
                    said=said.strip()[:100] or "-",
                    oldest=".".join(map(str, OLDEST_VERSION)),
                )
            )
        self._program = program
        return said.strip().splitlines()[0]

    def is_available(self) -> bool:
        """Whether LibreOffice is there and new enough."""
        try:
            return bool(self.version)
        except TypesettingFailed:
            return False

    def convert(
        self, documents: Mapping[str, bytes], *, clock: datetime
    ) -> dict[str, Conversion | TypesettingFailed | UnsupportedConstruct | DocumentUnreadable]:
        """Make a PDF of each document, all in one call of LibreOffice where it bears that.

        Args:
            documents: DOCX by the name that messages give it; the name reaches neither disk nor PDF.
            clock: The date that the PDFs bear.

        Returns:
            For each name its PDF, or why there is none.

        Raises:
            TypesettingFailed: LibreOffice is not there or too old.
            DiskRefused: The folder for temporary files takes no more.
        """
        assert self.version
        outcomes: dict[str, Conversion | TypesettingFailed | UnsupportedConstruct | DocumentUnreadable] = {}
        for name, document in documents.items():
            try:
                _refuse_what_loads_from_outside(document, name)
            except (UnsupportedConstruct, DocumentUnreadable) as error:
                outcomes[name] = error
        waiting = [name for name in documents if name not in outcomes]
        while waiting:
            made = dict(zip(waiting, self._run([documents[name] for name in waiting]), strict=True))
            outcomes |= {name: _judged(pdf, name, clock) for name, pdf in made.items() if pdf is not None}
            waiting = [name for name, pdf in made.items() if pdf is None]
            if waiting:
                # LibreOffice takes them in order, so the first without a PDF may be what stopped it: that one alone.
                suspect = waiting.pop(0)
                outcomes[suspect] = _judged(self._run([documents[suspect]])[0], suspect, clock)
        return {name: outcomes[name] for name in documents}

    def _run(self, documents: Sequence[bytes]) -> list[bytes | None]:
        """Call soffice once; None for each document of which it made no file."""
        limit = self._seconds_to_start + self._seconds_a_document
        with disk(), tempfile.TemporaryDirectory(prefix="letters-", dir=self._home()) as folder:
            inputs = [Path(folder, f"{number}.docx") for number in range(len(documents))]
            for path, document in zip(inputs, documents, strict=True):
                path.write_bytes(document)
            finished = self._called([str(path) for path in inputs], Path(folder), limit)
            made = [_content(path.with_suffix(".pdf")) for path in inputs]
        if not finished or None in made:
            self._forget_profile()
        return made

    def _called(self, inputs: list[str], outputs: Path, limit: float) -> bool:
        profile = self._home() / "profile"
        command = [
            str(self._program),
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--norestore",
            "--nologo",
            "--nolockcheck",
            "--nodefault",
            "--convert-to",
            f"pdf:writer_pdf_Export:{json.dumps(_EXPORT_OPTIONS, separators=(',', ':'))}",
            "--outdir",
            str(outputs),
            *inputs,
        ]

        def set_so_far() -> int:
            return sum(1 for _ in outputs.glob("*.pdf"))

        return _call(command, limit, set_so_far, environment(profile / "user")) is not None

    def _home(self) -> Path:
        """The folder of this process, with a profile in it that loads nothing from outside."""
        if self._folder is None:
            with disk():
                self._folder = Path(tempfile.mkdtemp(prefix="brieven-libreoffice-"))
                weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        user = self._folder / "profile" / "user"
        if not user.is_dir():
            with disk():
                user.mkdir(parents=True)
                (user / "registrymodifications.xcu").write_text(_REGISTRY, encoding="utf-8", newline="\n")
                lay_out_fonts(user, self._font_folders)
        return self._folder

    def _forget_profile(self) -> None:
        """A profile may be locked or broken after a crash; the next call starts with a new one."""
        if self._folder is not None:
            shutil.rmtree(self._folder / "profile", ignore_errors=True)


def find_program() -> Path | None:
    """``soffice`` on the path, or where its installers put it; None where there is none."""
    for name in ("soffice.com", "soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return Path(found)
    return next((Path(place) for place in _USUAL_PLACES if Path(place).is_file()), None)


def outside_standard(name: str) -> Problem:
    """The warning that goes with every PDF of LibreOffice's: what it cannot claim."""
    return Problem(
        code="set-by-libreoffice",
        severity=Severity.WARNING,
        place=TextPlace("word/document.xml"),
        cause=message(
            "{name} was set by LibreOffice: its PDF keeps to PDF/A-2b at most, and not to PDF/A-2a or PDF/UA", name=name
        ),
        remedy=message(
            "take out what the typesetter cannot set, where the archive or the law on accessibility asks for more"
        ),
    )


def _asked_for_version(program: Path) -> str:
    return _call([str(program), "--version"], _SECONDS_TO_PROBE) or ""


def _call(
    command: list[str],
    limit: float,
    progress: Callable[[], int] = lambda: 0,
    variables: Mapping[str, str] | None = None,
) -> str | None:
    """Run a program; what it printed, or None where it could not start, failed, or had to be killed.

    Args:
        command: The program and its arguments.
        limit: Seconds after which it is killed unless ``progress`` has changed; then it gets as many again.
        progress: How far it has come.
        variables: What it is started with; None for this process's own.
    """
    try:
        process = subprocess.Popen(  # noqa: S603  our own list of arguments, no shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=variables,
            start_new_session=os.name == "posix",
        )
    except OSError:
        return None
    with process:
        reached = progress()
        while True:
            try:
                said, _ = process.communicate(timeout=limit)
                break
            except subprocess.TimeoutExpired:
                before, reached = reached, progress()
                if reached == before:
                    _kill(process)
                    return None
            except BaseException:
                _kill(process)
                raise
    return said.decode("utf-8", "replace") if process.returncode == 0 else None


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the program with all that it started: ``soffice`` is a shell around the one that works."""
    if sys.platform == "win32":
        taskkill = ["taskkill", "/PID", str(process.pid), "/T", "/F"]
        subprocess.run(taskkill, capture_output=True, check=False)  # noqa: S603  our own list of arguments, no shell
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.communicate()


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes() or None
    except FileNotFoundError:
        return None


def _judged(pdf: bytes | None, name: str, clock: datetime) -> Conversion | TypesettingFailed:
    if pdf is None:
        return _failed(
            message(
                "LibreOffice made no PDF of {name}, twice; open the document in LibreOffice or Word to see what is wrong with it",
                name=name,
            )
        )
    # What rewrites a PDF takes a while to load, and most processes never need it.
    from generator.typeset.dated_pdf import UnsoundPdf, dated

    try:
        return Conversion(*dated(pdf, clock))
    except UnsoundPdf as error:
        return _failed(
            message(
                "what LibreOffice made of {name} is no sound PDF ({why}); try again", name=name, why=str(error)[:200]
            )
        )


def _failed(said: Message) -> TypesettingFailed:
    return TypesettingFailed(said)


def _refuse_what_loads_from_outside(document: bytes, name: str) -> None:
    """LibreOffice would fetch a linked image or object; nothing from outside reaches a letter."""
    package = open_package(document, refuse=DocumentUnreadable, name=name)
    found = [
        Problem(
            code="external-target",
            severity=Severity.ERROR,
            place=TextPlace(part.replace("_rels/", "").removesuffix(".rels")),
            cause=message("something is loaded from outside the document ({kind})", kind=kind),
            remedy=message("insert it into the document instead of linking to it"),
        )
        for part in package
        if part.endswith(".rels")
        for relationship in parse_part(package.part(part))
        if relationship.get("TargetMode") == "External"
        for kind in [(relationship.get("Type") or "").rpartition("/")[2]]
        if kind in _LOADED_AT_OPENING
    ]
    if found:
        raise UnsupportedConstruct(message("{name} loads something from outside; a letter may not", name=name), found)
