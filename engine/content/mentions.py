"""Pages that mention others: which they link to, what they say about it, and where they want to be told of mentions."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urldefrag, urljoin, urlsplit

from engine.content.markup import Markup, Tag
from engine.content.tags import strip_all_tags, strip_tags

# How much of the words around a link is kept on each side, and of those in it.
AROUND: Final = 100
_SPACE: Final = frozenset(" \t\n\r\f")
_TITLE: Final = re.compile(r"<title\b[^>]{0,1000}>", re.IGNORECASE)
_ALONE: Final = re.compile(r"^[ \t]*(https?://[^\s<>\"']+)[ \t]*$", re.IGNORECASE | re.MULTILINE)
_REL: Final = re.compile(r"<([^<>]{0,2000})>([^<]*)")
_REL_NAMES: Final = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^\s;,\"]+))", re.IGNORECASE)
_BLOCKS: Final = frozenset(
    {
        "ADDRESS", "ARTICLE", "ASIDE", "BLOCKQUOTE", "BODY", "BR", "CAPTION", "CENTER", "DD", "DIV", "DL", "DT",
        "FIELDSET", "FIGCAPTION", "FIGURE", "FOOTER", "FORM", "H1", "H2", "H3", "H4", "H5", "H6", "HEAD", "HEADER",
        "HR", "HTML", "LI", "MAIN", "NAV", "OL", "P", "PRE", "SECTION", "TABLE", "TBODY", "TD", "TFOOT", "TH",
        "THEAD", "TITLE", "TR", "UL",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where a page wants to be told that it is mentioned; '' for nowhere."""

    webmention: str = ""
    pingback: str = ""


def title_of(page: str) -> str:
    """The title of a page as text, '' for none."""
    found = _TITLE.search(page)
    if found is None:
        return ""
    end = page.lower().find("</title", found.end())
    return _plain(page[found.end() : end]) if end >= 0 else ""


def links_to(page: str, target: str) -> bool:
    """Whether a page has a link to an address."""
    return any(same_address(_href(tag), target) for tag in _links(page))


def said_about(page: str, target: str) -> str | None:
    """The words around the first link to an address, as text; None where there is no link with words in it."""
    block = 0
    link: Tag | None = None
    words = ""
    for tag in Markup(page).tags():
        if link is None:
            if tag.name in _BLOCKS:
                block = tag.end
            elif tag.name == "A" and not tag.closes and same_address(_href(tag), target):
                link = tag
        elif tag.name == "A" and tag.closes:
            words = _plain(page[link.end : tag.start])
            if words:
                return _passage(page[block : link.start], words, page[tag.end : _block_after(page, tag.end)])
            link = None
    return None


def _block_after(page: str, start: int) -> int:
    """Where the block of text ends that a position is in; far away it does not matter any more."""
    rest = page[start : start + 20 * AROUND]
    return start + next((tag.start for tag in Markup(rest).tags() if tag.name in _BLOCKS), len(rest))


def _passage(before: str, words: str, after: str) -> str:
    if len(words) > AROUND:
        words = f"{words[:AROUND]}…"
    return " ".join(f"{_tail(_text(before))}{words}{_head(_text(after))}".split(" "))


def _tail(text: str) -> str:
    """The last words of a text."""
    if len(text) <= AROUND:
        return text
    cut = text[-AROUND:]
    return cut.partition(" ")[2] if " " in cut else cut


def _head(text: str) -> str:
    """The first words of a text."""
    if len(text) <= AROUND:
        return text
    cut = text[:AROUND]
    return cut.rpartition(" ")[0] if " " in cut else cut


def _plain(text: str) -> str:
    return _text(text).strip()


def _text(text: str) -> str:
    """Without tags and scripts, on one line; a blank at either end stays, as it stands between words."""
    words = " ".join(html.unescape(strip_all_tags(text)).split())
    bare = strip_tags(text)
    return (" " if bare[:1] in _SPACE else "") + words + (" " if words and bare[-1:] in _SPACE else "")


def addresses_in(content: str) -> tuple[str, ...]:
    """The addresses of the web that a post links to or embeds, in their order, each once."""
    found = [_href(tag) for tag in _links(content)]
    found += [html.unescape(one) for one in _ALONE.findall(content)]
    return tuple(dict.fromkeys(one for one in found if one.lower().startswith(("http://", "https://"))))


def recordings_in(content: str) -> tuple[str, ...]:
    """The addresses that sound and video of a post are loaded from."""
    sources = (tag.get("src") for tag in Markup(content).tags() if tag.name in {"AUDIO", "VIDEO", "SOURCE"})
    return tuple(dict.fromkeys(one for one in sources if isinstance(one, str)))


def endpoints(page: str, headers: Mapping[str, str], base: str) -> Endpoints:
    """Where a page wants to be told, by its headers first; addresses of the web, whatever they are relative to."""
    told = {"webmention": "", "pingback": headers.get("x-pingback", "").strip()}
    for address, names in _header_links(headers.get("link", "")):
        if "webmention" in names:
            told["webmention"] = told["webmention"] or urljoin(base, address)
    if "html" in headers.get("content-type", "html"):
        for tag in Markup(page).tags():
            rel, href = tag.get("rel"), tag.get("href")
            if tag.name not in {"A", "LINK"} or not isinstance(rel, str) or not isinstance(href, str):
                continue
            for name in {"webmention", "pingback"} & set(rel.lower().split()):
                if name == "webmention" or tag.name == "LINK":
                    told[name] = told[name] or urljoin(base, href)
    return Endpoints(**{name: one if _is_web(one) else "" for name, one in told.items()})


def _header_links(header: str) -> Iterator[tuple[str, set[str]]]:
    """The addresses of a Link header, with the names of their relations."""
    for address, parameters in _REL.findall(header[:20_000]):
        found = _REL_NAMES.search(parameters)
        yield address.strip(), set((found[1] or found[2]).lower().split()) if found else set()


def same_address(one: str, other: str) -> bool:
    """Whether two addresses are of one page: fragment, scheme and a slash at the end do not count."""
    return bool(one) and _bare(one) == _bare(other)


def _bare(url: str) -> tuple[str, str, str]:
    try:
        parts = urlsplit(urldefrag(url.strip()).url)
        host = (parts.hostname or "") + (f":{parts.port}" if parts.port not in {None, 80, 443} else "")
    except ValueError:
        return ("", url, "")
    return host, parts.path.rstrip("/"), parts.query


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _links(page: str) -> Iterator[Tag]:
    return (tag for tag in Markup(page).tags() if tag.name == "A" and not tag.closes)


def _href(tag: Tag) -> str:
    address = tag.get("href")
    return address.strip() if isinstance(address, str) else ""
