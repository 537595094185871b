"""A mail-merge letter that is adopted says the same with Jinja tags."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import docx
import pytest
from mail_merge_letters import code, complex_field, letter, mark, merge, paragraph, simple_field, text, texts

from generator.errors import TemplateUnreadable
from generator.template import adopt_letter, compile_template


def adopted(*content: str) -> str:
    """The text of a paragraph between two others, adopted without a problem."""
    made, problems = adopt_letter(letter(paragraph(*content), paragraph()))
    assert () == problems
    return "\n".join(texts(made)[:-1])


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (merge("Achternaam"), "{{ contact.surname }}"),
        (merge("Aantal inwoners"), "{{ row.aantal_inwoners }}"),
        (merge("Gemeente", r"\* Upper"), "{{ council.name | upper }}"),
        (merge("Gemeente", r"\* MERGEFORMAT"), "{{ council.name }}"),
        (merge("Datum", r'\@ "d MMMM yyyy"'), """{{ date | mergeformat('@ "d MMMM yyyy"') }}"""),
        (merge("Plaats", r'\b ", "'), """{{ (contact.place or council.place) | mergeformat('b ", "') }}"""),
        (
            merge("Datum", r'\b "op " \@ d'),
            r"""{{ date | mergeformat('\\b "op " \\@ d') }}""",
        ),
        (simple_field(" MERGEFIELD Kenmerk "), "{{ reference }}"),
        (complex_field(" MERGEFIELD Kenmerk ", result=None), "{{ reference }}"),
        (complex_field(' ADDRESSBLOCK \\f "<<_COMPANY_>>" \\l 1043 '), "{{ recipient.address }}"),
        (complex_field(' GREETINGLINE \\f "<<_BEFORE_ Geachte >>" '), "{{ recipient.salutation }}"),
        (complex_field(" QUOTE ", merge("Kenmerk"), '" s"'), "{{ (reference ~ ' s') }}"),
    ],
)
def test_a_merge_field_becomes_a_tag(field: str, expected: str) -> None:
    assert f"x{expected}y" == adopted(text("x"), field, text("y"))


@pytest.mark.parametrize(
    ("comparison", "expected"),
    [
        ('= "m"', "contact.gender == 'm'"),
        ('<> "m"', "contact.gender != 'm'"),
        ('= ""', "not contact.gender"),
        ('<> ""', "contact.gender"),
        ('> "5"', "contact.gender | mergeif('>', '5')"),
        ('= "m*"', "contact.gender | mergeif('=', 'm*')"),
    ],
)
def test_a_choice_becomes_an_if(comparison: str, expected: str) -> None:
    field = complex_field(" IF ", merge("Geslacht"), f' {comparison} "heer" "mevrouw" ')
    assert f"De {{% if {expected} %}}heer{{% else %}}mevrouw{{% endif %}}" == adopted(text("De "), field)


def test_fields_within_the_texts_of_a_choice_become_tags_within_it() -> None:
    inner = complex_field(" IF ", merge("Land"), ' = "BE" "België" ')
    field = complex_field(" IF ", merge("Plaats"), ' <> "" "te ', merge("Plaats"), ", ", inner, '" "elders" ')
    expected = (
        "{% if (contact.place or council.place) %}te {{ contact.place or council.place }}, "
        "{% if contact.country == 'BE' %}België{% endif %}{% else %}elders{% endif %}."
    )
    assert expected == adopted(field, text("."))


def test_a_choice_that_has_a_paragraph_to_itself_takes_the_paragraph_along() -> None:
    field = complex_field(" IF ", merge("Geslacht"), ' = "m" "Beste heer" ')
    assert "{%p if contact.gender == 'm' %}\nBeste heer\n{%p endif %}" == adopted(field)


def test_a_choice_between_paragraphs_keeps_them_apart() -> None:
    made, problems = adopt_letter(
        letter(
            paragraph(mark("begin"), code(" IF "), merge("Geslacht"), code(' = "m" "Een')),
            paragraph(code("Twee"), code('" "Drie"'), properties='<w:jc w:val="right"/>'),
            paragraph(mark("separate"), text("Een"), mark("end")),
            paragraph(text("slot")),
        )
    )
    assert () == problems
    expected = ["{%p if contact.gender == 'm' %}", "Een", "Twee", "{%p else %}", "Drie", "{%p endif %}", "slot"]
    assert expected == texts(made)


def test_the_old_result_says_how_the_tag_looks() -> None:
    field = (
        mark("begin") + code(" MERGEFIELD Naam ", "<w:i/>") + mark("separate") + text("«Naam»", "<w:b/>") + mark("end")
    )
    made, _problems = adopt_letter(letter(paragraph(field)))
    run = docx.Document(io.BytesIO(made)).paragraphs[0].runs[0]
    assert (True, None) == (run.bold, run.italic)


def test_charformat_takes_the_look_of_the_instruction() -> None:
    field = (
        mark("begin")
        + code(" MERGEFIELD Naam \\* CHARFORMAT ", "<w:i/>")
        + mark("separate")
        + text("«Naam»", "<w:b/>")
        + mark("end")
    )
    made, _problems = adopt_letter(letter(paragraph(field)))
    run = docx.Document(io.BytesIO(made)).paragraphs[0].runs[0]
    assert (None, True) == (run.bold, run.italic)


def test_the_texts_of_a_choice_keep_the_look_that_they_have_in_the_instruction() -> None:
    field = complex_field(" IF ", merge("Geslacht"), ' = "m" "de ', code("heer", "<w:b/>"), '" ')
    made, _problems = adopt_letter(letter(paragraph(text("x"), field)))
    looks = {run.text: run.bold for run in docx.Document(io.BytesIO(made)).paragraphs[0].runs}
    assert (None, True) == (looks["de "], looks["heer"])


def test_a_field_whose_instruction_is_torn_over_runs_is_one_field() -> None:
    field = complex_field(" MERG", code("EFIELD "), '"Achter', code('naam"'), " ")
    assert "{{ contact.surname }}" == adopted(field)


def test_a_whole_field_in_one_run_is_read_as_well() -> None:
    field = (
        '<w:r><w:rPr><w:b/></w:rPr><w:fldChar w:fldCharType="begin"/><w:instrText> MERGEFIELD Land </w:instrText>'
        '<w:fldChar w:fldCharType="separate"/><w:t>«Land»</w:t><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert "{{ contact.country }}" == adopted(field)


def test_fields_in_tables_headers_and_text_boxes_become_tags() -> None:
    box = (
        "<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p>"
        + merge("Kenmerk")
        + "</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    table = f"<w:tbl><w:tr><w:tc><w:p>{merge('Onderwerp')}</w:p></w:tc></w:tr></w:tbl>"
    made, problems = adopt_letter(letter(paragraph(box), table, paragraph(), header=[paragraph(merge("Datum"))]))
    assert () == problems
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        whole = "".join(archive.read(name).decode() for name in archive.namelist() if name.startswith("word/"))
    for tag in ("{{ reference }}", "{{ subject }}", "{{ date }}"):
        assert tag in whole
    assert "fldChar" not in whole


def test_fields_of_other_kinds_stay() -> None:
    made, problems = adopt_letter(letter(paragraph(complex_field(" PAGE ", result="1"), merge("Kenmerk"))))
    assert () == problems
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert " PAGE " in archive.read("word/document.xml").decode()


def test_a_merge_field_in_the_text_of_a_hyperlink_becomes_a_tag() -> None:
    link = complex_field(' HYPERLINK "https://vng.nl" ', result=text("naar ") + merge("Gemeente"))
    made, problems = adopt_letter(letter(paragraph(link)))
    assert () == problems
    assert ["naar {{ council.name }}"] == texts(made)


def test_fields_that_are_nested_without_end_are_refused() -> None:
    field = merge("Naam")
    for _level in range(25):
        field = complex_field(" IF ", field, ' = "x" "een" "twee" ')
    _made, problems = adopt_letter(letter(paragraph(field)))
    assert ["merge-field-deep"] == [each.code for each in problems]


def test_thousands_of_open_fields_are_refused_in_words() -> None:
    _made, problems = adopt_letter(letter(paragraph(*[mark("begin") + code(" IF ")] * 8_000)))
    assert ["merge-field-deep"] == [each.code for each in problems]


def test_a_field_in_deleted_text_stays_deleted() -> None:
    deleted = f'<w:del w:id="1" w:author="x">{complex_field(" MERGEFIELD Weg ").replace("w:instrText", "w:delInstrText")}</w:del>'
    assert "" == adopted(deleted)


@pytest.mark.parametrize(
    ("field", "code_of_problem"),
    [
        (complex_field(" NEXT ", result=None), "merge-field-refused"),
        (complex_field(' FILLIN "Wat?" '), "merge-field-refused"),
        (complex_field(' INCLUDETEXT "c:\\\\', merge("Bestand"), '" '), "merge-field-refused"),
        (complex_field(' HYPERLINK "', merge("Web"), '" '), "merge-field-nested"),
        (complex_field(" MERGEFIELD "), "merge-field-nameless"),
        (complex_field(" MERGEFIELD Bedrag \\# "), "merge-field-switch"),
        (complex_field(" MERGEFIELD Naam \\* Uper "), "merge-field-format"),
        (complex_field(" IF ", merge("Naam"), ' "ja" '), "merge-if-invalid"),
        (mark("begin") + code(" MERGEFIELD Naam "), "merge-field-unclosed"),
    ],
)
def test_what_cannot_be_carried_out_is_told_at_its_place(field: str, code_of_problem: str) -> None:
    _made, problems = adopt_letter(letter(paragraph(text("een")), paragraph(field)))
    assert [(code_of_problem, 2)] == [(each.code, each.place.paragraph) for each in problems]  # type: ignore[union-attr]


def test_a_choice_over_cells_is_told() -> None:
    start = mark("begin") + code(" IF ") + merge("Naam") + code(' = "x" "een')
    row = f"<w:tr><w:tc><w:p>{start}</w:p></w:tc><w:tc><w:p>{code(chr(34))}{mark('end')}</w:p></w:tc></w:tr>"
    _made, problems = adopt_letter(letter(f"<w:tbl>{row}</w:tbl>", paragraph()))
    assert ["merge-field-torn"] == [each.code for each in problems]


def test_the_same_letter_is_adopted_to_the_same_bytes() -> None:
    source = letter(paragraph(merge("Naam")))
    assert adopt_letter(source)[0] == adopt_letter(source)[0]


def test_no_letter_at_all_is_refused_in_words() -> None:
    with pytest.raises(TemplateUnreadable):
        adopt_letter(b"geen brief", name="brief.docx")


def test_an_adopted_letter_makes_the_same_letters() -> None:
    source = letter(
        paragraph(merge("Naam"), text(", "), merge("Plaats", r"\* Upper")),
        paragraph(merge("Datum", r'\@ "dddd d MMMM yyyy" \b "op "'), text(" "), merge("Bedrag", r'\# "€ #.##0,00"')),
        paragraph(
            complex_field(" IF ", merge("Bedrag"), ' > 1000 "veel ', merge("Bedrag", r"\* CardText"), '" "weinig" ')
        ),
        paragraph(complex_field(" IF ", merge("Geslacht"), ' <> "v" "Beste heer" ')),
        paragraph(merge("Afdeling")),
        paragraph(text("slot")),
    )
    context: dict[str, object] = {
        "recipient": {"name": "De heer P. de Vries"},
        "date": date(2018, 6, 28),
        "council": {"place": "Gouda"},
        "contact": {"place": "", "gender": "m", "department": ""},
        "row": {"bedrag": 1234.5},
    }
    expected = [
        "De heer P. de Vries, GOUDA",
        "op donderdag 28 juni 2018 € 1.234,50",
        "veel duizend tweehonderdvijfendertig",
        "Beste heer",
        "slot",
    ]
    made, problems = adopt_letter(source)
    assert () == problems
    assert expected == texts(compile_template(source).render(context))
    assert expected == texts(compile_template(made).render(context))
