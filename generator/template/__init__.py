"""Word file to CompiledTemplate, and from there to letters.

A template is compiled once: tags are found whatever Word did to them, checked, and turned into code; everything else
of the package stays as compressed bytes. :mod:`generator.template.compiler` lists the stages.
"""

from generator.template.annotating import annotate_template
from generator.template.compiled import CompiledTemplate, Examined
from generator.template.compiler import compile_remainder, compile_template
from generator.template.merge_fields.adoption import adopt_letter
from generator.template.merge_fields.column_names import contract_paths, plain_name
from generator.template.names import NameUse
from generator.template.remainder import Remainder
from generator.template.shape import LetterShape
from generator.template.tracing import Origins
from generator.template.unreached import unreached_names
from generator.template.values import (
    Image,
    Listing,
    Paragraphs,
    RichParagraph,
    RichRun,
    RichText,
    SubDocument,
)

__all__ = [
    "CompiledTemplate",
    "Examined",
    "Image",
    "LetterShape",
    "Listing",
    "NameUse",
    "Origins",
    "Paragraphs",
    "Remainder",
    "RichParagraph",
    "RichRun",
    "RichText",
    "SubDocument",
    "adopt_letter",
    "annotate_template",
    "compile_remainder",
    "compile_template",
    "contract_paths",
    "plain_name",
    "unreached_names",
]
