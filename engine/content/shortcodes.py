"""Shortcodes: `[name attribute="value"]content[/name]` in WordPress's grammar."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, TypeAlias

from engine.content.allowed_html import POST, Policy
from engine.content.escaping import esc_attr, is_valid_utf8
from engine.content.kses import check_attribute
from engine.content.scan import NextIndex
from engine.content.tags import split_html
from engine.content.whitespace import TEXTURE_SPACE

Attributes: TypeAlias = dict[str | int, str]
"""Values by lower-case name, or by number for those without a name."""


@dataclass(frozen=True, slots=True)
class Shortcode:
    """One use of a shortcode; `content` is None for `[name]` and `[name/]`."""

    tag: str
    attributes: Attributes = field(default_factory=dict)
    content: str | None = None


Handler: TypeAlias = Callable[[Shortcode], str]

_NAMES_IN_USE: Final = re.compile(r"\[([^<>&/\[\]\x00-\x20=]++)")
_INVISIBLE_SPACES: Final = re.compile("[\u00a0\u200b]+")
_ATTRIBUTE: Final = re.compile(
    r"""(?P<name>[\w-]+)\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<plain>[^\s'"]+))(?:\s|$)"""
    r"""|"(?P<double_value>[^"]*)"(?:\s|$)|'(?P<single_value>[^']*)'(?:\s|$)|(?P<value>\S+)(?:\s|$)""",
    re.ASCII,
)
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,17}")
_WHOLE_TAGS: Final = re.compile(r"[^<]*+(?:<[^>]*+>[^<]*+)*+\n?")
_C_ESCAPE: Final = re.compile(r"\\(?:x([0-9a-fA-F]{1,2})|([0-7]{1,3})|(.))", re.DOTALL)
_C_CHARACTERS: Final = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "v": "\v", "b": "\b", "f": "\f"}

_BRACKETS: Final = str.maketrans({"[": "&#91;", "]": "&#93;"})
_ELEMENT: Final = re.compile(r"(<\s*)(/\s*)?([a-zA-Z0-9]+\s*)([^>]*)(>?)", re.ASCII)
_SHORTCODE_FIRST: Final = re.compile(r"<\s*\[\[?[^\[\]]+\]", re.ASCII)
_TAG_ATTRIBUTE: Final = re.compile(
    r"""(?:[_a-zA-Z][-_a-zA-Z0-9:.]*+|\[\[?[^\[\]]+\]\]?)"""
    r"""(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"']+(?:\s|$))|(?:\s|$))\s*""",
    re.ASCII,
)
_EQUALS: Final = re.compile(r"\s*=\s*", re.ASCII)
_ASCII_SPACE: Final = " \t\n\r\v\f"


def do_shortcode(text: str, handlers: Mapping[str, Handler], *, policy: Policy | None = POST) -> str:
    """Put every handler's answer for its shortcodes, `[[name]]` excepted, which loses a pair of brackets.

    In tags only attributes are looked at; what is put into a quoted one is judged by `policy` first. Without
    a policy tags are not looked at.
    """
    tags = _tags_in(text, handlers)
    if not tags:
        return text
    return _replaced(_in_tags(text, tags, handlers, policy), tags, handlers)


def strip_shortcodes(text: str, tags: Collection[str]) -> str:
    """Remove registered shortcodes with their content (strip_shortcodes)."""
    present = _tags_in(text, tags)
    if not present:
        return text
    nothing = dict.fromkeys(present, _nothing)
    return _replaced(_in_tags(text, present, nothing, None), present, nothing)


def parse_attributes(text: str) -> Attributes:
    """Read a shortcode's attributes (shortcode_parse_atts); one with a broken tag in it becomes empty."""
    attributes: Attributes = {}
    if not is_valid_utf8(text):
        return attributes
    following = 0
    for match in _ATTRIBUTE.finditer(_INVISIBLE_SPACES.sub(" ", text)):
        value = _strip_c_slashes(_value(match))
        name = match["name"]
        if name is None and (value or match["value"] is not None):
            attributes[following] = value
            following += 1
        elif name and _NUMBER.fullmatch(name):
            attributes[int(name)] = value
            following = max(following, int(name) + 1)
        elif name and name != "0":
            attributes[name.lower()] = value
    return {name: _without_broken_tags(value) for name, value in attributes.items()}


