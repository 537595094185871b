"""XML that no office program writes: entities, bottomless nesting, endless elements, or no XML at all.

What passes here can be parsed by the rooms: expat judges whether it is well-formed with its namespaces, and names and
namespaces are held to what libxml2 takes, which is stricter there.
"""

from __future__ import annotations

import re
from xml.parsers import expat

from generator.errors import message
from generator.opc.asked import Asked, Limits
from generator.opc.package import Package

_PASSED: set[tuple[bytes, int, int]] = set()
"""Stamps of parts that passed, with the limits that they were held to, so that what a thousand letters share is judged once a process."""
_PASSED_KEPT = 4096

_NAME = re.compile(r"(?:\S* )?[^\W\d][\w.\-\u00b7]*")
"""A name as expat gives it: the namespace, a blank, the local name (Namespaces in XML 1.0, production 4)."""
_ENCODINGS = frozenset({"utf-8", "utf-16", "us-ascii", "ascii", "iso-8859-1", "windows-1252"})
"""The first two are those of Office files (ISO/IEC 29500-2, 8.1.4); the others are what careless programs write."""
_SIGN = r"(?:[A-Za-z0-9\-._~!$&'()*+,;=@/]|%[0-9A-Fa-f]{2})"
_NAMESPACE = re.compile(
    rf"(?:[A-Za-z][A-Za-z0-9+.\-]*:(?://[A-Za-z0-9\-._~]*(?::[0-9]{{1,5}})?(?:/(?:{_SIGN}|:)*)?|(?!//)(?:{_SIGN}|:)*)|{_SIGN}*)"
    rf"(?:\?(?:{_SIGN}|[:?])*)?(?:#(?:{_SIGN}|[:?])*)?"
)
"""A URI (RFC 3986, appendix A) as namespaces have it: a scheme, mostly a host, no brackets, no user."""


class NotWellFormed(Exception):
    """A part that is no XML, or none that libxml2 takes; what is wrong is its text."""


def judge_xml(package: Package, part: str, asked: Asked, limits: Limits) -> None:
    """Refuse the part unless it is without a document type and within the limits.

    Raises:
        NotWellFormed: It is damaged; whether that matters depends on who refers to it.
        UnreadableInput: Of the class that ``asked`` names.
    """
    raw = package.raw(part)
    if raw.size > limits.xml_part:
        raise asked.too_large()
    passed = (package.stamp(part), limits.xml_depth, limits.xml_elements)
    if passed in _PASSED:
        return
    _parse(package.part(part), part, asked, limits)
    if len(_PASSED) >= _PASSED_KEPT:
        _PASSED.clear()
    _PASSED.add(passed)


def _parse(xml: bytes, part: str, asked: Asked, limits: Limits) -> None:
    depth = elements = 0
    names: set[str] = set()

    def start_element(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth, elements
        depth += 1
        elements += 1
        names.add(tag)
        names.update(attributes)
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

    def start_namespace(_prefix: str | None, namespace: str | None) -> None:
        if not _NAMESPACE.fullmatch(namespace or ""):
            raise ValueError(namespace)

    def declaration(version: str, encoding: str | None, _standalone: int) -> None:
        if version not in ("1.0", "1.1") or (encoding or "utf-8").casefold() not in _ENCODINGS:
            raise ValueError(encoding or version)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start_element
    parser.EndElementHandler = end_element
    parser.StartDoctypeDeclHandler = start_doctype
    parser.StartNamespaceDeclHandler = start_namespace
    parser.XmlDeclHandler = declaration
    try:
        parser.Parse(xml, True)  # noqa: FBT003 -- expat takes isfinal by position only
        _judge_names(names)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise NotWellFormed(str(error)) from error


def _judge_names(names: set[str]) -> None:
    for name in names:
        if not _NAME.fullmatch(name):
            raise ValueError(name)
