"""The compiler: a Word file in, a :class:`CompiledTemplate` or all its problems out.

The stages, in order: package, merge fields that become tags, joined runs, trimming, hoisting, cells, syntax,
blocks, paragraphs that may be left out, Jinja source, code.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jinja2 import TemplateSyntaxError, Undefined, pass_context

from generator.errors import TemplateUnreadable, message
from generator.model import FilePlace, Problem, Severity, TextPlace
from generator.opc import open_package
from generator.template.attributes import take_attributes, take_properties
from generator.template.blocks import check_blocks, opens_block
from generator.template.cells import set_cell_properties
from generator.template.compiled import CompiledPart, CompiledTemplate, Loose, Mode
from generator.template.content_controls import untie_content_controls
from generator.template.defusing import defuse, defuse_part
from generator.template.drawings import highest_drawing_id, number_looped_drawings
from generator.template.filters import add_custom_filters, letter_filters
from generator.template.findings import Findings
from generator.template.hoisting import hoist
from generator.template.joining import join_runs
from generator.template.leaving_out import leave_out_empty
from generator.template.leftovers import tell_lost_fields, tell_spaced_tags
from generator.template.mending import complete, risks
from generator.template.merge_fields.runtime import MERGE_FILTERS
from generator.template.merge_fields.stage import merge_fields_to_tags
from generator.template.missing import LenientMissing, RecordedMissing, StrictMissing
from generator.template.names import NameUse, name_uses
from generator.template.notes import NOTE_KINDS
from generator.template.ooxml import XML_DECLARATION, parse, serialize
from generator.template.package import CONTENT_TYPES, TemplatePackage
from generator.template.part import Part
from generator.template.passing_over import ANYTHING
from generator.template.remainder import Remainder, leave_out_faulty, remainder
from generator.template.sandbox import LetterContext, Sandbox, spend
from generator.template.sites import note_sites
from generator.template.source import (
    BOUNDED,
    FILLED,
    TEXT_OF,
    PartSource,
    compile_source,
    part_source,
    positions,
    with_literal_braces,
    writer_name,
)
from generator.template.syntax import check_syntax
from generator.template.tags import Tag, TagList
from generator.template.trimming import trim_paragraphs
from generator.template.writing import text_of_block, writer
from generator.template.zipping import Entry, deflated

_KEEPING = frozenset({"macro", "call", "filter"})
_NO_FILTERS: Mapping[str, str] = MappingProxyType({})


def compile_template(
    source: Path | bytes, *, name: str = "", filters: Mapping[str, str] = _NO_FILTERS
) -> CompiledTemplate:
    """Read, check and compile a Word file with tags.

    Args:
        source: The file, or its bytes.
        name: What the reader calls it; the file's own name where none is given.
        filters: Filters of the workspace by name, each a Jinja expression in ``value``.

    Raises:
        TemplateUnreadable: The file cannot be read, or its tags cannot; ``findings`` are all problems.
    """
    compilation = _Compilation(source, name, dict(filters))
    parts = compilation.read()
    if compilation.findings.errors:
        raise compilation.refusal()
    template = compilation.compiled(parts)
    if compilation.findings.errors:
        raise compilation.refusal()
    return template


def compile_remainder(source: Path | bytes, *, name: str = "", filters: Mapping[str, str] = _NO_FILTERS) -> Remainder:
    """What can still be checked of a template that :func:`compile_template` refuses for its tags.

    Args:
        source: The file, or its bytes.
        name: What the reader calls it.
        filters: Filters of the workspace.

    Raises:
        TemplateUnreadable: The file cannot be read at all.
    """
    compilation = _Compilation(source, name, dict(filters))
    parts = compilation.read()
    given = leave_out_faulty(parts, compilation.tags, compilation.findings.errors, compilation.environment)
    return remainder(compilation.compiled(parts), given)


def _again(data: bytes, name: str, filters: Mapping[str, str]) -> CompiledTemplate:
    return compile_template(data, name=name, filters=filters)


class _Compilation:
    def __init__(self, source: Path | bytes, name: str, filters: dict[str, str]) -> None:
        self.name = name or (source.name if isinstance(source, Path) else "")
        package = open_package(source, refuse=TemplateUnreadable, name=self.name or "template")
        self.package = TemplatePackage(package, self.name)
        self.data = source if isinstance(source, bytes) else source.read_bytes()
        self.filters = filters
        self.findings = Findings()
        self.tags = TagList()
        self.environment = self._environment()
        self.styles = self.package.styles()

    def read(self) -> list[Part]:
        """The parts that may hold tags, every tag found and judged; what is wrong is in ``findings``."""
        self.package.become_document()
        defuse(self.package, self.findings)
        parts = [self._story(name) for name in self.package.stories()]
        parts += [self._properties(name) for name in self.package.properties()]
        self._tell_out_of_reach({part.name for part in parts})
        return parts

    def compiled(self, parts: list[Part]) -> CompiledTemplate:
        """The template, without the parts that cannot be compiled: those are told in ``findings``."""
        with_tags = [part for part in parts if positions(part.root, self.tags)]
        drawing_id = max((highest_drawing_id(each) for each in parts), default=0)
        for part in with_tags:
            part.risks = risks(part.root, self.tags)
            number_looped_drawings(part, self.tags)
            leave_out_empty(part, self.tags)
        for tag in self.tags.tags:
            self.environment.filters[writer_name(tag.number)] = writer(tag.site)
        uses: list[NameUse] = []
        compiled = [each for part in with_tags if (each := self._code(part, uses)) is not None]
        statics, loose = self._statics({part.name for part in with_tags}, parts)
        return CompiledTemplate(
            name=self.name,
            sha256=self.package.package.sha256,
            parts=tuple(compiled),
            statics=statics,
            loose=loose,
            environments=self._modes(),
            styles=self.styles,
            main=self.package.main,
            drawing_id=drawing_id,
            list_number=self.package.highest_number(),
            names=tuple(uses),
            warnings=self.findings.others,
            remake=(_again, (self.data, self.name, self.filters)),
        )

    def _tell_out_of_reach(self, reached: set[str]) -> None:
        """Tags in charts, diagrams and comments are told, for they would go out as they stand."""
        for name in self.package.names:
            if name in reached or not name.startswith("word/") or not name.endswith(".xml"):
                continue
            if any(mark in self.package.package.part(name) for mark in (b"{{", b"{%")):
                self.findings.warning(
                    "tag-out-of-reach",
                    TextPlace(name),
                    message("a tag stands in a chart, diagram or comment, where it is not filled in"),
                    message("put it in the text, or write it out"),
                )

    def _story(self, name: str) -> Part:
        part = Part(name, parse(self.package.package.part(name)))
        first = len(self.tags.tags)
        merge_fields_to_tags(part, self.tags, self.findings)
        tell_lost_fields(part, self.findings)
        defuse_part(part, self.package, self.findings)
        join_runs(part, self.tags, self.findings)
        tell_spaced_tags(part, self.findings)
        untie_content_controls(part, self.tags, self.findings)
        take_attributes(part, self.tags, self.findings)
        trim_paragraphs(part, self.tags)
        note_sites(part, self.tags)
        hoist(part, self.tags, self.findings)
        complete(part.root)
        regrid = set_cell_properties(part, self.tags, self.findings)
        levels = {each.level for each in self.tags.tags[first:]}
        part.regrids = regrid or "tc" in levels
        self._judge(part)
        return part

    def _properties(self, name: str) -> Part:
        part = Part(name, parse(self.package.package.part(name)))
        take_properties(part, self.tags, self.findings)
        self._judge(part)
        return part

    def _judge(self, part: Part) -> None:
        in_order = positions(part.root, self.tags)
        for tag, _node in in_order:
            check_syntax(tag, self.environment, self.findings)
        check_blocks(in_order, self.findings)

    def _code(self, part: Part, uses: list[NameUse]) -> CompiledPart | None:
        source = part_source(part.root, self.tags)
        try:
            tree = self.environment.parse(source.text)
            found = list(name_uses(tree, source))
            uses += [use for use, _tag in found]
            code = compile_source(source, self.environment, part.name)
        except (TemplateSyntaxError, SyntaxError, RecursionError) as error:
            self._tell_uncompiled(part, source, error)
            return None
        by_tag: dict[int, list[str]] = {}
        for use, tag in found:
            by_tag.setdefault(tag, []).append(use.path)
        return CompiledPart(
            part.name,
            code,
            source,
            {tag: tuple(paths) for tag, paths in by_tag.items()},
            risks=part.risks,
            regrids=part.regrids,
            paragraphs=tuple(part.numbered_now()),
            texts=part.texts,
            verified=any(tag.keyword in _KEEPING or (tag.keyword == "set" and opens_block(tag)) for tag in source.tags),
        )

    def _tell_uncompiled(self, part: Part, source: PartSource, error: Exception) -> None:
        line = getattr(error, "lineno", None) if isinstance(error, TemplateSyntaxError) else None
        tag: Tag | None = source.tag_at(line) if line else None
        self.findings.error(
            "tag-syntax",
            tag.place if tag else TextPlace(part.name),
            message("the tags cannot be read together ({why})", why=str(error)[:200]),
            message("simplify the blocks around this place"),
        )

    def refusal(self) -> TemplateUnreadable:
        """What is told of a template of which no letter can be made."""
        return TemplateUnreadable(
            message("{name} has tags that cannot be used; correct them in Word", name=self.name)
            if self.name
            else message("the template has tags that cannot be used; correct them in Word"),
            self._in_order_of_the_text(),
        )

    def _in_order_of_the_text(self) -> list[Problem]:
        """All findings as a reader meets them, part by part; each step of the compiler went through the whole text."""
        ranks = {name: rank for rank, name in enumerate(self.package.stories())}

        def spot(problem: Problem) -> tuple[int, int]:
            place = problem.place
            if not isinstance(place, TextPlace):
                return len(ranks), 0
            return ranks.get(place.part, len(ranks)), place.paragraph or 0

        return sorted(self.findings.problems, key=spot)

    def _environment(self) -> Sandbox:
        environment = Sandbox(StrictMissing)
        environment.filters.update(letter_filters())
        environment.filters.update(MERGE_FILTERS)
        environment.filters.update({BOUNDED: _bounded, FILLED: str.strip, TEXT_OF: text_of_block})
        for name, expression in self.filters.items():
            try:
                add_custom_filters(environment, {name: expression})
            except TemplateSyntaxError as error:
                raise TemplateUnreadable(
                    message("a filter in the settings cannot be used"),
                    [
                        Problem(
                            "filter-invalid",
                            Severity.ERROR,
                            FilePlace(Path("brieven.toml")),
                            message(
                                "the filter “{name}” is no Jinja expression ({why})", name=name, why=str(error.message)
                            ),
                            message("write an expression in value, such as {example}", example="value|upper"),
                        )
                    ],
                ) from error
        return environment

    def _modes(self) -> Mapping[Mode, Sandbox]:
        lenient = self.environment.overlay(undefined=LenientMissing)
        check = self.environment.overlay(undefined=RecordedMissing)
        check.globals = {**check.globals, ANYTHING: LenientMissing(name=ANYTHING)}
        return {"strict": self.environment, "lenient": lenient, "check": check}

    def _statics(self, dynamic: set[str], parsed: list[Part]) -> tuple[dict[str, Entry], Loose]:
        """Entries that are the same in each letter, and the bytes of those that pictures may still add to."""
        statics: dict[str, Entry] = {}
        loose: dict[str, bytes] = {}
        styles, numbering = self.package.related("styles") or "", self.package.related("numbering") or ""
        notes = {kind: name for kind in NOTE_KINDS if (name := self.package.related(f"{kind}s")) is not None}
        rewritten = {part.name: part for part in parsed}
        for name in self.package.names:
            if name in dynamic:
                continue
            changed = self.package.changed(name)
            if changed is None and name in rewritten and rewritten[name].changed:
                changed = (XML_DECLARATION + with_literal_braces(serialize(rewritten[name].root))).encode()
            if changed is None:
                raw = self.package.package.raw(name)
                statics[name] = Entry(name.encode(), raw.method, raw.crc32, raw.size, raw.compressed)
            else:
                statics[name] = deflated(name, changed)
            if name == CONTENT_TYPES or name.endswith(".rels") or name in (styles, numbering, *notes.values()):
                loose[name] = changed if changed is not None else self.package.package.part(name)
        return statics, Loose(loose, styles, numbering, notes)


@pass_context
def _bounded(context: LetterContext, iterable: Any, size: int) -> Any:
    """What a loop runs over, paid for beforehand."""
    if iterable is None:
        return ()
    if isinstance(iterable, Undefined):
        return list(iterable)
    items = iterable if isinstance(iterable, list | tuple | range | str | Mapping) else list(iterable)
    spend(context, len(items), len(items) * size)
    return items
