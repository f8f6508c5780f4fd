"""KSES for text of blocks: what stands in a delimiter's attributes is judged like text (filter_block_content)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from engine.content.allowed_html import POST, Policy
from engine.content.blocks.block import Block
from engine.content.blocks.parser import parse
from engine.content.blocks.serializer import serialize
from engine.content.json_values import JsonValue
from engine.content.kses import kses
from engine.content.scan import NextIndex

# Attributes nested more deeply than any block's are not worth the danger.
_MAX_DEPTH: Final = 60
_COMMENT: Final = "<!--"
_DASHED_END: Final = "--->"


def kses_block_content(text: str, policy: Policy = POST) -> str:
    """Keep what a post may hold (wp_kses_post as it filters a post's content, attributes of blocks included)."""
    return kses(text, policy, pre_filters=(filter_block_content,))


def filter_block_content(text: str, policy: Policy) -> str:
    """Judge the attributes of all blocks; delimiters come out as the editor writes them."""
    if _COMMENT in text and _DASHED_END in text:
        text = _with_plain_ends(text)
    if _COMMENT not in text:
        return text
    return serialize(_filtered(parse(text), policy))


def _filtered(blocks: Iterable[Block], policy: Policy) -> list[Block]:
    """Rebuild the trees from their leaves, for documents nest as deeply as they like."""
    outermost = list(blocks)
    found = list(outermost)
    for block in found:
        found.extend(block.inner)
    made: dict[int, Block] = {}
    for block in reversed(found):
        inner = tuple(made[id(child)] for child in block.inner)
        made[id(block)] = replace(block, inner=inner, written=_attributes(block, policy))
    return [made[id(block)] for block in outermost]


def _attributes(block: Block, policy: Policy) -> JsonValue:
    if not block.written:
        return block.written
    judged = _judged(block.written, policy, depth=0)
    if block.name == "core/template-part" and isinstance(judged, Mapping):
        tag = judged.get("tagName")
        if isinstance(tag, str) and tag not in {"", "0"} and tag not in policy.tags:
            return {**judged, "tagName": ""}
    return judged


def _judged(value: JsonValue, policy: Policy, *, depth: int) -> JsonValue:
    if isinstance(value, str):
        return kses(value, policy)
    if isinstance(value, Mapping):
        if depth >= _MAX_DEPTH:
            return {}
        return {kses(name, policy): _judged(item, policy, depth=depth + 1) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_judged(item, policy, depth=depth + 1) for item in value] if depth < _MAX_DEPTH else []
    return value


def _with_plain_ends(text: str) -> str:
    """Let comments that end in more than two dashes end in two, so that browsers and parser agree where."""
    dashed, line_end = NextIndex(text, _DASHED_END), NextIndex(text, "\n")
    parts: list[str] = []
    position = 0
    start = text.find(_COMMENT)
    while start >= 0 and (end := dashed.after(start + len(_COMMENT))) >= 0:
        if 0 <= line_end.after(start) < end:
            start = text.find(_COMMENT, start + 1)
            continue
        inner = text[start + len(_COMMENT) : end].rstrip("-")
        parts += (text[position:start], f"{_COMMENT}{inner}-->")
        position = end + len(_DASHED_END)
        start = text.find(_COMMENT, position)
    return "".join(parts) + text[position:]
