"""Writes pages as Typst source: every position given, tags from the document's structure (docs/decisions/0003-own-layout.md)."""

from generator.typeset.source.document import SourceWriter, WrittenSource
from generator.typeset.source.styles import Styles, language_arguments

__all__ = ["SourceWriter", "Styles", "WrittenSource", "language_arguments"]
