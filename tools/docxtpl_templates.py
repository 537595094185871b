"""Render docxtpl's own templates, as its own tests do, with docxtpl and with brieven, and tell where the letters differ.

    python tools/docxtpl_templates.py FOLDER [--filter NAME=EXPRESSION ...]

FOLDER is ``tests/`` of docxtpl's repository. Its wheel and its source distribution on PyPI hold no templates; Debian's source does:
http://deb.debian.org/debian/pool/main/p/python-docx-template/python-docx-template_0.20.2+dfsg.orig.tar.xz
Sub-documents of docxtpl need docxcompose, which brieven does not: ``pip install --no-deps --target SCRATCH docxcompose babel`` and
SCRATCH in PYTHONPATH. Debian left the pictures out, so plain ones stand in for those that a test asks for.

Each test of docxtpl runs in a scratch copy of the folder (they are programs of others, so only from a source that you trust), with
``DocxTemplate`` watched: what it renders, with which context. Rich texts, listings, pictures and sub-documents become our values.
Filters in Python become expressions of the settings, given with ``--filter``. A template that no test renders is rendered with the
``.json`` of its name, or without data. Compared are the texts of all paragraphs, the cells of tables with their spans and merges, the
places of pictures, in each part, the properties, and the names that the template uses. docs/word/docxtpl.md has the outcome.
"""

from __future__ import annotations

import argparse
import contextlib
import difflib
import io
import json
import os
import re
import runpy
import shutil
import sys
import tempfile
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import docxtpl
from docx import Document
from jinja2 import TemplateError
from lxml import etree
from PIL import Image as Picture

from generator.errors import BrievenError
from generator.language import Reader
from generator.model import Severity
from generator.template import (
    Image,
    Listing,
    Paragraphs,
    RichParagraph,
    RichRun,
    RichText,
    SubDocument,
    compile_template,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
PICTURES = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})
COMPARED = (
    "word/document",
    "word/header",
    "word/footer",
    "word/footnotes",
    "word/endnotes",
    "word/comments",
    "docProps/",
)


@dataclass
class Rendering:
    """One call of ``render``: the template, its data as ours, and the letter or error that docxtpl made of them."""

    test: str
    template: str
    source: bytes
    context: dict[str, Any]
    names: frozenset[str]
    left_out: tuple[str, ...] = ()
    letter: bytes = b""
    error: str = ""


