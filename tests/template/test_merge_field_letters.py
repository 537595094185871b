"""Word mail-merge letters, compiled and rendered as they are."""

from __future__ import annotations

import io
import itertools
import pickle
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import docx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mail_merge_letters import code, complex_field, letter, mark, merge, paragraph, simple_field, text, texts

from generator.errors import RenderFailed, TemplateUnreadable
from generator.template import CompiledTemplate, compile_template

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "letters"
CONTEXT: Mapping[str, object] = {
    "reference": "COS/U201800494",
    "date": date(2018, 6, 28),
    "recipient": {
        "name": "De heer P. de Vries",
        "address": "Gemeente Gouda\nPostbus 1086",
        "salutation": "Geachte heer De Vries,",
    },
    "council": {"name": "Gouda", "address_line": "Postbus 1086", "postcode": "2800 BB", "place": "Gouda"},
    "contact": {
        "surname": "Vries",
        "prefix": "de",
        "gender": "m",
        "address_line": "",
        "postcode": "",
        "place": "Reeuwijk",
    },
    "adres": "Gemeente Gouda\nPostbus 1086",
    "row": {"Aantal inwoners": 73_681, "Bijdrage": 1234.5, "Leeg": None, "Notitie": "a & b\nc <d>"},
}


def rendered(*content: str, context: Mapping[str, object] = CONTEXT) -> str:
    """The text of a paragraph with a sentence before and after it."""
    template = compile_template(letter(paragraph(text("[")), paragraph(*content), paragraph(text("]"))))
    return "\n".join(texts(template.render(context))[1:-1])


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (merge("Achternaam"), "Vries"),
        (merge("ACHTERNAAM"), "Vries"),
        (simple_field(" MERGEFIELD Achternaam "), "Vries"),
        (merge("Aantal_inwoners"), "73681"),
        (merge("aantalinwoners", r"\# #.##0"), "73.681"),
        (merge("Bijdrage", r'\# "€ #.##0,00"'), "€ 1.234,50"),
        (merge("Bijdrage"), "1234,5"),
        (merge("Datum"), "28 juni 2018"),
        (merge("Datum", r'\@ "dd-MM-yyyy"'), "28-06-2018"),
        (merge("Gemeente", r"\* Upper"), "GOUDA"),
        (merge("Adres"), "Postbus 1086"),
        (merge("Adresregel_1"), "Postbus 1086"),
        (merge("Plaats"), "Reeuwijk"),
        (merge("Kenmerk", r'\b "Ons kenmerk: "'), "Ons kenmerk: COS/U201800494"),
        (merge("council.name"), "Gouda"),
        (merge("council_place"), "Gouda"),
        (complex_field(r' ADDRESSBLOCK \f "<<_COMPANY_>>" '), "Gemeente Gouda\nPostbus 1086"),
        (complex_field(" GREETINGLINE "), "Geachte heer De Vries,"),
        (merge("Notitie"), "a & b\nc <d>"),
    ],
)
def test_a_merge_field_is_filled_in(field: str, expected: str) -> None:
    assert expected == rendered(field)


def test_a_paragraph_of_empty_merge_fields_is_left_out() -> None:
    assert "" == rendered(merge("Leeg"), text(" "), merge("Leeg"))
    assert "x" == rendered(merge("Leeg"), text("x"))


@pytest.mark.parametrize(
    ("instruction", "expected"),
    [
        ((" IF ", merge("Geslacht"), ' = "m" "heer" "mevrouw" '), "heer"),
        ((" IF ", merge("Geslacht"), '="v" "heer" "mevrouw" '), "mevrouw"),
        ((" IF ", merge("Geslacht"), ' = "M" "heer" "mevrouw" '), "mevrouw"),
        ((' IF "', merge("Leeg"), '" = "" "niets" "iets" '), "niets"),
        ((" IF ", merge("Bijdrage"), ' > "900" "veel" "weinig" '), "veel"),
        ((" IF ", merge("Bijdrage"), " >= 1234,5 veel weinig "), "veel"),
        ((" IF ", merge("Gemeente"), ' = "G*a" "', merge("Achternaam"), '" "" '), "Vries"),
        ((" IF ", merge("Gemeente"), ' <> "Gouda" "', merge("Achternaam"), '" '), ""),
        ((" IF ", merge("Gemeente"), ' = "Gouda" "hier" "daar" \\* Upper '), "HIER"),
        (
            (
                " IF ",
                merge("Geslacht"),
                ' = "v" "mevrouw" "',
                complex_field(" IF ", merge("Voorvoegsel"), ' = "" "" "heer ', merge("Voorvoegsel"), '" '),
                '" ',
            ),
            "heer de",
        ),
        ((" IF ", complex_field(" COMPARE ", merge("Geslacht"), ' = "m" '), ' = 1 "ja" "nee" '), "ja"),
    ],
)
def test_an_if_field_chooses_as_word_does(instruction: tuple[str, ...], expected: str) -> None:
    assert f"[{expected}]" == rendered(text("["), complex_field(*instruction), text("]"))


