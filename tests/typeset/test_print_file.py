"""The print file: all letters as one tagged PDF, as archive-worthy as the letters are."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
import typst
from judges.verapdf import Verdict
from pikepdf import Array, Dictionary, Name, NumberTree

from generator.errors import DocumentUnreadable
from generator.typeset.fonts import FontCatalog
from generator.typeset.print_file import PrintedLetters, PrintLetter, write_print_file

CLOCK = datetime(2018, 6, 28, tzinfo=UTC)
FONTS = FontCatalog().fonts
LETTER = """
#set document(title: "Brief")
#set text(lang: "nl", font: "Carlito")
#set page(footer: context counter(page).display())
= Aan {name}
#link("https://vng.nl")[vng.nl] en #link(<slot>)[het slot]
#table(columns: 2, table.header[kop][staart], [een {name}], [twee])
#figure(rect(width: 2cm, height: 1cm, fill: blue), alt: "blauw vlak", caption: [een vlak])
#pagebreak()
== Slot <slot>
Iedereen leest hier hetzelfde.
"""
SHORT = """
#set document(title: "Brief")
#set text(lang: "nl", font: "Carlito")
Aan {name}
"""


def letter(source: str, name: str, standards: Sequence[str] = ("a-2a", "ua-1")) -> bytes:
    compiler = typst.Compiler(root="/", font_paths=FONTS)
    made = compiler.compile(
        input=source.replace("{name}", name).encode(), format="pdf", pdf_standards=list(standards), timestamp=CLOCK
    )
    assert isinstance(made, bytes)
    return made


def printed(folder: Path, *letters: bytes, duplex: bool = True) -> tuple[Path, PrintedLetters]:
    paths = []
    for number, content in enumerate(letters):
        paths.append(folder / f"brief-{number}.pdf")
        paths[-1].write_bytes(content)
    target = folder / "print.pdf"
    with target.open("wb") as stream:
        made = write_print_file(
            [PrintLetter(path, f"Gemeente {number}") for number, path in enumerate(paths)],
            stream,
            title="Rapporten <&> “Denktank”",
            language="nl",
            clock=CLOCK,
            duplex=duplex,
        )
    return target, made


def elements(top: pikepdf.Object) -> list[pikepdf.Object]:
    found = [top]
    kids = top.get("/K", Array())
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            found += elements(kid)
    return found


@pytest.fixture
def three(tmp_path: Path) -> Path:
    return printed(tmp_path, letter(LETTER, "Gouda"), letter(SHORT, "Delft"), letter(LETTER, "Edam"))[0]


def test_a_letter_of_one_page_gets_a_blank_one_for_two_sided_print(tmp_path: Path) -> None:
    letters = letter(SHORT, "Gouda"), letter(LETTER, "Delft")
    padded, plain = printed(tmp_path, *letters)[1], printed(tmp_path, *letters, duplex=False)[1]
    assert [(4, (1, 2)), (3, (1, 2))] == [(made.pages, made.pages_by_letter) for made in (padded, plain)]


@pytest.mark.usefixtures("pdftotext")
def test_the_pages_say_what_the_letters_say_in_their_order(three: Path) -> None:
    said = subprocess.run(["pdftotext", three, "-"], capture_output=True, check=True).stdout.decode()
    wanted = ["Aan Gouda", "Iedereen", "Aan Delft", "", "Aan Edam", "Iedereen"]
    assert [True] * 6 == [word in page for word, page in zip(wanted, said.split("\f"), strict=False)]
    assert "" == said.split("\f")[3].strip()


def test_qpdf_finds_nothing_wrong(three: Path) -> None:
    with pikepdf.open(three) as pdf:
        assert [] == pdf.check_pdf_syntax()


def test_every_piece_of_marked_content_leads_to_its_element(three: Path) -> None:
    with pikepdf.open(three) as pdf:
        tree = NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        for page in pdf.pages:
            if "/StructParents" not in page.obj:
                continue
            entry = tree[int(page.obj.StructParents)]
            assert {page.obj.objgen} == {each.Pg.objgen for each in entry if each is not None and "/Pg" in each}
        assert int(pdf.Root.StructTreeRoot.ParentTreeNextKey) == max(tree.keys()) + 1


def test_every_annotation_leads_to_its_link_element(three: Path) -> None:
    with pikepdf.open(three) as pdf:
        tree = NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        links = [each for page in pdf.pages for each in page.obj.get("/Annots", ())]
        assert 4 == len(links)
        assert {Name.Link} == {tree[int(each.StructParent)].S for each in links}


def test_a_link_within_a_letter_stays_within_that_letter(three: Path) -> None:
    with pikepdf.open(three) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        targets = []
        for page in pdf.pages:
            for each in page.obj.get("/Annots", ()):
                place = each.get("/Dest") if "/Dest" in each else each.A.get("/D")
                if place is not None:
                    targets.append(numbers[place[0].objgen])
        assert [1, 5] == targets


def test_the_letters_are_parts_of_one_document_with_their_names(three: Path) -> None:
    with pikepdf.open(three) as pdf:
        (document,) = pdf.Root.StructTreeRoot.K
        assert Name.Document == document.S
        assert [("/Part", f"Gemeente {number}") for number in range(3)] == [
            (str(each.S), str(each.T)) for each in document.K
        ]
        assert all(each.P.objgen == document.objgen for each in document.K)


def test_header_cells_of_different_letters_have_different_names(three: Path) -> None:
    with pikepdf.open(three) as pdf:
        found = elements(pdf.Root.StructTreeRoot.K[0])
        identifiers = [str(each.ID) for each in found if "/ID" in each]
        named = {
            str(header)
            for each in found
            for attributes in each.get("/A", ())
            for header in attributes.get("/Headers", ())
        }
        assert 4 == len(identifiers) == len(set(identifiers))
        assert named <= set(identifiers)
        assert [] != sorted(named)
        assert sorted(identifiers) == [
            key for key, _element in pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree).items()
        ]


def test_bookmarks_lead_to_the_first_page_of_each_letter(three: Path) -> None:
    with pikepdf.open(three) as pdf, pdf.open_outline() as outline:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        assert [("Gemeente 0", 0), ("Gemeente 1", 2), ("Gemeente 2", 4)] == [
            (each.title, pages[each.destination[0].objgen]) for each in outline.root
        ]


def test_the_file_has_one_title_and_language_and_shows_the_title(three: Path) -> None:
    with pikepdf.open(three) as pdf:
        assert ("Rapporten <&> “Denktank”", "nl", True) == (
            str(pdf.docinfo.Title),
            str(pdf.Root.Lang),
            pdf.Root.ViewerPreferences.DisplayDocTitle,
        )
        with pdf.open_metadata() as metadata:
            assert ("Rapporten <&> “Denktank”", "2", "A") == (
                metadata["dc:title"],
                metadata["pdfaid:part"],
                metadata["pdfaid:conformance"],
            )


def test_what_letters_have_in_common_is_written_once(tmp_path: Path) -> None:
    one = letter(LETTER, "Gouda")
    path, _made = printed(tmp_path, *[one] * 30)
    assert path.stat().st_size < 2 * len(one)


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    letters = [letter(LETTER, name) for name in ("Gouda", "Delft")]
    (tmp_path / "b").mkdir()
    first, second = printed(tmp_path, *letters)[0], printed(tmp_path / "b", *letters)[0]
    assert first.read_bytes() == second.read_bytes()


def test_it_claims_no_more_than_every_letter_does(tmp_path: Path) -> None:
    full, basic, none = (letter(SHORT, "x", standards) for standards in (("a-2a", "ua-1"), ("a-2b",), ()))
    assert ("PDF/A-2A", "PDF/UA-1") == printed(tmp_path, full, full)[1].standards
    assert ("PDF/A-2B",) == printed(tmp_path, full, basic)[1].standards
    assert () == printed(tmp_path, full, none)[1].standards


def test_a_role_that_two_letters_mean_differently_keeps_both_meanings(tmp_path: Path) -> None:
    def with_role(standard: str) -> bytes:
        with pikepdf.open(io.BytesIO(letter(SHORT, "x"))) as pdf:
            tree = pdf.Root.StructTreeRoot
            tree.RoleMap = Dictionary(Eigen=Name(standard))
            elements(tree.K[0])[1].S = Name.Eigen
            stream = io.BytesIO()
            pdf.save(stream)
        return stream.getvalue()

    path, _made = printed(tmp_path, with_role("/P"), with_role("/H1"))
    with pikepdf.open(path) as pdf:
        roles = {key: str(value) for key, value in pdf.Root.StructTreeRoot.RoleMap.items()}
        used = [str(elements(part)[1].S) for part in pdf.Root.StructTreeRoot.K[0].K]
        assert ["/P", "/H1"] == [roles[each] for each in used]


def test_a_letter_without_tags_is_printed_too(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        stream = io.BytesIO()
        pdf.save(stream)
    path, made = printed(tmp_path, stream.getvalue(), letter(SHORT, "Gouda"))
    assert (4, ()) == (made.pages, made.standards)
    with pikepdf.open(path) as pdf:
        assert [] == pdf.check_pdf_syntax()


def test_a_damaged_letter_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentUnreadable, match=r"brief-1\.pdf"):
        printed(tmp_path, letter(SHORT, "Gouda"), b"%PDF-1.7 kapot")


@pytest.mark.judge
def test_the_print_file_satisfies_archive_and_reader(three: Path, judge_pdfs: Callable[..., list[Verdict]]) -> None:
    assert [] == [str(each) for each in judge_pdfs([three]) if not each.passed]
