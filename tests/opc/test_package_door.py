"""What the door lets in, what it refuses, and in which words."""

from __future__ import annotations

import errno
import io
import pickle
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from generator.errors import DocumentUnreadable, TemplateUnreadable, UnreadableInput, WorkbookUnreadable
from generator.language import Reader
from generator.opc import Limits, Package, open_package

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
OFFICE_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
DOCUMENT = b"<document><body/></document>"


def content_types(main: str = WORD) -> bytes:
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="XML" ContentType="application/xml"/>'
        f'<Override PartName="/Word/Document.xml" ContentType="{main}"/></Types>'
    ).encode()


def relationships(target: str = "word/document.xml") -> bytes:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE_DOCUMENT}" Target="{target}"/></Relationships>'
    ).encode()


def parts(**changed: bytes) -> dict[str, bytes]:
    return {
        "[Content_Types].xml": changed.get("types", content_types()),
        "_rels/.rels": changed.get("rels", relationships()),
        "word/document.xml": changed.get("document", DOCUMENT),
    }


def zipped(entries: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in entries.items():
            entry = zipfile.ZipInfo(name)
            # ZipInfo turns the backslashes of a name round on Windows.
            entry.filename = name
            archive.writestr(entry, content, method)
    return stream.getvalue()


def ole(*streams: str) -> bytes:
    """An OLE file as far as the door looks: a header sector and a sector of directory entries."""
    entries = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 2 * len(name) + 2).ljust(64, b"\0")
        for name in ("Root Entry", *streams)
    )
    return bytes.fromhex("d0cf11e0a1b11ae1").ljust(512, b"\0") + entries


def opened(source: Path | bytes, *, limits: Limits | None = None) -> Package:
    return open_package(source, refuse=TemplateUnreadable, name="brief.docx", limits=limits)


def refusal(source: Path | bytes, *, limits: Limits | None = None) -> str:
    with pytest.raises(TemplateUnreadable) as caught:
        opened(source, limits=limits)
    assert str(caught.value) == str(pickle.loads(pickle.dumps(caught.value)))
    assert "{" not in Reader("nl").say(caught.value.message)
    return str(caught.value)


def test_parts_are_listed_in_the_order_of_the_zip_and_inflate_to_what_went_in() -> None:
    package = opened(zipped(parts()))
    assert ("[Content_Types].xml", "_rels/.rels", "word/document.xml") == package.names
    assert DOCUMENT == package.part("word/document.xml")


def test_a_raw_entry_inflates_to_its_part() -> None:
    raw = opened(zipped(parts())).raw("word/document.xml")
    assert (DOCUMENT, zlib.crc32(DOCUMENT), len(DOCUMENT)) == (
        zlib.decompress(raw.compressed, -15),
        raw.crc32,
        raw.size,
    )


def test_a_raw_entry_that_is_stored_holds_the_part_itself() -> None:
    raw = opened(zipped(parts(), method=zipfile.ZIP_STORED)).raw("word/document.xml")
    assert (0, DOCUMENT) == (raw.method, raw.compressed)


def test_only_parts_of_the_same_bytes_bear_the_same_stamp() -> None:
    same, other = opened(zipped(parts())), opened(zipped(parts(document=b"<document><body>1</body></document>")))
    stamps = [package.stamp("word/document.xml") for package in (opened(zipped(parts())), same, other)]
    assert (True, False) == (stamps[0] == stamps[1], stamps[0] == stamps[2])


def test_content_types_and_main_part_are_found_without_regard_to_case() -> None:
    package = opened(zipped(parts(rels=relationships("/WORD/document.xml"))))
    assert ("word/document.xml", WORD) == (package.main_part, package.content_types[package.main_part])
    assert "application/xml" == package.content_types["[Content_Types].xml"]


@pytest.mark.parametrize(
    ("kind", "family"),
    [
        (WORD, "word"),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "excel"),
        ("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml", "powerpoint"),
        ("application/xml", "other"),
    ],
)
def test_the_family_follows_the_content_type_of_the_main_part(kind: str, family: str) -> None:
    assert family == opened(zipped(parts(types=content_types(kind)))).family