class Watch:
    """docxtpl's classes, changed for as long as its tests run so that they tell what they are given."""

    def __init__(self) -> None:
        self.renderings: list[Rendering] = []
        self.test = ""
        self.urls: dict[str, str] = {}

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        """Watch for as long as this lasts; nothing is run by the shell meanwhile."""
        with contextlib.ExitStack() as changes:
            for kind, name, changed in (
                (docxtpl.DocxTemplate, "render", self._render(docxtpl.DocxTemplate.render)),
                (docxtpl.DocxTemplate, "build_url_id", self._build_url_id(docxtpl.DocxTemplate.build_url_id)),
                (docxtpl.RichText, "add", _keeping(docxtpl.RichText.add)),
                (docxtpl.RichTextParagraph, "add", _keeping(docxtpl.RichTextParagraph.add)),
                (docxtpl.Listing, "__init__", _keeping(docxtpl.Listing.__init__)),
                (os, "system", lambda _command: 1),
            ):
                changes.enter_context(mock.patch.object(kind, name, changed))
            yield

    def _render(self, original: Callable[..., None]) -> Callable[..., None]:
        def render(template: Any, context: Any, jinja_env: Any = None, *more: Any, **named: Any) -> None:
            rendering = self._note(template, context, jinja_env)
            try:
                original(template, context, jinja_env, *more, **named)
            except Exception as error:
                rendering.error = f"{type(error).__name__}: {error}"
                raise
            stream = io.BytesIO()
            template.docx.save(stream)
            rendering.letter = stream.getvalue()

        return render

    def _build_url_id(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def build_url_id(template: Any, url: str) -> str:
            identifier = str(original(template, url))
            self.urls[identifier] = url
            return identifier

        return build_url_id

    def _note(self, template: Any, context: Mapping[str, Any], environment: Any) -> Rendering:
        path = Path(str(template.template_file))
        source = path.read_bytes()
        left_out = tuple(name for name, value in context.items() if callable(value))
        ours = {name: _ours(value, self.urls) for name, value in context.items() if name not in left_out}
        try:
            names = frozenset(docxtpl.DocxTemplate(path).get_undeclared_template_variables(environment))
        except TemplateError:
            names = frozenset()
        self.renderings.append(Rendering(self.test, path.name, source, ours, names, left_out))
        return self.renderings[-1]


def _keeping(original: Callable[..., None]) -> Callable[..., None]:
    """The method, which keeps in ``given`` what its object is made of."""

    def keeping(value: Any, text: Any = None, *more: Any, **named: Any) -> None:
        vars(value).setdefault("given", []).append((text, more, named))
        original(value, text, *more, **named)

    return keeping


def _ours(value: Any, urls: Mapping[str, str]) -> Any:
    """The value in our classes."""
    match value:
        case Mapping():
            made: Any = {key: _ours(each, urls) for key, each in value.items()}
        case list() | tuple():
            made = [_ours(each, urls) for each in value]
        case docxtpl.RichText():
            made = RichText(tuple(_runs(value, urls)))
        case docxtpl.RichTextParagraph():
            made = Paragraphs(tuple(_paragraph(given, urls) for given in vars(value).get("given", ())))
        case docxtpl.Listing():
            made = Listing(str(vars(value)["given"][0][0]))
        case docxtpl.InlineImage():
            made = _image(value)
        case _ if type(value).__name__ == "Subdoc":
            made = SubDocument(_sub_document(value))
        case _:
            made = value
    return made


def _runs(value: Any, urls: Mapping[str, str]) -> Iterator[RichRun]:
    """The pieces of a rich text: a rich text begins with those that its constructor was given through ``add``."""
    for text, more, named in vars(value).get("given", ()):
        if isinstance(text, docxtpl.RichText):
            yield from _runs(text, urls)
            continue
        keys = ("style", "color", "highlight", "size", "subscript", "superscript", "bold", "italic", "underline")
        asked = {**dict(zip(keys, more, strict=False)), **named}
        url = urls.get(str(asked.pop("url_id", "")), "")
        renamed = {"rtl": "right_to_left", "lang": "language"}
        wanted = {renamed.get(key, key): each for key, each in asked.items() if each}
        wanted["highlight"] = str(wanted.get("highlight", "")).removeprefix("#")
        yield RichRun(str(text), url=url, **wanted)


def _paragraph(given: tuple[Any, Any, Any], urls: Mapping[str, str]) -> RichParagraph:
    text, more, named = given
    style = named.get("parastyle") or (more[0] if more else "")
    content = RichText(tuple(_runs(text, urls))) if isinstance(text, docxtpl.RichText) else str(text)
    return RichParagraph(content, style)


def _image(value: Any) -> Image:
    descriptor = value.image_descriptor
    data = descriptor.read() if hasattr(descriptor, "read") else Path(descriptor).read_bytes()
    width, height = (None if each is None else each.mm for each in (value.width, value.height))
    return Image(data, width, height, url=value.anchor or "")


def _sub_document(value: Any) -> bytes:
    """The sub-document as a file of its own: what python-docx put together shares the package of its template."""
    stream = io.BytesIO()
    value.docx.save(stream)
    whole = Document(stream)
    body = whole.element.body
    for each in list(body):
        if each.tag != f"{W}sectPr":
            body.remove(each)
    for each in value.subdocx.element.body:
        if each.tag != f"{W}sectPr":
            body.insert(len(body) - 1, etree.fromstring(etree.tostring(each), body.getroottree().parser))
    made = io.BytesIO()
    whole.save(made)
    return made.getvalue()


def run_tests(folder: Path) -> list[Rendering]:
    """All that docxtpl's tests render, and the templates that they do not, with the JSON of their name."""
    watch = Watch()
    (folder / "output").mkdir(exist_ok=True)
    _draw_missing_pictures(folder)
    with watch.watching(), contextlib.chdir(folder), warnings.catch_warnings(action="ignore"):
        for script in sorted(folder.glob("*.py")):
            if script.stem not in ("__init__", "runtests"):
                watch.test = script.stem
                _run(script)
        seen = {each.template for each in watch.renderings}
        for path in sorted(folder.rglob("*_tpl.docx")):
            if path.name not in seen:
                data = path.with_name(path.stem.removesuffix("_tpl") + ".json")
                watch.test = data.name if data.exists() else "without data"
                with contextlib.suppress(Exception):
                    context = json.loads(data.read_text(encoding="utf-8")) if data.exists() else {}
                    docxtpl.DocxTemplate(path).render(context)
    return watch.renderings


def _run(script: Path) -> None:
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            runpy.run_path(str(script), run_name="__main__")
        except (Exception, SystemExit) as error:  # noqa: BLE001 -- a test of others may end as it likes
            print(f"{script.name}: {type(error).__name__}: {error}", file=sys.stderr)


def _draw_missing_pictures(folder: Path) -> None:
    for script in folder.glob("*.py"):
        for name in re.findall(r"templates/\w+\.(?:png|jpg)", script.read_text(encoding="utf-8")):
            if not (folder / name).exists():
                Picture.new("RGB", (60, 40), f"#{zlib.crc32(name.encode()) & 0xFFFFFF:06x}").save(folder / name)


def texts(docx: bytes) -> dict[str, list[str]]:
    """What each part says: a line for each paragraph, row and cell; empty paragraphs left out, since brieven drops some."""
    found: dict[str, list[str]] = {}
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        for name in sorted(package.namelist()):
            if name.startswith(COMPARED) and name.endswith(".xml"):
                root = etree.fromstring(package.read(name))
                found[name] = _properties(root) if name.startswith("docProps/") else list(_lines(root))
    return {name: lines for name, lines in found.items() if lines}


def _properties(root: Any) -> list[str]:
    skipped = ("modified", "created", "revision", "lastModifiedBy", "TotalTime")
    leaves = (each for each in root.iter() if isinstance(each.tag, str) and not len(each))
    named = ((etree.QName(each).localname, (each.text or "").strip()) for each in leaves)
    return sorted(f"{name}: {text}" for name, text in named if text and name not in skipped)


def _lines(root: Any) -> Iterator[str]:
    for each in root.iter(f"{W}p", f"{W}tr", f"{W}tc"):
        if any(up.tag == FALLBACK for up in each.iterancestors()):
            continue
        if each.tag == f"{W}tr":
            yield "<row>"
        elif each.tag == f"{W}tc":
            yield f"<cell{_merges(each)}>"
        elif (text := "".join(_pieces(each))).strip():
            yield text


def _merges(cell: Any) -> str:
    span, merge = cell.find(f"{W}tcPr/{W}gridSpan"), cell.find(f"{W}tcPr/{W}vMerge")
    told = "" if span is None or span.get(f"{W}val") == "1" else f" over {span.get(f'{W}val')}"
    return told + ("" if merge is None else f" {merge.get(f'{W}val', 'continue')}")


def _pieces(element: Any) -> Iterator[str]:
    for each in element:
        if each.tag == f"{W}t":
            yield each.text or ""
        elif each.tag in (f"{W}tab", f"{W}br") and element.tag == f"{W}r":
            kind = each.get(f"{W}type", "textWrapping")
            yield "\t" if each.tag == f"{W}tab" else "\n" if kind == "textWrapping" else f"<{kind} break>"
        elif each.tag in PICTURES:
            yield f"<{etree.QName(each).localname}>"
        elif each.tag not in (f"{W}p", f"{W}del", f"{W}pPr", f"{W}rPr", FALLBACK):
            yield from _pieces(each)


def judge(rendering: Rendering, filters: Mapping[str, str]) -> list[str]:
    """In lines how our letter differs from docxtpl's; none where it says the same."""
    try:
        template = compile_template(rendering.source, name=rendering.template, filters=filters)
        ours = template.render(rendering.context, lenient=True)
    except BrievenError as error:
        return ["refused by brieven"] + [f"  {_said(each)}" for each in error.findings or [error]]
    told = []
    names = {use.path.split(".")[0].split("[")[0] for use in template.names}
    if names != rendering.names:
        told.append(f"names: docxtpl {sorted(rendering.names - names)} brieven {sorted(names - rendering.names)}")
    told += [f"warning: {_said(each)}" for each in template.warnings if each.severity is Severity.WARNING]
    if not rendering.letter or rendering.error:
        return [*told, f"made by brieven, not by docxtpl ({rendering.error})"]
    theirs, own = texts(rendering.letter), texts(ours)
    for part in sorted({*theirs, *own}):
        changes = difflib.unified_diff(theirs.get(part, []), own.get(part, []), "docxtpl", "brieven", lineterm="", n=0)
        lines = [f"  {line[0]} {line[1:]!r}" for line in changes if not line.startswith(("---", "+++", "@@"))]
        told += [f"differs in {part}", *lines] if lines else []
    return told


def _said(finding: Any) -> str:
    return Reader("en").say(finding.message)


def main(arguments: list[str]) -> int:
    """Compare all; 1 where any letter differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--filter", action="append", default=[], metavar="NAME=EXPRESSION")
    asked = parser.parse_args(arguments)
    if not asked.folder.is_dir():
        parser.error(f"{asked.folder} is no folder")
    filters = dict(each.split("=", 1) for each in asked.filter)
    wrong = 0
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "tests"
        shutil.copytree(asked.folder, copy)
        for each in run_tests(copy):
            told = judge(each, filters)
            wrong += bool(told)
            left = f", without {', '.join(each.left_out)}" if each.left_out else ""
            print(f"{each.template} ({each.test}{left}): {'same' if not told else 'differs'}")
            for line in told:
                print(f"    {line}")
    print(f"{wrong} of them differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
