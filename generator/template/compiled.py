"""A compiled template: what is the same in every letter is ready, what differs is code."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from types import CodeType
from typing import Any, Literal

from lxml import etree

from generator.errors import Message, RenderFailed, message
from generator.model import Problem, Severity, TextPlace
from generator.template.checking import Checker, problem_of
from generator.template.letter import NUMBERING_TYPE, Letter, NoteKind, Styles
from generator.template.limits import BudgetSpent, budget_in_use
from generator.template.mending import mend, needs_mending
from generator.template.missing import TEMPLATE_FILE, recorder
from generator.template.names import NameUse
from generator.template.notes import NEW_PARTS, content_type, relationship_type, with_notes
from generator.template.ooxml import XML_DECLARATION
from generator.template.package import CONTENT_TYPES, relationships_name, with_content_types, with_relationships
from generator.template.sandbox import LetterContext, Sandbox
from generator.template.shape import LetterShape, numbered_pieces, shape_of
from generator.template.source import PartSource, compile_source
from generator.template.subdocument import with_numbering, with_styles
from generator.template.tags import Tag
from generator.template.tracing import Origins, marked, traced_paragraphs
from generator.template.zipping import Entry, Prefix, deflated

NUMBERING_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
Mode = Literal["strict", "lenient", "check"]
_MOST_FAILURES = 24
"""Tags of a part that may fail before a check gives up on what is behind them."""


@dataclass(slots=True)
class CompiledPart:
    """A part with tags in it.

    Attributes:
        uses: The names that each tag uses, by its number.
        risks: Elements that may be left without a paragraph, row or cell, so they are looked at after rendering.
        regrids: The number of cells in a row may change, so the grid of its table is fitted again.
        verified: Blocks of the template are kept in variables, so that markup may end up where it does not belong.
        paragraphs: The number in the template of each of its paragraphs, as they stand in the source.
        texts: The text of each paragraph of the template, by its number.
    """

    name: str
    code: CodeType
    source: PartSource
    uses: Mapping[int, tuple[str, ...]]
    risks: frozenset[str]
    regrids: bool
    verified: bool
    paragraphs: tuple[int, ...] = ()
    texts: Mapping[int, str] = field(default_factory=dict)
    roots: dict[Mode, Callable[[LetterContext], Any]] = field(default_factory=dict)
    lines: list[tuple[int, int]] = field(default_factory=list)
    lessened: dict[frozenset[int], CompiledPart] = field(default_factory=dict)
    with_marks: CompiledPart | None = None
    pieces: dict[int, int] = field(default_factory=dict)

    def root(self, mode: Mode, environment: Sandbox) -> Callable[[LetterContext], Any]:
        """The function that renders the part in this mode."""
        found = self.roots.get(mode)
        if found is None:
            module: dict[str, Any] = {"environment": environment, "__file__": self.code.co_filename}
            exec(self.code, module)  # noqa: S102 -- Jinja's own output, compiled from the sandbox's syntax tree
            found = self.roots[mode] = module["root"]
            pairs = (each.split("=") for each in module["debug_info"].split("&") if each)
            self.lines = [(int(python), int(line)) for line, python in pairs]
        return found

    def without(self, tags: frozenset[int], environment: Sandbox) -> CompiledPart:
        """The same part without the tags of these numbers, so that a check can go on behind them."""
        found = self.lessened.get(tags)
        if found is None:
            code = compile_source(self.source, environment, self.name, without=tags)
            found = self.lessened[tags] = replace(self, code=code, roots={}, lines=[], lessened={})
        return found

    def traced(self, environment: Sandbox) -> CompiledPart:
        """The same part with a mark at each paragraph, that says where it comes from."""
        if self.with_marks is None:
            code = compile_source(marked(self.source, self.paragraphs), environment, self.name)
            self.with_marks = replace(self, code=code, roots={}, lines=[], lessened={})
        return self.with_marks

    def tag_at(self, python_line: int) -> Tag | None:
        """The tag that a line of the compiled code comes from."""
        line = max((line for python, line in self.lines if python <= python_line), default=0, key=lambda each: each)
        for python, source_line in self.lines:
            if python > python_line:
                break
            line = source_line
        return self.source.tag_at(line)


@dataclass(frozen=True, slots=True)
class Examined:
    """A letter that was checked.

    Attributes:
        problems: All that would keep it from being made.
        shape: How it is put together; parts that fail are not in it.
    """

    problems: tuple[Problem, ...]
    shape: LetterShape


@dataclass(frozen=True, slots=True)
class Loose:
    """Static parts that a letter's values may add to.

    Attributes:
        parts: Their bytes, by name.
        styles: The name of the styles part, or ``""``.
        numbering: The name of the numbering part, or ``""``.
        notes: The names of the parts with notes; these may have tags in them.
    """

    parts: Mapping[str, bytes]
    styles: str
    numbering: str
    notes: Mapping[NoteKind, str]


class CompiledTemplate:
    """A template, ready to make letters. It keeps nothing of one letter for the next.

    Pickling sends the Word file's bytes; the other side compiles them again.

    Attributes:
        name: What the reader calls it.
        sha256: Of the Word file.
        names: Every use of a name of the context, in document order.
        warnings: What the compiler has to tell about a template that works.
    """

    def __init__(
        self,
        *,
        name: str,
        sha256: str,
        parts: tuple[CompiledPart, ...],
        statics: Mapping[str, Entry],
        loose: Loose,
        environments: Mapping[Mode, Sandbox],
        styles: Styles,
        main: str,
        drawing_id: int,
        list_number: int,
        names: tuple[NameUse, ...],
        warnings: tuple[Problem, ...],
        remake: tuple[Callable[..., CompiledTemplate], tuple[object, ...]],
    ) -> None:
        self.name = name
        self.sha256 = sha256
        self.names = names
        self.warnings = warnings
        self._parts = parts
        self._statics = statics
        self._loose = loose
        self._environments = environments
        self._styles = styles
        self._main = main
        self._drawing_id = drawing_id
        self._list_number = list_number
        self._remake = remake
        self._prefix = Prefix(list(statics.values()))
        for number, part in enumerate(parts):
            part.pieces.update(numbered_pieces(part.code, part=number))

    def __reduce__(self) -> tuple[Callable[..., CompiledTemplate], tuple[object, ...]]:
        return self._remake

    def __repr__(self) -> str:
        return f"<CompiledTemplate {self.name!r}: {len(self._parts)} parts with tags, {len(self.names)} uses of names>"

    def render(self, context: Mapping[str, object], *, lenient: bool = False) -> bytes:
        """Make one letter: a DOCX.

        Args:
            context: The names of the contract, or any others that the template uses.
            lenient: A name without a value is empty, not an error.

        Raises:
            RenderFailed: Values are missing or cannot be written; ``findings`` are all of them, with their places.
        """
        mode: Mode = "lenient" if lenient else "strict"
        letter = self._new_letter(lenient=lenient)
        names = {**self._environments[mode].globals, **context}
        rendered: list[tuple[str, bytes]] = []
        for part in self._parts:
            try:
                rendered.append((part.name, self._finished(part, "".join(self._rendered(part, mode, names, letter)))))
            except Exception as error:
                if isinstance(error, RenderFailed) and error.findings:
                    raise
                raise self._failure(part, error, context, lenient=lenient) from error
        return self._assembled(rendered, letter)

    def check(self, context: Mapping[str, object]) -> tuple[Problem, ...]:
        """All that would keep a letter from being made, without making it; a missing name is told wherever it stands."""
        return self.examine(context).problems

    def examine(self, context: Mapping[str, object], *, lenient: bool = False) -> Examined:
        """The same, and how the letter is put together; for a lenient letter a missing name is nothing to tell."""
        checker = Checker(context, lenient=lenient)
        environment = self._environments["check"]
        names = {**environment.globals, **context}
        token = recorder.set(None if lenient else checker.take_missing)
        try:
            rendered = [(part.pieces, self._check_part(part, names, checker)) for part in self._parts]
        finally:
            recorder.reset(token)
        return Examined(tuple(checker.problems), shape_of(rendered))

    def origins(self, context: Mapping[str, object]) -> Origins:
        """From which paragraphs of the template those of a letter come that :meth:`render` made of ``context``."""
        letter = self._new_letter()
        environment = self._environments["strict"]
        names = {**environment.globals, **context}
        paragraphs: dict[str, tuple[int, ...]] = {}
        for part in self._parts:
            traced = part.traced(environment)
            marks = self._finished(traced, "".join(self._rendered(traced, "strict", names, letter)))
            paragraphs[part.name] = traced_paragraphs(marks.decode())
        return Origins(paragraphs, {part.name: part.texts for part in self._parts})

    def _check_part(self, whole: CompiledPart, names: dict[str, Any], checker: Checker) -> list[str]:
        """Walk through a part, and where a tag fails once more without it: what is behind it is to be told as well.

        Returns:
            The pieces that make it; none where a tag fails.
        """
        environment = self._environments["check"]
        part, failed = whole, frozenset[int]()
        while True:
            part.root("check", environment)
            checker.part = part
            letter = self._new_letter(lenient=checker.lenient)
            try:
                pieces = self._rendered(part, "check", names, letter)
                self._finished(part, "".join(pieces))
            except Exception as error:  # noqa: BLE001 -- whatever goes wrong in a template is a finding
                line = _line_of(error)
                checker.take_error(error, line)
                tag = part.tag_at(line) if line else None
                if tag is None or tag.number in failed or len(failed) == _MOST_FAILURES:
                    return []
                if isinstance(error, BudgetSpent):
                    return []
                failed |= {tag.number}
                part = whole.without(failed, environment)
            else:
                return [] if failed else pieces

    def _new_letter(self, *, lenient: bool = False) -> Letter:
        notes = {**NEW_PARTS, **self._loose.notes}
        return Letter(self._styles, self._drawing_id, self._list_number, lenient, self._main, notes)

    def _rendered(self, part: CompiledPart, mode: Mode, names: dict[str, Any], letter: Letter) -> list[str]:
        environment = self._environments[mode]
        context = LetterContext(environment, names, part.name, {})
        context.letter = letter
        letter.part = part.name
        token = budget_in_use.set(letter.budget)
        try:
            return list(part.root(mode, environment)(context))
        finally:
            budget_in_use.reset(token)

    def _finished(self, part: CompiledPart, text: str) -> bytes:
        if part.regrids or (part.risks and needs_mending(text, part.risks)):
            text = mend(text)
        xml = (XML_DECLARATION + text).encode()
        if part.verified:
            _verify(part, xml)
        return xml

    def _failure(
        self, part: CompiledPart, error: Exception, context: Mapping[str, object], *, lenient: bool
    ) -> RenderFailed:
        findings = self.examine(context, lenient=lenient).problems
        errors = findings or (problem_of(error, part, _line_of(error), context),)
        return RenderFailed(_failed(self.name), errors)

    def _assembled(self, rendered: list[tuple[str, bytes]], letter: Letter) -> bytes:
        rendered = [(name, self._with_notes(name, xml, letter)) for name, xml in rendered]
        entries = [deflated(name, xml) for name, xml in rendered]
        if not (
            letter.relationships or letter.files or letter.style_xml or letter.added_numbering or letter.added_notes
        ):
            return self._prefix.with_entries(entries)
        changed = self._with_additions(letter, {name for name, _xml in rendered})
        new = [deflated(CONTENT_TYPES, changed.pop(CONTENT_TYPES))]
        new += [each for name, each in self._statics.items() if name != CONTENT_TYPES and name not in changed]
        new += [deflated(name, xml) for name, xml in sorted(changed.items())]
        new += [deflated(name, data) for name, (_kind, data) in sorted(letter.files.items())]
        return Prefix(new).with_entries(entries)

    @staticmethod
    def _with_notes(name: str, xml: bytes, letter: Letter) -> bytes:
        """A part with the notes that sub-documents added to it."""
        for kind, added in letter.added_notes.items():
            if letter.note_parts[kind] == name:
                return with_notes(xml, kind, added)
        return xml

    def _with_additions(self, letter: Letter, rendered: Collection[str]) -> dict[str, bytes]:
        """The static parts that pictures, links and sub-documents add to."""
        changed: dict[str, bytes] = {}
        overrides: dict[str, str] = {}
        if letter.style_xml and self._loose.styles:
            changed[self._loose.styles] = with_styles(
                self._loose.parts[self._loose.styles], [*letter.style_xml.values()]
            )
        if letter.added_numbering:
            name = self._loose.numbering
            if not name:
                name = "word/numbering.xml"
                overrides[name] = NUMBERING_CONTENT_TYPE
                letter.part = self._main
                letter.relate(NUMBERING_TYPE, "/" + name, external=False)
            changed[name] = with_numbering(self._loose.parts.get(name), letter.added_numbering)
        for kind, notes in letter.added_notes.items():
            name = letter.note_parts[kind]
            if name in rendered:
                continue
            changed[name] = with_notes(self._loose.parts.get(name), kind, notes)
            if kind not in self._loose.notes:
                overrides[name] = content_type(kind)
                letter.part = self._main
                letter.relate(relationship_type(kind), "/" + name, external=False)
        for part, added in letter.relationships.items():
            name = relationships_name(part)
            changed[name] = with_relationships(self._loose.parts.get(name), added)
        extensions = {name.rpartition(".")[2]: kind for name, (kind, _data) in letter.files.items()}
        changed[CONTENT_TYPES] = with_content_types(self._loose.parts[CONTENT_TYPES], extensions, overrides)
        return changed


def _failed(name: str) -> Message:
    if name:
        return message("{name} cannot become a letter with these data", name=name)
    return message("the template cannot become a letter with these data")


def _line_of(error: BaseException) -> int:
    """The innermost line of the template's code in the error's traceback; 0 where there is none."""
    line = 0
    for frame, number in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename.startswith(TEMPLATE_FILE):
            line = number
    return line


def _verify(part: CompiledPart, xml: bytes) -> None:
    try:
        etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        problem = Problem(
            "markup-damaged",
            Severity.ERROR,
            TextPlace(part.name),
            message("a block that the template keeps in a variable or macro does not fit where it is written"),
            message("write whole paragraphs with {tag}, in a paragraph of its own", tag="{{p … }}"),
        )
        raise RenderFailed(problem.message, [problem]) from error
