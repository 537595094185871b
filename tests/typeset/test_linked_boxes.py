"""Text that flows on from one text box into the next."""

from __future__ import annotations

import pytest
from drawing_building import EMU, NAMESPACES, preset
from typeset_building import body, laid_out, paragraph, read, text_of, word

from generator.typeset.layout.boxes import FlowBox, Pages, ParagraphBox, PlacedFloat

WORDS = " ".join(f"word{at:02}" for at in range(60))


def box(inner: str, width: float, height: float, at: int) -> str:
    """A floating text box with insets of 7.2 and 3.6 pt."""
    size = f'cx="{round(width * EMU)}" cy="{round(height * EMU)}"'
    shape = f"<wps:wsp><wps:cNvSpPr/><wps:spPr>{preset('rect')}</wps:spPr>{inner}<wps:bodyPr/></wps:wsp>"
    place = '<wp:positionH relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionH>'
    place += '<wp:positionV relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionV>'
    return (
        f'<w:r><w:drawing><wp:anchor behindDoc="0" relativeHeight="{at}">{place}<wp:extent {size}/><wp:wrapNone/>'
        f'<wp:docPr id="{at}" name="x"/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/'
        f'wordprocessingShape">{shape}</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>'
    )


def first(text: str) -> str:
    return f'<wps:txbx id="7"><w:txbxContent>{text}</w:txbxContent></wps:txbx>'


def later(at: int) -> str:
    return f'<wps:linkedTxbx id="7" seq="{at}"/>'


def lines(pages: Pages) -> list[list[str]]:
    """The lines of each text box, in the order of their anchors."""
    made = []
    for node in pages.nodes:
        if isinstance(node, PlacedFloat):
            assert isinstance(node.body, FlowBox)
            boxes = [item.box for item in node.body.items if isinstance(item.box, ParagraphBox)]
            made.append([text_of(line).strip() for each in boxes for line in each.lines])
    return made


def chain(text: str, *sizes: tuple[float, float]) -> list[list[str]]:
    runs = "".join(box(later(at) if at else first(text), *size, at) for at, size in enumerate(sizes))
    return lines(laid_out(word(body(f"<w:p {NAMESPACES}>{runs}</w:p>"))))


def test_what_the_first_box_does_not_hold_stands_in_the_next() -> None:
    found = chain(paragraph(WORDS), (150, 50), (150, 400))
    assert len(found[0]) == 3
    assert " ".join(found[0] + found[1]) == WORDS


@pytest.mark.parametrize("width", [100, 150, 250])
def test_a_paragraph_that_goes_on_is_broken_for_the_width_of_its_box(width: float) -> None:
    upper, lower = chain(paragraph(WORDS), (150, 50), (width, 900))
    ((alone,),) = ([chain(paragraph(WORDS.split(upper[-1] + " ")[1]), (width, 900), (150, 900))[0]],)
    assert lower == alone


def test_a_text_flows_through_as_many_boxes_as_there_are() -> None:
    text = paragraph(WORDS) + paragraph("second " + WORDS)
    found = chain(text, (150, 50), (200, 50), (120, 60), (300, 900))
    assert " ".join(" ".join(each) for each in found) == f"{WORDS} second {WORDS}"


def test_a_box_that_nothing_is_left_for_is_empty() -> None:
    assert chain(paragraph("short"), (150, 50), (150, 50)) == [["short"], []]


def vml(identity: str, following: str, text: str, height: int) -> str:
    return (
        f'<w:r><w:pict><v:shape id="{identity}" style="position:absolute;width:150pt;height:{height}pt">'
        f'<v:textbox style="mso-next-textbox:#{following}"><w:txbxContent>{text}</w:txbxContent></v:textbox>'
        "</v:shape></w:pict></w:r>"
    )


def test_text_boxes_of_vml_name_the_next_one_and_the_last_one_itself() -> None:
    runs = vml("one", "two", paragraph(WORDS), 50) + vml("two", "two", "", 400)
    found = lines(laid_out(word(body(f"<w:p {NAMESPACES}>{runs}</w:p>"))))
    assert " ".join(found[0] + found[1]) == WORDS


def test_boxes_that_lead_in_a_circle_are_set() -> None:
    runs = vml("one", "two", paragraph("text"), 50) + vml("two", "one", "", 50)
    assert read(word(body(f"<w:p {NAMESPACES}>{runs}</w:p>")))[1].errors == []
    assert lines(laid_out(word(body(f"<w:p {NAMESPACES}>{runs}</w:p>"))))
