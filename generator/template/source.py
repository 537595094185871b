"""Jinja source of a part, one tag a line, so that any line of the compiled code leads back to its tag."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from types import CodeType
from typing import Any

from jinja2 import nodes

from generator.template.blocks import Position
from generator.template.missing import TEMPLATE_FILE
from generator.template.ooxml import Element, serialize
from generator.template.passing_over import pass_over
from generator.template.sandbox import BLOCK, BLOCK_END, OURS, VARIABLE, VARIABLE_END, Sandbox
from generator.template.tags import ATTRIBUTE_CLOSE, ATTRIBUTE_OPEN, Tag, TagList, is_tag

_TAG = re.compile(rf"<\?tag (\d+)\?>|{ATTRIBUTE_OPEN}(\d+){ATTRIBUTE_CLOSE}")
_LITERALS = {"{_{": "{{", "}_}": "}}", "{_%": "{%", "%_}": "%}"}
_LITERAL = re.compile("|".join(map(re.escape, _LITERALS)))
FILLED = f"{OURS}filled"
BOUNDED = f"{OURS}bounded"
TEXT_OF = f"{OURS}text"


@dataclass(slots=True)
class PartSource:
    """What Jinja reads of a part.

    Attributes:
        text: Static markup with the tags in it.
        lines: The line on which each tag starts, rising.
        tags: The tags, in the same order.
    """

    text: str
    lines: list[int]
    tags: list[Tag]

    def tag_at(self, line: int) -> Tag | None:
        """The tag on this line of the source, or the last one before it."""
        index = bisect.bisect_right(self.lines, line) - 1
        return self.tags[index] if index >= 0 else None


def positions(root: Element, tags: TagList) -> list[Position]:
    """All tags of the tree in document order, with their node or, in an attribute, what names it."""
    found: list[Position] = []
    for node in root.iter():
        if is_tag(node):
            found.append((tags.of(node), node))
            continue
        for name, value in node.attrib.items():
            if ATTRIBUTE_OPEN in value:
                found += [
                    (tags.tags[int(match.group(2))], f"{id(node)} {name!s}") for match in _TAG.finditer(str(value))
                ]
    return found


def part_source(root: Element, tags: TagList) -> PartSource:
    """Write the tree with its tags as Jinja source."""
    pieces: list[str] = []
    lines: list[int] = []
    in_order: list[Tag] = []
    line, position = 1, 0
    xml = serialize(root)
    for match in _TAG.finditer(xml):
        static = with_literal_braces(xml[position : match.start()])
        position = match.end()
        tag = tags.tags[int(match.group(1) or match.group(2))]
        line += static.count("\n") + 1
        lines.append(line)
        in_order.append(tag)
        opening, closing = (BLOCK, BLOCK_END) if tag.kind == "statement" else (VARIABLE, VARIABLE_END)
        before = "-" if tag.trim_before == "-" else ""
        after = "-" if tag.trim_after == "-" else ""
        pieces += [static, opening, before, "\n", tag.body.replace("\n", " "), after, closing]
    pieces.append(with_literal_braces(xml[position:]))
    return PartSource("".join(pieces), lines, in_order)


def compile_source(
    source: PartSource, environment: Sandbox, name: str, *, without: frozenset[int] = frozenset()
) -> CodeType:
    """Compile a part: each expression to its writer, each loop to its bounds.

    Args:
        source: The part.
        environment: The sandbox.
        name: The part's name within the package.
        without: Numbers of tags to leave out: expressions write nothing, loops take one turn, and all branches of a
            condition are taken, so that what stands in them is looked at.
    """
    tree = environment.parse(source.text)
    if without:
        pass_over(tree, lambda node: (tag := source.tag_at(node.lineno)) is not None and tag.number in without)
    _Weaver(source, environment).weave(tree)
    return environment.compile(tree, name, f"{TEMPLATE_FILE}{name}>")


def with_literal_braces(static: str) -> str:
    """The way of docxtpl to write braces that are no tag: ``{_{`` for ``{{``."""
    return _LITERAL.sub(lambda match: _LITERALS[match.group()], static) if "_" in static else static


class _Weaver:
    def __init__(self, source: PartSource, environment: Sandbox) -> None:
        self.source = source
        self.environment = environment

    def weave(self, tree: nodes.Template) -> None:
        for output in list(tree.find_all(nodes.Output)):
            output.nodes = [self._output(each) for each in output.nodes]
        for loop in list(tree.find_all(nodes.For)):
            size = _size(loop.body)
            loop.iter = self._filter(loop.iter, BOUNDED, [nodes.Const(size)])
            self.environment.largest_macro = max(self.environment.largest_macro, size)
        bodies = [each.body for each in tree.find_all(nodes.Macro)] + [
            each.body for each in tree.find_all(nodes.CallBlock)
        ]
        self.environment.largest_macro = max([self.environment.largest_macro, *map(_size, bodies)])
        for assignment in list(tree.find_all(nodes.Assign)):
            if isinstance(assignment.target, nodes.Name) and assignment.target.name.startswith(OURS):
                assignment.node = self._written(assignment.node, assignment.lineno)
        _mark_lines(tree)
        for block in tree.find_all(nodes.FilterBlock):
            block.filter = self._of_block(block.filter, block.lineno)
        for kept in tree.find_all(nodes.AssignBlock):
            if kept.filter is not None:
                kept.filter = self._of_block(kept.filter, kept.lineno)

    def _of_block(self, filter_: nodes.Filter, line: int) -> nodes.Filter:
        """A filter over a whole block sees its words, and its outcome is written as text."""
        innermost = filter_
        while isinstance(innermost.node, nodes.Filter):
            innermost = innermost.node
        innermost.node = nodes.Filter(None, TEXT_OF, [], [], None, None, lineno=line)
        return self._written(filter_, line)

    def _output(self, child: nodes.Expr) -> nodes.Expr:
        if isinstance(child, nodes.TemplateData):
            return child
        if isinstance(child, nodes.Name) and child.name.startswith(OURS):
            return child
        return self._written(child, child.lineno)

    def _written(self, child: nodes.Node, line: int) -> nodes.Filter:
        tag = self.source.tag_at(line)
        return self._filter(child, writer_name(tag.number if tag else 0), [])

    @staticmethod
    def _filter(child: Any, name: str, arguments: list[Any]) -> nodes.Filter:
        return nodes.Filter(child, name, arguments, [], None, None, lineno=child.lineno)


def _mark_lines(tree: nodes.Template) -> None:
    """Put a statement without effect before each ``{% with %}``: Jinja notes no line for it, and its values may fail."""
    for node in [tree, *tree.find_all(nodes.Node)]:
        for name, value in node.iter_fields():
            if isinstance(value, list) and any(isinstance(each, nodes.With) for each in value):
                setattr(node, name, [each for child in value for each in _with_line(child)])


def _with_line(node: nodes.Node) -> list[nodes.Node]:
    line = nodes.ExprStmt(nodes.Const(None, lineno=node.lineno), lineno=node.lineno)
    return [line, node] if isinstance(node, nodes.With) else [node]


def writer_name(number: int) -> str:
    """How the environment calls the writer of tag ``number``."""
    return f"{OURS}w{number}"


def _size(body: list[nodes.Node]) -> int:
    """Characters of static markup in a block, as far as they come out with each turn of it."""
    size = 0
    for node in body:
        if isinstance(node, nodes.TemplateData):
            size += len(node.data)
        elif not isinstance(node, nodes.For | nodes.Macro):
            size += _size(list(node.iter_child_nodes()))
    return size
