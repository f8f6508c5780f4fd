"""Feeds of other sites: the entries of RSS 0.9x, 1.0 and 2.0 and of Atom."""

from html import unescape
from typing import Final
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from engine.content.blocks.data import FeedItem
from engine.content.dates import Moment, parse_date
from engine.content.timezones import UTC_ZONE

_MOST: Final = 200
_LONGEST: Final = 20_000
_DATES: Final = ("pubdate", "published", "date", "updated", "issued", "modified", "created")
_TEXTS: Final = ("description", "summary", "content", "encoded")


def feed_items(text: str, url: str) -> tuple[FeedItem, ...] | None:
    """The entries of a feed, the newest first where all have dates; None for what is no feed.

    `url` is where it was read, for addresses that are told in part. Nothing of it is trusted: texts are HTML of others.
    """
    try:
        root = fromstring(text.strip().encode("utf-8", "replace"), forbid_dtd=False)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError):
        return None
    if _name(root) not in {"rss", "rdf", "feed"}:
        return None
    found = tuple(_item(one, url) for one in _entries(root)[:_MOST])
    dated = [one for one in found if one.date is not None]
    if len(dated) < len(found):
        return found
    return tuple(sorted(dated, key=lambda one: -one.date.timestamp if one.date else 0))


def _entries(root: Element) -> list[Element]:
    channel = next((one for one in root if _name(one) == "channel"), None)
    within = [*root, *(channel if channel is not None else ())]
    return [one for one in within if _name(one) in {"item", "entry"}]


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _item(entry: Element, url: str) -> FeedItem:
    parts: dict[str, list[Element]] = {}
    for one in entry:
        parts.setdefault(_name(one), []).append(one)
    date = next((found for name in _DATES for one in parts.get(name, ()) if (found := _date(one))), None)
    texts = (text for name in _TEXTS for one in parts.get(name, ()) if (text := _text(one)))
    return FeedItem(
        title=next((_text(one) for one in parts.get("title", ())), ""),
        link=_link(parts.get("link", []), url),
        date=date,
        author=next(
            (name for one in parts.get("author", []) + parts.get("creator", []) if (name := _person(one))), ""
        ),
        excerpt=unescape(next(texts, "")),
    )


def _text(element: Element) -> str:
    """What an element says, as HTML; Atom's XHTML without its tags."""
    return "".join(element.itertext())[:_LONGEST].strip()


def _date(element: Element) -> Moment | None:
    return parse_date((element.text or "").strip()[:60], UTC_ZONE)


def _link(links: list[Element], url: str) -> str:
    """RSS writes the address, Atom has it as an attribute of the link to the page itself."""
    for one in links:
        if one.get("rel", "alternate") == "alternate":
            address = (one.get("href") or one.text or "").strip()[:2000]
            if address:
                return _joined(url, address)
    return ""


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def _person(element: Element) -> str:
    name = next((_text(one) for one in element if _name(one) == "name"), "")
    said = name or _text(element)
    # RSS writes an address, and a name in parentheses behind it.
    address, found, real = said.partition(" (")
    return real.removesuffix(")") if found and "@" in address else said
