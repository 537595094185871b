from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import RegisterRefused
from generator.mailing.context import Context, letter_context, mailing_context
from generator.mailing.snapshot import Recorder, context_of
from generator.mailing.template_changes import template_changes
from generator.model import (
    AddressedTo,
    Contact,
    Council,
    Mailing,
    PersonName,
    Publication,
    Recipient,
    RecipientKey,
    Shipment,
    Signatory,
)
from generator.register import Content
from generator.template import Image

COUNCIL = Council("GM0513", "Gouda", "Zuid-Holland", "Postbus 1086", "2800 BB", "Gouda")
CONTACT = Contact("GM0513", "griffier-vries", PersonName(initials="P.", prefix="de", surname="Vries"), "griffier")
cells = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(), st.dates())
rows = st.dictionaries(st.text(min_size=1), cells, max_size=4)


def full_context(read: Shipment, recipient: Recipient, *, signature: object = None) -> Context:
    shared = mailing_context(read, signature=signature)
    return letter_context(read, recipient, "COS/U201800494", shared=shared)


def shipment(row: dict[str, object], fields: dict[str, object]) -> tuple[Shipment, Recipient]:
    recipient = Recipient(
        RecipientKey("GM0513", AddressedTo.CONTACT, "griffier-vries"),
        COUNCIL,
        CONTACT,
        "De heer P. de Vries",
        ("Gemeente Gouda", "Postbus 1086", "2800 BB  GOUDA"),
        "Geachte heer De Vries,",
        "2800 BB",
        2,
        row,  # type: ignore[arg-type]
    )
    mailing = Mailing(
        "Proef",
        "Een proef",
        date(2018, 6, 28),
        "brief.docx",
        Signatory("J. Kriens"),
        enclosures=("Een rapport",),
        fields=fields,  # type: ignore[arg-type]
    )
    return Shipment(mailing, (recipient,), (Publication("Een rapport", 7),)), recipient


def kept(recorder: Recorder) -> dict[str, Content]:
    import hashlib

    return {hashlib.sha256(each.content).hexdigest(): each for each in recorder.contents}


@given(rows, rows)
def test_what_the_register_keeps_gives_the_template_the_same_names_and_values(
    row: dict[str, object], fields: dict[str, object]
) -> None:
    signature = Image(b"a signature", alt_text="J. Kriens")
    context = full_context(*shipment(row, fields), signature=signature)
    recorder = Recorder()
    shared, own = recorder.shared(context), recorder.own(context)
    assert context == context_of(shared, own, "COS/U201800494", kept(recorder))


def test_columns_stay_in_the_order_of_the_sheet() -> None:
    row = {"zebra": 1, "aap": 2, "mees": 3}
    context = full_context(*shipment(row, {}))
    recorder = Recorder()
    read = context_of(recorder.shared(context), recorder.own(context), "COS/U201800494", {})
    assert ["zebra", "aap", "mees"] == list(read["row"])  # type: ignore[call-overload]


def test_the_reference_is_kept_apart() -> None:
    context = full_context(*shipment({}, {}))
    recorder = Recorder()
    assert "U201800494" not in str((recorder.shared(context), recorder.own(context)))


def test_a_moment_is_kept() -> None:
    recorder = Recorder()
    shared = recorder.shared({"date": datetime(2018, 6, 28, 12, 30)})  # noqa: DTZ001 - a cell has no time zone
    assert datetime(2018, 6, 28, 12, 30) == context_of(shared, {}, "x", {})["datum"]  # noqa: DTZ001


def test_an_image_that_the_register_lost_is_refused_in_words() -> None:
    recorder = Recorder()
    shared = recorder.shared({"signatory": {"signature": Image(b"a signature")}})
    with pytest.raises(RegisterRefused, match="the register lacks an image of this letter"):
        context_of(shared, {}, "x", {})


def test_a_value_that_no_register_keeps_is_a_fault() -> None:
    with pytest.raises(TypeError, match="a context holds object"):
        Recorder().shared({"date": object()})


def test_the_paragraphs_that_changed_are_named(tmp_path: Path) -> None:
    from workspaces import write_template

    def docx(*paragraphs: str) -> bytes:
        write_template(tmp_path / "x.docx", paragraphs)
        return (tmp_path / "x.docx").read_bytes()

    before = docx("Geachte {{ naam }},", "De eerste alinea.", "De laatste alinea.")
    after = docx("Geachte {{ naam }},", "De 1e alinea.", "De laatste alinea.", "Met groet,")
    said = [str(RegisterRefused(each.cause)) for each in template_changes(before, after, name="x.docx")]
    assert [
        "paragraph 2 is “De 1e alinea.” now; it was “De eerste alinea.”",
        "paragraph 4 is new: “Met groet,”",
    ] == said
    gone = [str(RegisterRefused(each.cause)) for each in template_changes(after, before, name="x.docx")]
    assert "paragraph 4 is gone: “Met groet,”" == gone[-1]
    same = [str(RegisterRefused(each.cause)) for each in template_changes(before, before, name="x.docx")]
    assert ["the words of the template are the same, its looks or settings are others"] == same


def test_a_long_paragraph_is_quoted_where_it_differs(tmp_path: Path) -> None:
    from workspaces import write_template

    write_template(tmp_path / "a.docx", ["woord " * 100 + "hier"])
    write_template(tmp_path / "b.docx", ["woord " * 100 + "daar"])
    (said,) = template_changes((tmp_path / "a.docx").read_bytes(), (tmp_path / "b.docx").read_bytes(), name="a.docx")
    assert "daar” now" in str(RegisterRefused(said.cause))
    assert len(str(RegisterRefused(said.cause))) < 330
