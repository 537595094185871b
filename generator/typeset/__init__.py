"""DOCX to PDF/A-2a and PDF/UA-1: OOXML reader, page model, Typst."""

from generator.typeset.engine import TypesetDocument, Typesetter

__all__ = ["TypesetDocument", "Typesetter"]
