"""`brieven check` tells all at once, whatever is wrong with the workbook, the template or the register."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from docx import Document
from workspaces import COUNCIL_HEADINGS, COUNCILS, FIELDS, LETTER, many_councils, write_template

Run = Callable[..., Result]
Make = Callable[..., Path]

FAULTY = [*COUNCILS, ("GM0600", "Foutdorp", "Utrecht", "Postbus 1", "12 AB", "Foutdorp")]


def test_faulty_rows_are_told_where_the_template_is_missing(run: Run, workspace: Make) -> None:
    result = run("check", workspace(fields={**FIELDS, "Sjabloon": "breif.docx"}, councils=FAULTY))
    assert 3 == result.exit_code
    assert "fout: Zending!B5: er is geen sjabloon “breif.docx”" in result.stdout
    assert "bedoelt u brief.docx?" in result.stdout
    assert "fout: Gemeenten!E7: “12 AB” is geen postcode" in result.stdout
    assert 1 == result.output.count("Zending!B5")


def test_faulty_rows_are_told_where_the_template_is_broken(run: Run, workspace: Make) -> None:
    result = run("check", workspace(councils=FAULTY, paragraphs=[*LETTER, "{% if copies %}"]))
    assert 3 == result.exit_code
    assert "fout: de tekst, alinea 7, “{% if copies %}”" in result.stdout
    assert "fout: Gemeenten!E7" in result.stdout


def test_faulty_rows_are_told_where_the_template_is_no_word_file(run: Run, workspace: Make, tmp_path: Path) -> None:
    workbook = workspace(councils=FAULTY)
    (tmp_path / "templates" / "brief.docx").write_bytes(b"geen zip")
    result = run("check", workbook)
    assert 3 == result.exit_code
    assert "fout: Zending!B5: brief.docx" in result.stdout
    assert "fout: Gemeenten!E7" in result.stdout


def test_typos_in_tags_are_told_where_a_field_forbids_every_letter(run: Run, workspace: Make) -> None:
    fields = {**FIELDS, "Datum": "gisteren"}
    result = run("check", workspace(fields=fields, councils=FAULTY, paragraphs=[*LETTER, "{{ council.nmae }}"]))
    assert 1 == result.exit_code
    for told in ("Zending!B4", "Gemeenten!E7", "bedoelt u ‘council.name’?"):
        assert told in result.stdout
    assert "0 brieven kunnen worden gemaakt" in result.stdout


def test_typos_in_tags_are_told_where_every_row_is_faulty(run: Run, workspace: Make) -> None:
    result = run("check", workspace(councils=FAULTY[-1:], paragraphs=[*LETTER, "{{ council.nmae }}"]))
    for told in ("Gemeenten!E2", "bedoelt u ‘council.name’?"):
        assert told in result.stdout


@pytest.mark.parametrize("text", ["{{ council.nmae }}", "{% if copies %}"])
@pytest.mark.parametrize("file", ["recipients/proef.xlsx", "templates/brief.docx"])
def test_a_font_without_a_face_is_told_beside_a_faulty_tag(
    run: Run, workspace: Make, tmp_path: Path, text: str, file: str
) -> None:
    workspace()
    template = Document()
    template.core_properties.title = "Een proef"
    template.add_paragraph().add_run(text).font.name = "Onbekende Letter"
    template.save(str(tmp_path / "templates" / "brief.docx"))
    result = run("check", file)
    assert "Onbekende Letter" in result.stdout
    assert text in result.stdout or "council.name" in result.stdout


def test_a_program_hears_of_rows_and_template_too(run: Run, workspace: Make) -> None:
    result = run("check", workspace(fields={**FIELDS, "Sjabloon": "x.docx"}, councils=FAULTY), "--json")
    told = json.loads(result.stdout)
    assert (3, {"template-missing", "postcode-invalid"}) == (
        told["exit_status"],
        {each["code"] for each in told["problems"]},
    )


def test_looking_makes_no_register(run: Run, workspace: Make, tmp_path: Path) -> None:
    assert 0 == run("check", workspace()).exit_code
    assert not (tmp_path / "register.db").exists()


def test_a_reference_of_another_mailing_is_told_before_anything_is_made(
    run: Run, workspace: Make, tmp_path: Path
) -> None:
    assert 0 == run("generate", workspace(), "--no-pdf").exit_code
    result = run("check", workspace(fields={**FIELDS, "Naam": "Andere", "Onderwerp": "Iets anders"}), "--quick")
    assert 1 == result.exit_code
    assert "fout: Zending!B6: het kenmerk COS/U201800494 is al van de zending “Proef”" in result.stdout
    assert not (tmp_path / "output" / "Andere").exists()


def test_a_mailing_that_was_made_as_it_is_has_nothing_wrong(run: Run, workspace: Make) -> None:
    workbook = workspace()
    assert 0 == run("generate", workbook, "--no-pdf").exit_code
    assert "niets mis" in run("check", workbook, "--quick").stdout


def test_what_changed_since_a_mailing_was_made_is_a_warning(run: Run, workspace: Make, tmp_path: Path) -> None:
    workbook = workspace()
    assert 0 == run("generate", workbook, "--no-pdf").exit_code
    write_template(tmp_path / "templates" / "brief.docx", [*LETTER, "Nog een alinea."])
    result = run("check", workbook, "--quick")
    assert 0 == result.exit_code
    assert "--update" in result.stdout
    assert "Nog een alinea." in result.stdout


def test_who_had_such_a_letter_before_is_a_warning(run: Run, workspace: Make) -> None:
    assert 0 == run("generate", workspace(), "--no-pdf").exit_code
    fields = {**FIELDS, "Naam": "Nog eens", "Kenmerk": "COS/U201800495"}
    before = run("check", workspace(fields=fields), "--quick")
    assert 0 == before.exit_code
    assert "--allow-duplicates" in before.stdout
    assert 0 != run("generate", workspace(fields=fields), "--no-pdf").exit_code
    assert before.stdout == run("check", workspace(fields=fields), "--quick").stdout


def test_a_damaged_register_is_told_by_the_check(run: Run, workspace: Make, tmp_path: Path) -> None:
    workbook = workspace()
    (tmp_path / "register.db").write_bytes(b"geen database" * 500)
    result = run("check", workbook, "--quick")
    assert 1 == result.exit_code
    assert "fout: register.db: " in result.stdout


def test_an_address_that_is_wider_than_the_window_is_a_warning(run: Run, workspace: Make) -> None:
    long = "Gebouw De Zeven Provinciën, achterzijde, Burgemeester Van Karnebeeklaan 123456"
    councils = [*COUNCILS, ("GM0600", "Langdorp", "Utrecht", long, "1000 AB", "Langdorp")]
    result = run("check", workspace(councils=councils), "--quick")
    assert 0 == result.exit_code
    assert "let op: Gemeenten, rij 7: Langdorp: de regel" in result.stdout.replace("‘", "“")
    assert 1 == result.stdout.count("let op:")


def test_a_line_that_is_too_wide_in_many_addresses_is_told_once(run: Run, workspace: Make) -> None:
    result = run("check", workspace(settings="[output]\naddress_width = 60\n"), "--quick")
    assert 1 == result.stdout.count("Het college van burgemeester en wethouders")
    assert "4 andere adressen hebben dezelfde regel" in result.stdout


@pytest.mark.parametrize(
    "tag",
    [
        "{{ rij.bedrag|currency }}",
        "{{ row.bedrag * 1.21 + zending.korting }}",
        "{% if rij.aantal > 3 %}veel{% endif %}",
        "{{ rij.vervalt|date('d MMMM yyyy') }}",
        "{{ rij.naam.upper() }} {{ rij.bedrag|number(2) }} {{ mailing.sluit|date }}",
    ],
)
def test_columns_of_ones_own_raise_no_alarm_where_no_workbook_says_what_they_hold(
    run: Run, workspace: Make, tag: str
) -> None:
    workspace(paragraphs=[*LETTER, f"Nog dit: {tag}"])
    result = run("check", "templates/brief.docx")
    assert "fout:" not in result.stdout
    assert 0 == result.exit_code


def test_a_cell_that_leaves_a_hole_in_the_letter_is_named(run: Run, workspace: Make) -> None:
    councils = [(*row, "ja", None if number == 2 else "€ 10") for number, row in enumerate(COUNCILS)]
    workbook = workspace(
        headings=[*COUNCIL_HEADINGS, "Akkoord", "Te betalen"],
        councils=councils,
        paragraphs=[*LETTER, "{{ rij.akkoord }}, u betaalt {{ row.te_betalen }}."],
    )
    column = chr(ord("A") + len(COUNCIL_HEADINGS) + 1)
    assert f"fout: Gemeenten!{column}4: {COUNCILS[2][1]}" in run("check", workbook, "--quick").stdout


def test_a_name_of_a_contact_that_nobody_has_is_a_warning_told_once(run: Run, workspace: Make) -> None:
    workbook = workspace(paragraphs=[*LETTER, "Beste {{ contact.achternaam }}, hallo"])
    said = run("check", workbook, "--quick").stdout
    assert 1 == said.count("let op:")
    assert "{{ contact.achternaam }}" in said


@pytest.mark.parametrize(
    "paragraph",
    [
        "Beste {% if contact.achternaam %}{{ contact.achternaam }}{% else %}raad{% endif %}, hallo",
        "Beste {{ contact.achternaam|default('raad') }}, hallo",
        "{{ contact.name_line }}",
    ],
)
def test_a_template_that_knows_of_letters_without_a_contact_raises_no_alarm(
    run: Run, workspace: Make, paragraph: str
) -> None:
    assert "let op:" not in run("check", workspace(paragraphs=[*LETTER, paragraph]), "--quick").stdout


def test_what_one_contact_lacks_is_no_hole(run: Run, workspace: Make) -> None:
    contacts = [{"Gemeente": row[1], "Achternaam": "Jansen"} for row in COUNCILS]
    workbook = workspace(contacts=contacts, paragraphs=[*LETTER, "{{ contact.tussenvoegsel }} {{ contact.surname }}"])
    assert "contact.tussenvoegsel" not in run("check", workbook, "--quick").stdout


def test_a_tag_in_a_cell_is_a_warning_at_that_cell(run: Run, workspace: Make) -> None:
    councils = [(*row, "{{ naam }}" if number == 3 else "x") for number, row in enumerate(COUNCILS)]
    workbook = workspace(
        headings=[*COUNCIL_HEADINGS, "Nota", "Ongebruikt"],
        councils=[(*row, "{{ weg }}") for row in councils],
        paragraphs=[*LETTER, "Nota: {{ rij.nota }}"],
    )
    result = run("check", workbook, "--quick")
    assert f"let op: Gemeenten!{chr(ord('A') + len(COUNCIL_HEADINGS))}5: Súdwest-Fryslân" in result.stdout
    assert "{{ naam }}" in result.stdout
    assert 1 == result.stdout.count("let op:")


@pytest.mark.parametrize("name", ["denktank-2018.xlsx", "gemeenten-2026.xlsx"])
def test_the_addresses_of_the_sample_workbooks_fit_their_letter(run: Run, tmp_path: Path, name: str) -> None:
    for folder in ("recipients", "templates"):
        shutil.copytree(Path(__file__).resolve().parents[2] / folder, tmp_path / folder)
    assert "niets mis" in run("check", f"recipients/{name}", "--quick").stdout


def test_the_width_of_the_window_can_be_set(run: Run, workspace: Make) -> None:
    long = "Burgemeester Van Karnebeeklaan 1"
    councils = [*COUNCILS, ("GM0600", "Langdorp", "Utrecht", long, "1000 AB", "Langdorp")]
    assert "niets mis" in run("check", workspace(councils=councils), "--quick").stdout
    narrow = workspace(councils=councils, settings="[output]\naddress_width = 50\n")
    assert f"de regel “{long}” van het adres" in run("check", narrow, "--quick").stdout


def test_of_a_long_mailing_the_letters_are_set_that_tell_about_the_others(
    run: Run, workspace: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.mailing.trying.MOST_SET_UNASKED", 30)
    councils = [
        (*row, "een lang verhaal " * (300 if number == 33 else 1)) for number, row in enumerate(many_councils(60))
    ]
    workbook = workspace(
        headings=[*COUNCIL_HEADINGS, "Nota"], councils=councils, paragraphs=[*LETTER, "Nota: {{ rij.nota }}"]
    )
    sampled, whole = run("check", workbook), run("check", workbook, "--all-letters")
    assert 0 == sampled.exit_code == whole.exit_code
    longer = "let op: Gemeenten, rij 35: de brief aan Proefdorp 34 heeft 2 bladzijden, de meeste hebben er 1"
    assert longer in sampled.stdout
    assert longer in whole.stdout
    assert "van de 60 brieven zijn opgemaakt" in sampled.stdout
    assert "brieven zijn opgemaakt" not in whole.stdout
    assert "60 brieven kunnen worden gemaakt, samen 61 bladzijden" in sampled.stdout
    assert "60 brieven kunnen worden gemaakt, samen 61 bladzijden" in whole.stdout


def test_no_letter_and_all_letters_do_not_go_together(run: Run, workspace: Make) -> None:
    assert 2 == run("check", workspace(), "--quick", "--all-letters").exit_code
