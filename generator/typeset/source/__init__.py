"""Writes pages as Typst source: every position given, tags from the document's structure (docs/decisions/0003-own-layout.md)."""

from generator.typeset.source.document import SourceWriter, WrittenSource

__all__ = ["SourceWriter", "WrittenSource"]
