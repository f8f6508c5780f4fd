"""Reads WordPress's export files (WXR 1.0 to 1.2) as a stream, an entry at a time.

A document type or an entity is refused; characters that XML does not have are passed over, as are unknown elements.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, cast
from xml.parsers.expat import ExpatError

from defusedxml.common import DefusedXmlException
from defusedxml.xmlrpc import DefusedExpatParser

from engine.content.values import leading_integer
from engine.model.errors import Invalid
from engine.model.transfer import (
    Entry,
    LeftOut,
    TransferAuthor,
    TransferComment,
    TransferPost,
    TransferSite,
    TransferTerm,
)

if TYPE_CHECKING:
    from xmlrpc.client import Unmarshaller  # defusedxml's parser names it; nothing of it runs

_CHUNK: Final = 1 << 18
_LARGEST: Final = 64 * 1024 * 1024
_DEEPEST: Final = 32
_VERSIONS: Final = frozenset({"1.0", "1.1", "1.2"})
# Bytes that no text of XML has, and the characters that UTF-8 has no business to encode.
_NO_TEXT: Final = bytes(one for one in range(32) if one not in b"\t\n\r")
_BEGINNING: Final = re.compile(rb"<\?xml\s|<rss\s")
_TAGS: Final = {"tag": "post_tag"}


class WxrFile:
    """An export file; `position` of `size` bytes are read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.folder: Path | None = None
        self.size = path.stat().st_size
        self.position = 0

    def entries(self) -> Iterator[Entry]:
        """What is in it, in its order; raises Invalid for what is no such file, or breaks off."""
        with self.path.open("rb") as stream:
            yield from self._read(stream)

    def _read(self, stream: BinaryIO) -> Iterator[Entry]:
        reader = _Reader()
        parser = DefusedExpatParser(cast("Unmarshaller", reader), forbid_dtd=True)
        try:
            begun = False
            while chunk := stream.read(_CHUNK):
                self.position += len(chunk)
                parser.feed((chunk if begun else _from_beginning(chunk)).translate(None, _NO_TEXT))
                begun = True
                yield from reader.taken()
            parser.close()
        except DefusedXmlException as error:
            raise Invalid(
                "This file has a document type, which no export has.", code="invalid_export"
            ) from error
        except (ExpatError, LookupError) as error:
            raise Invalid(
                "This file cannot be read any further: %s", values=(str(error),), code="invalid_export"
            ) from error
        yield from reader.taken()
        if not reader.version:
            raise Invalid("This is no export of WordPress: it has no version.", code="invalid_export")


def _from_beginning(chunk: bytes) -> bytes:
    """The first octets of a file without what plugins that print have put before it, where it is an export."""
    found = _BEGINNING.search(chunk)
    return chunk[found.start() :] if found else chunk


