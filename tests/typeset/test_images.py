"""What becomes of an image on its way from a document to Typst."""

from __future__ import annotations

import gc
import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from judges.verapdf import Verdict
from PIL import Image, ImageCms

from generator.errors import DiskRefused
from generator.language import Reader
from generator.typeset.images import MOST_DOTS, ImageStore, ImageUnusable, prepare_image
from generator.typeset.ooxml.graphics import Crop, Tone

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="#c00"/></svg>'


def encoded(image_format: str, mode: str = "RGB", size: tuple[int, int] = (40, 20), **options: object) -> bytes:
    stream = io.BytesIO()
    Image.new(mode, size, 0).save(stream, image_format, **options)
    return stream.getvalue()


def halves(image_format: str = "PNG", mode: str = "RGB") -> bytes:
    """Left half black, right half white."""
    image = Image.new(mode, (40, 20), "black")
    image.paste("white", (20, 0, 40, 20))
    stream = io.BytesIO()
    image.save(stream, image_format)
    return stream.getvalue()


def reopened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def refusal(content: bytes, crop: Crop = Crop()) -> str:  # noqa: B008  frozen
    with pytest.raises(ImageUnusable) as caught:
        prepare_image(content, crop=crop)
    return Reader("en").say(caught.value.construct)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_a_png_passes_as_it_is(mode: str) -> None:
    content = encoded("PNG", mode)
    assert (content, ".png") == (prepare_image(content).content, prepare_image(content).suffix)


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_a_photograph_passes_as_it_is(mode: str) -> None:
    content = encoded("JPEG", mode)
    assert (content, ".jpg") == (prepare_image(content).content, prepare_image(content).suffix)


@pytest.mark.parametrize("image_format", ["GIF", "BMP", "TIFF", "WEBP", "ICO"])
def test_other_formats_become_png(image_format: str) -> None:
    prepared = prepare_image(encoded(image_format, size=(32, 32)))
    assert (".png", "PNG", (32, 32)) == (
        prepared.suffix,
        reopened(prepared.content).format,
        reopened(prepared.content).size,
    )


def test_transparency_of_a_gif_is_kept() -> None:
    prepared = prepare_image(encoded("GIF", "P", transparency=0))
    assert (0, 0, 0, 0) == reopened(prepared.content).convert("RGBA").getpixel((0, 0))


def test_a_photograph_in_cmyk_becomes_rgb() -> None:
    prepared = prepare_image(encoded("JPEG", "CMYK"))
    assert (".jpg", "RGB") == (prepared.suffix, reopened(prepared.content).mode)
    assert (255, 255, 255) == reopened(prepared.content).getpixel((0, 0))


def test_a_broken_profile_of_a_cmyk_photograph_is_passed_over() -> None:
    prepared = prepare_image(encoded("JPEG", "CMYK", icc_profile=b"no profile"))
    assert "RGB" == reopened(prepared.content).mode


def test_sixteen_bits_of_grey_become_eight() -> None:
    stream = io.BytesIO()
    Image.new("I;16", (4, 4), 0x8000).save(stream, "TIFF")
    assert 0x80 == reopened(prepare_image(stream.getvalue()).content).getpixel((0, 0))


def test_a_photograph_is_not_turned_by_its_camera() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    content = encoded("JPEG", exif=exif)
    prepared = prepare_image(content)
    assert 1 == reopened(prepared.content).getexif().get(0x0112, 1)
    assert list(reopened(content).tobytes()) == list(reopened(prepared.content).tobytes())


def test_cropping_keeps_what_lies_within() -> None:
    prepared = prepare_image(halves(), crop=Crop(left=0.5))
    image = reopened(prepared.content)
    assert ((20, 20), (255, 255, 255)) == (image.size, image.convert("RGB").getpixel((0, 10)))


