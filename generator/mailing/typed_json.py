"""JSON values that are more than JSON: dates, pictures, rich text, paragraphs, documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from generator.errors import Message, UnreadableInput, message

if TYPE_CHECKING:
    from generator.template import Image, Listing, Paragraphs, RichParagraph, RichRun, RichText, SubDocument

Json = Mapping[str, object]
Moment = TypeVar("Moment", bound=date)


@dataclass(frozen=True, slots=True)
class TypedValues:
    """Turns JSON into what a template takes.

    Attributes:
        name: The file, for messages.
        folders: Where files that it names are sought, in this order.
    """

    name: str
    folders: Sequence[Path]

    def value(self, found: object) -> object:
        """One value, with everything in it.

        Raises:
            UnreadableInput: It is written as a typed value, but is none.
        """
        if isinstance(found, list):
            return tuple(self.value(each) for each in found)
        if not isinstance(found, dict):
            return found
        kind = next((key for key in found if key.startswith("$")), None)
        if kind is None:
            return {name: self.value(each) for name, each in found.items()}
        maker = self._makers().get(kind)
        if maker is None:
            raise self._refused(_unknown_kind(kind, self._makers()))
        return maker(found)

    def _makers(self) -> Mapping[str, Callable[[Json], object]]:
        return {
            "$date": self._date,
            "$datetime": self._datetime,
            "$image": self._image,
            "$richtext": self._rich_text,
            "$paragraphs": self._paragraphs,
            "$listing": self._listing,
            "$subdoc": self._sub_document,
            "$subdoc_file": self._sub_document_file,
        }

    def _date(self, found: Json) -> date:
        return self._moment(found["$date"], date.fromisoformat, "2018-06-28")

    def _datetime(self, found: Json) -> datetime:
        return self._moment(found["$datetime"], datetime.fromisoformat, "2018-06-28T14:30")

    def _moment(self, written: object, read: Callable[[str], Moment], example: str) -> Moment:
        try:
            return read(str(written))
        except ValueError as error:
            raise self._refused(
                message("“{written}” is no date; write it as {example}", written=str(written), example=example)
            ) from error

    def _image(self, found: Json) -> Image:
        from generator.template import Image

        return Image(
            self._file(found["$image"]),
            width_mm=self._number(found, "width_mm"),
            height_mm=self._number(found, "height_mm"),
            alt_text=str(found.get("alt_text", "")),
            url=str(found.get("url", "")),
        )

    def _rich_text(self, found: Json) -> RichText:
        from generator.template import RichText

        pieces = found["$richtext"]
        return RichText(tuple(self._run(each) for each in (pieces if isinstance(pieces, list) else [pieces])))

    def _run(self, found: object) -> RichRun:
        from generator.template import RichRun

        if isinstance(found, str):
            return RichRun(found)
        if not isinstance(found, dict) or not isinstance(found.get("text"), str):
            raise self._refused(
                message("each piece of $richtext needs its text, such as {example}", example='{"text": "…"}')
            )
        known = {each.name for each in fields(RichRun)}
        unknown = found.keys() - known
        if unknown:
            raise self._refused(_unknown_formatting(min(unknown), known))
        return RichRun(**found)

    def _paragraphs(self, found: Json) -> Paragraphs:
        from generator.template import Paragraphs

        pieces = found["$paragraphs"]
        if not isinstance(pieces, list):
            raise self._refused(message("$paragraphs takes a list"))
        return Paragraphs(tuple(self._paragraph(each) for each in pieces))

    def _paragraph(self, found: object) -> RichParagraph:
        from generator.template import RichParagraph

        if isinstance(found, str):
            return RichParagraph(found)
        if isinstance(found, dict) and "$richtext" in found:
            return RichParagraph(self._rich_text(found), str(found.get("style", "")))
        if isinstance(found, dict) and isinstance(found.get("text"), str):
            return RichParagraph(found["text"], str(found.get("style", "")))
        raise self._refused(message("each item of $paragraphs needs text or $richtext"))

    def _listing(self, found: Json) -> Listing:
        from generator.template import Listing

        return Listing(str(found["$listing"]))

    def _sub_document(self, found: Json) -> Paragraphs:
        from generator.template import Paragraphs, RichParagraph

        pieces = found["$subdoc"]
        if not isinstance(pieces, list) or not all(isinstance(each, list) and len(each) == 2 for each in pieces):
            raise self._refused(message("$subdoc takes a list of pairs: a style and a text"))
        return Paragraphs(tuple(RichParagraph(str(text), str(style or "")) for style, text in pieces))

    def _sub_document_file(self, found: Json) -> SubDocument:
        from generator.template import SubDocument

        return SubDocument(self._file(found["$subdoc_file"]), name=str(found["$subdoc_file"]))

    def _number(self, found: Json, key: str) -> float | None:
        number = found.get(key)
        if number is None or (isinstance(number, int | float) and not isinstance(number, bool) and number > 0):
            return number
        raise self._refused(message("{key} takes a number of millimetres above 0", key=key))

    def _file(self, name: object) -> bytes:
        for folder in self.folders:
            path = folder / str(name)
            try:
                if path.is_file():
                    return path.read_bytes()
            except (OSError, ValueError) as error:
                raise self._refused(message("the file {file} cannot be read", file=str(name))) from error
        raise self._refused(
            message(
                "the file {file} is not there; it is sought in {folders}",
                file=str(name),
                folders=tuple(str(each) for each in self.folders),
            )
        )

    def _refused(self, why: Message) -> UnreadableInput:
        return UnreadableInput(message("{file}: {why}", file=self.name, why=why))


def _unknown_kind(kind: str, known: Mapping[str, object]) -> Message:
    near = get_close_matches(kind, known, n=1)
    if near:
        return message("there is no typed value {kind}; did you mean {near}?", kind=kind, near=near[0])
    return message("there is no typed value {kind}; there are {known}", kind=kind, known=tuple(known))


def _unknown_formatting(word: str, known: set[str]) -> Message:
    near = get_close_matches(word, known, n=1)
    if near:
        return message("$richtext does not know {word}; did you mean {near}?", word=word, near=near[0])
    return message("$richtext does not know {word}; it knows {known}", word=word, known=tuple(sorted(known)))
