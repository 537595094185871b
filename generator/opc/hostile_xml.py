"""XML that no office program writes: entities, bottomless nesting, endless elements, or no XML at all."""

from __future__ import annotations

import hashlib
from xml.parsers import expat

from generator.errors import message
from generator.opc.asked import Asked, Limits
from generator.opc.package import Package

_PASSED: set[bytes] = set()
"""Digests of parts that passed, so that what a thousand letters share is judged once a process."""
_PASSED_KEPT = 4096


def judge_xml(package: Package, part: str, asked: Asked, limits: Limits) -> None:
    """Refuse the part unless it is well-formed, without a document type and within the limits."""
    raw = package.raw(part)
    if raw.size > limits.xml_part:
        raise asked.too_large()
    terms = f"{raw.method} {raw.size} {raw.crc32} {limits.xml_depth} {limits.xml_elements} "
    stamp = hashlib.sha256(terms.encode() + raw.compressed).digest()
    if stamp in _PASSED:
        return
    _parse(package.part(part), part, asked, limits)
    if len(_PASSED) >= _PASSED_KEPT:
        _PASSED.clear()
    _PASSED.add(stamp)


def _parse(xml: bytes, part: str, asked: Asked, limits: Limits) -> None:
    depth = elements = 0

    def start_element(_tag: str, _attributes: object) -> None:
        nonlocal depth, elements
        depth += 1
        elements += 1
        if depth > limits.xml_depth or elements > limits.xml_elements:
            raise asked.too_large()

    def end_element(_tag: str) -> None:
        nonlocal depth
        depth -= 1

    def start_doctype(*_declared: object) -> None:
        raise asked.refusal(
            message(
                "{name} declares a document type inside ({part}), which no office program does and attacks do; bring a file from a source that you trust",
                part=part,
                **asked.words,
            )
        )

    parser = expat.ParserCreate()
    parser.StartElementHandler = start_element
    parser.EndElementHandler = end_element
    parser.StartDoctypeDeclHandler = start_doctype
    try:
        parser.Parse(xml, True)  # noqa: FBT003 -- expat takes isfinal by position only
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise asked.refusal(
            message(
                "{name} is damaged inside ({part}: {why}); open it in {program}, let it repair the file and save it again",
                part=part,
                why=str(error),
                **asked.words,
            )
        ) from error
