"""Render a folder of docxtpl's own templates with docxtpl and with brieven, and print where the texts differ.

    python tools/docxtpl_templates.py FOLDER

FOLDER is ``tests/`` of a checkout of python-docx-template: its wheel and source distribution hold no templates. A context
is read from the test of the same name (``order.py`` for ``order_tpl.docx``): what it assigns to ``context``, as far as
that is made of literals. Templates without one are rendered with no data, by both leniently.
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docxtpl import DocxTemplate

from generator.errors import BrievenError
from generator.language import Reader
from generator.template import compile_template


def literal_context(script: Path) -> dict[str, Any]:
    """What a test assigns to ``context``, without the entries that are made by calls."""
    if not script.exists():
        return {}
    for node in ast.walk(ast.parse(script.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assign) and any(getattr(each, "id", "") == "context" for each in node.targets):
            return dict(_entries(node.value))
    return {}


def _entries(node: ast.expr) -> Iterator[tuple[str, Any]]:
    if isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            try:
                yield ast.literal_eval(key), ast.literal_eval(value)  # type: ignore[arg-type]
            except ValueError:
                continue


def texts(docx: bytes) -> list[str]:
    """The text of each paragraph of body, headers and footers; empty ones left out, since brieven drops some of them."""
    document = Document(io.BytesIO(docx))
    stories = [document.element.body]
    stories += [story._element for section in document.sections for story in (section.header, section.footer)]  # noqa: SLF001 -- python-docx has no public name for it
    found = ["".join(t.text or "" for t in p.iter(qn("w:t"))) for story in stories for p in story.iter(qn("w:p"))]
    return [each for each in found if each.strip()]


def by_docxtpl(path: Path, context: dict[str, Any]) -> bytes:
    """The letter that docxtpl makes, with its escaping on."""
    template = DocxTemplate(path)
    template.render(dict(context), autoescape=True)
    stream = io.BytesIO()
    template.save(stream)
    return stream.getvalue()


def difference(path: Path, context: dict[str, Any]) -> str | None:
    """How the two letters differ, in words; None where they say the same, ``""`` where docxtpl makes none."""
    try:
        theirs = texts(by_docxtpl(path, context))
    except Exception:  # noqa: BLE001 -- a context made of literals is not always enough for docxtpl
        return ""
    try:
        ours = texts(compile_template(path).render(context, lenient=True))
    except BrievenError as error:
        say = Reader("en").say
        return "; ".join(map(say, [error.message, *(each.message for each in error.findings)]))
    return None if theirs == ours else f"docxtpl {theirs!r} but brieven {ours!r}"


def main(arguments: list[str]) -> int:
    """Compare all templates of a folder; 1 where any differs."""
    if len(arguments) != 1:
        print(__doc__)
        return 2
    folder = Path(arguments[0])
    wrong = 0
    for path in sorted(folder.rglob("*_tpl*.docx")):
        script = folder / (path.stem.split("_tpl")[0] + ".py")
        told = difference(path, literal_context(script))
        wrong += bool(told)
        print(f"{path.name}: {'same' if told is None else told or 'not rendered by docxtpl'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
