"""Who asks for a file, what it may weigh, and the sentences with which more than one check refuses it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.errors import Message, UnreadableInput, WorkbookUnreadable, message


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may weigh before it is refused. Bytes, unless the name says otherwise.

    Attributes:
        ratio: Inflated to deflated, judged for parts of more than 1 MiB; the text of letters stays below 60.
        xml_part: Of XML; libxml2 takes no text of more than ten million characters in one piece.
        xml_depth: Elements within each other; nested tables and text boxes of real letters stay below 60.
        xml_elements: In one part.
    """

    source: int = 128 << 20
    entries: int = 4096
    part: int = 64 << 20
    total: int = 192 << 20
    xml_part: int = 10_000_000
    ratio: int = 250
    xml_depth: int = 160
    xml_elements: int = 400_000


_DOCUMENT_LIMITS = Limits()
_WORKBOOK_LIMITS = Limits(part=128 << 20, xml_part=128 << 20, ratio=400, xml_elements=8_000_000)


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks: how to name the file, which exception to raise, and so what the reader should have brought."""

    name: str
    refuse: type[UnreadableInput]

    @property
    def words(self) -> dict[str, str]:
        """What the sentences call things: ``name``, ``program``, ``suffix``."""
        if issubclass(self.refuse, WorkbookUnreadable):
            return {"name": self.name, "program": "Excel", "suffix": ".xlsx"}
        return {"name": self.name, "program": "Word", "suffix": ".docx"}

    @property
    def limits(self) -> Limits:
        """Large sheets are wider than any letter."""
        return _WORKBOOK_LIMITS if issubclass(self.refuse, WorkbookUnreadable) else _DOCUMENT_LIMITS

    def refusal(self, said: Message) -> UnreadableInput:
        """The caller's own exception, to raise."""
        return self.refuse(said)

    def damaged(self) -> UnreadableInput:
        """The ZIP does not hold together."""
        return self.refusal(
            message(
                "{name} is damaged or incomplete; get it again from where it came from, or open it in {program}, let it repair the file and save it again",
                **self.words,
            )
        )

    def too_large(self) -> UnreadableInput:
        """Some limit is passed."""
        return self.refusal(
            message(
                "{name} is far larger than a file of {program} should be, or pretends to be; open it in {program}, remove what is not needed and save it again as {suffix}",
                **self.words,
            )
        )

    def odd_entry(self, entry: str) -> UnreadableInput:
        """An entry whose name or packing no office program makes."""
        return self.refusal(
            message(
                "{name} has an entry inside that no office program makes ({entry}); open it in {program} and save it again as {suffix}",
                entry=ascii(entry[:80]),
                **self.words,
            )
        )

    def has_password(self) -> UnreadableInput:
        """Encrypted, by whichever of the three ways."""
        return self.refusal(
            message(
                "{name} is protected with a password; open it in {program}, take the password off and save it again",
                **self.words,
            )
        )
