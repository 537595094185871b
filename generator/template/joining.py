"""Split runs joined: wherever Word tore a tag apart, it becomes one node at the spot where it starts.

Word starts a new run inside a tag for spelling marks, revision ids, bookmarks and formatting. Tags are therefore
sought in the paragraph's text, never in its markup; the run in which a tag starts formats what it becomes.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from generator.errors import message
from generator.template.findings import Findings
from generator.template.ooxml import (
    BR,
    DEL_TEXT,
    P_PR,
    R_PR,
    SPACE,
    Element,
    P,
    R,
    ancestor,
    detach,
    is_element,
    paragraphs,
)
from generator.template.part import Atom, Part, atoms_of, field_code_atoms
from generator.template.scanning import FoundTag, Unclosed, next_tag, stray_closer
from generator.template.tags import Tag, TagList, instruction

_LONGEST_TAG = 5000
_FARTHEST_PARAGRAPH = 40


def join_runs(part: Part, tags: TagList, findings: Findings) -> None:
    """Turn every tag of the part's paragraphs into a node of its own; tell about those that cannot be."""
    joiner = _Joiner(part, tags, findings)
    for paragraph in list(paragraphs(part.root)):
        if paragraph.getparent() is not None or paragraph is part.root:
            joiner.join(paragraph)
    joiner.end()


class _Joiner:
    def __init__(self, part: Part, tags: TagList, findings: Findings) -> None:
        self.part = part
        self.tags = tags
        self.findings = findings
        self.raw: Tag | None = None

    def join(self, paragraph: Element) -> None:
        self._tell_deleted_tags(paragraph)
        atoms = atoms_of(paragraph)
        text = "".join(each.text for each in atoms)
        if "{" in text or "}" in text:
            self.part.changed = True
            atoms, text = self._with_following(paragraph, atoms, text)
            self._replace(atoms, self._tags_in(paragraph, text))
        codes = field_code_atoms(paragraph)
        code = "".join(each.text for each in codes)
        if "{" in code:
            made = self._tags_in(paragraph, code)
            for _start, _end, tag in made:
                if tag is not None:
                    tag.site.kind = "field_code"
                    self.findings.notice(
                        "tag-in-field-code",
                        tag.place,
                        message(
                            "the tag stands in the code of a Word field, which shows its old result until Word updates it"
                        ),
                        message("put the tag in the text itself, or update the fields in Word (Ctrl+A, F9)"),
                    )
            self._replace(codes, made)

    def end(self) -> None:
        if self.raw is not None:
            self.findings.error(
                "block-unclosed",
                self.raw.place,
                message("{tag} is never closed", tag="{% raw %}"),
                message("add {tag} where it ends", tag="{% endraw %}"),
            )

    def _tags_in(self, paragraph: Element, text: str) -> list[tuple[int, int, Tag | None]]:
        """Start, end and tag of all tags; None for those that only vanish (comments, raw)."""
        found: list[tuple[int, int, Tag | None]] = []
        position = 0
        while True:
            tag = next_tag(text, position)
            if self.raw is None:
                self._tell_stray(paragraph, text, position, tag)
            if tag is None:
                return found
            if isinstance(tag, Unclosed):
                if self.raw is None:
                    self._tell_unclosed(paragraph, text, tag)
                position = tag.start + 2
                continue
            position = tag.end
            if self._stays_text(tag):
                continue
            found.append((tag.start, tag.end, self._made(paragraph, text, tag)))

    def _stays_text(self, found: FoundTag) -> bool:
        """Whether the tag stands between ``{% raw %}`` and ``{% endraw %}``."""
        return self.raw is not None and not (found.kind == "statement" and found.body == "endraw")

    def _made(self, paragraph: Element, text: str, found: FoundTag) -> Tag | None:
        """The tag; None where it only vanishes."""
        word = found.body if found.kind == "statement" else ""
        if self.raw is not None or (found.kind == "comment" and not found.level):
            self.raw = None
            return None
        place = self.part.place_in(paragraph, text, found.start, found.end)
        # A tag may run over lines and paragraphs; what is told of it stands on one line.
        source = " ".join(text[found.start : found.end].split())
        tag = self.tags.add(found.kind, found.level, found.body, place, source=source)
        tag.trim_before, tag.trim_after = found.trim_before, found.trim_after
        if word == "raw":
            self.raw = tag
            return None
        if found.mended:
            self.findings.notice(
                "tag-autocorrected",
                place,
                message(
                    "Word’s autocorrection changed quotes or dashes in this tag; it is read as {tag}",
                    tag=_written(found),
                ),
            )
        if found.end - found.start > _LONGEST_TAG:
            self.findings.error(
                "tag-too-long",
                place,
                message("this tag is longer than {longest} characters", longest=_LONGEST_TAG),
                message("divide it with {tag}", tag="{% set … %}"),
            )
        return tag

    def _with_following(self, paragraph: Element, atoms: list[Atom], text: str) -> tuple[list[Atom], str]:
        """Draw in the paragraphs over which the last tag runs on; the tag's end brings its paragraph's rest along."""
        while True:
            last = _unclosed_in(text)
            if last is None or self.raw is not None:
                return atoms, text
            drawn: list[Element] = []
            gathered, longer = list(atoms), text
            following = paragraph.getnext()
            while following is not None and following.tag == P and len(drawn) < _FARTHEST_PARAGRAPH:
                drawn.append(following)
                more = atoms_of(following)
                gathered += more
                longer += "\n" + "".join(each.text for each in more)
                if not isinstance(next_tag(longer, last.start), Unclosed):
                    break
                following = following.getnext()
            if not drawn or isinstance(next_tag(longer, last.start), Unclosed):
                return atoms, text
            for each in drawn:
                _merge_into(paragraph, each)
            atoms = atoms_of(paragraph)
            text = "".join(each.text for each in atoms)

    def _replace(self, atoms: Sequence[Atom], found: list[tuple[int, int, Tag | None]]) -> None:
        if not found:
            return
        offset = 0
        for atom in atoms:
            start, end = offset, offset + len(atom.text)
            offset = end
            touching = [each for each in found if each[0] < end and each[1] > start]
            if touching:
                _rewrite(atom, start, end, touching)

    def _tell_deleted_tags(self, paragraph: Element) -> None:
        texts = [each for each in paragraph.iter(DEL_TEXT) if ancestor(each, P) is paragraph]
        text = "".join(each.text or "" for each in texts)
        found = next_tag(text, 0)
        if found is not None:
            end = found.end if isinstance(found, FoundTag) else len(text)
            self.findings.error(
                "tag-in-deleted-text",
                self.part.place_in(paragraph, text, found.start, end),
                message("the tag stands in text that is marked as deleted (track changes), so it is not filled in"),
                message("accept or reject the change in Word"),
            )

    def _tell_unclosed(self, paragraph: Element, text: str, found: Unclosed) -> None:
        opening, closing = {"expression": ("{{", "}}"), "statement": ("{%", "%}"), "comment": ("{#", "#}")}[found.kind]
        following = next_tag(text, found.start + 2)
        end = following.start if following else len(text)
        self.findings.error(
            "tag-unclosed",
            self.part.place_in(paragraph, text, found.start, end),
            message("the tag that opens with {opening} is not closed with {closing}", opening=opening, closing=closing),
            message("add {closing} where the tag ends", closing=closing),
        )

    def _tell_stray(self, paragraph: Element, text: str, position: int, tag: FoundTag | Unclosed | None) -> None:
        limit = tag.start if tag else len(text)
        stray = stray_closer(text, position, limit)
        if stray is None:
            return
        closing = text[stray : stray + 2]
        opening = {"}}": "{{", "%}": "{%", "#}": "{#"}[closing]
        place = self.part.place_in(paragraph, text, max(position, stray - 20), stray + 2)
        tell = self.findings.error if "{" in text[position:stray] else self.findings.warning
        tell(
            "tag-unopened",
            place,
            message("{closing} closes a tag that is not opened with {opening}", closing=closing, opening=opening),
            message("write {opening} where the tag starts, or remove the braces", opening=opening),
        )


