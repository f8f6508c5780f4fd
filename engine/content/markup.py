"""Editing tags inside rendered HTML: attributes and classes change, every other character stays."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPACE = " \t\f\r\n"
_NEXT = re.compile(r"<(?:(?P<name>/?[A-Za-z][^ \t\f\r\n/>]*+)|!--(?P<comment>)|(?P<other>[!?]|/[^A-Za-z]))")
_ATTRIBUTE = re.compile(
    r"[ \t\f\r\n/]*+(?P<name>[^ \t\f\r\n/>][^ \t\f\r\n/>=]*+)"
    r"(?:[ \t\f\r\n]*+=[ \t\f\r\n]*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>(?![\"'])[^ \t\f\r\n>]*+)|(?P<open>[\"'])))?"
)
_CLASS = re.compile(r"([ \t\f\r\n]*)([^ \t\f\r\n]+)")
_TAG_END = re.compile(r"[ \t\f\r\n/]*+>")
_COMMENT_END = re.compile(r"--!?>")
_RAW_TEXT = frozenset({"IFRAME", "NOEMBED", "NOFRAMES", "SCRIPT", "STYLE", "TEXTAREA", "TITLE", "XMP"})
_ESCAPES = str.maketrans({"<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;", "'": "&apos;"})

VOID = frozenset(
    {
        "AREA", "BASE", "BASEFONT", "BGSOUND", "BR", "COL", "EMBED", "FRAME", "HR", "IMG", "INPUT", "KEYGEN", "LINK",
        "META", "PARAM", "SOURCE", "TRACK", "WBR",
    }
)  # fmt: skip


class Tag:
    """One opening or closing tag; what is set on it shows when the markup is written."""

    __slots__ = ("_added", "_attributes", "_classes", "_inside", "closes", "end", "name", "name_end", "start")

    def __init__(
        self, name: str, *, start: int, name_end: int, attributes: dict[str, tuple[int, int, str | bool]]
    ) -> None:
        self.closes = name.startswith("/")
        self.name = name.removeprefix("/").upper()
        self.start = start
        self.name_end = name_end
        self.end = name_end
        self._attributes = attributes
        self._added: dict[str, str | bool | None] = {}
        self._classes: dict[str, bool] = {}
        self._inside = ""

    def get(self, name: str) -> str | bool | None:
        """The decoded value; True for an attribute without one, None where there is none."""
        if name == "class":
            self._settle_classes()
        if name in self._added:
            return self._added[name]
        found = self._attributes.get(name)
        if found is None or isinstance(found[2], bool):
            return None if found is None else True
        return html.unescape(found[2]) if "&" in found[2] else found[2]

    def names(self) -> list[str]:
        """The names of the attributes as they were written."""
        return list(self._attributes)

    def text(self, name: str) -> str:
        """The decoded value, empty where there is none."""
        value = self.get(name)
        return value if isinstance(value, str) else ""

    def set(self, name: str, value: str | bool) -> None:
        """Set an attribute in its place, or after the tag's name where it is new."""
        if name == "class":
            self._classes.clear()
        self._added[name.lower()] = value

    def remove(self, name: str) -> None:
        """Take the attribute away."""
        if name == "class":
            self._classes.clear()
        self._added[name] = None

    def classes(self) -> list[str]:
        """The class names, each once."""
        return list(dict.fromkeys(self.text("class").split()))

    def has_class(self, name: str) -> bool:
        """Whether the tag has this class."""
        return name in self.classes()

    def add_class(self, name: str) -> None:
        """Add a class unless it is there."""
        self._classes[name] = True

    def remove_class(self, name: str) -> None:
        """Take a class away."""
        self._classes[name] = False

    def add_style(self, css: str) -> None:
        """Write declarations behind those that the tag has."""
        own = self.text("style")
        self.set("style", f"{own}{';' if own and not own.endswith(';') else ''}{css}")

    def append_inside(self, html: str) -> None:
        """Put HTML right behind the tag."""
        self._inside += html

    def _settle_classes(self) -> None:
        """Apply the class changes, the way WordPress does: the spaces between existing classes stay."""
        changes, self._classes = self._classes, {}
        if not changes:
            return
        existing = self.text("class")
        kept = ""
        seen: set[str] = set()
        changed = False
        for space, name in _CLASS.findall(existing) if existing else ():
            if changes.get(name) is False:
                changed = True
            elif name not in seen:
                seen.add(name)
                kept += (space if kept else "") + name
        for name, wanted in changes.items():
            if wanted and name not in seen:
                changed = True
                kept += f" {name}" if kept else name
        if changed:
            self._added["class"] = kept or None

    def edits(self) -> Iterator[tuple[int, int, str]]:
        """The replacements (start, end, text) in the order of the text."""
        self._settle_classes()
        if not (self._added or self._inside):
            return
        new: list[str] = []
        replaced: list[tuple[int, int, str]] = []
        for name, value in self._added.items():
            found = self._attributes.get(name)
            if found is not None:
                replaced.append((found[0], found[1], _attribute(name, value)))
            elif value is not None:
                new.append(" " + _attribute(name, value))
        # WordPress sorts the replacements of one place by their text.
        yield from ((self.name_end, self.name_end, text) for text in sorted(new))
        yield from sorted(replaced)
        if self._inside:
            yield self.end, self.end, self._inside


