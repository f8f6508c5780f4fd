"""KSES strips evil scripts: keep allowed tags and attributes, escape or drop the rest (wp_kses).

Every tag-like span is judged by itself, as WordPress does: tags are not balanced, allowed ones keep
their letter case, text is never dropped. The result is safe whatever a browser makes of it.
"""

import re
from collections.abc import Callable
from typing import Final

from engine.content.allowed_html import COMMENT, NOTHING, POST, Attributes, Policy, Rule
from engine.content.attributes import decode_attribute, parse_attributes
from engine.content.entities import normalize_entities
from engine.content.escaping import esc_attr, esc_html, slash, unslash
from engine.content.protocols import bad_protocol, without_controls
from engine.content.safe_css import safe_css

PreFilter = Callable[[str, Policy], str]
"""What runs before tags are judged (the `pre_kses` filter), as the check of block attributes does."""

URI_ATTRIBUTES: Final = frozenset(
    """
    action archive background cite classid codebase data formaction href icon longdesc manifest poster
    profile src usemap xmlns
    """.split()  # noqa: SIM905  # a table of names reads best as a paragraph
)

_UNCLOSED: Final = re.compile(r"<[^<>]*+(?![^<>]|>)")
_TAG_LIKE: Final = re.compile(
    r"<!--.*?(?:-->|$)|</[^a-zA-Z][^>]*>|<![^>]*>|<[^>]*(?:>|$)|>",
)
_ODD_MARKUP: Final = re.compile(r"(?:</[^a-zA-Z][^>]*>|<![a-z][^>]*>)$")
_TAG: Final = re.compile(r"<\s*(/\s*)?([a-zA-Z0-9-]+)([^>]*)>?$", re.ASCII)
_DATA_NAME: Final = re.compile(r"data-[a-z0-9_-]+")
_DASHES: Final = re.compile(r"--+")
_ANGLES: Final = str.maketrans("", "", "<>")
_SPACE: Final = " \t\n\r\v\f"
_SYNTAX: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "'": "&apos;", '"': "&quot;"})
# Nested markup settles in two or three rounds; what still changes then is not worth keeping.
_ROUNDS: Final = 12


def kses(text: str, policy: Policy, *, pre_filters: tuple[PreFilter, ...] = ()) -> str:
    """Return `text` with only the tags, attributes, styles and schemes that `policy` allows."""
    text = normalize_entities(without_controls(text, keep_slash_zero=True))
    text = escape_less_than(text)
    for pre_filter in pre_filters:
        text = pre_filter(text, policy)
    return _TAG_LIKE.sub(lambda match: _judged(match[0], policy, pre_filters), text)


def kses_post(text: str) -> str:
    """Keep what a post may hold (wp_kses_post)."""
    return kses(text, POST)


def kses_comment(text: str) -> str:
    """Keep what a comment may hold."""
    return kses(text, COMMENT)


def filter_nohtml(text: str) -> str:
    """Drop all tags of slashed text (wp_filter_nohtml_kses)."""
    return slash(kses(unslash(text), NOTHING))


def escape_less_than(text: str) -> str:
    """Escape `<` that no `>` follows before the next `<` (wp_pre_kses_less_than)."""
    return _UNCLOSED.sub(lambda match: esc_html(match[0]), text)


def read_attributes(source: str, protocols: tuple[str, ...]) -> dict[str, str | None]:
    """Return a tag's attribute values, escaped, by lower-case name (wp_kses_hair); None for one without value."""
    return {
        name: None if value is None else _checked(name, value, protocols).translate(_SYNTAX)
        for name, value in parse_attributes(source).items()
    }


def _checked(name: str, value: str, protocols: tuple[str, ...]) -> str:
    return bad_protocol(value, protocols) if name in URI_ATTRIBUTES else value


def check_attribute(
    name: str, value: str | None, element: str, policy: Policy, *, quote: str = '"'
) -> str | None:
    """Write one attribute out as the policy allows, None when it must go; the value is escaped already."""
    allowed = policy.tags.get(element.lower())
    if allowed is None:
        return None
    if value is not None and name.lower() in URI_ATTRIBUTES:
        value = bad_protocol(value, policy.protocols)
    return _attribute(name, value, allowed, policy, quote=quote)


def _judged(span: str, policy: Policy, pre_filters: tuple[PreFilter, ...]) -> str:
    span = span.replace('\\"', '"')
    if not span.startswith("<"):
        return "&gt;"
    if _ODD_MARKUP.match(span):
        return f"<{span[1]}{_settled(span[2:-1], policy, pre_filters)}>"
    if span.startswith("<!--"):
        return _comment(span, policy, pre_filters)
    tag = _TAG.match(span)
    if not tag or tag[2].lower() not in policy.tags:
        return ""
    if tag[1]:
        return f"</{tag[2]}>"
    return _with_attributes(tag[2], tag[3], policy)


def _settled(text: str, policy: Policy, pre_filters: tuple[PreFilter, ...]) -> str:
    """Filter until nothing changes any more."""
    for _ in range(_ROUNDS):
        filtered = kses(text, policy, pre_filters=pre_filters)
        if filtered == text:
            return text
        text = filtered
    return ""


def _comment(span: str, policy: Policy, pre_filters: tuple[PreFilter, ...]) -> str:
    content = span.replace("<!--", "").replace("-->", "")
    content = _settled(content, policy, pre_filters)
    if not content:
        return ""
    content = _DASHES.sub("-", content)
    content = re.sub(r"-$", "", content)
    return f"<!--{content}-->"


def _with_attributes(element: str, source: str, policy: Policy) -> str:
    slashed = " /" if source.rstrip(_SPACE).endswith("/") else ""
    allowed = policy.tags[element.lower()]
    if not allowed:
        return f"<{element}{slashed}>"
    bare = "" if slashed else f"<{element}>"
    required = {name for name, rule in allowed.items() if rule.required}
    kept: list[str] = []
    for name, value in read_attributes(source, policy.protocols).items():
        written = _attribute(name, value, allowed, policy)
        if written is not None:
            kept.append(f" {written}")
            required.discard(name)
        elif name in required:
            return bare
    if required:
        return bare
    return f"<{element}{''.join(kept).translate(_ANGLES)}{slashed}>"


def _attribute(
    name: str, value: str | None, allowed: Attributes, policy: Policy, *, quote: str = '"'
) -> str | None:
    """Write an allowed attribute out, None for one that must go."""
    lower = name.lower()
    rule = allowed.get(lower)
    if rule is None and _DATA_NAME.fullmatch(lower):
        rule = allowed.get("data-*")
    if rule is None or not _fulfils(rule, value, policy):
        return None
    whole = name if value is None else f"{name}={quote}{value}{quote}"
    return _style(value or "", whole, policy) if lower == "style" else whole


def _style(value: str, whole: str, policy: Policy) -> str | None:
    written = decode_attribute(value)
    safe = safe_css(written, policy.protocols)
    if safe in {"", "0"}:
        return None
    return whole if safe == written else whole.replace(value, esc_attr(safe))


def _fulfils(rule: Rule, value: str | None, policy: Policy) -> bool:
    if rule.valueless and value is not None:
        return False
    if rule.values and (value or "").lower() not in rule.values:
        return False
    return not rule.uploaded_pdf or _is_uploaded_pdf(value or "", policy.upload_host)


def _is_uploaded_pdf(address: str, host: str) -> bool:
    if "?" in address or "#" in address or not address.endswith(".pdf"):
        return False
    return address.startswith((f"http://{host}/", f"https://{host}/"))
