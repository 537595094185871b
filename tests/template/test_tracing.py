"""Each paragraph of a letter is traced back to that of the template, so that what is wrong is told where it is mended."""

from __future__ import annotations

from collections.abc import Mapping

from little_docx import Table, Xml, docx, paragraphs

from generator.errors import message
from generator.model import FilePlace, Problem, Severity, TextPlace
from generator.template import Paragraphs, RichParagraph, compile_template

TEXT = "word/document.xml"
BOX = """<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp>
<wps:txbx><w:txbxContent><w:p><w:r><w:t>{{ x }} in vak</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphicData>
</a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>{{ x }} in vak</w:t>
</w:r></w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"""


def traced(template: bytes, context: Mapping[str, object]) -> list[tuple[str, int]]:
    """The paragraphs of the letter's text, each with the number of the one that it comes from."""
    compiled = compile_template(template)
    letter = paragraphs(compiled.render(context))
    numbers = compiled.origins(context).paragraphs[TEXT]
    assert len(letter) == len(numbers)
    return list(zip(letter, numbers, strict=True))


def test_paragraphs_of_loops_and_conditions_come_from_those_in_them() -> None:
    template = docx(
        "a", "{%p for i in l %}", "i {{ i }}", "{%p endfor %}", "{% if l %}ja", "{% else %}nee{% endif %}", "z"
    )

    assert [("a", 1), ("i 1", 3), ("i 2", 3), ("ja", 5), ("", 6), ("z", 7)] == traced(template, {"l": [1, 2]})


def test_what_a_value_adds_comes_from_its_tag() -> None:
    context = {
        "leeg": "",
        "twee": "een\atwee",
        "alineas": Paragraphs((RichParagraph("p"), RichParagraph("q"))),
    }
    template = docx("{{ leeg }}", "{{ twee }}", "{{p alineas }}", "slot")

    assert [("een", 2), ("twee", 2), ("p", 3), ("q", 3), ("slot", 4)] == traced(template, context)


def test_rows_are_traced_too_also_where_the_table_is_mended() -> None:
    table = Table(
        [["{%tr for i in l %}", ""], ["{{ i }}", "{% if no %}x{% endif %}"], ["{%tr endfor %}", ""], ["e", "f"]]
    )

    assert [("1", 3), ("", 4), ("2", 3), ("", 4), ("e", 7), ("f", 8)] == traced(docx(table), {"l": [1, 2], "no": False})


def test_a_text_box_counts_once() -> None:
    compiled = compile_template(docx("{{ x }}", Xml(BOX), "slot"))

    assert (1, 2, 3, 4) == compiled.origins({"x": "iks"}).paragraphs[TEXT]


def test_a_value_that_looks_like_a_mark_is_none() -> None:
    assert [('<w:p at="9"> <?at 9?>', 1), ("slot", 2)] == traced(
        docx("{{ x }}", "slot"), {"x": '<w:p at="9"> <?at 9?>'}
    )


def test_a_letter_itself_bears_no_marks() -> None:
    compiled = compile_template(docx("{%p for i in l %}", "{{ i }}", "{%p endfor %}"))
    before = compiled.render({"l": ["a"]})
    compiled.origins({"l": ["a"]})

    assert before == compiled.render({"l": ["a"]})


def test_a_problem_is_told_at_the_template_in_its_own_words() -> None:
    def problem(place: TextPlace | FilePlace) -> Problem:
        return Problem("font-missing", Severity.WARNING, place, message("x"))

    compiled = compile_template(docx("{%p for i in l %}", "naam: {{ i }}", "{%p endfor %}", header="{{ l|length }}"))
    origins = compiled.origins({"l": ["geheim", "b"]})
    second = TextPlace(TEXT, 2, "naam: geheim")
    elsewhere = TextPlace("word/styles.xml", 2, "x")
    places = [origins.in_template(problem(each)).place for each in (second, elsewhere, TextPlace(TEXT, 9, "te ver"))]

    assert [TextPlace(TEXT, 2, "naam: {{ i }}"), elsewhere, TextPlace(TEXT, 9, "te ver")] == places