class Markup:
    """Walks through the tags of HTML once, front to back, and writes it with the changed ones."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._position = 0
        self._tags: list[Tag] = []

    def next(self, *names: str, class_name: str | None = None) -> Tag | None:
        """The next opening tag with one of these (upper-case) names and this class; all names where none is given."""
        while (tag := self._next_tag()) is not None:
            if tag.closes or (names and tag.name not in names):
                continue
            if class_name is None or tag.has_class(class_name):
                return tag
        return None

    def tags(self) -> Iterator[Tag]:
        """All further tags, closing ones too."""
        while (tag := self._next_tag()) is not None:
            yield tag

    def __str__(self) -> str:
        pieces: list[str] = []
        position = 0
        for tag in self._tags:
            for start, end, text in tag.edits():
                pieces += (self._text[position:start], text)
                position = end
        return "".join(pieces) + self._text[position:] if pieces else self._text

    @property
    def rest(self) -> str:
        """What follows the last tag that was found."""
        return self._text[self._position :]

    def _next_tag(self) -> Tag | None:
        while found := _NEXT.search(self._text, self._position):
            if found["name"] is None:
                if not self._skip(found):
                    break
                continue
            tag = self._read(found)
            if tag is None or not self._enter(tag):
                break
            self._tags.append(tag)
            return tag
        self._position = len(self._text)  # an unfinished token ends the walk
        return None

    def _skip(self, found: re.Match[str]) -> bool:
        """Jump over a comment or what counts as one."""
        if found["comment"] is None:
            end = self._text.find(">", found.end() - 1)
        elif self._text.startswith((">", "->"), found.end()):
            end = self._text.index(">", found.end())
        else:
            closing = _COMMENT_END.search(self._text, found.end())
            end = closing.end() - 1 if closing else -1
        self._position = end + 1
        return end >= 0

    def _read(self, found: re.Match[str]) -> Tag | None:
        attributes: dict[str, tuple[int, int, str | bool]] = {}
        position = found.end()
        while not (end := _TAG_END.match(self._text, position)):
            attribute = _ATTRIBUTE.match(self._text, position)
            if attribute is None or attribute.lastgroup == "open":
                return None
            written = attribute.lastgroup or "name"
            value: str | bool = True if written == "name" else attribute[written]
            position = attribute.end()
            attributes.setdefault(attribute["name"].lower(), (attribute.start("name"), position, value))
        tag = Tag(found["name"], start=found.start(), name_end=found.end(), attributes=attributes)
        tag.end = end.end()
        return tag

    def _enter(self, tag: Tag) -> bool:
        """Go behind the tag, and behind the content and end of elements whose content is text."""
        self._position = tag.end
        if tag.closes or tag.name not in _RAW_TEXT:
            return tag.name != "PLAINTEXT"
        closing = re.compile(rf"</{tag.name}(?=[ \t\f\r\n/>])[^>]*+>", re.IGNORECASE).search(
            self._text, tag.end
        )
        if closing is None:
            return False
        self._position = closing.end()
        return True


def _attribute(name: str, value: str | bool | None) -> str:
    if value is None:
        return ""
    return name if isinstance(value, bool) else f'{name}="{value.translate(_ESCAPES)}"'


def add_classes(text: str, *names: str) -> str:
    """Add classes to the first tag; text without a tag stays as it is."""
    if not names:
        return text
    markup = Markup(text)
    tag = markup.next()
    if tag is None:
        return text
    for name in names:
        tag.add_class(name)
    return str(markup)
