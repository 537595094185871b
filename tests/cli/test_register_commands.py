"""The register from the command line: what a secretariat does with it, from the first letter to the last."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from openpyxl import load_workbook
from PIL import Image
from workspaces import COUNCILS, FIELDS, LETTER, write_template

Run = Callable[..., Result]
Make = Callable[..., Path]
REFERENCE = "COS/U201800494"
CONTACT = {
    "Code": "GM0513",
    "Functie": "griffier",
    "Geslacht": "m",
    "Voorletters": "P.",
    "Tussenvoegsel": "de",
    "Achternaam": "Vries",
}
TO_CONTACTS = {**FIELDS, "Adresseren aan": "contact", "Aanhef": "modern"}


def told(result: Result) -> str:
    assert "Traceback" not in result.output
    return " ".join(result.output.split())


def data(result: Result) -> dict[str, Any]:
    return json.loads(result.stdout)  # type: ignore[no-any-return]


def contents(folder: Path, pattern: str = "*") -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((folder / "output").rglob(pattern)) if path.is_file()}


def set_cell(workbook: Path, sheet: str, before: object, after: object) -> None:
    book = load_workbook(workbook)
    for row in book[sheet].iter_rows():
        for cell in row:
            if cell.value == before:
                cell.value = after
    book.save(workbook)


@pytest.fixture
def mailing(run: Run, workspace: Make, tmp_path: Path) -> Path:
    """Five letters, made and registered; the workbook's path."""
    workbook = workspace(contacts=[CONTACT], fields=TO_CONTACTS, publications=[("Een rapport", 7, 200)])
    made = run("generate", workbook, "--no-pdf", "--operator", "anna")
    assert 0 == made.exit_code, made.output
    return tmp_path / workbook


def test_made_again_it_does_nothing_and_says_so(run: Run, mailing: Path, tmp_path: Path) -> None:
    before = contents(tmp_path)
    again = run("generate", mailing, "--no-pdf")
    assert 0 == again.exit_code
    assert "niets te doen: alle 5 brieven van deze zending zijn al eerder gemaakt" in told(again)
    assert before == contents(tmp_path)


def test_a_lost_file_is_made_again_the_same(run: Run, mailing: Path, tmp_path: Path) -> None:
    before = contents(tmp_path, "*.docx")
    (tmp_path / "output" / "Proef" / "COS_U201800494_GM0513_Gouda.docx").unlink()
    assert "1 brief gemaakt" in told(run("generate", mailing, "--no-pdf"))
    assert before == contents(tmp_path, "*.docx")


def test_a_pdf_that_was_left_out_is_added_later(run: Run, mailing: Path, tmp_path: Path) -> None:
    before = contents(tmp_path, "*.docx")
    assert 0 == run("generate", mailing).exit_code
    assert before == contents(tmp_path, "*.docx")
    files = data(run("show", REFERENCE, "--only", "Gouda", "--json"))["letters"][0]["versions"][0]["files"]
    assert [("docx", None), ("pdf", 1)] == [(each["kind"], each["pages"]) for each in files]


def test_changed_input_is_told_and_nothing_is_made(run: Run, mailing: Path, tmp_path: Path) -> None:
    before = contents(tmp_path)
    set_cell(mailing, "Gemeenten", "Postbus 202", "Amstel 1")
    write_template(tmp_path / "templates" / "brief.docx", [*LETTER[:-1], "Met vriendelijke groet,"])
    refused = run("generate", mailing, "--no-pdf")
    assert 4 == refused.exit_code
    assert "Amsterdam: council.address_line is nu “Amstel 1”; het was “Postbus 202”" in told(refused)
    assert "alinea 6 is nu “Met vriendelijke groet,”; het was “{{ signatory.name }}”" in told(refused)
    assert "--update" in told(refused)
    assert "recipient.lines" not in told(refused)
    assert before == contents(tmp_path)


def test_update_makes_new_versions_and_corrections_of_what_was_sent(run: Run, mailing: Path, tmp_path: Path) -> None:
    assert 0 == run("sent", REFERENCE, "--only", "Gouda", "--date", "28-06-2018").exit_code
    sent = contents(tmp_path, "*Gouda.docx")
    write_template(tmp_path / "templates" / "brief.docx", [*LETTER, "Met vriendelijke groet,"])
    updated = run("generate", mailing, "--no-pdf", "--update")
    assert 0 == updated.exit_code, updated.output
    assert sent == contents(tmp_path, "*Gouda.docx")
    assert ["COS_U201800494_GM0513_Gouda_v2.docx"] == list(contents(tmp_path, "*_v2.docx"))
    letters = {each["name"]: each for each in data(run("show", REFERENCE, "--json"))["letters"]}
    assert [(1, None), (2, 1)] == [(each["number"], each["replaces"]) for each in letters["Gouda"]["versions"]]
    assert [(1, None), (2, None)] == [(each["number"], each["replaces"]) for each in letters["Amsterdam"]["versions"]]
    assert 0 == run("verify").exit_code


