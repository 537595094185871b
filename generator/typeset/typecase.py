"""What depends on the fonts that a letter may be set in: kept apart for each set of them, so that no letter meets another's."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path

import typst

from generator.opc import Package
from generator.typeset.fonts import EmbeddedFonts, Embedding, FontCatalog, embeddings
from generator.typeset.layout.shaping import Shaper
from generator.typeset.ooxml.parts import Kept

_MOST_KEPT = 6000
_MOST_LANGUAGES = 8
_MOST_SETS = 4
"""Of documents that bring fonts along; all letters of a mailing bring the same."""


class TypeCase:
    """One set of fonts, with all that was found out about setting letters in it.

    Args:
        catalog: The fonts.
        root: Where Typst finds images.

    Attributes:
        set: Paragraphs that were set.
        judged: What was found about their places.
        named: Names of text styles, by language.
    """

    def __init__(self, catalog: FontCatalog, root: Path) -> None:
        self._root = root
        self.catalog = catalog
        self.shaper = Shaper(catalog)
        self.set = Kept(_MOST_KEPT)
        self.judged = Kept(_MOST_KEPT)
        self.named = Kept(_MOST_LANGUAGES)
        self.renew_compiler()

    def renew_compiler(self) -> None:
        """Take a new compiler: one that fell over is not trusted again."""
        self.compiler = typst.Compiler(root=str(self._root), font_paths=self.catalog.fonts)


class TypeCases:
    """The type cases of a process: one for letters that bring no fonts, and those of the documents set last that do.

    Args:
        font_folders: A workspace's own fonts.
        root: Where Typst finds images.
    """

    def __init__(self, font_folders: Sequence[Path], root: Path) -> None:
        self._folders = font_folders
        self._root = root
        self._common = TypeCase(FontCatalog(font_folders), root)
        self._others: OrderedDict[tuple[Embedding, ...], TypeCase] = OrderedDict()

    def of(self, package: Package) -> TypeCase:
        """The type case of a document; documents that bring the same fonts share one.

        Raises:
            DiskRefused: The folder for temporary files takes no more.
        """
        brought = embeddings(package)
        if not brought:
            return self._common
        case = self._others.get(brought)
        if case is None:
            catalog = FontCatalog(self._folders, EmbeddedFonts(package, brought))
            case = self._others[brought] = TypeCase(catalog, self._root)
            if len(self._others) > _MOST_SETS:
                self._others.popitem(last=False)
        else:
            self._others.move_to_end(brought)
        return case