def _unclosed_in(text: str) -> Unclosed | None:
    position = 0
    while (found := next_tag(text, position)) is not None:
        if isinstance(found, Unclosed):
            return found
        position = found.end
    return None


def _written(found: FoundTag) -> str:
    opening, closing = ("{{ ", " }}") if found.kind == "expression" else ("{% ", " %}")
    return opening + found.body + closing


def _merge_into(paragraph: Element, following: Element) -> None:
    """Append the content of ``following`` to ``paragraph``, which keeps its own properties.

    A line break marks the seam; it lies within the tag that runs on, so it goes with the tag.
    """
    etree.SubElement(etree.SubElement(paragraph, R), BR)
    for child in list(following):
        if child.tag != P_PR:
            paragraph.append(child)
    detach(following)


def _rewrite(atom: Atom, start: int, end: int, touching: list[tuple[int, int, Tag | None]]) -> None:
    """Cut the tags out of the atom and put the node of each tag that starts in it where it starts."""
    element = atom.element
    pieces: list[str | Tag] = []
    cursor = start
    for tag_start, tag_end, tag in touching:
        if tag_start >= start:
            pieces.append(atom.text[cursor - start : tag_start - start])
            if tag is not None:
                pieces.append(tag)
        cursor = min(tag_end, end)
    pieces.append(atom.text[cursor - start :])
    kept = [each for each in pieces if each != ""]
    if not kept:
        _remove(element)
        return
    element.text = None
    for piece in kept:
        if isinstance(piece, Tag):
            element.append(instruction(piece))
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + piece
        else:
            element.text = (element.text or "") + piece
    element.set(SPACE, "preserve")


def _remove(element: Element) -> None:
    """Take the element out, and its run too where nothing but properties is left in it."""
    run = element.getparent()
    detach(element)
    if run is not None and run.tag == R and all(each.tag == R_PR for each in run if is_element(each)):
        detach(run)