def test_who_leaves_the_workbook_is_withdrawn(run: Run, mailing: Path, tmp_path: Path) -> None:
    set_cell(mailing, "Gemeenten", "Amsterdam", None)
    book = load_workbook(mailing)
    sheet = book["Gemeenten"]
    sheet.delete_rows(next(row[0].row for row in sheet.iter_rows() if row[0].value == "GM0363"))
    book.save(mailing)
    assert 4 == run("generate", mailing, "--no-pdf").exit_code
    assert 0 == run("generate", mailing, "--no-pdf", "--update").exit_code
    assert {} == contents(tmp_path, "*Amsterdam*")
    assert 0 == run("verify").exit_code


def test_another_stock_in_the_workbook_makes_no_other_letter(run: Run, mailing: Path) -> None:
    set_cell(mailing, "Publicaties", 7, 70)
    assert "niets te doen" in told(run("generate", mailing, "--no-pdf"))


def test_the_same_letter_in_another_mailing_is_stopped_and_names_the_first(run: Run, mailing: Path) -> None:
    set_cell(mailing, "Zending", "Proef", "Nog eens")
    set_cell(mailing, "Zending", REFERENCE, "COS/U201800495")
    refused = run("generate", mailing, "--no-pdf")
    assert 4 == refused.exit_code
    assert f"Gouda heeft deze brief al gehad: {REFERENCE} in de zending “Proef”" in told(refused)
    assert 0 == run("generate", mailing, "--no-pdf", "--allow-duplicates").exit_code


def test_a_reference_is_given_to_one_mailing_only(run: Run, mailing: Path) -> None:
    set_cell(mailing, "Zending", "Proef", "Iets anders")
    set_cell(mailing, "Zending", "Een proef", "Iets anders")
    refused = run("generate", mailing, "--no-pdf")
    assert 4 == refused.exit_code
    assert f"het kenmerk {REFERENCE} is al van de zending “Proef”" in told(refused)


def test_a_series_gives_each_letter_its_own_number(run: Run, workspace: Make, tmp_path: Path) -> None:
    fields = {**FIELDS, "Kenmerkreeks": "COS", "Nummering": "brief"}
    del fields["Kenmerk"]
    workbook = workspace(fields=fields)
    made = run("generate", workbook, "--no-pdf", "--json")
    assert 0 == made.exit_code, made.output
    assert [f"COS/U20180000{n}" for n in range(1, 6)] == [each["reference"] for each in data(made)["letters"]]
    assert "COS_U201800002_GM0513_Gouda.docx" in contents(tmp_path)
    assert "niets te doen" in told(run("generate", workbook, "--no-pdf"))


def test_one_letter_made_again_leaves_the_others_in_the_lists(run: Run, workspace: Make, tmp_path: Path) -> None:
    fields = {**FIELDS, "Kenmerkreeks": "COS", "Nummering": "brief"}
    del fields["Kenmerk"]
    workbook = workspace(fields=fields)
    run("generate", workbook, "--no-pdf")
    before = contents(tmp_path)
    (tmp_path / "output" / "Proef" / "COS_U201800002_GM0513_Gouda.docx").unlink()
    again = data(run("generate", workbook, "--no-pdf", "--only", "Gouda", "--json"))
    assert {"kept": 4, "made": 1} == again["counts"]
    assert before == contents(tmp_path)


def test_some_councils_first_and_the_rest_later(run: Run, workspace: Make, tmp_path: Path) -> None:
    workbook = workspace()
    run("generate", workbook, "--no-pdf", "--only", "Gouda")
    assert ["COS_U201800494_GM0513_Gouda.docx"] == list(contents(tmp_path, "*.docx"))
    assert "4 brieven gemaakt" in told(run("generate", workbook, "--no-pdf"))


def test_letters_that_the_register_does_not_know_are_not_overwritten(run: Run, mailing: Path, tmp_path: Path) -> None:
    for path in tmp_path.glob("register.db*"):
        path.unlink()
    refused = run("generate", mailing, "--no-pdf")
    assert 2 == refused.exit_code
    assert "--overwrite" in told(refused)
    assert 0 == run("generate", mailing, "--no-pdf", "--overwrite").exit_code