def test_a_choice_alone_in_its_paragraph_leaves_no_empty_line() -> None:
    assert "" == rendered(complex_field(" IF ", merge("Geslacht"), ' = "v" "Beste mevrouw" '))
    assert "Beste heer" == rendered(complex_field(" IF ", merge("Geslacht"), ' = "m" "Beste heer" '))


def test_a_choice_between_paragraphs_keeps_their_formatting() -> None:
    source = letter(
        paragraph(mark("begin"), code(" IF "), merge("Geslacht"), code(' = "m" "Een')),
        paragraph(code("Twee"), code('" "Drie"'), properties='<w:jc w:val="right"/>'),
        paragraph(mark("separate"), text("Een"), mark("end")),
        paragraph(text("slot")),
    )
    made = docx.Document(io.BytesIO(compile_template(source).render(CONTEXT)))
    assert [("Een", None), ("Twee", 2), ("slot", None)] == [(each.text, each.alignment) for each in made.paragraphs]


def test_the_value_looks_as_the_old_result_did() -> None:
    field = (
        mark("begin")
        + code(" MERGEFIELD Achternaam ")
        + mark("separate")
        + text("«A»", '<w:b/><w:color w:val="FF0000"/>')
        + mark("end")
    )
    made = docx.Document(io.BytesIO(compile_template(letter(paragraph(text("x"), field))).render(CONTEXT)))
    run = made.paragraphs[0].runs[1]
    assert ("Vries", True, "FF0000") == (run.text, run.bold, str(run.font.color.rgb))


def test_merge_fields_and_jinja_tags_live_in_one_letter() -> None:
    condition = complex_field(" IF ", merge("Geslacht"), ' = "m" "{{ contact.surname }}" ')
    assert "Gouda 28 juni 2018 Vries" == rendered(merge("Gemeente"), text(" {{ date }} "), condition)


def test_merge_fields_work_in_every_part_of_a_letter() -> None:
    box = (
        "<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p>"
        + merge("Kenmerk")
        + "</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    table = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:p>{merge('Achternaam')}</w:p></w:tc></w:tr></w:tbl>"
    source = letter(
        paragraph(box),
        table,
        paragraph(),
        header=[paragraph(merge("Datum"))],
        footer=[paragraph(merge("Gemeente"))],
        footnote=[paragraph(merge("Plaats"))],
    )
    made = compile_template(source).render(CONTEXT)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}
    document = parts["word/document.xml"]
    assert "COS/U201800494" in document
    assert "Vries" in document
    assert any("28 juni 2018" in xml for name, xml in parts.items() if "header" in name)
    assert any("Gouda" in xml for name, xml in parts.items() if "footer" in name)
    assert "Reeuwijk" in parts["word/footnotes.xml"]
    assert "MERGEFIELD" not in "".join(parts.values())


def test_a_column_that_is_not_there_is_told_with_the_one_that_was_meant() -> None:
    template = compile_template(letter(paragraph(text("een")), paragraph(merge("Achternam"))))
    with pytest.raises(RenderFailed) as failed:
        template.render(CONTEXT)
    (problem,) = failed.value.findings
    assert (problem,) == template.check(CONTEXT)
    assert "merge-field-unknown" == problem.code  # type: ignore[attr-defined]
    assert 2 == problem.place.paragraph  # type: ignore[attr-defined]
    assert {"suggestion": "achternaam"} == dict(problem.remedy.values)  # type: ignore[attr-defined]


def test_a_lenient_letter_leaves_a_column_that_is_not_there_empty() -> None:
    made = compile_template(letter(paragraph(text("x"), merge("Onbekend")))).render(CONTEXT, lenient=True)
    assert ["x"] == texts(made)