def test_a_photograph_stays_one_when_it_is_cropped() -> None:
    prepared = prepare_image(halves("JPEG"), crop=Crop(right=0.25, top=0.5))
    assert (".jpg", (30, 10)) == (prepared.suffix, reopened(prepared.content).size)


def test_a_negative_crop_adds_empty_room() -> None:
    image = reopened(prepare_image(halves(), crop=Crop(left=-0.5)).content)
    assert ((60, 20), 0, 255) == (
        image.size,
        image.getchannel("A").getpixel((0, 0)),
        image.getchannel("A").getpixel((59, 0)),
    )


def test_an_svg_is_cropped_by_its_view() -> None:
    prepared = prepare_image(SVG, crop=Crop(left=0.25, bottom=0.5))
    assert b'viewBox="10 0 30 10"' in prepared.content


def test_an_svg_passes_as_it_is() -> None:
    for content in (SVG, b'<?xml version="1.0"?>\n<!-- logo -->\n' + SVG):
        assert (content, ".svg") == (prepare_image(content).content, prepare_image(content).suffix)


@pytest.mark.parametrize(
    "inner",
    [
        b'<image href="http://example.org/x.png"/>',
        b'<image xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="file:///etc/passwd"/>',
        b"<style>@import 'http://example.org/x.css';</style>",
        b'<rect style="fill: url( http://example.org/x )"/>',
        b"<rect fill=\"url('other.svg#x')\"/>",
    ],
)
def test_an_svg_that_loads_from_outside_is_refused(inner: bytes) -> None:
    assert "from outside" in refusal(SVG.replace(b"<rect", inner + b"<rect"))


def test_an_svg_may_refer_to_itself() -> None:
    content = SVG.replace(
        b"<rect", b'<image href="data:image/png;base64,"/><use href="#a"/><rect style="fill:url(#b)"/><rect'
    )
    assert content == prepare_image(content).content


def test_an_svg_with_entities_is_refused() -> None:
    assert "document type" in refusal(b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]>' + SVG)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"\x01\x00\x00\x00" + bytes(36) + b" EMF" + bytes(60), "EMF"),
        (b"\xd7\xcd\xc6\x9a" + bytes(60), "WMF"),
        (b"\x01\x00\x09\x00" + bytes(60), "WMF"),
        (b"\x1f\x8b\x08" + bytes(60), "EMZ"),
        (b"%PDF-1.4", "PDF"),
        (b"%!PS-Adobe", "EPS"),
    ],
)
def test_a_format_of_drawing_programs_is_refused_by_name(content: bytes, name: str) -> None:
    assert f"a picture in the format {name}" == refusal(content)


@pytest.mark.parametrize("content", [b"", b"no image", b"<svg", encoded("PNG")[:60], encoded("JPEG")[:300]])
def test_a_damaged_picture_is_refused(content: bytes) -> None:
    assert "damaged" in refusal(content)


def test_a_gigantic_picture_is_refused_before_it_is_unpacked() -> None:
    side = int(MOST_DOTS**0.5) + 10
    assert "too many dots" in refusal(encoded("PNG", "1", (side, side)))


def test_a_crop_that_leaves_nothing_is_refused() -> None:
    assert "cropped away" in refusal(halves(), Crop(left=0.6, right=0.6))


def test_a_crop_that_makes_a_giant_is_refused() -> None:
    assert "too many dots" in refusal(encoded("PNG", "1", (4000, 4000)), Crop(left=-9, top=-9))


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_any_damage_ends_in_an_image_or_a_refusal(data: st.DataObject) -> None:
    content = bytearray(
        data.draw(st.sampled_from([encoded("PNG"), encoded("JPEG"), encoded("GIF"), encoded("TIFF"), SVG]))
    )
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        prepared = prepare_image(bytes(content))
    except ImageUnusable as error:
        content = bytearray(error.construct.text.encode())
    else:
        content = bytearray(prepared.content)
    assert content


