"""Damage Word files in every way that comes to mind, and hold the typesetter and the template compiler to their promise.

    python tests/faults/mutate_documents.py --count 10000 [--from FOLDER] [--subject typeset] [--seed 1] [--keep FOLDER]

The promise: whatever comes in is set or refused with a BrievenError; no other exception, no hang over ten seconds, no
more than 500 MB. A mutant is made from its number alone, so that a number is all that a report needs. A worker process
does the work; one that hangs or dies is counted, killed and replaced.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import re
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

from lxml import etree

sys.path.insert(0, str(Path(__file__).parent.parent))

from faults.seeds import seed_documents, unzipped, zipped

LIMIT_SECONDS = 10.0
LIMIT_MEGABYTES = 500
CLOCK = datetime(2018, 6, 28, tzinfo=UTC)

_EXTREMES = (
    "",
    "0",
    "-1",
    "1",
    "2147483648",
    "-99999999999",
    "1e308",
    "NaN",
    "abc",
    "\u202e",
    "65535",
    "auto",
    "A" * 5000,
    "../x",
)
_PARTS = ("word/document.xml", "word/styles.xml", "word/numbering.xml", "word/header1.xml", "word/settings.xml")

Mutator = Callable[[bytes, random.Random], bytes]


def mutant(number: int, seeds: Sequence[bytes]) -> bytes:
    """The mutant with this number: a seed with one to three kinds of damage."""
    chance = random.Random(number)
    document = chance.choice(seeds)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        try:
            document = chance.choice(_MUTATORS)(document, chance)
        except Exception:  # noqa: BLE001  what is damaged already may be more than a mutator can open
            break
    return document


def _flip_bytes(document: bytes, chance: random.Random) -> bytes:
    changed = bytearray(document)
    for _ in range(chance.choice((1, 2, 8, 64))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _truncate(document: bytes, chance: random.Random) -> bytes:
    return document[: chance.randrange(len(document))]


def _splice(document: bytes, chance: random.Random) -> bytes:
    start, size, target = (chance.randrange(len(document)) for _ in range(3))
    piece = document[start : start + size % 4096]
    return document[:target] + piece + document[target + chance.choice((0, len(piece))) :]


def _flip_bytes_in_part(document: bytes, chance: random.Random) -> bytes:
    parts = unzipped(document)
    name = chance.choice([each for each in parts if parts[each]])
    parts[name] = _flip_bytes(parts[name], chance)
    return zipped(parts)


def _empty_or_drop_part(document: bytes, chance: random.Random) -> bytes:
    parts = unzipped(document)
    name = chance.choice(list(parts))
    if chance.random() < 0.5:
        del parts[name]
    else:
        parts[name] = b""
    return zipped(parts)


def _swap_parts(document: bytes, chance: random.Random) -> bytes:
    parts = unzipped(document)
    one, other = chance.choice(list(parts)), chance.choice(list(parts))
    parts[one], parts[other] = parts[other], parts[one]
    return zipped(parts)


def _redirect(document: bytes, chance: random.Random) -> bytes:
    """A relationship that leads elsewhere: outside, to itself, to nothing, up and out."""
    parts = unzipped(document)
    name = chance.choice([each for each in parts if each.endswith(".rels")])
    root = etree.fromstring(parts[name])
    if len(root):
        relationship = chance.choice(list(root))
        relationship.set(
            "Target",
            chance.choice(["http://example.org/x", "../../../etc/passwd", "", "document.xml", "#x", "nope.xml"]),
        )
        if chance.random() < 0.5:
            relationship.set("TargetMode", "External")
    parts[name] = etree.tostring(root)
    return zipped(parts)


def _change_xml(change: Callable[[etree._Element, random.Random], None]) -> Mutator:
    def mutate(document: bytes, chance: random.Random) -> bytes:
        parts = unzipped(document)
        names = [name for name in parts if name in _PARTS] * 6 + [name for name in parts if name.endswith(".xml")]
        name = chance.choice(names)
        root = etree.fromstring(parts[name])
        for _ in range(chance.choice((1, 1, 3, 10))):
            change(root, chance)
        parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return zipped(parts)

    return mutate


def _any(root: etree._Element, chance: random.Random) -> etree._Element:
    return chance.choice(list(root.iter(etree.Element)))


def _delete(root: etree._Element, chance: random.Random) -> None:
    element = _any(root, chance)
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _repeat(root: etree._Element, chance: random.Random) -> None:
    element = _any(root, chance)
    if element.getparent() is not None and len(list(root.iter())) < 20_000:
        for _ in range(chance.choice((1, 2, 40))):
            element.addnext(etree.fromstring(etree.tostring(element)))


def _move(root: etree._Element, chance: random.Random) -> None:
    element, target = _any(root, chance), _any(root, chance)
    if target not in element.iter() and element.getparent() is not None:
        target.insert(chance.randrange(len(target) + 1), element)


def _nest(root: etree._Element, chance: random.Random) -> None:
    element = _any(root, chance)
    parent = element.getparent()
    if parent is None or len(list(element.iter())) > 200:
        return
    for _ in range(chance.choice((1, 10, 60, 300))):
        shell = etree.Element(element.tag, element.attrib)
        parent.replace(element, shell)
        shell.append(element)
        element = shell
        parent = element.getparent()
        if parent is None:
            return


def _rename(root: etree._Element, chance: random.Random) -> None:
    _any(root, chance).tag = _any(root, chance).tag


def _set_extreme(root: etree._Element, chance: random.Random) -> None:
    element = _any(root, chance)
    if element.attrib:
        element.set(chance.choice(list(element.attrib)), chance.choice(_EXTREMES))


def _drop_attribute(root: etree._Element, chance: random.Random) -> None:
    element = _any(root, chance)
    if element.attrib:
        del element.attrib[chance.choice(list(element.attrib))]


def _swap_attributes(root: etree._Element, chance: random.Random) -> None:
    one, other = _any(root, chance), _any(root, chance)
    for name, value in list(other.attrib.items()):
        one.set(name, value)


def _strange_text(root: etree._Element, chance: random.Random) -> None:
    _any(root, chance).text = chance.choice(
        [
            "{{",
            "{% for x in y %}",
            "{{ x }}",
            "\u0000".replace("\u0000", "\ufffd"),
            "\u202ertl",
            "\U0010ffff",
            "a" * 20_000,
            "#*_`$<>@\\/",
            "\u2028",
        ]
    )


_MUTATORS: tuple[Mutator, ...] = (
    _flip_bytes,
    _truncate,
    _splice,
    _flip_bytes_in_part,
    _flip_bytes_in_part,
    _empty_or_drop_part,
    _swap_parts,
    _redirect,
    *(
        _change_xml(change)
        for change in (
            _delete,
            _delete,
            _repeat,
            _move,
            _move,
            _nest,
            _rename,
            _rename,
            _set_extreme,
            _set_extreme,
            _set_extreme,
            _drop_attribute,
            _swap_attributes,
            _strange_text,
        )
    ),
)


Act = Callable[[bytes], object]


def typesetting() -> Act:
    """The typesetter, without the second engine: what it sets it shall set itself."""
    from generator.typeset import Typesetter

    typesetter = Typesetter(engine="typst")
    return lambda document: typesetter.set_document(document, clock=CLOCK, name="mutant.docx")


def templating() -> Act:
    """The template compiler, and the letter of nobody that it makes."""
    from generator.template import compile_template

    return lambda document: compile_template(document, name="mutant.docx").render({}, lenient=True)


SUBJECTS: Mapping[str, Callable[[], Act]] = {"typeset": typesetting, "template": templating}


def judged(document: bytes, act: Act) -> tuple[str, str]:
    """``done``, ``refused`` or ``broken``, and in the last case how."""
    from generator.errors import BrievenError

    try:
        act(document)
    except BrievenError as error:
        return "refused", type(error).__name__
    except Exception:  # noqa: BLE001  whatever it is, it is what is sought
        return "broken", traceback.format_exc(limit=-6)
    return "done", ""


def _work(connection: Connection, ready: Callable[[], Act], seeds: Sequence[bytes]) -> None:
    act = ready()
    connection.send("ready")
    while True:
        number = connection.recv()
        verdict = judged(mutant(number, seeds), act)
        connection.send((*verdict, _peak_megabytes()))


def _peak_megabytes() -> int:
    if sys.platform == "win32":
        return 0
    status = Path("/proc/self/status")
    if status.exists():
        # Linux hands getrusage's peak down from the process that started this one, however large that was.
        peak = re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="utf-8"))
        return int(peak[1]) >> 10 if peak else 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1 << 20 if sys.platform == "darwin" else 1 << 10)


class Worker:
    """A process that judges mutants by number; killed and replaced where it hangs, dies or grows too large."""

    def __init__(self, ready: Callable[[], Act], seeds: Sequence[bytes], *, seconds: float = LIMIT_SECONDS) -> None:
        self._ready = ready
        self._seconds = seconds
        self._seeds = seeds
        self._process: multiprocessing.process.BaseProcess | None = None
        self.peak_megabytes = 0

    def judge(self, number: int) -> tuple[str, str]:
        """The verdict on one mutant; one that hangs is tried once more, for a busy machine takes its time."""
        verdict = self._judge(number)
        return self._judge(number) if verdict[1].startswith("hung") else verdict

    def _judge(self, number: int) -> tuple[str, str]:
        """The verdict within the limits of time and memory."""
        connection = self._started()
        connection.send(number)
        try:
            if not connection.poll(self._seconds):
                self.stop()
                return "broken", f"hung for {self._seconds:.0f} s"
            verdict, how, peak = connection.recv()
        except (EOFError, ConnectionResetError):
            self.stop()
            return "broken", "the process died"
        self.peak_megabytes = max(self.peak_megabytes, peak)
        if peak > LIMIT_MEGABYTES:
            self.stop()
            return "broken", f"took {peak} MB"
        return verdict, how

    def stop(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process = None

    def _started(self) -> Connection:
        if self._process is None:
            context = multiprocessing.get_context("spawn")
            self._connection, theirs = context.Pipe()
            self._process = context.Process(target=_work, args=(theirs, self._ready, self._seeds), daemon=True)
            self._process.start()
            theirs.close()
            assert self._connection.recv() == "ready"
        return self._connection


def hunt(
    ready: Callable[[], Act], numbers: Sequence[int], seeds: Sequence[bytes]
) -> Iterator[tuple[int, str, str, float]]:
    """Judge mutants one after the other: number, verdict, how, seconds."""
    worker = Worker(ready, seeds)
    try:
        for number in numbers:
            started = time.perf_counter()
            verdict, how = worker.judge(number)
            yield number, verdict, how, time.perf_counter() - started
    finally:
        worker.stop()


def main(arguments: Sequence[str] | None = None) -> int:
    """Hunt and report; exit 1 where the promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0, help="the first mutant's number")
    parser.add_argument("--subject", choices=sorted(SUBJECTS), default="typeset")
    parser.add_argument("--from", dest="folder", type=Path, help="take the seeds from this folder too")
    parser.add_argument("--keep", type=Path, help="write the mutants that broke the promise here")
    asked = parser.parse_args(arguments)
    seeds = (
        [*seed_documents(), *(path.read_bytes() for path in sorted(asked.folder.rglob("*.docx")))]
        if asked.folder
        else seed_documents()
    )
    counts: Counter[str] = Counter()
    faults: dict[str, list[int]] = {}
    slowest = (0.0, 0)
    for number, verdict, how, seconds in hunt(
        SUBJECTS[asked.subject], range(asked.seed, asked.seed + asked.count), seeds
    ):
        counts[verdict] += 1
        slowest = max(slowest, (seconds, number))
        if verdict == "broken":
            faults.setdefault(how, []).append(number)
            if asked.keep:
                asked.keep.mkdir(parents=True, exist_ok=True)
                (asked.keep / f"{asked.subject}-{number}.docx").write_bytes(mutant(number, seeds))
    for how, numbers in sorted(faults.items(), key=lambda each: -len(each[1])):
        sys.stdout.write(f"{len(numbers)}x {how.rstrip()}\n    mutants {numbers[:8]}\n")
    sys.stdout.write(
        f"{asked.subject}: {counts['done']} done, {counts['refused']} refused, {counts['broken']} broke the promise; "
        f"slowest {slowest[0]:.2f} s (mutant {slowest[1]})\n"
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
