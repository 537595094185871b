"""What one cause brings about in many places is told in brief, and how many places there are besides."""

from __future__ import annotations

from generator.errors import message
from generator.language import Reader
from generator.model import TextPlace
from generator.typeset.findings import Findings


def place(number: int) -> TextPlace:
    return TextPlace("word/document.xml", number)


def numbers(findings: Findings) -> list[int | None]:
    return [each.place.paragraph for each in findings.warnings if isinstance(each.place, TextPlace)]


def warned(count: int) -> Findings:
    findings = Findings()
    for number in range(1, count + 1):
        findings.warn_each("text-clipped", place(number), message("text is cut off"), message("make the row higher"))
    return findings


def test_of_one_kind_the_first_places_are_listed_and_the_others_counted() -> None:
    findings = warned(1000)
    assert list(range(1, 27)) == numbers(findings)
    assert "text is cut off (974 more findings of this kind are not listed)" in Reader("en").say(
        findings.warnings[-1].message
    )


def test_as_many_as_are_listed_say_nothing_of_others() -> None:
    findings = warned(26)
    assert 26 == len(findings.warnings)
    assert "not listed" not in Reader("en").say(findings.warnings[-1].message)


def test_what_is_found_twice_at_a_place_counts_once() -> None:
    findings = Findings()
    for _ in range(50):
        findings.unsupported("oMath", place(3))
    assert 1 == len(findings.errors)


def test_kinds_are_counted_apart_and_told_in_the_order_in_which_they_were_found() -> None:
    findings = warned(2)
    findings.warn_each("image-without-alt", place(1), message("a picture"))
    findings.warn_each("text-clipped", place(3), message("text is cut off"), message("make the row higher"))
    assert ["text-clipped", "text-clipped", "image-without-alt", "text-clipped"] == [
        each.code for each in findings.warnings
    ]
