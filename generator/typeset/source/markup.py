"""Typst code in small: strings, lengths, colours, and what all sources begin with."""

from __future__ import annotations

import re

from generator.typeset.layout.borders import DASH_DOT_DOTTED

PRELUDE = """\
#set text(kerning: false, ligatures: false, hyphenate: false, fallback: false, top-edge: 0pt, bottom-edge: 0pt)
#set par(leading: 0pt, spacing: 0pt, justify: false, linebreaks: "simple")
#set block(spacing: 0pt)
#set enum(indent: 0pt, body-indent: 0pt, spacing: 0pt)
#set table(inset: 0pt, stroke: none, gutter: 0pt)
#set smartquote(enabled: false)
#show heading: it => it.body
#show figure: it => it.body
#let at(x, y, b) = place(top + left, dx: x, dy: y, b)
#let P0(b) = place(top + left, b)
#let P(x, y, a, d, b) = place(top + left, dx: x, dy: y, block(width: 3000pt, { set text(top-edge: a, bottom-edge: d); par(b) }))
#let Q(x, y, b) = place(top + left, dx: x, dy: y, block(width: 3000pt, par(b)))
#let PH(l, x, y, a, d, b) = place(top + left, dx: x, dy: y, block(width: 3000pt, { set text(top-edge: a, bottom-edge: d); heading(level: l, b) }))
#let QH(l, x, y, b) = place(top + left, dx: x, dy: y, block(width: 3000pt, heading(level: l, b)))
#let T(x, y, a, d, b) = place(top + left, dx: x, dy: y, block(width: 3000pt, { set text(top-edge: a, bottom-edge: d); b }))
#let U(x, y, b) = place(top + left, dx: x, dy: y, block(width: 3000pt, b))
#let S(h, d) = box(width: 0pt, height: h, baseline: d)
#let L = linebreak()
#let A(b) = pdf.artifact(b)
#let I(w, h, b) = box(width: w, height: 0pt, place(top + left, dy: -h, block(width: w, height: h, b)))
#let X(w, h, s, b) = box(width: w, height: 0pt, place(top + left, dy: -s, block(width: w, height: s, clip: true, place(top + left, dy: s - h, b))))
#let C(x, y, h, b) = at(x, y, block(width: 5000pt, height: h, clip: true, b))
#let Z(x, y, a, b) = at(x, y, rotate(a, origin: top + left, box(width: 0pt, height: 0pt, b)))
#let HP(l, b) = heading(level: l, b)
#let PP(b) = { show par.where(leading: 1pt): it => it.body; par(leading: 1pt, b) }
#let K(n) = [#metadata(none)#label(n)]
#let R(x, y, w, h, c) = place(top + left, dx: x, dy: y, rect(width: w, height: h, fill: c, stroke: none))
#let V(x, y, w, h, s) = place(top + left, dx: x, dy: y, line(end: (w, h), stroke: s))
"""
"""P and Q: a paragraph at a place, with one line box for all lines or a strut in each. PP: one in parts,
over pages: it keeps its tag, but breaks where its parts do. PH and QH: a heading; HP: one in parts. T and U: text
without a tag (artifacts). S: strut. L: end of line. A: artifact. I: something that stands on the line; X: cut off above. C: something cut off
below. K: the target of a link. R: rectangle. V: line. P0: at the top left.
Z: what is turned about its top left corner."""

END_OF_LIST = re.compile(r"/\*(\d+)\*/")
"""A comment behind each list says which one ends; no text looks like it, for asterisks in texts are escaped."""

_ESCAPES = str.maketrans(
    {
        "*": "\\u{2a}",
        "\\": "\\\\",
        '"': '\\"',
        **{
            chr(code): f"\\u{{{code:x}}}"
            for code in (*range(0x20), 0x7F, *range(0x2028, 0x202F), *range(0x2060, 0x2070))
        },
    }
)
END_OF_TABLE = re.compile(r"/\*t(\d+)\*/")
"""The same behind each table."""


def string(text: str) -> str:
    """A Typst string: nothing in it is read as markup."""
    return f'"{text.translate(_ESCAPES)}"'


def length(points: float) -> str:
    """A length, exact to a thousandth of a point."""
    return f"{points:.3f}".rstrip("0").rstrip(".") + "pt" if points else "0pt"


def end_of_list(number: int) -> str:
    """What :data:`END_OF_LIST` finds."""
    return f"/*{number}*/"


def end_of_table(number: int) -> str:
    """What :data:`END_OF_TABLE` finds."""
    return f"/*t{number}*/"


def dash(name: str) -> str:
    """A dash by its name."""
    return '(4pt, 2pt, "dot", 2pt, "dot", 2pt)' if name == DASH_DOT_DOTTED else f'"{name}"'


def colour(rgb: str | None) -> str:
    """``RRGGBB`` as Typst has it; black where there is none."""
    return f'rgb("#{rgb}")' if rgb else "black"
