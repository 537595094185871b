"""Each tag judged by itself: whether Jinja can read it, and whether its filters and tests exist."""

from __future__ import annotations

import re
from typing import Final

from jinja2 import TemplateSyntaxError, nodes

from generator.errors import Message, message
from generator.template.blocks import CLOSERS, is_known, opens_block, outside_strings
from generator.template.findings import Findings, did_you_mean, outside, unknown_with_suggestion
from generator.template.sandbox import BLOCK, BLOCK_END, OURS, VARIABLE, VARIABLE_END, Sandbox
from generator.template.tags import Tag

_BEFORE_CLOSER: Final = {
    "endif": "if 0",
    "endfor": "for x in ()",
    "endmacro": "macro m()",
    "endcall": "call m()",
    "endfilter": "filter upper",
    "endwith": "with",
    "endset": "set x",
    "endautoescape": "autoescape true",
}
_TOKENS: Final = {
    "end of print statement": "}}",
    "end of statement block": "%}",
    ascii(VARIABLE_END)[1:-1]: "}}",
    ascii(BLOCK_END)[1:-1]: "%}",
}
_EXPECTED_END = re.compile(r"expected token 'end of (?:print statement|statement block)', got '(.*)'")
_EMPTY = re.compile(r"Expected an expression, got 'end of ")
_UNEXPECTED = re.compile(r"unexpected '(.*)'|unexpected char '(.*)' at")
_OTHER_SIGNS: Final = {"&&": "and", "||": "or", "<>": "!=", "===": "=="}
"""What other languages write, and Jinja does not."""
_ONE_EQUALS_SIGN = re.compile(r"(?<![=!<>])=(?!=)")
_EXPECTED = re.compile(r"expected token '(.*)', got '(.*)'")


def check_syntax(tag: Tag, environment: Sandbox, findings: Findings) -> bool:
    """Tell what is wrong with the tag; True where nothing is."""
    if tag.ours and not tag.captured:
        return True
    try:
        tree = environment.parse(_alone(tag))
    except TemplateSyntaxError as error:
        if tag.kind == "statement" and not is_known(tag):
            # Told as such by the check of blocks, with the nearest one.
            return False
        findings.error("tag-syntax", tag.place, _cause(tag, str(error.message)), _remedy(tag, str(error.message)))
        return False
    except RecursionError:
        findings.error(
            "tag-too-deep",
            tag.place,
            message("this tag has too many brackets within each other"),
            message("divide it with {tag}", tag="{% set … %}"),
        )
        return False
    told = len(findings.problems)
    _check_words(tree, tag, environment, findings)
    return len(findings.problems) == told


def _alone(tag: Tag) -> str:
    """The tag in the smallest template in which it can stand."""
    body = tag.body
    if tag.kind == "expression":
        return f"{VARIABLE}\n{body}{VARIABLE_END}"
    statement = f"{BLOCK}\n{body}{BLOCK_END}"
    if opens_block(tag):
        return statement + f"{BLOCK}{CLOSERS[tag.keyword]}{BLOCK_END}"
    if tag.keyword in ("elif", "else"):
        return f"{BLOCK}if 0{BLOCK_END}{statement}{BLOCK}endif{BLOCK_END}"
    if tag.keyword in _BEFORE_CLOSER:
        return f"{BLOCK}{_BEFORE_CLOSER[tag.keyword]}{BLOCK_END}{statement}"
    return statement


def _cause(tag: Tag, said: str) -> Message:
    if _EMPTY.search(said) or not tag.body:
        return message("the tag {tag} is empty or stops too early", tag=tag.source)
    if found := _EXPECTED_END.search(said):
        return message(
            "in {tag}, “{word}” does not follow from what stands before it", tag=tag.source, word=_token(found.group(1))
        )
    if found := _EXPECTED.search(said):
        return message(
            "in {tag}, “{word}” stands where “{expected}” should",
            tag=tag.source,
            word=_token(found.group(2)),
            expected=_token(found.group(1)),
        )
    if found := _UNEXPECTED.search(said):
        return message(
            "in {tag}, “{word}” is not expected", tag=tag.source, word=_token(found.group(1) or found.group(2))
        )
    return message("{tag} cannot be read ({why})", tag=tag.source, why=_token(said))


def _token(said: str) -> str:
    """What Jinja says of a token, in the signs that the author wrote."""
    for theirs, sign in _TOKENS.items():
        said = said.replace(theirs, sign)
    return said


def _remedy(tag: Tag, said: str) -> Message:
    if _EMPTY.search(said):
        return message("complete it, or remove it")
    if tag.keyword == "else":
        return message("for another condition write {tag}", tag="{% elif … %}")
    for sign, ours in _OTHER_SIGNS.items():
        if sign in outside_strings(tag.body):
            return message("write {ours} instead of {sign}", ours=ours, sign=sign)
    if tag.keyword in ("if", "elif") and _ONE_EQUALS_SIGN.search(outside_strings(tag.body)):
        return message("write {ours} instead of {sign}", ours="==", sign="=")
    if _EXPECTED_END.search(said):
        return message("join the words of a name with _ or a full stop, and put texts between quotation marks")
    return message("correct the tag as docs/sjablonen.md shows")


def _check_words(tree: nodes.Template, tag: Tag, environment: Sandbox, findings: Findings) -> None:
    for node in tree.find_all((nodes.Filter, nodes.Test)):
        known = environment.filters if isinstance(node, nodes.Filter) else environment.tests
        if node.name in known and not node.name.startswith(OURS):
            continue
        plain = [each for each in known if not each.startswith(OURS)]
        cause = (
            message("there is no filter “{name}”", name=node.name)
            if isinstance(node, nodes.Filter)
            else message("there is no test “{name}”", name=node.name)
        )
        findings.error(
            "filter-unknown" if isinstance(node, nodes.Filter) else "test-unknown",
            tag.place,
            cause,
            unknown_with_suggestion(did_you_mean(node.name, plain), message("remove it, or add it to the settings")),
        )
    attributes: list[object] = [each.attr for each in tree.find_all(nodes.Getattr)]
    attributes += [each.arg.value for each in tree.find_all(nodes.Getitem) if isinstance(each.arg, nodes.Const)]
    for name in attributes:
        if isinstance(name, str) and name.startswith("__"):
            _refuse(name, tag, findings)
    for named in tree.find_all(nodes.Name):
        if named.name.startswith(OURS) and not tag.ours:
            _refuse(named.name, tag, findings)


def _refuse(name: str, tag: Tag, findings: Findings) -> None:
    findings.error(
        "tag-unsafe",
        tag.place,
        outside(name),
        message("remove it"),
    )
