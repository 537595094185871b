"""How a letter is put together is known from its check: letters of one shape differ in their values only."""

from __future__ import annotations

from little_docx import docx

from generator.template import LetterShape, compile_template

TEMPLATE = compile_template(
    docx(
        "Geachte {{ naam }},",
        "{% if lid %}Welkom terug.{% endif %}",
        "{%p for stad in steden %}",
        "{{ stad }}",
        "{%p endfor %}",
        header="{{ naam }}",
    )
)


def shape(**changes: object) -> LetterShape:
    return TEMPLATE.examine({"naam": "Jansen", "lid": True, "steden": ["Gouda"], **changes}).shape


def test_other_values_make_no_other_shape() -> None:
    assert shape().pieces == shape(naam="Van der Aa & Zoon", steden=["Tiel"]).pieces


def test_a_condition_that_comes_out_otherwise_does() -> None:
    assert shape().pieces != shape(lid=False).pieces


def test_a_loop_with_one_round_more_does() -> None:
    assert shape().pieces != shape(steden=["Gouda", "Tiel"]).pieces


def test_a_value_with_a_line_break_more_does() -> None:
    assert shape(naam="a").pieces != shape(naam="a\nb").pieces
    assert shape(naam="a\nb").pieces == shape(naam="c\nd").pieces


def test_the_values_are_the_words_that_are_filled_in() -> None:
    assert ["Jansen & co", "Gouda", "Jansen & co"] == [
        text.replace("&amp;", "&") for _piece, text in shape(naam="Jansen & co").values
    ]
