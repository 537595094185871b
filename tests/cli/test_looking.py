"""`brieven check`, `fields`, `preview`, `init`, `render` and `pdf`: look before anything is made, and the plain tools."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from click.testing import Result
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl import load_workbook
from workspaces import COUNCIL_HEADINGS, COUNCILS, FIELDS, LETTER

Run = Callable[..., Result]
Make = Callable[..., Path]


def test_a_sound_workbook_has_nothing_wrong(run: Run, workspace: Make, tmp_path: Path) -> None:
    result = run("check", workspace())
    assert 0 == result.exit_code, result.output
    assert "proef.xlsx: niets mis" in result.stdout
    assert "5 brieven kunnen worden gemaakt, samen 5 bladzijden" in result.stdout
    assert not (tmp_path / "output").exists()


def test_all_problems_are_told_at_once(run: Run, workspace: Make) -> None:
    councils = [
        *COUNCILS,
        ("GM0600", "Foutdorp", "Utrecht", "Postbus 1", "12 AB", "Foutdorp"),
        ("GM0601", "Leegdorp", "Utrecht", "", "1000 AB", "Leegdorp"),
    ]
    result = run("check", workspace(councils=councils, paragraphs=[*LETTER, "{{ aanheff }}"]))
    assert 1 == result.exit_code
    assert "Gemeenten!E7" in result.stdout
    assert "Gemeenten!D8" in result.stdout or "rij 8" in result.stdout
    assert "aanhef" in result.stdout
    assert "3 fouten" in result.stdout


def test_a_column_that_the_template_does_not_use_is_a_notice(run: Run, workspace: Make) -> None:
    result = run(
        "check", workspace(headings=[*COUNCIL_HEADINGS, "Aantal inwoners"], councils=[(*row, 5) for row in COUNCILS])
    )
    assert 0 == result.exit_code, result.output
    assert "ter informatie: Gemeenten!G1: het sjabloon gebruikt de kolom Aantal inwoners niet" in result.stdout
    assert "{{ rij.aantal_inwoners }}" in result.stdout


@pytest.mark.parametrize(
    "text",
    [
        "Met {{ rij.aantal_inwoners }} inwoners",
        "Met {{ row['Aantal inwoners'] }} inwoners",
        "{% for naam, waarde in rij.items() %}{{ naam }}: {{ waarde }} {% endfor %}",
    ],
)
def test_a_column_that_the_template_uses_is_no_notice(run: Run, workspace: Make, text: str) -> None:
    result = run(
        "check",
        workspace(
            headings=[*COUNCIL_HEADINGS, "Aantal inwoners"],
            councils=[(*row, 5) for row in COUNCILS],
            paragraphs=[*LETTER, text],
        ),
    )
    assert "niets mis" in result.stdout


def test_a_column_that_a_merge_field_names_in_its_own_spelling_is_no_notice(
    run: Run, workspace: Make, tmp_path: Path
) -> None:
    workbook = workspace(headings=[*COUNCIL_HEADINGS, "Aantal inwoners"], councils=[(*row, 5) for row in COUNCILS])
    template = Document()
    template.core_properties.title = "Een proef"
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), " MERGEFIELD AantalInwoners ")
    template.add_paragraph("Inwoners: ")._p.append(field)
    template.save(str(tmp_path / "templates" / "brief.docx"))
    result = run("check", workbook)
    assert "proef.xlsx: niets mis" in result.stdout, result.output


@pytest.mark.parametrize(
    "text",
    ["{{ row.Nota }}", "{% if row.Nota %}Met {{ row.Nota }}{% endif %}", "Met {{ row.Nota|default('') }} erbij"],
)
def test_an_empty_cell_is_no_error_where_the_template_allows_for_it(run: Run, workspace: Make, text: str) -> None:
    councils = [(*row, None if number else "iets") for number, row in enumerate(COUNCILS)]
    result = run(
        "check", workspace(headings=[*COUNCIL_HEADINGS, "Nota"], councils=councils, paragraphs=[*LETTER, text])
    )
    assert 0 == result.exit_code, result.output


def test_a_letter_that_is_longer_than_the_rest_is_a_warning(run: Run, workspace: Make) -> None:
    councils = [*[(*row, 1) for row in COUNCILS], ("GM0600", "Langdorp", "Utrecht", "Postbus 1", "1000 AB", "X", 90)]
    result = run(
        "check",
        workspace(
            headings=[*COUNCIL_HEADINGS, "Regels"],
            councils=councils,
            paragraphs=[*LETTER, "{% for n in range(row.Regels) %}Regel {{ n }}\n{% endfor %}"],
        ),
    )
    assert 0 == result.exit_code, result.output
    assert "de brief aan Langdorp heeft" in result.stdout
    assert "de meeste hebben er 1" in result.stdout


def test_a_quick_check_sets_no_letters(run: Run, workspace: Make) -> None:
    result = run("check", workspace(), "--quick", "--json")
    assert (None, 5) == (json.loads(result.stdout)["pages"], json.loads(result.stdout)["letters"])


def test_a_check_that_found_errors_sends_nobody_on_to_generate(run: Run, workspace: Make) -> None:
    wrong = ("GM0600", "Foutdorp", "Utrecht", "Postbus 1", "12 AB", "Foutdorp")
    result = run("check", workspace(councils=[*COUNCILS, wrong]), "--quick")
    assert "herstel de fouten" in result.stdout
    assert "brieven generate" not in result.stdout


def test_a_copy_of_the_workbook_bears_each_problem_at_its_cell(run: Run, workspace: Make, tmp_path: Path) -> None:
    wrong = ("GM0600", "Foutdorp", "Utrecht", "Postbus 1", "12 AB", "Foutdorp")
    result = run("check", workspace(councils=[*COUNCILS, wrong]), "--annotate", "nagekeken.xlsx")
    assert 1 == result.exit_code
    comment = load_workbook(tmp_path / "nagekeken.xlsx")["Gemeenten"]["E7"].comment
    assert comment is not None
    assert "postcode" in comment.text


def test_a_template_is_checked_by_itself(run: Run, workspace: Make) -> None:
    workspace(paragraphs=[*LETTER, "{{ row.eigen_kolom }}"])
    assert 0 == run("check", "templates/brief.docx").exit_code


def test_a_template_with_an_unknown_name_is_told_what_was_meant(run: Run, workspace: Make) -> None:
    workspace(paragraphs=["{{ council.nmae }}"])
    result = run("check", "templates/brief.docx")
    assert 1 == result.exit_code
    assert "bedoelt u" in result.stdout


def test_fields_are_listed_with_their_places_and_values(run: Run, workspace: Make) -> None:
    workbook = workspace()
    result = run("fields", "templates/brief.docx", "--workbook", workbook, "--json")
    told = json.loads(result.stdout)
    used = {each["name"]: each["value"] for each in told["used"]}
    assert ("Amsterdam", "2018-06-28", 1) == (used["council.name"], used["date"], used["copies"])
    assert "Amsterdam" == told["recipient"]
    assert {"ontvanger.aanhef", "contact.achternaam", "zending.telefoon"} <= set(told["usable"])


def test_fields_are_listed_for_people_too(run: Run, workspace: Make) -> None:
    workspace()
    result = run("fields", "templates/brief.docx")
    assert 0 == result.exit_code, result.output
    assert "recipient.salutation" in result.stdout
    assert "alinea 4" in result.stdout


FAULTY = ["{{ council.name|uper }} {{ kenmerkk }}", "{% if reference %}", "{{ row.kolom_x }}", "{{ a b }}"]
WRONG_ROW = ("GM0600", "Foutdorp", "Utrecht", "Postbus 1", "12 AB", "Foutdorp")


@pytest.mark.parametrize("command", ["check", "generate"])
def test_faults_of_tags_names_and_rows_are_told_together(run: Run, workspace: Make, command: str) -> None:
    workbook = workspace(councils=[*COUNCILS, WRONG_ROW], paragraphs=FAULTY)
    result = run(command, workbook, "--json")
    told = [each["code"] for each in json.loads(result.stdout)["problems"]]
    assert 3 == result.exit_code
    expected = {"filter-unknown": 1, "block-unclosed": 1, "tag-syntax": 1, "name-missing": 2, "postcode-invalid": 1}
    assert expected == {code: told.count(code) for code in expected}


def test_the_fields_of_a_template_with_faulty_tags_are_listed(run: Run, workspace: Make) -> None:
    workspace(paragraphs=FAULTY)
    result = run("fields", "templates/brief.docx", "--json")
    told = json.loads(result.stdout)
    assert ["council.name", "kenmerkk", "row.kolom_x"] == [each["name"] for each in told["used"]]
    assert {"filter-unknown", "block-unclosed", "tag-syntax"} == {each["code"] for each in told["problems"]}
    assert (3, 3) == (result.exit_code, told["exit_status"])
    spoken = run("fields", "templates/brief.docx")
    assert (3, True) == (spoken.exit_code, "kenmerkk" in spoken.stdout)
    assert "a b" in spoken.stderr


def test_a_wrong_name_where_no_letter_comes_is_a_warning(run: Run, workspace: Make) -> None:
    workbook = workspace(paragraphs=[*LETTER, "{% if copies > 99 %}{{ council.nmae }}{% endif %}"])
    for file in (workbook, "templates/brief.docx"):
        result = run("check", file, "--json")
        assert 0 == result.exit_code
        assert ["name-unreached"] == [each["code"] for each in json.loads(result.stdout)["problems"]]


def test_a_preview_is_one_letter_and_changes_nothing_else(run: Run, workspace: Make, tmp_path: Path) -> None:
    result = run("preview", workspace(), "--only", "sudwest-fryslan")
    assert 0 == result.exit_code, result.output
    made = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.pdf")]
    assert ["output/Proef/voorbeeld/COS_U201800494_GM1900_Súdwest-Fryslân.pdf"] == made
    assert not (tmp_path / "register.db").exists()


def test_a_preview_may_go_elsewhere_as_pictures(run: Run, workspace: Make, tmp_path: Path) -> None:
    result = run("preview", workspace(), "--png", "-o", "kijk/brief.png")
    assert 0 == result.exit_code, result.output
    assert ["brief-1.png"] == [path.name for path in (tmp_path / "kijk").iterdir()]
    assert b"\x89PNG" == (tmp_path / "kijk" / "brief-1.png").read_bytes()[:4]


def test_a_preview_of_a_series_shows_number_zero(run: Run, workspace: Make) -> None:
    fields = {key: value for key, value in FIELDS.items() if key != "Kenmerk"} | {"Kenmerkreeks": "COS"}
    result = run("preview", workspace(fields=fields), "-o", "x.pdf", "--json")
    assert "COS/U201800000" == json.loads(result.stdout)["reference"]


def test_a_new_workspace_has_what_is_needed_to_begin(run: Run, tmp_path: Path) -> None:
    result = run("init", "nieuw")
    assert 0 == result.exit_code, result.output
    assert {"templates", "recipients", "output", "brieven.toml"} == {
        path.name for path in (tmp_path / "nieuw").iterdir()
    }
    assert 0 == run("check", "nieuw/recipients/denktank-2018.xlsx", "--quick").exit_code


def test_a_workspace_that_is_begun_again_keeps_what_is_there(run: Run, tmp_path: Path) -> None:
    run("init", "nieuw")
    settings = tmp_path / "nieuw" / "brieven.toml"
    settings.write_text('language = "en"\n', encoding="utf-8")
    result = run("init", "nieuw")
    assert 'language = "en"\n' == settings.read_text(encoding="utf-8")
    assert "was er al en blijft zoals het is" in result.stdout


def test_one_template_is_merged_with_json(run: Run, workspace: Make, tmp_path: Path) -> None:
    workspace(paragraphs=["Aan {{ naam }} op {{ dag }}"])
    (tmp_path / "x.json").write_text('{"naam": "<b> & \'c\'", "dag": {"$date": "2018-06-28"}}', encoding="utf-8")
    result = run("render", "templates/brief.docx", "x.json", "uit.docx")
    assert 0 == result.exit_code, result.output
    assert ["Aan <b> & 'c' op 28 juni 2018"] == [each.text for each in Document(str(tmp_path / "uit.docx")).paragraphs]


def test_a_name_without_a_value_is_empty_where_that_was_asked(run: Run, workspace: Make, tmp_path: Path) -> None:
    workspace(paragraphs=["Aan {{ naam }}!"])
    (tmp_path / "x.json").write_text("{}", encoding="utf-8")
    assert 0 == run("render", "templates/brief.docx", "x.json", "uit.docx", "--lenient").exit_code
    assert ["Aan !"] == [each.text for each in Document(str(tmp_path / "uit.docx")).paragraphs]


def test_a_word_file_becomes_a_pdf_with_its_own_date(run: Run, workspace: Make, tmp_path: Path) -> None:
    workspace(paragraphs=["Dag"])
    assert 0 == run("pdf", "templates/brief.docx", "uit.pdf").exit_code
    assert 0 == run("pdf", "templates/brief.docx", "gedateerd.pdf", "--date", "2018-06-28").exit_code
    with pikepdf.open(tmp_path / "gedateerd.pdf") as pdf:
        assert "D:20180628000000Z" == str(pdf.docinfo.CreationDate)
    with pikepdf.open(tmp_path / "uit.pdf") as pdf:
        changed = Document(str(tmp_path / "templates" / "brief.docx")).core_properties.modified
        assert changed is not None
        assert f"D:{changed:%Y%m%d}000000Z" == str(pdf.docinfo.CreationDate)
