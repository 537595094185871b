"""What a print file calls itself: title, language, date and standards, as XMP (ISO 16684-1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.sax.saxutils import escape

import pikepdf

_CLAIMS = {
    "archive_part": re.compile(rb"pdfaid:part(?:=[\"']|>)\s*(\d)"),
    "archive_level": re.compile(rb"pdfaid:conformance(?:=[\"']|>)\s*([ABU])"),
    "accessible": re.compile(rb"pdfuaid:part(?:=[\"']|>)\s*(\d)"),
}
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
# ISO 19005-2, 6.6.2.3: the description of the PDF/UA identification schema.
_PDFUA_SCHEMA = (
    "<pdfaExtension:schemas xmlns:pdfaExtension='http://www.aiim.org/pdfa/ns/extension/' "
    "xmlns:pdfaSchema='http://www.aiim.org/pdfa/ns/schema#' "
    "xmlns:pdfaProperty='http://www.aiim.org/pdfa/ns/property#'>"
    "<rdf:Bag><rdf:li rdf:parseType='Resource'><pdfaSchema:schema>PDF/UA Universal Accessibility Schema"
    "</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>"
    "<rdf:li rdf:parseType='Resource'><pdfaProperty:name>part</pdfaProperty:name>"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description></rdf:li></rdf:Seq>"
    "</pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>"
)


@dataclass(frozen=True, slots=True)
class Claims:
    """What a letter calls itself in its metadata; ``""`` for what it does not claim."""

    archive_part: str
    archive_level: str
    accessible: str


@dataclass(frozen=True, slots=True)
class Standards:
    """What the print file may call itself."""

    archive_part: str
    archive_level: str
    accessible: bool

    @property
    def names(self) -> tuple[str, ...]:
        """As people write them: ``("PDF/A-2A", "PDF/UA-1")``."""
        archive = (f"PDF/A-{self.archive_part}{self.archive_level}",) if self.archive_part else ()
        return (*archive, "PDF/UA-1") if self.accessible else archive


def common_standards(claims: Sequence[Claims]) -> Standards:
    """No more than every letter claims: one part of PDF/A, and the weakest of its levels."""
    parts = {each.archive_part for each in claims}
    levels = {each.archive_level for each in claims}
    one_part = len(parts) == 1 and "" not in levels
    return Standards(
        archive_part=parts.pop() if one_part else "",
        # A asks the most and B the least; U stands between.
        archive_level=min(levels, key="BUA".index) if one_part else "",
        accessible=all(each.accessible == "1" for each in claims),
    )


def claims_of(source: pikepdf.Pdf) -> Claims:
    """What a letter's own metadata says."""
    metadata = source.Root.get("/Metadata")
    xmp = metadata.read_bytes() if isinstance(metadata, pikepdf.Stream) else b""
    found = {name: pattern.search(xmp) for name, pattern in _CLAIMS.items()}
    return Claims(**{name: match[1].decode() if match else "" for name, match in found.items()})


def xmp(title: str, language: str, clock: datetime, standards: Standards) -> bytes:
    """The metadata of the print file."""
    moment = clock.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    claims = ""
    if standards.archive_part:
        claims += (
            f"<pdfaid:part>{standards.archive_part}</pdfaid:part>"
            f"<pdfaid:conformance>{standards.archive_level}</pdfaid:conformance>"
        )
    if standards.accessible:
        # PDF/A takes a foreign schema only where the file describes it.
        claims += f"<pdfuaid:part>1</pdfuaid:part>{_PDFUA_SCHEMA}"
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f'<rdf:RDF xmlns:rdf="{_RDF}"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" '
        'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>'
        f"<dc:language><rdf:Bag><rdf:li>{escape(language)}</rdf:li></rdf:Bag></dc:language>"
        f"<xmp:CreatorTool>brieven</xmp:CreatorTool><xmp:CreateDate>{moment}</xmp:CreateDate>"
        f"<xmp:ModifyDate>{moment}</xmp:ModifyDate>{claims}"
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()
