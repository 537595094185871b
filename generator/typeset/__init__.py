"""DOCX to PDF/A-2a and PDF/UA-1: OOXML reader, page model, Typst."""

from generator.typeset.comparing import PageComparison
from generator.typeset.engine import TypesetDocument, Typesetter
from generator.typeset.fonts import FontCatalog, FontUse, describe_fonts

__all__ = ["FontCatalog", "FontUse", "PageComparison", "TypesetDocument", "Typesetter", "describe_fonts"]