def test_a_letter_is_made_again_from_the_register_alone(run: Run, workspace: Make, tmp_path: Path) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (60, 20), "navy").save(stream, "PNG")
    (tmp_path / "recipients").mkdir()
    (tmp_path / "recipients" / "handtekening.png").write_bytes(stream.getvalue())
    (tmp_path / "fonts").mkdir()
    faces = Path(__file__).parents[2] / "generator" / "typeset" / "fonts" / "faces"
    shutil.copy(faces / "Carlito-Regular.ttf", tmp_path / "fonts" / "Eigen.ttf")
    workbook = workspace(
        fields={**FIELDS, "Handtekening": "handtekening.png", "Eigen veld": "een waarde"},
        paragraphs=[
            *LETTER,
            "{{ signatory.signature|image(width='4cm') }}",
            "{{ council.name|hard }} {{ zending.eigen_veld }}",
        ],
        settings="[filters]\nhard = \"value|upper ~ '!'\"\n",
    )
    assert 0 == run("generate", workbook, "--only", "Gouda").exit_code
    before = contents(tmp_path, "*Gouda*")
    for name in ("recipients", "templates", "fonts", "output", "brieven.toml"):
        path = tmp_path / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    (tmp_path / "templates").mkdir()
    again = run("regenerate", REFERENCE, "--only", "Gouda")
    assert 0 == again.exit_code, again.output
    assert "1 brief is gelijk" in told(again)
    # What was lost is put back, byte for byte.
    assert before == contents(tmp_path, "*Gouda*")
    written = run("regenerate", REFERENCE, "--only", "GM0513", "--version", "1", "-o", "weer.pdf")
    assert 0 == written.exit_code
    assert before["COS_U201800494_GM0513_Gouda.pdf"] == (tmp_path / "weer.pdf").read_bytes()


@pytest.mark.usefixtures("mailing")
def test_what_differs_is_named(run: Run, tmp_path: Path) -> None:
    database = sqlite3.connect(tmp_path / "register.db")
    database.execute("UPDATE files SET sha256 = replace(sha256, substr(sha256, 1, 4), 'ffff')")
    tools = '{"brieven":"0.0.9","typst":"0.14.0","engine":"","fonts":{}}'
    database.execute("INSERT INTO contents VALUES (?, 'application/json', ?)", ("0" * 64, tools.encode()))
    database.execute("UPDATE versions SET made_with_sha256 = ?", ("0" * 64,))
    database.commit()
    database.close()
    again = run("regenerate", REFERENCE, "--only", "Gouda")
    assert 1 == again.exit_code
    assert "de DOCX verschilt" in told(again)
    assert "typst is nu 0.15" in told(again)
    assert "het was 0.14.0" in told(again)
    assert [] == data(run("regenerate", REFERENCE, "--only", "Gouda", "--json"))["letters"][0]["written"]


def test_a_correction_follows_through_name_address_and_salutation(run: Run, mailing: Path, tmp_path: Path) -> None:
    corrected = run(
        "regenerate", REFERENCE, "--only", "Gouda", "--set", "contact.achternaam=Wit", "--set",
        "gemeente.adres=Markt 1", "--set", "gemeente.postcode=2801jg", "--reason", "andere griffier", "--operator", "bert",
    )  # fmt: skip
    assert 0 == corrected.exit_code, corrected.output
    assert ["COS_U201800494_GM0513_Gouda_v2.docx"] == list(contents(tmp_path, "*Gouda*"))
    letter = data(run("show", REFERENCE, "--only", "Gouda", "--json"))["letters"][0]
    assert "De heer P. de Wit" == letter["contact"]
    assert ("andere griffier", 1, "correction") == tuple(
        letter["versions"][1][name] for name in ("reason", "replaces", "origin")
    )
    from generator.template.paragraph_texts import paragraph_texts

    words = " ".join(paragraph_texts(contents(tmp_path, "*Gouda*").popitem()[1]))
    for said in ("De heer P. de Wit", "Markt 1", "2801 JG  GOUDA", "Geachte heer De Wit,"):
        assert said in words
    # The workbook did not change: the correction stands, also when its file is lost.
    (tmp_path / "output" / "Proef" / "COS_U201800494_GM0513_Gouda_v2.docx").unlink()
    before = run("generate", mailing, "--no-pdf")
    assert 0 == before.exit_code, before.output
    assert 0 == run("verify").exit_code


