"""How a check goes on behind a tag that fails: as if its value were one that is empty and is asked for nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from jinja2 import nodes

from generator.template.sandbox import OURS

ANYTHING: Final = f"{OURS}anything"
"""The name of that value."""

_IsOne = Callable[[nodes.Node], bool]


def pass_over(tree: nodes.Template, is_one: _IsOne) -> None:
    """Take the tags that fail out of the tree.

    Expressions write nothing. Loops take one turn, and all branches of a condition are taken: what stands in them is to be looked
    at as well.

    Args:
        tree: Of a part; it is changed.
        is_one: Whether a node is of such a tag.
    """
    for output in tree.find_all(nodes.Output):
        output.nodes = [each for each in output.nodes if isinstance(each, nodes.TemplateData) or not is_one(each)]
    for loop in tree.find_all(nodes.For):
        if is_one(loop.iter):
            loop.iter, loop.test = nodes.List([_anything(loop.target)], lineno=loop.lineno), None
    for condition in tree.find_all(nodes.If):
        if any(map(is_one, (condition.test, *(each.test for each in condition.elif_)))):
            _take_all_branches(condition)
    _pass_over_assignments(tree, is_one)


def _take_all_branches(condition: nodes.If) -> None:
    branches = (condition.body, *(each.body for each in condition.elif_), condition.else_)
    condition.test = nodes.Const(True, lineno=condition.lineno)  # noqa: FBT003 -- Jinja's own signature
    condition.body, condition.elif_, condition.else_ = [each for branch in branches for each in branch], [], []


def _pass_over_assignments(tree: nodes.Template, is_one: _IsOne) -> None:
    for block in tree.find_all(nodes.With):
        if any(map(is_one, block.values)):
            block.values = [_anything(each) for each in block.targets]
    for assignment in tree.find_all(nodes.Assign):
        if is_one(assignment):
            target = assignment.target
            ours = isinstance(target, nodes.Name) and target.name.startswith(OURS)
            assignment.node = nodes.Const("", lineno=assignment.lineno) if ours else _anything(target)


def _anything(target: nodes.Node) -> nodes.Expr:
    """A value that can be all that ``target`` is used for."""
    if isinstance(target, nodes.Tuple):
        return nodes.Tuple([_anything(each) for each in target.items], "load", lineno=target.lineno)
    return nodes.Name(ANYTHING, "load", lineno=target.lineno)
