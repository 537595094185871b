"""The shipped letter as a Word file: whole, built on styles, Dutch, and with the tags of the contract."""

from __future__ import annotations

import io
import re
import runpy
import sys
import zipfile
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "templates" / "presentexemplaar.docx"
SEED = ROOT.parent / "shared" / "seed" / "letter-2018-06-28.txt"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
STORIES = ("word/document.xml", "word/header1.xml", "word/header2.xml", "word/footer1.xml")

# The order in which ECMA-376 wants the children of these elements, as far as the template uses them. Word offers to
# "repair" a file that has them otherwise.
SCHEMA_ORDER = {
    "pPr": "pStyle keepNext keepLines widowControl numPr pBdr shd tabs spacing ind contextualSpacing jc outlineLvl sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps strike noProof color spacing kern position sz szCs u vertAlign lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "tcW gridSpan vMerge tcBorders shd tcMar vAlign",
    "tblCellMar": "top left bottom right",
    "sectPr": "headerReference footerReference type pgSz pgMar cols titlePg docGrid",
    "style": "name basedOn next link uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr trPr tcPr",
    "lvl": "start numFmt pStyle suff lvlText lvlJc pPr rPr",
    "settings": "zoom defaultTabStop autoHyphenation characterSpacingControl compat themeFontLang decimalSymbol listSeparator",
    "font": "altName panose1 charset family pitch",
}