def test_the_names_behind_merge_fields_are_known() -> None:
    template = compile_template(letter(paragraph(merge("Adres"), merge("Aantal inwoners"), merge("Kenmerk"))))
    expected = ["contact.address_line", "council.address_line", "row.aantal_inwoners", "reference"]
    assert expected == [each.path for each in template.names]


def test_an_empty_cell_matters_where_it_would_be_drawn_as_nought() -> None:
    template = compile_template(letter(paragraph(merge("Notitie"), merge("Bijdrage", r'\# "0,00"'))))
    assert [("row.notitie", True), ("row.bijdrage", False)] == [(each.path, each.optional) for each in template.names]


def test_what_cannot_be_carried_out_is_refused_all_at_once() -> None:
    source = letter(
        paragraph(complex_field(" NEXT ", result=None)),
        paragraph(merge("Gemeente")),
        paragraph(complex_field(" IF ", merge("Naam"), ' "ja" ')),
    )
    with pytest.raises(TemplateUnreadable) as refused:
        compile_template(source)
    assert [("merge-field-refused", 1), ("merge-if-invalid", 3)] == [
        (each.code, each.place.paragraph)  # type: ignore[attr-defined]
        for each in refused.value.findings
    ]


def test_a_template_with_merge_fields_survives_pickling() -> None:
    template = compile_template(letter(paragraph(merge("Achternaam", r"\* Upper"))))
    again = pickle.loads(pickle.dumps(template))
    assert template.render(CONTEXT) == again.render(CONTEXT)


XML_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn", "Co"]), min_size=1, max_size=20)


@settings(max_examples=60, deadline=None)
@given(XML_TEXT, st.lists(st.integers(1, 40), max_size=4))
def test_any_value_arrives_whole_however_the_field_is_torn_over_runs(value: str, cuts: list[int]) -> None:
    instruction = ' MERGEFIELD "Aantal inwoners" \\* MERGEFORMAT '
    edges = sorted({0, *(cut for cut in cuts if cut < len(instruction)), len(instruction)})
    pieces = [instruction[start:end] for start, end in itertools.pairwise(edges)]
    template = compile_template(letter(paragraph(text("["), complex_field(*pieces), text("]"))))
    assert [f"[{value}]"] == texts(template.render({"row": {"Aantal Inwoners": value}}))


@settings(max_examples=60, deadline=None)
@example("Aantal\ufffc")
@given(XML_TEXT.filter(lambda name: any(each.isalnum() for each in name) and not set(name) & set('"“”„\\')))
def test_a_column_of_any_name_is_found(name: str) -> None:
    template = compile_template(letter(paragraph(text("["), merge(name), text("]"))))
    assert ["[x]"] == texts(template.render({"row": {name: "x"}}))


@pytest.fixture(name="winword")
def _winword() -> CompiledTemplate:
    path = CORPUS / "08_letter_winword2010.docx"
    if not path.exists():
        pytest.skip("the corpus is not here")
    return compile_template(path)


def test_a_letter_by_word_2010_is_filled_in(winword: CompiledTemplate) -> None:
    row = {
        "Titel": "Dhr.",
        "Voornaam": "Bouke",
        "Achternaam": "Jansen",
        "Adresregel 1": "Brink 1",
        "Postcode": "9712 AA",
    }
    made = winword.render({"row": {**row, "Plaats": "Groningen", "Provincie": "", "Land of regio": ""}})
    assert ["Dhr. Bouke Jansen", "Brink 1", "9712 AA Groningen  "] == texts(made)[:3]


def test_a_letter_by_word_2010_loses_its_data_source(winword: CompiledTemplate) -> None:
    with zipfile.ZipFile(io.BytesIO(winword.render({}, lenient=True))) as archive:
        assert "word/recipientData.xml" not in archive.namelist()
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert b"mailMerge" not in whole
    assert b"bouke.mdb" not in whole
    assert "data-source-removed" in [each.code for each in winword.warnings]


def test_an_old_result_of_several_paragraphs_becomes_one_again() -> None:
    source = letter(
        paragraph(text("["), mark("begin"), code(" ADDRESSBLOCK "), mark("separate"), text("Oud")),
        paragraph(text("Oude plaats")),
        paragraph(text("ouder"), mark("end"), text("]")),
        paragraph(text("slot")),
    )
    assert ["[Gemeente Gouda\nPostbus 1086]", "slot"] == texts(compile_template(source).render(CONTEXT))
