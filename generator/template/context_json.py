"""A context written as JSON: plain values, and typed ones such as ``{"$date": "2018-06-28"}``."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Final, NoReturn

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from generator.errors import Message, UnreadableInput, message
from generator.model import FilePlace, Problem, Severity
from generator.template.values import (
    Image,
    Listing,
    Paragraphs,
    RichParagraph,
    RichRun,
    RichText,
    SubDocument,
)

_LARGEST_FILE = 64 << 20
_DEEPEST = 50


class _Typed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, str_max_length=1 << 20)


def _as_run(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


def _only_text(value: object) -> object:
    """Numbers would pass as seconds since 1970."""
    if not isinstance(value, str):
        raise ValueError('write it as "2018-06-28"')  # noqa: TRY004 -- pydantic reports a ValueError
    return value


class _Run(_Typed):
    text: str
    bold: bool | None = None
    italic: bool | None = None
    underline: bool | str | None = None
    strike: bool | None = None
    color: str = ""
    size: Annotated[int, Field(ge=2, le=3276)] | None = None
    font: str = ""
    style: str = ""
    highlight: str = ""
    superscript: bool = False
    subscript: bool = False
    url: str = ""

    def value(self) -> RichRun:
        return RichRun(**self.model_dump())


_Runs = Annotated[
    list[Annotated[_Run, BeforeValidator(_as_run)]],
    BeforeValidator(lambda value: [value] if isinstance(value, str) else value),
]


class _RichText(_Typed):
    runs: _Runs = Field(alias="$richtext")


class _Paragraph(_Typed):
    text: str | None = None
    runs: _Runs | None = Field(default=None, alias="$richtext")
    style: str = ""

    def value(self) -> RichParagraph:
        if self.runs is None:
            return RichParagraph(self.text or "", self.style)
        return RichParagraph(RichText(tuple(each.value() for each in self.runs)), self.style)


class _Paragraphs(_Typed):
    paragraphs: list[Annotated[_Paragraph, BeforeValidator(_as_run)]] = Field(alias="$paragraphs")


class _Image(_Typed):
    file: str = Field(alias="$image")
    width_mm: Annotated[float, Field(gt=0, le=558)] | None = None
    height_mm: Annotated[float, Field(gt=0, le=558)] | None = None
    alt: str = ""
    url: str = ""


class _Date(_Typed):
    day: Annotated[date, BeforeValidator(_only_text)] = Field(alias="$date")


class _DateTime(_Typed):
    moment: Annotated[datetime, BeforeValidator(_only_text)] = Field(alias="$datetime")


class _Listing(_Typed):
    text: str = Field(alias="$listing")


class _SubDocument(_Typed):
    paragraphs: list[tuple[str | None, str]] = Field(alias="$subdoc")


class _SubDocumentFile(_Typed):
    file: str = Field(alias="$subdoc_file")


def decode_context(json_text: str, *, folders: Sequence[Path], name: str = "context.json") -> dict[str, object]:
    """Read a context.

    Args:
        json_text: An object of names; typed values are objects with one key that starts with ``$``.
        folders: Where relative files are sought, in this order.
        name: What the reader calls the JSON file.

    Raises:
        UnreadableInput: It is no JSON, no object, or holds values that it may not; ``findings`` are all of these.
    """
    decoder = _Decoder(folders, name)
    try:
        tree = json.loads(json_text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise UnreadableInput(
            message("{name} is no valid JSON ({why}); correct it there", name=name, why=_why(error))
        ) from error
    if not isinstance(tree, dict):
        raise UnreadableInput(
            message(
                "{name} must be an object with the names of the template, such as {example}",
                name=name,
                example='{"kenmerk": "…"}',
            )
        )
    context = {key: decoder.decode(value, key, 1) for key, value in tree.items()}
    if decoder.problems:
        raise UnreadableInput(message("{name} holds values that cannot be used", name=name), decoder.problems)
    return context


def _refuse_constant(constant: str) -> NoReturn:
    raise ValueError(constant)


def _why(error: Exception) -> str | Message:
    if isinstance(error, json.JSONDecodeError):
        return message(
            "line {line}, column {column}: {why}", line=str(error.lineno), column=str(error.colno), why=error.msg
        )
    return message("too many objects within each other") if isinstance(error, RecursionError) else str(error)


class _Decoder:
    def __init__(self, folders: Sequence[Path], name: str) -> None:
        self.folders = folders
        self.name = name
        self.problems: list[Problem] = []

    def decode(self, value: Any, where: str, depth: int) -> object:
        if depth > _DEEPEST:
            self._tell(where, message("the objects lie too deep within each other"))
            return None
        if isinstance(value, list):
            return [self.decode(each, f"{where}[{place}]", depth + 1) for place, each in enumerate(value)]
        if not isinstance(value, dict):
            return value
        kind = next((each for each in value if each.startswith("$")), None)
        if kind is None:
            return {key: self.decode(each, f"{where}.{key}", depth + 1) for key, each in value.items()}
        return self._typed(value, kind, where)

    def _typed(self, value: dict[str, Any], kind: str, where: str) -> object:
        """An object with a ``$`` key; None where it is wrong, which is told."""
        make = _MAKERS.get(kind)
        if make is None:
            self._tell(
                where,
                message("“{kind}” is no kind of value", kind=kind),
                message("use one of {kinds}", kinds=tuple(_MAKERS)),
            )
            return None
        model, build = make
        try:
            return build(self, model.model_validate(value), where)
        except ValidationError as error:
            for each in error.errors():
                key = ".".join(map(str, each["loc"]))
                self._tell(where, message("{key}: {why}", key=key or kind, why=each["msg"]))
            return None

    def file(self, name: str, where: str) -> bytes:
        """The bytes of a file beside the JSON file or in the working folder; what is wrong with it is told."""
        path = Path(name)
        tried = [path] if path.is_absolute() else [folder / path for folder in self.folders]
        found = next((each for each in tried if each.is_file()), None)
        if found is None:
            self._tell(
                where,
                message("the file {file} does not exist", file=name),
                message("put it beside the JSON file, or write where it is"),
            )
            return b""
        try:
            if found.stat().st_size > _LARGEST_FILE:
                self._tell(
                    where, message("the file {file} is larger than {most} MB", file=name, most=_LARGEST_FILE >> 20)
                )
                return b""
            return found.read_bytes()
        except OSError as error:
            self._tell(
                where, message("the file {file} cannot be read: {why}", file=name, why=error.strerror or str(error))
            )
            return b""

    def _tell(self, where: str, cause: Message, remedy: Message | None = None) -> None:
        said = message("{where}: {cause}", where=where, cause=cause)
        self.problems.append(Problem("context-invalid", Severity.ERROR, FilePlace(Path(self.name)), said, remedy))


def _image(decoder: _Decoder, made: _Image, where: str) -> Image:
    return Image(decoder.file(made.file, where), made.width_mm, made.height_mm, made.alt, made.url)


def _sub_document(_decoder: _Decoder, made: _SubDocument, _where: str) -> Paragraphs:
    return Paragraphs(tuple(RichParagraph(text, style or "") for style, text in made.paragraphs))


def _sub_document_file(decoder: _Decoder, made: _SubDocumentFile, where: str) -> SubDocument:
    return SubDocument(decoder.file(made.file, where), Path(made.file).name)


_MAKERS: Final[Mapping[str, tuple[type[_Typed], Callable[[_Decoder, Any, str], object]]]] = MappingProxyType(
    {
        "$date": (_Date, lambda _decoder, made, _where: made.day),
        "$datetime": (_DateTime, lambda _decoder, made, _where: made.moment),
        "$image": (_Image, _image),
        "$richtext": (_RichText, lambda _decoder, made, _where: RichText(tuple(each.value() for each in made.runs))),
        "$paragraphs": (
            _Paragraphs,
            lambda _decoder, made, _where: Paragraphs(tuple(each.value() for each in made.paragraphs)),
        ),
        "$listing": (_Listing, lambda _decoder, made, _where: Listing(made.text)),
        "$subdoc": (_SubDocument, _sub_document),
        "$subdoc_file": (_SubDocumentFile, _sub_document_file),
    }
)