def test_the_store_writes_an_image_once_and_another_crop_beside_it() -> None:
    store = ImageStore()
    first, again, other = store.path(SVG), store.path(SVG), store.path(SVG, crop=Crop(left=0.5))
    assert first == again != other
    assert {first[1:], other[1:]} == {path.name for path in store.root.iterdir()}


def test_the_store_remembers_what_cannot_be_set() -> None:
    store = ImageStore()
    for _ in range(2):
        with pytest.raises(ImageUnusable, match="damaged"):
            store.path(b"no image")


def test_the_store_forgets_what_was_used_longest_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.typeset.images._MOST_KEPT", 2)
    store = ImageStore()
    paths = [store.path(encoded("PNG", size=(side, side))) for side in (1, 2, 3)]
    assert {path[1:] for path in paths[1:]} == {path.name for path in store.root.iterdir()}


def test_the_folder_goes_with_the_store() -> None:
    store = ImageStore()
    root = store.root
    del store
    gc.collect()
    assert not root.exists()


def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    store = ImageStore()

    def write_bytes(_path: Path, _content: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", write_bytes)
    with pytest.raises(DiskRefused, match="No space left"):
        store.path(SVG)


SETTABLE = {
    **{f"png {mode}": encoded("PNG", mode) for mode in ("1", "L", "LA", "P", "RGB", "RGBA")},
    "png with profile": encoded("PNG", icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()),
    "png with broken profile": encoded("PNG", icc_profile=b"no profile"),
    "png interlaced": encoded("PNG", interlace=True),
    "jpeg": encoded("JPEG"),
    "jpeg grey": encoded("JPEG", "L"),
    "jpeg with broken profile": encoded("JPEG", icc_profile=b"no profile"),
    "jpeg cmyk": encoded("JPEG", "CMYK"),
    "jpeg progressive": encoded("JPEG", progressive=True),
    "tiff": encoded("TIFF"),
    "svg": SVG,
}


def pdf_with(content: bytes) -> bytes:
    store = ImageStore()
    source = f'#set document(title: "t"); #set text(lang: "nl"); #image("{store.path(content)}", alt: "a")'
    pdf = typst.Compiler(root=str(store.root)).compile(
        input=source.encode(), format="pdf", pdf_standards=["a-2a", "ua-1"], timestamp=datetime(2018, 6, 28, tzinfo=UTC)
    )
    assert isinstance(pdf, bytes)
    return pdf


@pytest.mark.parametrize("name", SETTABLE)
def test_typst_sets_every_image_that_is_let_through(name: str) -> None:
    assert pdf_with(SETTABLE[name]).startswith(b"%PDF")


@pytest.mark.judge
@pytest.mark.slow
def test_every_image_that_is_let_through_keeps_to_the_standards(
    judge_pdfs: Callable[..., list[Verdict]], tmp_path: Path
) -> None:
    for name, content in SETTABLE.items():
        (tmp_path / f"{name}.pdf").write_bytes(pdf_with(content))
    failed = [str(verdict) for verdict in judge_pdfs(sorted(tmp_path.glob("*.pdf"))) if not verdict.passed]
    assert [] == failed


def _first_dot(content: bytes, tone: Tone) -> object:
    with Image.open(io.BytesIO(prepare_image(content, tone=tone).content)) as image:
        return image.convert("RGBA").getpixel((0, 0))


def test_a_washed_out_picture_is_as_pale_as_in_word() -> None:
    # Word's own washout: contrast down by 70 %, brightness up by 70 %.
    assert (178, 178, 178, 255) == _first_dot(halves(), Tone(gain=0.3, lift=0.35))


def test_a_picture_that_one_sees_through_keeps_its_colours() -> None:
    assert (0, 0, 0, 128) == _first_dot(halves(), Tone(opacity=0.5))


def test_pictures_of_one_file_in_two_tones_are_two_files() -> None:
    store = ImageStore()
    assert store.path(halves()) != store.path(halves(), tone=Tone(grey=True))