@pytest.mark.parametrize(
    ("setting", "reason", "said"),
    [
        ("contact.achternam=Wit", "x", "bedoelt u contact.surname "),
        ("iets.heel.anders=1", "x", "geef een naam zoals contact.achternaam"),
        ("recipient.lines=x", "x", "een brief heeft geen “recipient.lines”"),
        ("gemeente.postcode=0123 AB", "x", "is geen postcode"),
        ("datum=gisteren", "x", "is geen datum"),
        ("exemplaren=veel", "x", "is geen heel getal"),
        ("contact.geslacht=man", "x", "is geen m, v of x"),
        ("contact.achternaam", "x", "--set verwacht NAAM=WAARDE"),
        ("contact.achternaam=Wit", "", "geef die met --reason"),
    ],
)
@pytest.mark.usefixtures("mailing")
def test_a_correction_that_cannot_be_is_told(run: Run, tmp_path: Path, setting: str, reason: str, said: str) -> None:
    before = contents(tmp_path)
    refused = run("regenerate", REFERENCE, "--only", "Gouda", "--set", setting, "--reason", reason)
    assert 2 == refused.exit_code, refused.output
    assert said in told(refused)
    assert before == contents(tmp_path)


def test_four_eyes_from_making_to_sending(run: Run, workspace: Make) -> None:
    workbook = workspace(settings="[register]\nfour_eyes = true\n")
    run("generate", workbook, "--no-pdf", "--operator", "anna")
    early = run("sent", REFERENCE)
    assert 4 == early.exit_code
    assert "nog niet vrijgegeven (vier ogen)" in told(early)
    own = run("release", REFERENCE, "--operator", "anna")
    assert 4 == own.exit_code
    assert "iemand anders moet hem vrijgeven" in told(own)
    assert "5 brieven vrijgegeven" in told(run("release", REFERENCE, "--operator", "bert"))
    assert "5 brieven verstuurd op 29 juni 2018" in told(run("sent", REFERENCE, "--date", "29-06-2018"))


@pytest.mark.usefixtures("mailing")
def test_what_comes_back_goes_out_again_at_a_corrected_address(run: Run, tmp_path: Path) -> None:
    run("sent", REFERENCE, "--date", "28-06-2018")
    back = run("returned", REFERENCE, "--only", "Gouda", "--reason", "verhuisd", "--date", "2018-07-05")
    assert "1 brief teruggekomen op 5 juli 2018" in told(back)
    again = run("resend", REFERENCE, "--only", "Gouda", "--set", "gemeente.adres=Markt 1", "--date", "09-07-2018")
    assert 0 == again.exit_code, again.output
    assert {"COS_U201800494_GM0513_Gouda.docx", "COS_U201800494_GM0513_Gouda_v2.docx"} == set(
        contents(tmp_path, "*Gouda*")
    )
    events = data(run("show", REFERENCE, "--only", "Gouda", "--json"))["letters"][0]["events"]
    assert ["reserved", "made", "sent", "returned", "corrected", "made", "resent"] == [each["kind"] for each in events]
    assert [None, "verhuisd"] == [events[2]["reason"], events[3]["reason"]]


@pytest.mark.usefixtures("mailing")
def test_letters_that_cannot_take_a_step_are_told_and_the_others_take_it(run: Run) -> None:
    run("sent", REFERENCE, "--only", "Gouda")
    rest = run("sent", REFERENCE)
    assert 1 == rest.exit_code
    assert "Gouda: de brief is verstuurd" in told(rest)
    assert "4 brieven verstuurd" in told(rest)


def test_stock_waiting_list_and_orders(run: Run, workspace: Make) -> None:
    workbook = workspace(publications=[("Een rapport", 3, 200)])
    made = run("generate", workbook, "--no-pdf")
    assert "krijgt 0 van 1 exemplaren van “Een rapport”; de rest staat op de wachtlijst" in told(made)
    shown = data(run("stock", "--json"))["publications"][0]
    assert (3, 3, 0, 2) == (shown["supplied"], shown["granted"], shown["left"], len(shown["waiting"]))
    assert "Wacht" in told(run("stock"))
    assert 0 == data(run("order", "gouda", "2", "--json"))["granted"]
    after = data(run("stock", "--add", "3", "--json"))["publications"][0]
    assert [("GM0513", 2, 1)] == [(each["council"], each["copies"], each["granted"]) for each in after["waiting"]]
    assert "bedoelt u Gouda?" in told(run("order", "goda", "2"))