def find_shortcodes(text: str, tags: Collection[str]) -> Iterator["Use"]:
    """Yield the outermost uses of shortcodes in order."""
    opening = _opening_pattern(tuple(tags))
    closing_bracket = NextIndex(text, "]")
    closing_tags = {tag: NextIndex(text, f"[/{tag}]") for tag in tags}
    position = 0
    while match := opening.search(text, position):
        bracket = closing_bracket.after(match.end())
        if bracket < 0:
            return
        use = _use(text, match, bracket, closing_tags[match[2]])
        yield use
        position = use.end


@dataclass(frozen=True, slots=True)
class Use:
    """Where a shortcode stands in a text and what it says."""

    start: int
    end: int
    shortcode: Shortcode
    opened_twice: bool
    closed_twice: bool

    @property
    def is_escaped(self) -> bool:
        """`[[name]]` is meant literally."""
        return self.opened_twice and self.closed_twice


def shortcode_unautop(text: str, tags: Collection[str]) -> str:
    """Take the paragraph off a shortcode that stands alone in it."""
    if not tags or "[" not in text:
        return text
    return _Unwrapper(text, tags).unwrapped()


def _tags_in(text: str, tags: Collection[str]) -> tuple[str, ...]:
    if "[" not in text:
        return ()
    present = set(_NAMES_IN_USE.findall(text))
    return tuple(tag for tag in tags if tag in present)


