"""Values written as WordprocessingML: every character of a value survives, none of them becomes markup."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from jinja2 import Undefined, pass_context
from markupsafe import Markup

from generator.errors import Message, message
from generator.template.filters import ValueRefused
from generator.template.findings import did_you_mean
from generator.template.letter import HYPERLINK_TYPE, Letter
from generator.template.sandbox import LetterContext
from generator.template.tags import Site
from generator.template.values import Image, Paragraphs, RichParagraph, RichRun, RichText, SubDocument
from generator.template.written import text_of_markup, written

Writer = Callable[[LetterContext, Any], str]

_TEXT_START, _TEXT_END = '<w:t xml:space="preserve">', "</w:t>"
_SPECIAL = re.compile("[\x00-\x1f&<>\ud800-\udfff\ufffe\uffff]")
# XML 1.0, 2.2: characters that no XML file can hold; \a and \f mean something in a letter and are handled before.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile("([\n\t\a\f])")
_PAGE_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
_LONG = 1000
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}$")
_HIGHLIGHTS = frozenset(
    [
        "black",
        "blue",
        "cyan",
        "green",
        "magenta",
        "red",
        "yellow",
        "white",
        "darkBlue",
        "darkCyan",
        "darkGreen",
        "darkMagenta",
        "darkRed",
        "darkYellow",
        "darkGray",
        "lightGray",
        "none",
    ]
)
_UNDERLINES = frozenset(
    [
        "single",
        "words",
        "double",
        "thick",
        "dotted",
        "dottedHeavy",
        "dash",
        "dashedHeavy",
        "dashLong",
        "dashLongHeavy",
        "dotDash",
        "dashDotHeavy",
        "dotDotDash",
        "dashDotDotHeavy",
        "wave",
        "wavyHeavy",
        "wavyDouble",
        "none",
    ]
)
_URL = re.compile(r"(?:https?|mailto|tel|ftp)\:\S", re.IGNORECASE)


def escaped(text: str) -> str:
    """The text as XML character data."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def text_markup(text: str, site: Site) -> str:
    """A text inside ``w:t``, its line breaks, tabs, paragraph and page breaks as Word's own.

    Characters that no XML file can hold are left out; they are invisible in any program.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n")
    breaks = {"\n": f"{_TEXT_END}<w:br/>{_TEXT_START}", "\t": f"{_TEXT_END}<w:tab/>{_TEXT_START}"}
    if site.paragraph_end:
        again = site.paragraph_start + site.run_start
        breaks["\a"] = site.paragraph_end + again
        breaks["\f"] = site.paragraph_end + _PAGE_BREAK + again
    else:
        breaks["\a"] = breaks["\n"]
        breaks["\f"] = f'{_TEXT_END}<w:br w:type="page"/>{_TEXT_START}'
    return "".join(breaks.get(each, "") or ILLEGAL.sub("", escaped(each)) for each in _BREAKS.split(text))


def writer(site: Site) -> Writer:
    """What turns the values of one tag into markup."""
    make = _WRITERS[site.kind]

    @pass_context
    def write(context: LetterContext, value: Any) -> str:
        if value.__class__ is Markup:
            return str(value)
        return make(context.letter, value, site)

    @pass_context
    def write_text(context: LetterContext, value: Any) -> str:
        if value.__class__ is str:
            if len(value) > _LONG:
                context.letter.budget.spend(1, len(value))
            return text_markup(value, site) if _SPECIAL.search(value) else value
        if value.__class__ is Markup:
            return str(value)
        return _in_text(context.letter, value, site)

    return write_text if site.kind == "text" else write


def _in_text(letter: Letter, value: Any, site: Site) -> str:
    match value:
        case RichText():
            return f"{_TEXT_END}</w:r>{rich_markup(letter, value, site)}{site.run_start}"
        case Image():
            return f"{_TEXT_END}{_drawing(letter, value)}{_TEXT_START}"
        case Paragraphs() | SubDocument():
            raise ValueRefused(
                message(
                    "this value is made of whole paragraphs; write it as {tag} in a paragraph of its own",
                    tag="{{p … }}",
                )
            )
    return text_markup(written(value), site)


def _as_run(letter: Letter, value: Any, site: Site) -> str:
    match value:
        case RichText():
            return rich_markup(letter, value, site)
        case Image():
            return f"<w:r>{_drawing(letter, value)}</w:r>"
    inner = _in_text(letter, value, site)
    return f"{site.run_start}{inner}{_TEXT_END}</w:r>" if inner else ""


def _as_block(letter: Letter, value: Any, site: Site) -> str:
    match value:
        case Paragraphs():
            return "".join(_paragraph(letter, each, site) for each in value.paragraphs)
        case SubDocument():
            from generator.template.subdocument import body_of

            return body_of(letter, value)
    text = _in_text(letter, value, site)
    return f"{site.paragraph_start}{site.run_start}{text}{site.paragraph_end}" if text else ""


def _as_row(_letter: Letter, value: Any, _site: Site) -> str:
    if isinstance(value, Undefined) and not str(value):
        return ""
    raise ValueRefused(
        message("a whole row or cell cannot be a value; write {tag} in a paragraph of the cell", tag="{{ … }}")
    )


def _plain(_letter: Letter, value: Any, _site: Site) -> str:
    text = ILLEGAL.sub("", written(value).replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n"))
    return escaped(text)


def _attribute(letter: Letter, value: Any, site: Site) -> str:
    text = _plain(letter, value, site)
    return text.replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def _field_code(_letter: Letter, value: Any, _site: Site) -> str:
    # ECMA-376-1, 17.16.1: in a field argument a backslash stands before a quotation mark or a backslash.
    text = written(value).replace("\\", "\\\\").replace('"', '\\"')
    return escaped(ILLEGAL.sub("", " ".join(text.split())))


def _fill(_letter: Letter, value: Any, _site: Site) -> str:
    text = written(value).strip().removeprefix("#")
    if text in ("", "auto"):
        return "auto"
    return _colour(text)


def _span(_letter: Letter, value: Any, _site: Site) -> str:
    text = written(value).strip()
    if not text:
        return "1"
    if not text.isdecimal() or not 1 <= int(text) <= 63:
        raise ValueRefused(message("“{text}” is no number of table columns", text=text[:40]))
    return text


def _paragraph(letter: Letter, paragraph: RichParagraph, site: Site) -> str:
    if paragraph.style:
        style = quoted(style_id(letter, "paragraph", paragraph.style))
        properties = f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        site = Site("text", f"<w:r>{_TEXT_START}", f"{_TEXT_END}</w:r></w:p>", properties)
    if isinstance(paragraph.content, RichText):
        end = site.paragraph_end.removeprefix(f"{_TEXT_END}</w:r>")
        return f"{site.paragraph_start}{rich_markup(letter, paragraph.content, site)}{end}"
    return f"{site.paragraph_start}{site.run_start}{text_markup(paragraph.content, site)}{site.paragraph_end}"


def rich_markup(letter: Letter, value: RichText, site: Site) -> str:
    """The runs of a rich text; ``site`` says what closes and opens the paragraph around them."""
    return "".join(_rich_run(letter, each, site) for each in value.runs)


def _rich_run(letter: Letter, run: RichRun, site: Site) -> str:
    start = f"<w:r>{_run_properties(letter, run)}{_TEXT_START}"
    if not run.url:
        inner = text_markup(run.text, Site("text", start, site.paragraph_end, site.paragraph_start))
        return f"{start}{inner}{_TEXT_END}</w:r>"
    relationship = letter.relate(HYPERLINK_TYPE, judged_url(run.url), external=True)
    inner = text_markup(run.text, Site("text", start, "", ""))
    return f'<w:hyperlink r:id="{relationship}" w:history="1">{start}{inner}{_TEXT_END}</w:r></w:hyperlink>'


def _run_properties(letter: Letter, run: RichRun) -> str:
    """``w:rPr`` with its children in the order of CT_RPr (ECMA-376-1, 17.3.2)."""
    style = f'<w:rStyle w:val="{quoted(style_id(letter, "character", run.style))}"/>' if run.style else ""
    toggles = _toggle("b", run.bold) + (_toggle("bCs", run.bold) if run.right_to_left else "")
    toggles += _toggle("i", run.italic) + (_toggle("iCs", run.italic) if run.right_to_left else "")
    toggles += _toggle("strike", run.strike)
    size = f'<w:sz w:val="{int(run.size)}"/><w:szCs w:val="{int(run.size)}"/>' if run.size else ""
    colour = f'<w:color w:val="{_colour(run.color)}"/>' if run.color else ""
    script = "superscript" if run.superscript else "subscript" if run.subscript else ""
    properties = (
        style,
        _font(run.font),
        toggles,
        colour,
        size,
        *_highlight_and_underline(run),
        f'<w:vertAlign w:val="{script}"/>' if script else "",
        "<w:rtl/>" if run.right_to_left else "",
        f'<w:lang w:val="{quoted(run.language)}"/>' if run.language else "",
    )
    inner = "".join(properties)
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


def _font(called: str) -> str:
    if not called:
        return ""
    script, _, name = called.rpartition(":")
    name = quoted(name)
    extra = f' w:eastAsia="{name}"' if script == "eastAsia" else ""
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"{extra} w:cs="{name}"/>'


def _highlight_and_underline(run: RichRun) -> tuple[str, str, str]:
    named = run.highlight in _HIGHLIGHTS
    underline = (run.underline if run.underline in _UNDERLINES else "single") if run.underline else ""
    return (
        f'<w:highlight w:val="{run.highlight}"/>' if named else "",
        f'<w:u w:val="{underline}"/>' if underline else "",
        f'<w:shd w:val="clear" w:color="auto" w:fill="{_colour(run.highlight)}"/>'
        if run.highlight and not named
        else "",
    )


def _toggle(name: str, wanted: bool | None) -> str:  # noqa: FBT001 -- a tri-state property
    if wanted is None:
        return ""
    return f"<w:{name}/>" if wanted else f'<w:{name} w:val="0"/>'


def _colour(text: str) -> str:
    bare = text.removeprefix("#")
    if not _COLOUR.match(bare):
        raise ValueRefused(
            message(
                "“{text}” is no colour; write six hexadecimal digits, such as {example}",
                text=text[:40],
                example="FF0000",
            )
        )
    return bare.upper()


def style_id(letter: Letter, kind: str, wanted: str) -> str:
    """The id of the style that is called so, by name or by id; a lenient letter takes an unknown one as it is."""
    styles = letter.styles.of(kind)
    found = styles.get(wanted.casefold())
    if found is None and letter.lenient:
        return wanted
    if found is None:
        raise ValueRefused(_unknown_style(wanted, did_you_mean(wanted, styles)))
    return found


def _unknown_style(wanted: str, suggestion: str) -> Message:
    if suggestion:
        return message(
            "the template has no style “{style}”; did you mean “{suggestion}”?", style=wanted, suggestion=suggestion
        )
    return message("the template has no style “{style}”", style=wanted)


def judged_url(url: str) -> str:
    """The address, if it is one that a letter may link to."""
    if not _URL.match(url):
        raise ValueRefused(message("“{url}” is no web or e-mail address", url=url[:60]))
    return ILLEGAL.sub("", url)


def quoted(text: str) -> str:
    """The text inside an attribute."""
    return ILLEGAL.sub("", escaped(text)).replace('"', "&quot;")


def _drawing(letter: Letter, image: Image) -> str:
    from generator.template.images import drawing

    return drawing(letter, image)


def text_of_block(value: Any) -> str:
    """What a filter block hands to its filter: the words, without the markup around them."""
    return text_of_markup(value) if isinstance(value, Markup) else written(value)


@pass_context
def new_drawing_id(context: LetterContext, _value: Any) -> str:
    """For a drawing in a loop, whose copies may not share one id."""
    return str(context.letter.take_id()) if context.letter is not None else "1"


_WRITERS: dict[str, Callable[[Letter, Any, Site], str]] = {
    "text": _in_text,
    "run": _as_run,
    "block": _as_block,
    "row": _as_row,
    "cell": _as_row,
    "attribute": _attribute,
    "plain": _plain,
    "field_code": _field_code,
    "fill": _fill,
    "span": _span,
    "drawing_id": lambda letter, _value, _site: str(letter.take_id()),
}
