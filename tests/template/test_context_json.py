"""Contexts as JSON: plain values as they are, typed values by their ``$`` key, every mistake told."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from generator.errors import UnreadableInput
from generator.template import (
    Image,
    Listing,
    Paragraphs,
    RichParagraph,
    RichRun,
    RichText,
    SubDocument,
)
from generator.template.context_json import decode_context


def decoded(value: object, folders: tuple[Path, ...] = ()) -> object:
    return decode_context(json.dumps({"x": value}), folders=folders)["x"]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("tekst", "tekst"),
        (None, None),
        ([1, 2.5, True, {"a": "b"}], [1, 2.5, True, {"a": "b"}]),
        ({"$date": "2018-06-28"}, date(2018, 6, 28)),
        ({"$datetime": "2018-06-28T09:05:00"}, datetime(2018, 6, 28, 9, 5)),  # noqa: DTZ001 -- letters know no time zones
        ({"$listing": "a\nb"}, Listing("a\nb")),
        ({"$richtext": "a"}, RichText((RichRun("a"),))),
        (
            {
                "$richtext": [
                    {"text": "a", "bold": True, "underline": "double", "size": 24, "url": "https://vng.nl"},
                    "b",
                ]
            },
            RichText((RichRun("a", bold=True, underline="double", size=24, url="https://vng.nl"), RichRun("b"))),
        ),
        (
            {"$paragraphs": [{"text": "a", "style": "Kop"}, {"$richtext": [{"text": "b"}]}, "c"]},
            Paragraphs((RichParagraph("a", "Kop"), RichParagraph(RichText((RichRun("b"),))), RichParagraph("c"))),
        ),
        ({"$subdoc": [["Kop", "a"], [None, "b"]]}, Paragraphs((RichParagraph("a", "Kop"), RichParagraph("b")))),
    ],
)
def test_a_value_is_what_its_kind_says(written: object, value: object) -> None:
    assert value == decoded(written)


def test_files_are_sought_in_the_folders_in_order(tmp_path: Path) -> None:
    for folder, content in (("een", b"1"), ("twee", b"2")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "b.png").write_bytes(content)
    (tmp_path / "twee" / "c.docx").write_bytes(b"3")
    folders = (tmp_path / "een", tmp_path / "twee")

    assert Image(b"1", 40.0, None) == decoded({"$image": "b.png", "width_mm": 40}, folders)
    assert SubDocument(b"3", "c.docx") == decoded({"$subdoc_file": "c.docx"}, folders)
    assert Image(b"2") == decoded({"$image": str(tmp_path / "twee" / "b.png")}, ())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        '{"a": }',
        "[1]",
        '"a"',
        "NaN",
        '{"a": NaN}',
        '{"a": 1e400}x',
        "[" * 100_000,
        '{"a": {"$date": "28 juni"}}',
        '{"a": {"$datum": "2018-06-28"}}',
        '{"a": {"$date": "2018-06-28", "b": 1}}',
        '{"a": {"$image": "weg.png"}}',
        '{"a": {"$image": "weg.png", "width_mm": -1}}',
        '{"a": {"$richtext": [{"bold": true}]}}',
        '{"a": {"$richtext": [{"text": "a", "kleur": "rood"}]}}',
        '{"a": {"$subdoc": ["a"]}}',
        '{"a": ' * 60 + "1" + "}" * 60,
    ],
)
def test_what_is_no_context_is_told(text: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput) as told:
        decode_context(text, folders=(tmp_path,), name="gegevens.json")

    said = [told.value.message, *(each.message for each in told.value.findings)]
    assert any("gegevens.json" in str(each.values) for each in said)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput) as told:
        decode_context('{"a": {"$date": 1}, "b": [{"$image": "weg"}, {"$x": 1}]}', folders=(tmp_path,))

    assert 3 == len(told.value.findings)