class _Reader:
    """Receives what the parser finds; keeps the texts of the innermost entry and nothing else."""

    def __init__(self) -> None:
        self.version = ""
        self._site: dict[str, str] = {}
        self._told = False
        self._path: list[str] = []
        self._text: list[str] = []
        self._size = 0
        self._fields: dict[str, str] = {}
        self._within: dict[str, str] = {}
        self._pair: dict[str, str] = {}
        self._meta: list[tuple[str, str]] = []
        self._inner_meta: list[tuple[str, str]] = []
        self._terms: list[TransferTerm] = []
        self._comments: list[TransferComment] = []
        self._attributes: Mapping[str, str] = {}
        self._entries: list[Entry] = []

    def taken(self) -> list[Entry]:
        """The entries that were completed since the last time."""
        entries, self._entries = self._entries, []
        return entries

    def xml(self, encoding: str | None, standalone: bool | None) -> None:
        """The declaration."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._path.append(tag)
        if len(self._path) > _DEEPEST:
            raise Invalid("The file is nested too deep.", code="invalid_export")
        self._text = []
        self._size = 0
        if tag == "category":
            self._attributes = attributes

    def data(self, text: str) -> None:
        """Text within the innermost element."""
        self._size += len(text)
        if self._size > _LARGEST:
            raise Invalid("The file has a text that is too long.", code="invalid_export")
        self._text.append(text)

    def end(self, tag: str) -> None:
        """An element ends: a field of an entry, or an entry."""
        text, self._text = "".join(self._text), []
        self._path.pop()
        above = self._path[-1] if self._path else ""
        if above == "wp:comment" and tag != "wp:commentmeta":
            self._within[tag] = text
        elif above == "channel":
            self._top(tag, text)
        elif above in {"wp:postmeta", "wp:commentmeta", "wp:termmeta"}:
            self._pair[tag] = text
        elif tag in {"wp:postmeta", "wp:commentmeta", "wp:termmeta"}:
            pair = (self._pair.get("wp:meta_key", ""), self._pair.get("wp:meta_value", ""))
            (self._inner_meta if tag == "wp:commentmeta" else self._meta).append(pair)
            self._pair = {}
        elif tag == "wp:comment":
            self._comments.append(_comment(self._within, tuple(self._inner_meta)))
            self._within, self._inner_meta = {}, []
        elif tag == "category" and above == "item":
            self._category(text)
        else:
            self._fields[tag] = text

    def _category(self, name: str) -> None:
        """A term of a post; the old twin without a slug is passed over."""
        domain, slug = self._attributes.get("domain", ""), self._attributes.get("nicename", "")
        if domain and (slug or name):
            self._terms.append(TransferTerm(_TAGS.get(domain, domain), slug or name, name))

    def _top(self, tag: str, text: str) -> None:
        """What stands right in the channel: facts about the site, and the entries."""
        made = _ENTRIES.get(tag)
        if tag == "wp:wxr_version":
            self.version = text.strip()
            if self.version not in _VERSIONS:
                self._entries.append(
                    LeftOut("file", self.version, "a version nobody knows; read like the latest")
                )
        elif tag == "item":
            self._tell_site()
            self._entries.append(_post(self._fields, self._terms, self._meta, self._comments))
        elif made:
            self._tell_site()
            self._entries.append(made(self._fields, tuple(self._meta)))
        else:
            self._site[tag] = text
            return
        self._fields, self._meta, self._terms, self._comments = {}, [], [], []

    def _tell_site(self) -> None:
        if not self._told:
            self._told = True
            url = self._site.get("wp:base_blog_url") or self._site.get("link", "")
            self._entries.insert(0, TransferSite(url.strip(), self._site.get("title", "")))


Fields = Mapping[str, str]
Pairs = tuple[tuple[str, str], ...]


def _author(found: Fields, _meta: Pairs) -> Entry:
    return TransferAuthor(
        login=found.get("wp:author_login", "").strip(),
        email=found.get("wp:author_email", "").strip(),
        display_name=found.get("wp:author_display_name", ""),
        first_name=found.get("wp:author_first_name", ""),
        last_name=found.get("wp:author_last_name", ""),
        id=found.get("wp:author_id", "").strip(),
    )


def _term_of(
    taxonomy: str, slug: str, name: str, description: str, parent: str
) -> Callable[[Fields, Pairs], Entry]:
    def made(found: Fields, meta: Pairs) -> Entry:
        return TransferTerm(
            taxonomy or found.get("wp:term_taxonomy", "").strip(),
            found.get(slug, "").strip(),
            found.get(name, ""),
            found.get(description, ""),
            found.get(parent, "").strip(),
            found.get("wp:term_id", "").strip(),
            meta,
        )

    return made


_ENTRIES: Final[Mapping[str, Callable[[Fields, Pairs], Entry]]] = {
    "wp:author": _author,
    "wp:category": _term_of(
        "category", "wp:category_nicename", "wp:cat_name", "wp:category_description", "wp:category_parent"
    ),
    "wp:tag": _term_of("post_tag", "wp:tag_slug", "wp:tag_name", "wp:tag_description", ""),
    "wp:term": _term_of("", "wp:term_slug", "wp:term_name", "wp:term_description", "wp:term_parent"),
}


def _post(
    found: Fields, terms: list[TransferTerm], meta: list[tuple[str, str]], comments: list[TransferComment]
) -> TransferPost:
    return TransferPost(
        id=found.get("wp:post_id", "").strip() or found.get("guid", "")[:120],
        type=found.get("wp:post_type", "post").strip(),
        title=found.get("title", ""),
        content=found.get("content:encoded", ""),
        excerpt=found.get("excerpt:encoded", ""),
        author=found.get("dc:creator", "").strip(),
        date=_date(found.get("wp:post_date", "")),
        date_gmt=_date(found.get("wp:post_date_gmt", "")),
        modified=_date(found.get("wp:post_modified", "")),
        modified_gmt=_date(found.get("wp:post_modified_gmt", "")),
        status=found.get("wp:status", "publish").strip(),
        name=found.get("wp:post_name", "").strip(),
        parent=found.get("wp:post_parent", "").strip(),
        menu_order=leading_integer(found.get("wp:menu_order", "")),
        password=found.get("wp:post_password", ""),
        comment_status=found.get("wp:comment_status", "closed").strip(),
        ping_status=found.get("wp:ping_status", "closed").strip(),
        guid=found.get("guid", "").strip(),
        sticky=found.get("wp:is_sticky", "").strip() == "1",
        terms=tuple(terms),
        meta=tuple(meta),
        comments=tuple(comments),
        attachment_url=found.get("wp:attachment_url", "").strip(),
    )


def _comment(found: Fields, meta: Pairs) -> TransferComment:
    return TransferComment(
        id=found.get("wp:comment_id", "").strip(),
        author=found.get("wp:comment_author", ""),
        author_email=found.get("wp:comment_author_email", "").strip(),
        author_url=found.get("wp:comment_author_url", "").strip(),
        author_ip=found.get("wp:comment_author_IP", "").strip(),
        date=_date(found.get("wp:comment_date", "")),
        date_gmt=_date(found.get("wp:comment_date_gmt", "")),
        content=found.get("wp:comment_content", ""),
        approved=found.get("wp:comment_approved", "0").strip(),
        type=found.get("wp:comment_type", "").strip() or "comment",
        parent=found.get("wp:comment_parent", "").strip(),
        user=found.get("wp:comment_user_id", "").strip(),
        meta=meta,
    )


_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")


def _date(text: str) -> datetime | None:
    """A date as the columns have it; None for the zero date and for what is none."""
    text = text.strip()
    if text.startswith("0000") or not _DATE.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
