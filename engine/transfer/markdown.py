"""Reads a folder of Markdown files with front matter, as static site generators keep them."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import mistune
import yaml

from engine.content.slugs import sanitize_title
from engine.model.errors import Invalid
from engine.model.transfer import Entry, LeftOut, TransferAuthor, TransferPost, TransferSite, TransferTerm
from engine.transfer import pictures

_SUFFIXES: Final = frozenset({".md", ".markdown"})
_LARGEST: Final = 16 * 1024 * 1024
_FRONT: Final = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
# Names of files such as 2024-02-01-first-light.md say the date.
_DATED: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})-(.+)")
_PICTURES: Final = frozenset({".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp"})
# What front matter calls the picture above a post.
_COVERS: Final = ("image", "cover", "featured_image", "thumbnail")
_PLUGINS: Final = ("strikethrough", "footnotes", "table", "task_lists", "url")


class MarkdownFolder:
    """A folder, or a single file; `position` of `size` files are read."""

    def __init__(self, path: Path) -> None:
        self.root = path.resolve()
        self.folder = self.root if self.root.is_dir() else self.root.parent
        self._files = sorted(_found(self.root))
        if not self._files:
            raise Invalid("There are no Markdown files.", code="invalid_export")
        self.size = len(self._files)
        self.position = 0
        self._render = mistune.create_markdown(escape=False, plugins=list(_PLUGINS))

    def entries(self) -> Iterator[Entry]:
        """The posts and pages, each after what it names."""
        yield TransferSite(f"markdown:{self.root.name}", self.root.name)
        for path in self._files:
            self.position += 1
            name = path.name if path == self.root else path.relative_to(self.root).as_posix()
            try:
                yield from self._read(path, name)
            except (OSError, UnicodeDecodeError, yaml.YAMLError, ValueError) as error:
                yield LeftOut("file", name, " ".join(str(error).split()))

    def _read(self, path: Path, name: str) -> Iterator[Entry]:
        if path.stat().st_size > _LARGEST:
            yield LeftOut("file", name, "is too large")
            return
        text = path.read_text(encoding="utf-8")
        front = _FRONT.match(text)
        said = yaml.safe_load(front[1]) if front else {}
        facts = {str(key).lower(): value for key, value in said.items()} if isinstance(said, dict) else {}
        body = str(self._render(text[front.end() :] if front else text))
        author = _text(facts.get("author"))
        if author:
            yield TransferAuthor(sanitize_title(author), display_name=author)
        terms = tuple(_terms(facts))
        yield from terms
        post = _post(path, name, facts, body=body, author=sanitize_title(author), terms=terms)
        yield from self._with_pictures(
            path, post, _text(next((facts[one] for one in _COVERS if one in facts), None))
        )

    def _with_pictures(self, path: Path, post: TransferPost, cover: str) -> Iterator[Entry]:
        """The post, and the pictures of the folder that it shows."""
        found = {
            address: self._picture(path, pictures.plain(address)) for address in pictures.shown(post.content)
        }
        shows = {
            address: pictures.attachment(place, parent=post.id, author=post.author)
            for address, place in found.items()
            if place
        }
        meta = post.meta
        if place := self._picture(path, cover):
            above = pictures.attachment(place, parent=post.id, author=post.author)
            shows[cover] = above
            meta = (*meta, ("_thumbnail_id", above.id))
        yield replace(post, meta=meta, shows=tuple((address, one.id) for address, one in shows.items()))
        yield from {one.id: one for one in shows.values()}.values()

    def _picture(self, path: Path, address: str) -> str:
        """Where below the folder a picture lies that a file names; '' for none and for what lies elsewhere."""
        parts = urlsplit(address)
        if not parts.path or parts.scheme or parts.netloc:
            return ""
        wish = unquote(parts.path)
        for base in (path.parent, self.folder, self.folder / "static"):
            found = (base / wish.lstrip("/")).resolve()
            if found.is_file() and found.is_relative_to(self.folder) and found.suffix.lower() in _PICTURES:
                return found.relative_to(self.folder).as_posix()
        return ""


def _found(root: Path) -> Iterator[Path]:
    if root.is_file():
        yield root
        return
    for path in root.rglob("*"):
        if path.suffix.lower() in _SUFFIXES and path.is_file() and path.resolve().is_relative_to(root):
            yield path


def _text(value: Any) -> str:
    if isinstance(value, Mapping):
        value = value.get("name")
    if isinstance(value, list):
        value = value[0] if value else None
    return "" if value is None else str(value).strip()


def _listed(value: Any) -> list[str]:
    """The names in a list, or in a text with commas between them."""
    names = value if isinstance(value, list) else str(value).split(",") if value else []
    return [str(one).strip() for one in names if one is not None and str(one).strip()]


def _terms(facts: Mapping[str, Any]) -> Iterator[TransferTerm]:
    for taxonomy, keys in (("post_tag", ("tags", "tag")), ("category", ("categories", "category"))):
        for key in keys:
            for name in _listed(facts.get(key)):
                yield TransferTerm(taxonomy, sanitize_title(name) or name, name)


def _post(
    path: Path,
    name: str,
    facts: Mapping[str, Any],
    *,
    body: str,
    author: str,
    terms: tuple[TransferTerm, ...],
) -> TransferPost:
    dated = _DATED.fullmatch(path.stem)
    stem = dated[4] if dated else path.stem if path.stem not in {"index", "_index"} else path.parent.name
    local, gmt = _dates(facts.get("date"), dated)
    kind = "page" if _text(facts.get("type") or facts.get("layout")) == "page" else "post"
    return TransferPost(
        id=hashlib.sha256(name.encode()).hexdigest()[:32],
        type=kind,
        title=_text(facts.get("title")) or stem.replace("-", " ").replace("_", " ").capitalize(),
        content=body,
        excerpt=_text(facts.get("excerpt") or facts.get("description") or facts.get("summary")),
        author=author,
        date=local,
        date_gmt=gmt,
        status="draft" if facts.get("draft") is True or facts.get("published") is False else "publish",
        name=sanitize_title(_text(facts.get("slug")) or stem),
        terms=terms if kind == "post" else (),
        comment_status="open" if kind == "post" else "closed",
    )


def _dates(value: Any, dated: re.Match[str] | None) -> tuple[datetime | None, datetime | None]:
    """The local date and that of UTC, whichever the front matter or the name of the file says."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value.strip())
    if isinstance(value, datetime):
        if value.tzinfo:
            return None, value.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        return value.replace(microsecond=0), None
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day), None  # noqa: DTZ001 - columns hold naive dates
    if dated:
        return datetime(int(dated[1]), int(dated[2]), int(dated[3])), None  # noqa: DTZ001 - the same
    return None, None