def test_an_opendocument_file_is_let_in_by_its_manifest() -> None:
    assert "opendocument" == opened(zipped({"mimetype": b"x", "META-INF/manifest.xml": b"<manifest/>"})).family


def test_folders_in_the_zip_are_no_parts() -> None:
    assert "word/" not in opened(zipped({"word/": b"", **parts()}))


def test_a_utf_16_part_is_let_in() -> None:
    assert "word/document.xml" in opened(zipped(parts(document='<?xml version="1.0"?><a/>'.encode("utf-16"))))


def test_the_digest_is_that_of_the_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "brief.docx"
    path.write_bytes(zipped(parts()))
    assert opened(path.read_bytes()).sha256 == opened(path).sha256


@pytest.mark.parametrize(
    "name",
    ["../evil.xml", "/abs.xml", "word/../../evil.xml", "word//x.xml", "C:/x.xml", "a\\b.xml", "word/./x.xml", "x\n"],
)
def test_a_name_that_could_leave_the_package_is_refused(name: str) -> None:
    assert "no office program makes" in refusal(zipped({**parts(), name: b"<a/>"}))


def test_two_parts_whose_names_differ_in_case_only_are_refused() -> None:
    assert "no office program makes" in refusal(zipped({**parts(), "WORD/Document.XML": b"<a/>"}))


def test_a_name_that_occurs_twice_is_refused() -> None:
    stream = io.BytesIO(zipped(parts()))
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "a") as archive:
        warnings.simplefilter("ignore", UserWarning)
        archive.writestr("word/document.xml", b"<other/>")
    assert "no office program makes" in refusal(stream.getvalue())


def test_a_packing_that_office_programs_do_not_use_is_refused() -> None:
    assert "no office program makes" in refusal(zipped(parts(), method=zipfile.ZIP_LZMA))


def test_an_entry_with_a_password_is_refused_as_such() -> None:
    data = bytearray(zipped(parts()))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    assert "protected with a password" in refusal(bytes(data))


def test_an_encrypted_package_in_ole_is_refused_as_protected() -> None:
    assert "protected with a password" in refusal(ole("EncryptionInfo", "EncryptedPackage"))


def test_an_encrypted_opendocument_file_is_refused_as_protected() -> None:
    manifest = b'<manifest><file-entry><encryption-data checksum="x"/></file-entry></manifest>'
    assert "protected with a password" in refusal(zipped({"META-INF/manifest.xml": manifest}))


@pytest.mark.parametrize(
    ("stream", "old"),
    [("WordDocument", ".doc"), ("Workbook", ".xls"), ("Book", ".xls"), ("PowerPoint Document", ".ppt")],
)
def test_a_file_of_before_2007_is_told_apart_by_its_streams(stream: str, old: str) -> None:
    assert f"of before 2007 ({old})" in refusal(ole("Data", stream))


def test_a_stream_whose_name_only_begins_alike_does_not_count() -> None:
    assert "damaged" in refusal(ole("WordDocumentation"))


def test_macros_are_refused_by_content_type() -> None:
    assert "carries macros" in refusal(zipped(parts(types=content_types(MACRO))))


def test_macros_are_refused_by_the_part_that_holds_them() -> None:
    assert "carries macros" in refusal(zipped({**parts(), "word/vbaProject.bin": b"x"}))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_in_any_encoding(encoding: str) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>'.encode(encoding)
    assert "declares a document type" in refusal(zipped(parts(document=bomb)))


def test_bottomless_nesting_is_refused() -> None:
    deep = b"<a>" * 5000 + b"</a>" * 5000
    assert "far larger" in refusal(zipped(parts(document=deep)))


def test_xml_that_breaks_off_is_refused_with_its_part() -> None:
    assert "word/document.xml" in refusal(zipped(parts(document=b"<document><body>")))


def test_what_passed_under_wide_limits_is_judged_anew_under_narrow_ones() -> None:
    data = zipped(parts(document=b"<a>" * 9 + b"</a>" * 9))
    assert "word/document.xml" in opened(data)
    assert "far larger" in refusal(data, limits=Limits(xml_depth=8))