def parts_of(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


@pytest.fixture(scope="module")
def parts() -> dict[str, bytes]:
    return parts_of(TEMPLATE.read_bytes())


@pytest.fixture(scope="module")
def trees(parts: dict[str, bytes]) -> dict[str, etree._Element]:
    return {name: etree.fromstring(content) for name, content in parts.items() if not name.endswith(".png")}


def text_of(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


def test_the_script_makes_the_committed_template(
    parts: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "made.docx"
    monkeypatch.setattr(sys, "argv", ["make_starter_template.py", str(target)])
    monkeypatch.syspath_prepend(ROOT / "tools")
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(ROOT / "tools" / "make_starter_template.py"), run_name="__main__")
    assert 0 == ended.value.code
    assert str(target) in capsys.readouterr().out
    assert parts == parts_of(target.read_bytes())


def test_every_element_stands_in_the_order_of_the_schema(trees: dict[str, etree._Element]) -> None:
    misplaced = []
    for name, tree in trees.items():
        for parent, order in SCHEMA_ORDER.items():
            known = order.split()
            for element in tree.iter(f"{W}{parent}"):
                children = [etree.QName(child).localname for child in element]
                places = [known.index(child) for child in children]
                if places != sorted(places):
                    misplaced.append((name, parent, children))
    assert [] == misplaced


def test_every_part_has_a_content_type_and_every_relationship_a_target(
    parts: dict[str, bytes], trees: dict[str, etree._Element]
) -> None:
    types = trees["[Content_Types].xml"]
    overrides = {each.get("PartName") for each in types if each.tag.endswith("Override")}
    extensions = {each.get("Extension") for each in types if each.tag.endswith("Default")}
    assert overrides <= {f"/{name}" for name in parts}
    assert {"rels", "xml", "png"} == extensions
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            continue
        folder = name.rsplit("_rels/", 1)[0]
        inside = {each.get("Target") for each in tree if each.get("TargetMode") != "External"}
        assert {f"{folder}{target}" for target in inside} <= set(parts)


def test_every_relationship_that_the_text_names_exists(trees: dict[str, etree._Element]) -> None:
    for story in STORIES:
        named = {value for element in trees[story].iter() for key, value in element.attrib.items() if key.startswith(R)}
        relations = story.replace("word/", "word/_rels/") + ".rels"
        known = {each.get("Id") for each in trees[relations]} if relations in trees else set()
        assert named <= known


def test_looks_come_from_styles_alone(trees: dict[str, etree._Element]) -> None:
    by_hand = [
        (story, etree.QName(child).localname)
        for story in STORIES
        for tag in ("rPr", "pPr")
        for properties in trees[story].iter(f"{W}{tag}")
        for child in properties
        if etree.QName(child).localname not in {"rStyle", "pStyle"}
    ]
    assert [] == by_hand


def test_every_style_in_use_is_defined_and_rests_on_the_default(trees: dict[str, etree._Element]) -> None:
    based_on = {}
    defaults = set()
    for style in trees["word/styles.xml"].iter(f"{W}style"):
        identifier = style.get(f"{W}styleId")
        base = style.find(f"{W}basedOn")
        based_on[identifier] = None if base is None else base.get(f"{W}val")
        if style.get(f"{W}default") == "1":
            defaults.add(identifier)
    used = {
        element.get(f"{W}val")
        for story in STORIES
        for tag in ("pStyle", "rStyle", "tblStyle")
        for element in trees[story].iter(f"{W}{tag}")
    }
    assert used <= set(based_on)
    paragraph_styles = {each.get(f"{W}val") for story in STORIES for each in trees[story].iter(f"{W}pStyle")}
    for identifier in paragraph_styles:
        at: str | None = identifier
        while at is not None and at not in defaults:
            at = based_on[at]
        assert "Standaard" == at


def test_everything_is_dutch(trees: dict[str, etree._Element]) -> None:
    languages = {lang.get(f"{W}val") for tree in trees.values() for lang in tree.iter(f"{W}lang")}
    assert {"nl-NL"} == languages
    assert "nl-NL" == trees["word/settings.xml"].find(f"{W}themeFontLang").get(f"{W}val")
    assert "nl-NL" == Document(str(TEMPLATE)).core_properties.language


def test_the_title_is_the_subject() -> None:
    assert "{{ subject }}" == Document(str(TEMPLATE)).core_properties.title


def test_the_tags_are_those_of_the_contract(trees: dict[str, etree._Element]) -> None:
    tags = {
        tag
        for tree in trees.values()
        for tag in re.findall(
            r"\{\{ *([a-z_.]+)|\{%p? *if ([a-z_.]+)", "".join(each for each in tree.itertext() if each)
        )
    }
    names = {name for pair in tags for name in pair if name}
    expected = {
        "reference", "date", "subject", "mailing.telephone", "enclosures", "recipient.address", "recipient.salutation",
        "copies", "signatory.on_behalf_of", "signatory.name", "signatory.function", "signatory.signature",
    }  # fmt: skip
    assert expected == names


def test_every_tag_stands_in_one_run(trees: dict[str, etree._Element]) -> None:
    split = [
        text
        for story in STORIES
        for run in trees[story].iter(f"{W}r")
        for text in [text_of(run)]
        if text.count("{{") != text.count("}}") or text.count("{%") != text.count("%}")
    ]
    assert [] == split


def test_the_ordinal_is_a_real_superscript_and_the_list_a_real_list(trees: dict[str, etree._Element]) -> None:
    document, styles = trees["word/document.xml"], trees["word/styles.xml"]
    raised = {
        style.get(f"{W}styleId")
        for style in styles.iter(f"{W}style")
        for vertical in style.iter(f"{W}vertAlign")
        if vertical.get(f"{W}val") == "superscript"
    }
    ordinals = [
        text_of(run)
        for run in document.iter(f"{W}r")
        for style in run.iter(f"{W}rStyle")
        if style.get(f"{W}val") in raised
    ]
    assert ["e", "e"] == ordinals
    numbered = {
        style.get(f"{W}styleId") for style in styles.iter(f"{W}style") if style.find(f".//{W}numPr") is not None
    }
    items = [style for style in document.iter(f"{W}pStyle") if style.get(f"{W}val") in numbered]
    assert 2 == len(items)


def test_the_signature_never_stands_alone(trees: dict[str, etree._Element]) -> None:
    kept = {
        style.get(f"{W}styleId")
        for style in trees["word/styles.xml"].iter(f"{W}style")
        if style.find(f"{W}pPr/{W}keepNext") is not None
    }
    body = [each for each in trees["word/document.xml"][0] if each.tag == f"{W}p"]
    styles = [each.find(f"{W}pPr/{W}pStyle").get(f"{W}val") for each in body]
    start = styles.index("Slotalinea")
    assert set(styles[start:-1]) <= kept
    assert "Functie" == styles[-1]


def test_it_says_every_word_of_the_letter_of_28_june_2018(trees: dict[str, etree._Element]) -> None:
    if not SEED.exists():
        pytest.skip("the seed letter is not beside this repository")
    words = SEED.read_text(encoding="utf-8").split("Geachte heer, mevrouw,")[1].replace("4^e", "4e")
    seed = [re.sub(r"^- ", "", line.strip()) for line in words.splitlines() if line.strip()]
    paragraphs = [text_of(each) for each in trees["word/document.xml"][0] if each.tag == f"{W}p"]
    written = "\n".join(paragraphs).translate(str.maketrans("‘’", "''"))
    filled = (
        written.replace(
            "{% if copies == 1 %}uw presentexemplaar{% else %}uw {{ copies }} presentexemplaren{% endif %}",
            "uw presentexemplaar",
        )
        .replace("{{ signatory.on_behalf_of }}", "Vereniging van Nederlandse Gemeenten")
        .replace("{{ signatory.name }}", "J. Kriens")
        .replace("{{ signatory.function }}", "Algemeen directeur")
    )
    missing = [line for line in seed if line not in filled.splitlines()]
    assert [] == missing
