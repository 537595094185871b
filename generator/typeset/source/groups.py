"""Which nodes of a reading order belong together: the parts of a paragraph, a list or a table over pages."""

from __future__ import annotations

from collections.abc import Sequence

from generator.typeset.layout.boxes import Node, PageStart, ParagraphBox, Placed, TableBox
from generator.typeset.list_numbering import list_kind


def is_item(node: Node) -> bool:
    """Whether an item of a list begins here; numbered headings are none."""
    return (
        isinstance(node, Placed)
        and isinstance(node.box, ParagraphBox)
        and node.box.label is not None
        and bool(node.box.label.fragments)
        and node.box.paragraph.content.heading is None
    )


def _continues_item(node: Node) -> bool:
    return isinstance(node, Placed) and isinstance(node.box, ParagraphBox) and node.box.continued


def behind_paragraph(nodes: Sequence[Node], at: int) -> int:
    """Behind the last part of the paragraph that begins here, over the starts of pages."""
    first, end = nodes[at], at + 1
    if not (isinstance(first, Placed) and isinstance(first.box, ParagraphBox)):
        return end
    paragraph = first.box.paragraph
    while True:
        following = end + 1 if end < len(nodes) and isinstance(nodes[end], PageStart) else end
        node = nodes[following] if following < len(nodes) else None
        box = node.box if isinstance(node, Placed) else None
        if not (isinstance(box, ParagraphBox) and box.continued and box.paragraph is paragraph):
            return end
        end = following + 1


def behind_list(nodes: Sequence[Node], at: int) -> int:
    """Behind the last node of the list that begins here; ``at`` itself where none does."""
    if not is_item(nodes[at]):
        return at
    end = at + 1
    while end < len(nodes):
        if is_item(nodes[end]):
            end += 1
            continue
        if (
            isinstance(nodes[end], PageStart)
            and end + 1 < len(nodes)
            and (is_item(nodes[end + 1]) or _continues_item(nodes[end + 1]))
        ):
            end += 2
            continue
        break
    return end


def items_of(nodes: Sequence[Node]) -> list[list[Node]]:
    """The items of a list: each with the parts of it that stand on later pages."""
    items: list[list[Node]] = []
    for node in nodes:
        if is_item(node):
            items.append([node])
        else:
            items[-1].append(node)
    return items


def level_of(item: list[Node]) -> int:
    """How deep the item stands in its list, from 0."""
    node = item[0]
    assert isinstance(node, Placed)
    assert isinstance(node.box, ParagraphBox)
    return node.box.label.label.level if node.box.label is not None else 0


def kind_of(item: list[Node]) -> str:
    """How the item is numbered, as ``ListNumbering`` of PDF names it."""
    node = item[0]
    assert isinstance(node, Placed)
    assert isinstance(node.box, ParagraphBox)
    label = node.box.label
    return "Decimal" if label is None else list_kind(label.label.number_format, label.label.text)


def behind_table(nodes: Sequence[Node], at: int) -> int:
    """Behind the last part of the table that begins here."""
    end = at + 1
    while end + 1 < len(nodes):
        turn, part = nodes[end], nodes[end + 1]
        if (
            isinstance(turn, PageStart)
            and isinstance(part, Placed)
            and isinstance(part.box, TableBox)
            and part.box.continued
        ):
            end += 2
        else:
            break
    return end