@pytest.mark.parametrize(
    "limits",
    [
        Limits(entries=2),
        Limits(part=20),
        Limits(total=40),
        Limits(xml_part=20),
        Limits(xml_elements=1),
        Limits(source=99),
    ],
    ids=["entries", "part", "total", "xml part", "elements", "source"],
)
def test_each_limit_is_kept(limits: Limits) -> None:
    assert "far larger" in refusal(zipped(parts()), limits=limits)


def test_the_size_of_a_file_is_judged_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "brief.docx"
    path.write_bytes(zipped(parts()))
    assert "far larger" in refusal(path, limits=Limits(source=99))


def test_a_bomb_is_refused_by_its_ratio() -> None:
    assert "far larger" in refusal(zipped({**parts(), "word/media/a.bmp": bytes(3 << 20)}))


def test_a_part_that_lies_about_its_size_is_refused_without_filling_the_memory() -> None:
    data = bytearray(zipped({**parts(), "x.bin": bytes(1 << 20)}))
    struct.pack_into("<I", data, data.rindex(b"PK\x01\x02") + 24, 100)
    package = opened(bytes(data))
    with pytest.raises(TemplateUnreadable, match="damaged"):
        package.part("x.bin")


def test_a_part_with_a_wrong_checksum_is_refused_when_it_is_read() -> None:
    data = bytearray(zipped({**parts(), "x.bin": b"abc"}, method=zipfile.ZIP_STORED))
    data[data.index(b"abc")] ^= 1
    with pytest.raises(TemplateUnreadable, match="damaged"):
        opened(bytes(data)).part("x.bin")


def test_entries_that_share_bytes_are_refused() -> None:
    data = bytearray(zipped(parts(), method=zipfile.ZIP_STORED))
    last = data.rindex(b"PK\x01\x02")
    size = struct.unpack_from("<I", data, data.index(b"PK\x01\x02") + 20)[0]
    struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 20, size + 40)
    assert last != data.index(b"PK\x01\x02")
    assert "damaged" in refusal(bytes(data))


@pytest.mark.parametrize("cut", [5, 60, -1, -30])
def test_a_zip_that_breaks_off_is_refused(cut: int) -> None:
    assert "damaged" in refusal(zipped(parts())[:cut])


def test_a_zip_without_content_types_is_no_office_file() -> None:
    assert "is a ZIP file, but none of Word" in refusal(zipped({"readme.txt": b"x"}))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7\n", "another kind (PDF)"),
        (b"{\\rtf1\\ansi", "another kind (RTF)"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>", "another kind (XML)"),
        (b"<!DOCTYPE html>", "another kind (HTML)"),
        (b"Beste mensen,", "is no file of Word"),
        (b"PK\x05\x06" + bytes(18), "damaged"),
    ],
)
def test_another_format_is_called_by_its_name(data: bytes, words: str) -> None:
    assert words in refusal(data)


def test_a_workbook_is_spoken_of_in_the_words_of_excel() -> None:
    with pytest.raises(WorkbookUnreadable, match=r"is no file of Excel.*\.xlsx"):
        open_package(b"a;b;c", refuse=WorkbookUnreadable, name="gemeenten.xlsx")


def test_sheets_may_be_larger_than_letters() -> None:
    rows = b"<rows>" + b"<row/>" * 500_000 + b"</rows>"
    data = zipped(parts(document=rows), method=zipfile.ZIP_STORED)
    assert "far larger" in refusal(data)
    assert rows == open_package(data, refuse=WorkbookUnreadable, name="gemeenten.xlsx").part("word/document.xml")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert "does not exist" in refusal(tmp_path / "brief.docx")


def test_a_folder_is_told(tmp_path: Path) -> None:
    assert "is a folder" in refusal(tmp_path)


def test_the_mark_of_an_open_file_is_told(tmp_path: Path) -> None:
    assert "without ~$ in its name" in refusal(tmp_path / "~$brief.docx")


def failing(number: int, winerror: int | None = None) -> Callable[[Path], bytes]:
    def read_bytes(_path: Path) -> bytes:
        error = OSError(number, "as the system says it")
        if winerror is not None:
            error.winerror = winerror  # type: ignore[attr-defined, unused-ignore]
        raise error

    return read_bytes


