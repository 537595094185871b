"""Every problem code is explained in docs/meldingen.md, and nothing there is about a code that no longer exists."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MESSAGES_PAGE = ROOT / "docs" / "meldingen.md"
CODE = re.compile(r"[a-z]+(-[a-z0-9]+)+")


def trees() -> Iterator[ast.Module]:
    for path in sorted((ROOT / "generator").rglob("*.py")):
        yield ast.parse(path.read_text(encoding="utf-8"), str(path))


def places_of_codes() -> dict[str, int]:
    """Functions and classes that take a parameter called ``code``, and where among their arguments it stands."""
    places = {"Problem": 0}
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                names = [each.arg for each in node.args.posonlyargs + node.args.args if each.arg not in ("self", "cls")]
                if "code" in names:
                    places[node.name] = names.index("code")
                elif any(each.arg == "code" for each in node.args.kwonlyargs):
                    places[node.name] = -1
    return places


def texts_in(node: ast.expr, constants: dict[str, str]) -> Iterator[str]:
    """The texts that an argument can be: a literal, a constant of the module, either branch of a choice."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.Name(id=name) if name in constants:
            yield constants[name]
        case ast.IfExp(body=body, orelse=orelse):
            yield from texts_in(body, constants)
            yield from texts_in(orelse, constants)


def codes_in_the_code() -> set[str]:
    places, found = places_of_codes(), set()
    for tree in trees():
        constants = {
            target.id: node.value.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            # A function may hand back a code with its cause and remedy.
            if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple) and node.value.elts:
                found |= {text for text in texts_in(node.value.elts[0], constants) if CODE.fullmatch(text)}
            if not isinstance(node, ast.Call):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called not in places:
                continue
            given = [each.value for each in node.keywords if each.arg == "code"]
            if not given and 0 <= places[called] < len(node.args):
                given = [node.args[places[called]]]
            found |= {text for each in given for text in texts_in(each, constants) if CODE.fullmatch(text)}
    return found


def codes_on_the_page() -> set[str]:
    headings = re.findall(r"^#+ (.*)$", MESSAGES_PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return {code for heading in headings for code in re.findall(r"`([a-z0-9-]+)`", heading)}


def test_every_problem_code_is_explained() -> None:
    assert [] == sorted(codes_in_the_code() - codes_on_the_page())


def test_every_explained_problem_code_exists() -> None:
    written = {
        node.value
        for tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert [] == sorted(codes_on_the_page() - written)
