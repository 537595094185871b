"""The second engine, against a soffice that lies, hangs, crashes and writes rubbish, and against the real one."""

from __future__ import annotations

import io
import os
import pickle
import stat
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from judges.verapdf import Verdict

from generator.errors import DiskRefused, DocumentUnreadable, TypesettingFailed, UnsupportedConstruct
from generator.typeset.fonts.catalog import FACES_FOLDER
from generator.typeset.libreoffice import Conversion, LibreOffice, outside_standard

CLOCK = datetime(2018, 6, 28, 12, 0, tzinfo=UTC)
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
VERSION = "LibreOffice 7.4.7.2 40(Build:2)"

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="the fake is a script with a #! line")

FAKE = """#!{python}
import os, pathlib, sys, time
here = pathlib.Path(__file__).parent
with (here / "calls").open("a") as calls:
    print(*sys.argv[1:], file=calls)
if "--version" in sys.argv:
    print({version!r})
    sys.exit()
target = pathlib.Path(sys.argv[sys.argv.index("--outdir") + 1])
inputs = [pathlib.Path(word) for word in sys.argv[sys.argv.index("--outdir") + 2:]]
profile = [word for word in sys.argv if word.startswith("-env:UserInstallation=")][0]
def make(document, content=None):
    (target / (document.stem + ".pdf")).write_bytes((here / "good.pdf").read_bytes() if content is None else content)
{behaviour}
"""
BEHAVIOURS = {
    "works": "for each in inputs: make(each)",
    "writes nothing": "pass",
    "writes an empty file": "for each in inputs: make(each, b'')",
    "writes rubbish": "for each in inputs: make(each, b'%PDF-1.7 and no more')",
    "crashes": "os.abort()",
    "crashes in the middle": "make(inputs[0])\nif len(inputs) > 1: os.abort()\n",
    "crashes once": "seen = here / 'seen'\nif not seen.exists():\n    seen.touch()\n    os.abort()\nfor each in inputs: make(each)",
    "hangs": "print('working')\nsys.stdout.flush()\nif os.fork() == 0:\n    (here / 'child').write_text(str(os.getpid()))\ntime.sleep(600)",
    "is slow": "for each in inputs:\n    time.sleep(2)\n    make(each)",
    "hangs on many": "if len(inputs) > 1: time.sleep(600)\nmake(inputs[0])",
}


def pdf(pages: int = 2) -> bytes:
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def docx(relationship: str = "", *, font: str = "Calibri") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{TYPES}.document.main+xml"/></Types>',
        )
        rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
        main = f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
        archive.writestr("_rels/.rels", rels.format(main))
        archive.writestr("word/_rels/document.xml.rels", rels.format(relationship))
        archive.writestr(
            "word/document.xml",
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
            f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>'
            "<w:t>Geachte heer De Vries,</w:t></w:r></w:p></w:body></w:document>",
        )
    return stream.getvalue()


