"""Reads Ghost's export, one JSON document: posts and pages with tags, authors and their pictures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import orjson

from engine.model.errors import Invalid
from engine.model.transfer import Entry, LeftOut, TransferAuthor, TransferPost, TransferSite, TransferTerm
from engine.transfer import pictures

_LARGEST: Final = 512 * 1024 * 1024
_ADDRESS: Final = "__GHOST_URL__"
_STATUSES: Final = {"published": "publish", "sent": "publish", "scheduled": "future", "draft": "draft"}


class GhostFile:
    """Ghost's export file; `position` of `size` bytes are read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.folder: Path | None = None
        self.size = path.stat().st_size
        self.position = 0

    def entries(self) -> Iterator[Entry]:
        """What is in it; raises Invalid for what is no such file."""
        if self.size > _LARGEST:
            raise Invalid("The file is too large for an export of Ghost.", code="invalid_export")
        data = _data(self.path.read_bytes())
        self.position = self.size
        site = _site(data)
        yield site
        users = {str(one.get("id")): one for one in _rows(data, "users")}
        for identity, one in users.items():
            yield _author(identity, one)
        tags = {str(one.get("id")): _tag(one) for one in _rows(data, "tags")}
        yield from tags.values()
        yield from _posts(data, site.url, users, tags)


def _data(content: bytes) -> Mapping[str, Any]:
    try:
        document = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise Invalid("This is no JSON: %s", values=(str(error),), code="invalid_export") from error
    holder = document.get("db", document) if isinstance(document, dict) else None
    first = holder[0] if isinstance(holder, list) and holder else holder
    data = first.get("data") if isinstance(first, dict) else None
    if not isinstance(data, dict) or not isinstance(data.get("posts"), list):
        raise Invalid("This is no export of Ghost: it has no posts.", code="invalid_export")
    return data


def _rows(data: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    rows = data.get(name)
    return [one for one in rows if isinstance(one, dict)] if isinstance(rows, list) else []


def _site(data: Mapping[str, Any]) -> TransferSite:
    settings = {str(one.get("key")): str(one.get("value") or "") for one in _rows(data, "settings")}
    return TransferSite(
        settings.get("url") or f"ghost:{settings.get('title', '')}", settings.get("title", "")
    )


def _author(identity: str, one: Mapping[str, Any]) -> TransferAuthor:
    name = str(one.get("name") or one.get("slug") or identity)
    return TransferAuthor(str(one.get("slug") or identity), str(one.get("email") or ""), name, id=identity)


def _tag(one: Mapping[str, Any]) -> TransferTerm:
    slug = str(one.get("slug") or "")
    return TransferTerm("post_tag", slug, str(one.get("name") or slug), str(one.get("description") or ""))


def _posts(
    data: Mapping[str, Any],
    url: str,
    users: Mapping[str, Mapping[str, Any]],
    tags: Mapping[str, TransferTerm],
) -> Iterator[Entry]:
    tagged = _related(data, "posts_tags", "tag_id")
    authors = _related(data, "posts_authors", "author_id")
    further = {str(one.get("post_id")): one for one in _rows(data, "posts_meta")}
    for one in _rows(data, "posts"):
        identity = str(one.get("id"))
        writers = [*authors.get(identity, ()), str(one.get("author_id") or "")]
        login = next((str(users[each].get("slug")) for each in writers if each in users), "")
        terms = tuple(tags[each] for each in tagged.get(identity, ()) if each in tags)
        picture = _addressed(str(one.get("feature_image") or ""), url)
        meta: list[tuple[str, str]] = []
        if picture.startswith(("http://", "https://")):
            alt = str(further.get(identity, {}).get("feature_image_alt") or "")
            image = pictures.attachment(picture, author=login, alt=alt)
            yield image
            meta.append(("_thumbnail_id", image.id))
        if not one.get("html") and (one.get("lexical") or one.get("mobiledoc")):
            yield LeftOut(
                "format", str(one.get("title")), "has no HTML in the export; its plain text came along"
            )
        if one.get("visibility") not in {None, "", "public"}:
            yield LeftOut("visibility", str(one.get("title")), "was not for everybody, and is private now")
        yield from _with_pictures(_post(one, login, terms=terms, meta=tuple(meta), url=url), url)


def _with_pictures(post: TransferPost, url: str) -> Iterator[Entry]:
    """The post, and the pictures of the site that it shows."""
    places = {address: pictures.plain(address) for address in pictures.shown(post.content)}
    own = f"{url.rstrip('/')}/content/images/"
    shows = {
        address: pictures.attachment(place, parent=post.id, author=post.author)
        for address, place in places.items()
        if url.startswith("http") and place.startswith(own)
    }
    yield replace(post, shows=tuple((address, one.id) for address, one in shows.items()))
    yield from shows.values()


def _related(data: Mapping[str, Any], table: str, column: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in sorted(_rows(data, table), key=lambda row: _number(row.get("sort_order"))):
        found.setdefault(str(one.get("post_id")), []).append(str(one.get(column)))
    return found


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _post(
    one: Mapping[str, Any],
    login: str,
    *,
    terms: Sequence[TransferTerm],
    meta: tuple[tuple[str, str], ...],
    url: str,
) -> TransferPost:
    is_page = one.get("type") == "page" or bool(one.get("page"))
    status = _STATUSES.get(str(one.get("status")), "draft")
    if status == "publish" and one.get("visibility") not in {None, "", "public"}:
        status = "private"
    content = str(one.get("html") or one.get("plaintext") or "")
    slug = str(one.get("slug") or "")
    return TransferPost(
        id=str(one.get("id")),
        type="page" if is_page else "post",
        title=str(one.get("title") or ""),
        content=_addressed(content, url),
        excerpt=str(one.get("custom_excerpt") or ""),
        author=login,
        date_gmt=_date(one.get("published_at")) or _date(one.get("created_at")),
        modified_gmt=_date(one.get("updated_at")),
        status=status,
        name="" if slug.startswith("untitled") and status == "draft" else slug,
        guid=str(one.get("uuid") or ""),
        sticky=bool(one.get("featured")) and not is_page,
        terms=() if is_page else tuple(terms),
        meta=meta,
        comment_status="closed" if is_page else "open",
    )


def _addressed(text: str, url: str) -> str:
    return text.replace(_ADDRESS, url.rstrip("/") if url.startswith("http") else "")


def _date(value: object) -> datetime | None:
    """A date of UTC, written out or in milliseconds since 1970."""
    try:
        if isinstance(value, (int, float)):
            return datetime.fromtimestamp(value / 1000, UTC).replace(tzinfo=None, microsecond=0)
        if isinstance(value, str) and value:
            read = datetime.fromisoformat(value)
            gmt = read.astimezone(UTC) if read.tzinfo else read
            return gmt.replace(tzinfo=None, microsecond=0)
    except (ValueError, OverflowError, OSError):
        return None
    return None