@lru_cache(maxsize=64)
def _opening_pattern(tags: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(re.escape(tag) for tag in tags)
    return re.compile(rf"\[(\[?)({names})(?![\w-])", re.ASCII)


def _use(text: str, match: re.Match[str], bracket: int, closing_tag: NextIndex) -> Use:
    source = text[match.end() : bracket]
    end, content = bracket + 1, None
    if source.endswith("/"):
        source = source[:-1]
    else:
        closing = closing_tag.after(end)
        if closing >= 0:
            content = text[end:closing]
            end = closing + len(match[2]) + len("[/]")
    closed_twice = text[end : end + 1] == "]"
    shortcode = Shortcode(match[2], parse_attributes(source), content)
    return Use(match.start(), end + closed_twice, shortcode, bool(match[1]), closed_twice)


def _substituted(text: str, tags: tuple[str, ...], handlers: Mapping[str, Handler]) -> tuple[str, int]:
    parts: list[str] = []
    position = count = 0
    for use in find_shortcodes(text, tags):
        parts.append(text[position : use.start])
        if use.is_escaped:
            parts.append(text[use.start + 1 : use.end - 1])
        else:
            answer = handlers[use.shortcode.tag](use.shortcode)
            parts += ("[" * use.opened_twice, answer, "]" * use.closed_twice)
        position = use.end
        count += 1
    return "".join(parts) + text[position:], count


def _replaced(text: str, tags: tuple[str, ...], handlers: Mapping[str, Handler]) -> str:
    text, _ = _substituted(text, tags, handlers)
    return text.replace("&#91;", "[").replace("&#93;", "]")


def _nothing(_shortcode: Shortcode) -> str:
    return ""


def _value(match: re.Match[str]) -> str:
    return next(value for name, value in match.groupdict().items() if name != "name" and value is not None)


def _without_broken_tags(value: str) -> str:
    return value if "<" not in value or _WHOLE_TAGS.fullmatch(value) else ""


def _strip_c_slashes(value: str) -> str:
    if "\\" not in value:
        return value
    octets = _C_ESCAPE.sub(_c_character, value)
    return octets.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")


def _c_character(match: re.Match[str]) -> str:
    hexadecimal, octal, character = match.groups()
    if character is not None:
        return _C_CHARACTERS.get(character, character)
    code = int(hexadecimal, 16) if hexadecimal else int(octal, 8) % 256
    return chr(code) if code < 128 else chr(0xDC00 + code)


def _in_tags(text: str, tags: tuple[str, ...], handlers: Mapping[str, Handler], policy: Policy | None) -> str:
    """Replace shortcodes in tags' attributes and hide every other bracket in a tag.

    Without a policy nothing is replaced there.
    """
    text = text.replace("&#91;", "&#091;").replace("&#93;", "&#093;")
    return "".join(
        _element(piece, tags, handlers, policy) if piece.startswith("<") else piece
        for piece in split_html(text)
    )


def _element(
    element: str, tags: tuple[str, ...], handlers: Mapping[str, Handler], policy: Policy | None
) -> str:
    if (
        "[" not in element
        or "]" not in element
        or policy is None
        or element.startswith(("<!--", "<![CDATA["))
    ):
        return element.translate(_BRACKETS)
    parts = _attribute_parts(element)
    if parts is None:
        if _SHORTCODE_FIRST.match(element):
            element, _ = _substituted(element, tags, handlers)
        return element.translate(_BRACKETS)
    name, front, attributes, back = parts
    written = [_attribute(attribute, name, tags, handlers, policy) for attribute in attributes]
    return "".join([front, *written, back]).translate(_BRACKETS)


def _attribute_parts(element: str) -> tuple[str, str, list[str], str] | None:
    """Part an opening tag into its beginning, attributes and end; None for any other (wp_kses_attr_parse)."""
    match = _ELEMENT.fullmatch(element)
    if not match or match[2]:
        return None
    source, end = match[4], match[5]
    stripped = source.rstrip(_ASCII_SPACE)
    if stripped.endswith("/"):
        stripped = stripped[:-1].rstrip(_ASCII_SPACE)
        source, end = stripped, source[len(stripped) :] + end
    attributes: list[str] = []
    position = 0
    while position < len(source):
        attribute = _TAG_ATTRIBUTE.match(source, position)
        if not attribute:
            return None
        attributes.append(attribute[0])
        position = attribute.end()
    return match[3].strip(_ASCII_SPACE), match[1] + match[3], attributes, end


def _attribute(
    attribute: str, element: str, tags: tuple[str, ...], handlers: Mapping[str, Handler], policy: Policy
) -> str:
    bracket = attribute.find("[")
    if bracket < 0 or "]" not in attribute:
        return attribute
    replaced, count = _substituted(attribute, tags, handlers)
    quotes = [at for at in (attribute.find("'"), attribute.find('"')) if at >= 0]
    if all(bracket < at for at in quotes):
        return replaced
    safe = _checked_attribute(replaced, element, policy) if count else ""
    return safe if safe.strip(_ASCII_SPACE) else attribute


def _checked_attribute(attribute: str, element: str, policy: Policy) -> str:
    """Judge one attribute with the white space around it (wp_kses_one_attr)."""
    body = attribute.strip(_ASCII_SPACE)
    lead = attribute[: len(attribute) - len(attribute.lstrip(_ASCII_SPACE))]
    trail = attribute[len(attribute.rstrip(_ASCII_SPACE)) :] if body else ""
    name, *values = _EQUALS.split(body, maxsplit=1)
    if not values:
        return lead + (check_attribute(name, None, element, policy) or "") + trail
    value, quote = values[0], '"'
    if value[:1] in {'"', "'"}:
        quote = value[0]
        if not value.endswith(quote):
            return ""
        value = value[1:-1]
    checked = check_attribute(name, esc_attr(value), element, policy, quote=quote)
    return lead + (checked or "") + trail


class _Unwrapper:
    """Finds `<p>` + shortcode + `</p>`; the end of each shortcode is looked for only once."""

    def __init__(self, text: str, tags: Collection[str]) -> None:
        self.text = text
        names = "|".join(re.escape(tag) for tag in tags)
        self.opening = re.compile(rf"<p>(?:{TEXTURE_SPACE})*+(\[({names})(?![\w-]))", re.ASCII)
        self.ending = re.compile(rf"(?:{TEXTURE_SPACE})*+</p>")
        self.bracket = NextIndex(text, "]")
        self.closing_tags = {tag: NextIndex(text, f"[/{tag}]") for tag in tags}
        self.endings: dict[int, int] = {}

    def unwrapped(self) -> str:
        parts: list[str] = []
        position = 0
        while match := self.opening.search(self.text, position):
            bracket = self.bracket.after(match.end())
            if bracket < 0:
                break
            end, after = self._ends(match, bracket)
            if after < 0:
                parts.append(self.text[position : match.end()])
                position = match.end()
            else:
                parts += (self.text[position : match.start()], self.text[match.start(1) : end])
                position = after
        return "".join(parts) + self.text[position:]

    def _ends(self, match: re.Match[str], bracket: int) -> tuple[int, int]:
        """Return where the shortcode ends and where its paragraph does, -1 when that goes on."""
        if not self.text[match.end() : bracket].endswith("/"):
            closing = self.closing_tags[match[2]].after(bracket + 1)
            end = closing + len(match[2]) + len("[/]")
            if closing >= 0 and (after := self._paragraph_end(end)) >= 0:
                return end, after
        return bracket + 1, self._paragraph_end(bracket + 1)

    def _paragraph_end(self, position: int) -> int:
        if position not in self.endings:
            match = self.ending.match(self.text, position)
            self.endings[position] = match.end() if match else -1
        return self.endings[position]
