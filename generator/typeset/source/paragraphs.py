"""Paragraphs as Typst code: explicit lines, every fragment where the layout put it."""

from __future__ import annotations

import itertools
from collections.abc import Callable

from generator.typeset.layout.boxes import Fragment, InlineGraphic, Leader, Line, ParagraphBox
from generator.typeset.layout.shaping import TextStyle
from generator.typeset.ooxml.content import Link
from generator.typeset.source.markup import length, string
from generator.typeset.source.styles import Styles, is_plain

_TWIPS = 20
_CLOSE = 0.005
"""Fragments that stand nearer to each other than this, in points, touch."""


class ParagraphWriter:
    """Writes the lines of paragraphs.

    Args:
        styles: Names text styles.
        graphic: Writes a picture or shape that stands in a line; twice as an artifact.
        targets: Names of bookmarks that a link may lead to, with their labels.
    """

    def __init__(self, styles: Styles, graphic: Callable[[InlineGraphic, bool], str], targets: dict[str, str]) -> None:
        self._styles = styles
        self._graphic = graphic
        self._targets = targets
        self._set: set[str] = set()

    def paragraph(
        self,
        box: ParagraphBox,
        x: float,
        y: float,
        *,
        heading: int | None = None,
        artifact: bool = False,
        part: bool = False,
    ) -> str:
        """The call that sets a paragraph whose column begins at x and whose box begins at y; ``""`` for an empty one.

        An artifact, and the part of a paragraph that gets its tag as a whole, have no tag of their own.
        """
        lines = _without_empty_ends(box.lines)
        if not lines:
            return ""
        even = _is_even(lines)
        # In a heading Typst reads the text of each line for the outline.
        joined = even and heading is None
        body = self._body(box, lines, even=even, joined=joined, artifact=artifact)
        where = f"{length(x)},{length(y + lines[0].top)}"
        if even:
            first = lines[0]
            where += f",{length(first.baseline)},{length(first.baseline - first.height)}"
        if artifact or part:
            return f"{'T' if even else 'U'}({where},{body})"
        if heading is not None:
            return f"{'PH' if even else 'QH'}({heading},{where},{body})"
        return f"{'P' if even else 'Q'}({where},{body})"

    def fragments(
        self, fragments: tuple[Fragment, ...], line: Line, x: float, y: float, *, artifact: bool = False
    ) -> str:
        """The label of a list item: its fragments on the baseline of the line beside it."""
        body = self._run(fragments, artifact=artifact)
        return f"T({length(x)},{length(y + line.top)},{length(line.baseline)},{length(line.baseline - line.height)},{{{body}}})"

    def _body(self, box: ParagraphBox, lines: list[Line], *, even: bool, joined: bool, artifact: bool) -> str:
        """The code of the lines; kept for later letters where it says nothing of this one's links and pictures."""
        if any(line.graphics or line.bookmarks or line.links_inward for line in lines):
            return self._lines(lines, even=even, joined=joined, artifact=artifact)
        key = (id(box.lines), joined, artifact)
        kept: tuple[object, str, tuple[str, ...]] | None = self._styles.code.get(key)
        if kept is None:
            used = [part.style for line in lines for part in line.fragments]
            used += [part.style for line in lines for part in line.leaders]
            names = tuple(dict.fromkeys(map(self._styles.name, used)))
            # The lines are kept with it, so that their identity in the key stays their own.
            kept = self._styles.code.put(
                key, (box.lines, self._lines(lines, even=even, joined=joined, artifact=artifact), names)
            )
        self._styles.use(kept[2])
        return kept[1]

    def _lines(self, lines: list[Line], *, even: bool, joined: bool, artifact: bool) -> str:
        written: list[str] = []
        below = lines[0].top
        for style, run in itertools.groupby(lines, _only_style if joined else lambda _line: None):
            if style is not None:
                # Typst sets several lines in one string faster than a string each, and draws the same.
                merged = list(run)
                text = "\n".join(line.fragments[0].text for line in merged)
                written.append(f"{self._styles.name(style)}({string(text)})")
                below = merged[-1].top + merged[-1].height
                continue
            for line in run:
                strut = ""
                if not even or not any(fragment.text for fragment in line.fragments):
                    # A line without letters has no height of its own in Typst.
                    height = line.top + line.height - below
                    strut = f"S({length(height)},{length(line.height - line.baseline)});"
                below = line.top + line.height
                written.append(strut + (self._line(line, artifact=artifact) or "[]"))
        return "{" + ";L;".join(written) + "}"

    def _line(self, line: Line, *, artifact: bool) -> str:
        parts = [(each.x, _drawn_width(each), self._fragment(each, artifact=artifact)) for each in line.fragments]
        for leader in line.leaders:
            code = self._leader(leader)
            if code:
                parts.append((leader.x, leader.width, code if artifact else f"A(box({code}))"))
        parts += [(each.x, each.width, self._graphic(each, artifact)) for each in line.graphics]
        if line.graphics or line.leaders:
            parts.sort(key=lambda part: part[0])
        made = [] if artifact else [self._target(name) for name in line.bookmarks if name in self._targets]
        made += self._spaced(parts)
        return ";".join(part for part in made if part)

    def _leader(self, leader: Leader) -> str:
        """As many signs as fit, spread so that the last one touches what stands behind the tab; rules leave no gaps."""
        twips = max(1, int(leader.sign_width * _TWIPS + 0.5))
        count = int(leader.width * _TWIPS / twips + 0.01)
        if count <= 0:
            return ""
        count += leader.sign == "_"
        spread = leader.style.tracking + leader.width / count - leader.sign_width
        return f"{self._styles.name(leader.style)}({string(leader.sign * count)},tracking:{length(spread)})"

    def _run(self, fragments: tuple[Fragment, ...], *, artifact: bool) -> str:
        parts = [(each.x, _drawn_width(each), self._fragment(each, artifact=artifact)) for each in fragments]
        return ";".join(self._spaced(parts))

    def _spaced(self, parts: list[tuple[float, float, str]]) -> list[str]:
        made, at = [], 0.0
        for x, width, code in parts:
            if abs(x - at) > _CLOSE:
                made.append(f"h({length(x - at)})")
            made.append(code)
            at = x + width
        return made

    def _target(self, name: str) -> str:
        label = self._targets[name]
        if label in self._set:
            return ""
        self._set.add(label)
        return f"K({string(label)})"

    def _fragment(self, fragment: Fragment, *, artifact: bool) -> str:
        style = self._styles.name(fragment.style)
        if not fragment.text:
            # An underlined tab: blank, but drawn.
            return f"A({style}(box(width:{length(fragment.width)},{style}({string(chr(0xA0))},spacing:{length(fragment.width)}))))"
        stretch = f",spacing:100%+{length(fragment.stretch)}" if fragment.stretch and " " in fragment.text else ""
        code = f"{style}({string(fragment.text)}{stretch})"
        return code if artifact else self._linked(code, fragment.link)

    def _linked(self, code: str, link: Link | None) -> str:
        if link is None:
            return code
        if link.address:
            return f"link({string(link.address)},{code})"
        label = self._targets.get(link.bookmark)
        return code if label is None else f"link(label({string(label)}),{code})"


def _drawn_width(fragment: Fragment) -> float:
    """How far Typst draws it: tracking widens letters but not the last one, as it does in Word."""
    return fragment.width - fragment.style.tracking if fragment.text else fragment.width


def _without_empty_ends(lines: tuple[Line, ...]) -> list[Line]:
    """The lines up to the last one that shows anything."""
    shown = list(lines)
    while shown and not (shown[-1].fragments or shown[-1].graphics or shown[-1].leaders or shown[-1].bookmarks):
        shown.pop()
    return shown


def _only_style(line: Line) -> TextStyle | None:
    """The style of a line that is one text from the column's edge on, without a box or line of its own around it."""
    if len(line.fragments) != 1 or line.leaders or line.graphics or line.bookmarks:
        return None
    only = line.fragments[0]
    if not only.text or only.link is not None or only.stretch or abs(only.x) > _CLOSE:
        return None
    return only.style if is_plain(only.style) else None


def _is_even(lines: list[Line]) -> bool:
    """Whether one line box serves all lines."""
    first = lines[0]
    top = first.top
    for line in lines:
        if line.height != first.height or line.baseline != first.baseline or abs(line.top - top) > _CLOSE:
            return False
        top += line.height
    return True
