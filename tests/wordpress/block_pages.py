"""What a page made of blocks comes to: its text, and its blocks as they stand in one another."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset(
    {"img", "br", "hr", "input", "meta", "link", "source", "wbr", "col", "area", "track", "embed"}
)
_SILENT = frozenset({"script", "style", "template", "noscript", "svg"})
# What WordPress has begun to write on the same blocks since Debian's 6.1, and the list around all of a menu.
_NEWER = re.compile(
    r"wp-block-(?:[\w-]+-is-layout-\w+|paragraph|heading|list|navigation__container|post-navigation-link\w*)"
)

# Since 6.2 excerpts are cut and marked in another way, and are there where they are empty.
_EXCERPT = "wp-block-post-excerpt"
# The form for a comment is our own: readers log in with other networks there.
_FORM = "comment-respond"


@dataclass(frozen=True, slots=True)
class Outline:
    """A page: words, and a line for each block's element, indented by the blocks around it."""

    words: list[str]
    blocks: list[str]


def outline(html: str) -> Outline:
    """The outline of what stands between header and footer of the page, themselves included."""
    reader = _Reader()
    reader.feed(html)
    return Outline(" ".join(reader.texts).split(), reader.blocks)


def _is_old(name: str) -> bool:
    return name.startswith("wp-block-") and not _NEWER.fullmatch(name)


@dataclass
class _Reader(HTMLParser):
    texts: list[str] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    _open: list[tuple[str, bool, bool]] = field(default_factory=list)
    _silent: int = 0
    _inside: int = 0

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        if not self._inside and "wp-site-blocks" not in classes:
            return
        is_silent = tag in _SILENT or _EXCERPT in classes or _FORM in classes
        self._silent += is_silent and tag not in _VOID
        named = " ".join(sorted({one for one in classes if _is_old(one)}))
        if "wp-block-navigation__container" in classes:
            named = ""
        if named and not self._silent:
            depth = sum(is_block for _, is_block, _ in self._open)
            self.blocks.append(f"{'  ' * depth}{tag} {named}")
        if tag not in _VOID:
            self._inside += 1
            self._open.append((tag, bool(named), is_silent))

    def handle_endtag(self, tag: str) -> None:
        if tag not in (one for one, *_ in self._open):
            return
        while self._open:
            last, _, was_silent = self._open.pop()
            self._inside -= 1
            self._silent -= was_silent
            if last == tag:
                return

    def handle_data(self, data: str) -> None:
        if self._inside and not self._silent:
            self.texts.append(data)
