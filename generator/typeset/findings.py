"""What a document holds that cannot be set: collected with its place, all of it, and raised at once."""

from __future__ import annotations

from generator.errors import Message, UnsupportedConstruct, message
from generator.model import Problem, Severity, TextPlace
from generator.typeset.ooxml import numbers

_MOST_PER_CONSTRUCT = 25

_CONSTRUCTS: dict[str, Message] = {
    "oMath": message("an equation"),
    "oMathPara": message("an equation"),
    "object": message("an embedded object"),
    "control": message("an ActiveX control"),
    "ruby": message("ruby text"),
    "altChunk": message("an imported file (altChunk)"),
    "subDoc": message("a subdocument"),
    "chart": message("a chart"),
    "relIds": message("a SmartArt diagram without the drawing that Word stores of it"),
    "buAutoNum": message("a numbered list in a diagram"),
    "wgp": message("a group of shapes"),
    "group": message("a group of shapes"),
    "wpc": message("a drawing canvas"),
    "contentPart": message("ink"),
    "txbx": message("a text box"),
    "fitText": message("text fitted to a width"),
    "rtl": message("text that runs from right to left"),
    "bidi": message("a paragraph that runs from right to left"),
    "bidiVisual": message("a table that runs from right to left"),
    "textDirection": message("text that stands on its side"),
}


class Findings:
    """Collects problems while a document is read and laid out."""

    def __init__(self) -> None:
        self.errors: list[Problem] = []
        self.warnings: list[Problem] = []
        self._seen: dict[str, int] = {}

    def unsupported(self, element: str, place: TextPlace, construct: Message | None = None) -> None:
        """Note something that cannot be set faithfully.

        Args:
            element: Its name in the schema, without prefix; of one kind only the first 25 are listed.
            place: Where it stands.
            construct: What a reader calls it; without one, the name that this module knows or the element's own.
        """
        seen = self._seen[element] = self._seen.get(element, 0) + 1
        if seen > _MOST_PER_CONSTRUCT:
            return
        said = construct or _CONSTRUCTS.get(element) or message("the element <{name}>", name=element)
        self.errors.append(
            Problem(
                code="construct-unsupported",
                severity=Severity.ERROR,
                place=place,
                cause=message("{construct} cannot be set as Word sets it", construct=said),
                remedy=message("take it out of the letter, or use the LibreOffice engine"),
            )
        )

    def warn(self, code: str, place: TextPlace, cause: Message, remedy: Message | None = None) -> None:
        """Note something that a reader should know; each code once a document."""
        seen = self._seen[code] = self._seen.get(code, 0) + 1
        if seen > 1:
            return
        self.warnings.append(Problem(code, Severity.WARNING, place, cause, remedy))

    def warn_each(self, code: str, place: TextPlace, cause: Message, remedy: Message | None = None) -> None:
        """The same for what may occur at several places, each worth knowing."""
        self._seen[code] = self._seen.get(code, 0) + 1
        problem = Problem(code, Severity.WARNING, place, cause, remedy)
        if problem not in self.warnings:
            self.warnings.append(problem)

    def simplified(self, element: str, place: TextPlace, construct: Message) -> None:
        """Warn of something that is set plainer than Word does; of one kind the first.

        Args:
            element: Its name in the schema, without prefix.
            place: Where it stands.
            construct: What a reader calls it.
        """
        seen = self._seen[f"plain {element}"] = self._seen.get(f"plain {element}", 0) + 1
        if seen == 1:
            self.warnings.append(
                Problem(
                    "look-simplified",
                    Severity.WARNING,
                    place,
                    message("{construct}: it is set plainer than Word does", construct=construct),
                    message("look at the PDF, and leave it out in Word where that disturbs"),
                )
            )

    def number_format(self, number_format: str, language: str | None, place: TextPlace) -> None:
        """Warn where numbers stand in digits since their format is not known, or not in this language."""
        if not numbers.is_known(number_format, language):
            self.warn_each(
                "number-format-unknown",
                place,
                message(
                    "the number format {format} is not known here, so the numbers stand in digits", format=number_format
                ),
                message("choose another number format in Word"),
            )

    @property
    def count(self) -> int:
        """How often something was found so far, also what is not told again."""
        return sum(self._seen.values())

    def raise_if_any(self, name: str) -> None:
        """Refuse the document where anything cannot be set.

        Raises:
            UnsupportedConstruct: With every such construct and its place.
        """
        if self.errors:
            raise UnsupportedConstruct(
                message(
                    "{name} holds what the typesetter cannot set faithfully; each place is listed, and LibreOffice can set it where it is installed",
                    name=name,
                ),
                self.errors,
            )