@pytest.mark.parametrize(
    ("number", "winerror", "words"),
    [
        (errno.EACCES, 32, "open in another program; close it in Word"),
        (errno.EACCES, 5, "another program keeps it for itself, or you have no access"),
        (errno.EACCES, None, "another program keeps it for itself, or you have no access"),
        (errno.EIO, None, "cannot be read: as the system says it"),
    ],
    ids=["locked by Word on Windows", "no permission on Windows", "no permission on Linux", "a failing disk"],
)
def test_what_the_system_refuses_is_put_into_words(
    number: int, winerror: int | None, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "brief.docx"
    path.write_bytes(zipped(parts()))
    monkeypatch.setattr(Path, "read_bytes", failing(number, winerror))
    assert words in refusal(path)


@given(st.binary(max_size=400))
@settings(max_examples=200)
def test_any_bytes_are_let_in_or_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableInput):
        open_package(b"PK\x03\x04" + data, refuse=DocumentUnreadable, name="brief.docx")


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_a_package_with_any_byte_changed_is_let_in_or_refused_with_a_sentence(data: st.DataObject) -> None:
    changed = bytearray(zipped(parts()))
    for _ in range(data.draw(st.integers(1, 4))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    try:
        package = opened(bytes(changed))
        inflated = [package.part(name) for name in package]
    except TemplateUnreadable:
        return
    assert len(inflated) == len(package.names)


XML = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
    b' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14"><w:body><w:p w:rsid="00A1">'
    b'<w:r><w:t xml:space="preserve">Geachte heer &amp; mevrouw &#8220;De Vries&#8221; </w:t><!-- x --></w:r><v:shape id="a"/>'
    b"<![CDATA[<w:p/>]]></w:p></w:body></w:document>"
)


@given(st.data())
@settings(max_examples=400, deadline=None)
def test_what_passes_the_door_can_be_parsed_by_the_rooms(data: st.DataObject) -> None:
    xml = bytearray(XML)
    for _ in range(data.draw(st.integers(1, 3))):
        xml[data.draw(st.integers(0, len(xml) - 1))] = data.draw(
            st.sampled_from(list(b"<>&;:='\"/!?-[]% \t\x00\x01\x80\xffa4wx"))
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        opened(zipped(parts(document=bytes(xml))))
    except TemplateUnreadable:
        return
    assert etree.fromstring(bytes(xml), parser) is not None


@pytest.mark.parametrize(
    "xml",
    [
        b'<w:4ooter xmlns:w="urn:w"/>',
        b'<w:a xmlns:w="urn:w" w:4b="1"/>',
        b'<w:a xmlns:w="h]tp://example.org"/>',
        b'<w:a xmlns:w="http://example.org/d%/x"/>',
        b"<w:a/>",
        b'<a:b:c xmlns:a="urn:a"/>',
    ],
)
def test_names_and_namespaces_that_no_room_could_parse_are_refused(xml: bytes) -> None:
    assert "is damaged inside" in refusal(zipped(parts(document=xml)))


def test_a_damaged_part_that_nothing_refers_to_is_left_out() -> None:
    package = opened(zipped({**parts(), "9326.xml": b"no xml", "word/_rels/gone.xml.rels": b"no xml either"}))
    assert tuple(parts()) == package.names


@pytest.mark.parametrize(
    "changed",
    [
        {"types": content_types().replace(b"</Types>", b'<Override PartName="/stray.xml" ContentType="x/y"/></Types>')},
        {"rels": relationships().replace(b"</R", b'<Relationship Id="r2" Type="x" Target="/Stray%2Exml"/></R')},
    ],
    ids=["content types", "relationship"],
)
def test_a_damaged_part_that_something_refers_to_is_refused(changed: dict[str, bytes]) -> None:
    assert "is damaged inside (stray.xml" in refusal(zipped({**parts(**changed), "stray.xml": b"no xml"}))


def test_damaged_relationships_of_a_part_that_is_there_are_refused() -> None:
    assert "is damaged inside" in refusal(zipped({**parts(), "word/_rels/document.xml.rels": b"no xml"}))


def test_damaged_content_types_are_refused() -> None:
    assert "is damaged inside" in refusal(zipped(parts(types=b"no xml")))


def test_a_part_that_nothing_refers_to_may_not_declare_a_document_type_either() -> None:
    hostile = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    assert "declares a document type" in refusal(zipped({**parts(), "stray.xml": hostile}))
