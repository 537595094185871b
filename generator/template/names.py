"""Which names a template uses, and where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import nodes

from generator.model import TextPlace
from generator.template.merge_fields.column_names import contract_paths, row_path
from generator.template.sandbox import OURS
from generator.template.source import PartSource

_GIVEN = frozenset({"range", "dict", "namespace", "cycler", "joiner", "loop", "caller", "varargs", "kwargs", "self"})
_SPARING = frozenset({"defined", "undefined", "default", "d"})

Scope = dict[str, str]


@dataclass(frozen=True, slots=True)
class NameUse:
    """A name of the context, used in a tag.

    Attributes:
        path: ``council.name``; ``publications[].title`` for what a loop takes of each item.
        place: Where.
        optional: True where the template itself says what happens when it has no value (``default``, ``is defined``).
    """

    path: str
    place: TextPlace
    optional: bool = False


def name_uses(tree: nodes.Template, source: PartSource) -> Iterator[tuple[NameUse, int]]:
    """All uses of names that the template does not make itself, in document order, with the number of their tag."""
    seen: set[tuple[str, int, bool]] = set()
    walker = _Walker()
    walker.visit_all(tree.body, {})
    for path, line, optional in walker.found:
        tag = source.tag_at(line)
        if tag is not None and (path, tag.number, optional) not in seen:
            seen.add((path, tag.number, optional))
            yield NameUse(path, tag.place, optional), tag.number


class _Walker:
    def __init__(self) -> None:
        self.found: list[tuple[str, int, bool]] = []

    def visit_all(self, body: list[nodes.Node], scope: Scope) -> None:
        for node in body:
            self.visit(node, scope)

    def visit(self, node: nodes.Node, scope: Scope, *, optional: bool = False) -> None:
        match node:
            case nodes.Name() | nodes.Getattr() | nodes.Getitem():
                self._use(node, scope, optional=optional)
            case nodes.For():
                self._loop(node, scope)
            case nodes.Assign():
                self.visit(node.node, scope)
                self._bind(node.target, _path(node.node, scope), scope)
            case nodes.AssignBlock():
                self.visit_all(node.body, dict(scope))
                self._bind(node.target, "", scope)
            case nodes.Macro() | nodes.CallBlock():
                self._macro(node, scope)
            case nodes.With():
                self._with(node, scope)
            case nodes.Filter(name="mergefield", node=nodes.Const(value=str() as field)):
                # An empty merge field is nothing out of the ordinary, except where a number is drawn: it would be 0.
                may_be_empty = not any(
                    isinstance(each, nodes.Const) and "#" in str(each.value) for each in node.args[:1]
                )
                self.found += [
                    (path, node.lineno, may_be_empty) for path in contract_paths(field) or (row_path(field),)
                ]
            case _:
                spared = node.node if isinstance(node, nodes.Test | nodes.Filter) and node.name in _SPARING else None
                for each in node.iter_child_nodes():
                    self.visit(each, scope, optional=optional or (each is spared))

    def _use(self, node: nodes.Node, scope: Scope, *, optional: bool) -> None:
        path = _path(node, scope)
        if path:
            self.found.append((path, node.lineno, optional))
        inner: nodes.Node | None = node
        while isinstance(inner, nodes.Getattr | nodes.Getitem):
            if isinstance(inner, nodes.Getitem) and not isinstance(inner.arg, nodes.Const):
                self.visit(inner.arg, scope)
            inner = inner.node
        if not isinstance(inner, nodes.Name) and inner is not None:
            self.visit(inner, scope)

    def _with(self, node: nodes.With, scope: Scope) -> None:
        inner = dict(scope)
        for target, value in zip(node.targets, node.values, strict=True):
            self.visit(value, scope)
            self._bind(target, _path(value, scope), inner)
        self.visit_all(node.body, inner)

    def _loop(self, node: nodes.For, scope: Scope) -> None:
        self.visit(node.iter, scope)
        inner = dict(scope)
        path = _path(node.iter, scope)
        self._bind(node.target, path + "[]" if path else "", inner)
        inner["loop"] = ""
        if node.test is not None:
            self.visit(node.test, inner)
        self.visit_all(node.body, inner)
        self.visit_all(node.else_, dict(scope))

    def _macro(self, node: nodes.Macro | nodes.CallBlock, scope: Scope) -> None:
        if isinstance(node, nodes.Macro):
            scope[node.name] = ""
        else:
            self.visit(node.call, scope)
        for value in node.defaults:
            self.visit(value, scope)
        inner = dict(scope)
        for argument in node.args:
            inner[argument.name] = ""
        self.visit_all(node.body, inner)

    def _bind(self, target: nodes.Node, path: str, scope: Scope) -> None:
        if isinstance(target, nodes.Name):
            scope[target.name] = path
        elif isinstance(target, nodes.Tuple):
            for each in target.items:
                self._bind(each, "", scope)


def _path(node: nodes.Node, scope: Scope) -> str:
    """``council.name`` where the node is a chain of names that starts in the context, else ``""``."""
    pieces: list[str] = []
    inner: nodes.Node | None = node
    while isinstance(inner, nodes.Getattr | nodes.Getitem):
        if isinstance(inner, nodes.Getattr):
            pieces.append("." + inner.attr)
        elif isinstance(inner.arg, nodes.Const) and isinstance(inner.arg.value, str):
            pieces.append("." + inner.arg.value)
        else:
            pieces = ["[]"]
        inner = inner.node
    if not isinstance(inner, nodes.Name) or inner.name.startswith(OURS):
        return ""
    root = scope.get(inner.name)
    if root is None:
        root = "" if inner.name in _GIVEN else inner.name
    return root + "".join(reversed(pieces)) if root else ""
