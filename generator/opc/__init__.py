"""The door for every ZIP-based file that comes from outside (Open Packaging Conventions, ISO/IEC 29500-2; ODF 1.2 part 3).

Nothing behind this door has to wonder what it opens: a :class:`Package` is a whole ZIP with sane names, bounded sizes,
no macros, no password, and XML parts that are well-formed, of bounded depth and without a document type (so without
entities). Rooms still parse with a hardened parser of their own.
"""

from generator.opc.asked import Limits
from generator.opc.door import open_package
from generator.opc.entries import RawEntry
from generator.opc.package import Family, Package

__all__ = ["Family", "Limits", "Package", "RawEntry", "open_package"]
