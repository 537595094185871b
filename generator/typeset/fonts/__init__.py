"""Which face serves a font that Word names, and how wide and high its letters are.

The faces in ``faces/`` travel with the program, each with its licence beside it, so that the same letter looks the
same everywhere; a workspace's own ``fonts/`` come first, then what the document brings along. docs/decisions/0002-fonts.md says why these.
"""

from generator.typeset.fonts.catalog import FontCatalog, Resolution, Served
from generator.typeset.fonts.description import FontUse, describe_fonts
from generator.typeset.fonts.embedding import EmbeddedFonts, Embedding, embeddings
from generator.typeset.fonts.face import Face
from generator.typeset.fonts.symbols import SYMBOL_FONTS, symbol_character

__all__ = [
    "SYMBOL_FONTS",
    "EmbeddedFonts",
    "Embedding",
    "Face",
    "FontCatalog",
    "FontUse",
    "Resolution",
    "Served",
    "describe_fonts",
    "embeddings",
    "symbol_character",
]