@pytest.fixture(name="fake")
def _fake(tmp_path: Path) -> Callable[..., LibreOffice]:
    def make(behaviour: str, *, version: str = VERSION, seconds: float = 20.0) -> LibreOffice:
        program = tmp_path / "soffice"
        script = FAKE.format(python=sys.executable, version=version, behaviour=BEHAVIOURS[behaviour])
        program.write_text(script, encoding="utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        (tmp_path / "good.pdf").write_bytes(pdf())
        return LibreOffice(program=program, seconds_to_start=seconds, seconds_a_document=0.0)

    return make


def calls(folder: Path) -> list[str]:
    return [line for line in (folder / "calls").read_text().splitlines() if "--version" not in line]


@posix_only
def test_several_documents_go_in_one_call(fake: Callable[..., LibreOffice], tmp_path: Path) -> None:
    outcomes = fake("works").convert({"a.docx": docx(), "b.docx": docx()}, clock=CLOCK)
    assert ["a.docx", "b.docx"] == list(outcomes)
    assert [2, 2] == [outcome.pages for outcome in outcomes.values() if isinstance(outcome, Conversion)]
    assert 1 == len(calls(tmp_path))


@posix_only
def test_names_of_letters_do_not_reach_the_command(fake: Callable[..., LibreOffice], tmp_path: Path) -> None:
    fake("works").convert({"De Vries.docx": docx()}, clock=CLOCK)
    assert "Vries" not in "".join(calls(tmp_path))


@posix_only
def test_the_pdf_bears_the_date_of_the_letter_and_the_same_bytes_each_time(fake: Callable[..., LibreOffice]) -> None:
    engine = fake("works")
    first, second = (engine.convert({"a.docx": docx()}, clock=CLOCK)["a.docx"] for _ in range(2))
    assert isinstance(first, Conversion)
    assert first == second
    with pikepdf.open(io.BytesIO(first.pdf)) as opened:
        assert "20180628120000" in str(opened.docinfo["/CreationDate"])


@posix_only
@pytest.mark.parametrize("behaviour", ["writes nothing", "writes an empty file", "crashes"])
def test_a_call_that_makes_no_file_is_repeated_once_and_then_told(
    behaviour: str, fake: Callable[..., LibreOffice], tmp_path: Path
) -> None:
    outcome = fake(behaviour).convert({"a.docx": docx()}, clock=CLOCK)["a.docx"]
    assert isinstance(outcome, TypesettingFailed)
    assert "made no PDF of a.docx, twice" in str(outcome)
    assert str(outcome) == str(pickle.loads(pickle.dumps(outcome)))
    assert 2 == len(calls(tmp_path))


@posix_only
def test_rubbish_is_not_taken_for_a_pdf(fake: Callable[..., LibreOffice]) -> None:
    outcome = fake("writes rubbish").convert({"a.docx": docx()}, clock=CLOCK)["a.docx"]
    assert isinstance(outcome, TypesettingFailed)
    assert "no sound PDF" in str(outcome)


@posix_only
def test_a_crash_that_passes_costs_no_letter(fake: Callable[..., LibreOffice]) -> None:
    assert isinstance(fake("crashes once").convert({"a.docx": docx()}, clock=CLOCK)["a.docx"], Conversion)


@posix_only
def test_a_crash_in_the_middle_costs_no_letter(fake: Callable[..., LibreOffice], tmp_path: Path) -> None:
    outcomes = fake("crashes in the middle").convert({name: docx() for name in "abc"}, clock=CLOCK)
    assert all(isinstance(outcome, Conversion) for outcome in outcomes.values())
    assert 3 == len(calls(tmp_path))


@posix_only
def test_after_a_crash_the_profile_is_a_new_one(fake: Callable[..., LibreOffice]) -> None:
    engine = fake("crashes once")
    home = engine._home()
    (home / "profile" / "broken").touch()
    engine.convert({"a.docx": docx()}, clock=CLOCK)
    assert not (home / "profile" / "broken").exists()
    assert (home / "profile" / "user" / "registrymodifications.xcu").exists()


@posix_only
def test_a_hanging_program_is_killed_with_all_that_it_started(fake: Callable[..., LibreOffice], tmp_path: Path) -> None:
    started = time.monotonic()
    outcome = fake("hangs", seconds=4.0).convert({"a.docx": docx()}, clock=CLOCK)["a.docx"]
    assert isinstance(outcome, TypesettingFailed)
    assert 60 > time.monotonic() - started
    child = int((tmp_path / "child").read_text())
    for _ in range(50):
        if _is_gone(child):
            break
        time.sleep(0.1)
    assert _is_gone(child)


def _is_gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    # Where nobody reaps orphans a killed child stays behind as a zombie.
    state = Path(f"/proc/{process}/stat")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z"


@posix_only
def test_a_call_that_hangs_on_many_is_repeated_one_by_one(fake: Callable[..., LibreOffice]) -> None:
    outcomes = fake("hangs on many", seconds=6.0).convert({"a": docx(), "b": docx()}, clock=CLOCK)
    assert all(isinstance(outcome, Conversion) for outcome in outcomes.values())


@posix_only
def test_a_slow_call_goes_on_as_long_as_it_makes_something(fake: Callable[..., LibreOffice], tmp_path: Path) -> None:
    outcomes = fake("is slow", seconds=5.0).convert({name: docx() for name in "abc"}, clock=CLOCK)
    assert all(isinstance(outcome, Conversion) for outcome in outcomes.values())
    assert 1 == len(calls(tmp_path))


@posix_only
@pytest.mark.parametrize("version", ["LibreOffice 6.4.7.2 40", "", "OpenOffice 4.1"])
def test_an_old_or_silent_program_is_no_engine(version: str, fake: Callable[..., LibreOffice]) -> None:
    engine = fake("works", version=version)
    assert not engine.is_available()
    with pytest.raises(TypesettingFailed, match=r"version 7\.4 or newer"):
        engine.convert({"a.docx": docx()}, clock=CLOCK)


def test_a_program_that_is_not_there_is_no_engine(tmp_path: Path) -> None:
    assert not LibreOffice(program=tmp_path / "soffice").is_available()


def test_a_computer_without_libreoffice_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.typeset.libreoffice.find_program", lambda: None)
    with pytest.raises(TypesettingFailed, match="not on this computer"):
        LibreOffice().convert({"a.docx": docx()}, clock=CLOCK)


@posix_only
@pytest.mark.parametrize("kind", ["image", "oleObject", "subDocument"])
def test_what_loads_something_from_outside_never_reaches_libreoffice(
    kind: str, fake: Callable[..., LibreOffice], tmp_path: Path
) -> None:
    linked = f'<Relationship Id="rId9" Type="{OFFICE}/{kind}" Target="http://example.org/x" TargetMode="External"/>'
    outcomes = fake("works").convert({"bad.docx": docx(linked), "good.docx": docx()}, clock=CLOCK)
    assert isinstance(outcomes["bad.docx"], UnsupportedConstruct)
    assert "word/document.xml" == outcomes["bad.docx"].findings[0].place.part  # type: ignore[attr-defined]
    assert isinstance(outcomes["good.docx"], Conversion)
    assert 1 == len(calls(tmp_path))


@posix_only
def test_a_hyperlink_is_not_loaded_and_so_no_matter(fake: Callable[..., LibreOffice]) -> None:
    link = f'<Relationship Id="rId9" Type="{OFFICE}/hyperlink" Target="https://vng.nl" TargetMode="External"/>'
    assert isinstance(fake("works").convert({"a.docx": docx(link)}, clock=CLOCK)["a.docx"], Conversion)


@posix_only
def test_what_is_no_document_is_told_for_itself(fake: Callable[..., LibreOffice]) -> None:
    outcomes = fake("works").convert({"bad.docx": b"no document", "good.docx": docx()}, clock=CLOCK)
    assert isinstance(outcomes["bad.docx"], DocumentUnreadable)
    assert isinstance(outcomes["good.docx"], Conversion)


@posix_only
def test_a_full_disk_is_told(fake: Callable[..., LibreOffice], monkeypatch: pytest.MonkeyPatch) -> None:
    engine = fake("works")
    assert engine.is_available()

    def mkdtemp(**_options: str) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.mkdtemp", mkdtemp)
    with pytest.raises(DiskRefused, match="No space left"):
        engine.convert({"a.docx": docx()}, clock=CLOCK)


def test_the_warning_claims_no_more_than_holds() -> None:
    assert "PDF/A-2b at most" in str(outside_standard("a.docx").message.values[1][1])


@pytest.mark.judge
@pytest.mark.slow
def test_the_real_one_sets_a_letter_with_the_same_bytes_each_time_and_keeps_to_pdf_a_2b(
    soffice: Path, judge_pdfs: Callable[..., list[Verdict]], tmp_path: Path
) -> None:
    conversions = [LibreOffice(program=soffice).convert({"a.docx": docx()}, clock=CLOCK)["a.docx"] for _ in range(2)]
    assert isinstance(conversions[0], Conversion)
    assert conversions[0] == conversions[1]
    assert 1 == conversions[0].pages
    (tmp_path / "a.pdf").write_bytes(conversions[0].pdf)
    verdicts = judge_pdfs([tmp_path / "a.pdf"], ["2b", "ua1"])
    assert {"2b": True, "ua1": False} == {verdict.flavour: verdict.passed for verdict in verdicts}


@pytest.mark.judge
@pytest.mark.slow
def test_the_real_one_sets_with_a_font_of_the_workspace(soffice: Path, tmp_path: Path) -> None:
    with TTFont(FACES_FOLDER / "Carlito-Regular.ttf") as font:
        for number, text in (
            (1, "Huisletter Nova"),
            (4, "Huisletter Nova"),
            (6, "HuisletterNova"),
            (16, "Huisletter Nova"),
        ):
            font["name"].setName(text, number, 3, 1, 0x409)
            font["name"].removeNames(nameID=number, platformID=1)
        font.save(tmp_path / "huis.ttf")
    engine = LibreOffice(program=soffice, font_folders=[tmp_path])
    outcome = engine.convert({"a.docx": docx(font="Huisletter Nova")}, clock=CLOCK)["a.docx"]
    assert isinstance(outcome, Conversion)
    assert b"HuisletterNova" in outcome.pdf or b"HuisletterNova" in _uncompressed(outcome.pdf)


@pytest.mark.judge
@pytest.mark.slow
def test_the_real_one_sets_cambria_in_our_twin_and_not_in_that_of_the_computer(soffice: Path) -> None:
    outcome = LibreOffice(program=soffice).convert({"a.docx": docx(font="Cambria")}, clock=CLOCK)["a.docx"]
    assert isinstance(outcome, Conversion)
    ours = TTFont(FACES_FOLDER / "Caladea-Regular.ttf")["head"]
    with pikepdf.open(io.BytesIO(outcome.pdf)) as pdf:
        described = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/FontBBox" in each]
        assert [("Caladea-Regular", ours.xMin)] == [
            (str(each.FontName)[-15:], int(each.FontBBox[0])) for each in described
        ]


def _uncompressed(content: bytes) -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as opened:
        opened.save(stream, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return stream.getvalue()