@pytest.mark.usefixtures("mailing")
def test_mailings_and_letters_are_looked_up(run: Run) -> None:
    listed = told(run("list"))
    assert f"{REFERENCE} 28 juni 2018 Proef Een proef 5 gemaakt" in listed
    assert 5 == len(data(run("show", REFERENCE, "--json"))["letters"])
    assert "Súdwest-Fryslân (GM1900)" in told(run("show", "proef"))
    one = told(run("show", REFERENCE, "--only", "Gouda"))
    assert "Voor De heer P. de Vries" in one
    assert "gereserveerd 1 anna" in one
    found = data(run("search", "sudwest", "hierbij", "--json"))
    assert (1, ["GM1900"]) == (found["total"], [each["council"] for each in found["letters"]])
    assert "1 brief gevonden" in told(run("search", "de vries"))
    assert "0 brieven gevonden" in told(run("search", "rotterdam"))
    assert "5 brieven gevonden; deze staan vooraan" in told(run("search", "28", "juni", "2018", "--limit", "2"))


def test_an_empty_register_says_what_comes_first(run: Run, workspace: Make) -> None:
    workspace()
    assert "het register is leeg; `brieven generate` maakt de eerste zending" in told(run("list"))


@pytest.mark.usefixtures("mailing")
def test_an_unknown_reference_names_near_ones(run: Run) -> None:
    wrong = run("show", "COS/U201800949")
    assert 2 == wrong.exit_code
    assert f"bedoelt u {REFERENCE}?" in told(wrong)


@pytest.mark.usefixtures("mailing")
def test_files_that_do_not_match_the_register_are_found(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "output" / "Proef"
    assert "register en bestanden kloppen" in told(run("verify"))
    (folder / "COS_U201800494_GM0513_Gouda.docx").unlink()
    (folder / "COS_U201800494_GM0363_Amsterdam.docx").write_bytes(b"anders")
    (folder / "COS_U201800494_GM9999_Nergenshuizen.docx").write_bytes(b"onbekend")
    found = run("verify")
    assert 1 == found.exit_code
    assert "3 dingen kloppen niet" in told(found)
    assert ["file-altered", "file-missing", "file-unknown"] == sorted(
        each["code"] for each in data(run("verify", "--json"))["problems"]
    )


@pytest.mark.usefixtures("mailing")
def test_a_contact_is_forgotten_and_the_record_stays(run: Run, tmp_path: Path) -> None:
    run("sent", REFERENCE)
    done = run("forget", REFERENCE, "--only", "Gouda", "--yes")
    assert 0 == done.exit_code, done.output
    assert {} == contents(tmp_path, "*Gouda*")
    assert "Vries" not in told(run("show", REFERENCE, "--only", "Gouda"))
    assert "contactpersoon vergeten" in told(run("show", REFERENCE, "--only", "Gouda"))
    gone = run("regenerate", REFERENCE, "--only", "Gouda")
    assert 2 == gone.exit_code
    assert "kan niet opnieuw worden gemaakt" in told(gone)
    assert 0 == run("verify").exit_code


def test_a_damaged_register_is_a_sentence(run: Run, mailing: Path, tmp_path: Path) -> None:
    for path in tmp_path.glob("register.db-*"):
        path.unlink()
    (tmp_path / "register.db").write_bytes(b"geen database " * 500)
    for words in (("list",), ("generate", mailing), ("verify",)):
        refused = run(*words)
        assert 4 == refused.exit_code
        assert "is beschadigd of is geen register; zet de laatste reservekopie terug" in told(refused)


def test_a_register_of_a_newer_version_is_a_sentence(run: Run, mailing: Path, tmp_path: Path) -> None:
    database = sqlite3.connect(tmp_path / "register.db")
    database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.commit()
    database.close()
    refused = run("generate", mailing)
    assert 4 == refused.exit_code
    assert "is gemaakt door een nieuwere brieven" in told(refused)


def test_a_letter_that_cannot_be_made_does_not_stop_the_others_and_stays_unmade(run: Run, workspace: Make) -> None:
    councils = [*COUNCILS[:2], (*COUNCILS[2][:1], "Breekdorp", *COUNCILS[2][2:])]
    fields = {**FIELDS, "Kenmerkreeks": "COS", "Nummering": "brief"}
    del fields["Kenmerk"]
    workbook = workspace(
        councils=councils,
        fields=fields,
        paragraphs=[*LETTER, "{% if council.name == 'Breekdorp' %}{{ 1 // (copies - 1) }}{% endif %}"],
    )
    made = run("generate", workbook, "--no-pdf", "--json")
    assert 1 == made.exit_code, made.output
    states = {each["name"]: each["state"] for each in data(made)["letters"]}
    assert "made" == states["Gouda"]
    assert states["Breekdorp"] in {"failed", "refused"}
    mended = run("generate", workbook, "--no-pdf", "--json")
    assert "made" != {each["name"]: each["state"] for each in data(mended)["letters"]}["Breekdorp"]
