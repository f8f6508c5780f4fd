"""Attachments that a text asks for: found out before rendering, so that rendering need not ask."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from engine.content.images import Picture
from engine.content.shortcodes import Attributes, Shortcode, find_shortcodes
from engine.content.values import parse_id_list

Kind = Literal["image", "audio", "video"]

_MAX_DEPTH: Final = 4
_WITH_MEDIA: Final = ("gallery", "playlist", "audio", "video", "caption", "wp_caption")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of the library as galleries and players show it; `picture` is an image's, or a cover's."""

    id: int
    url: str
    link: str
    title: str = ""
    caption: str = ""
    description: str = ""
    picture: Picture | None = None
    meta: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AttachmentQuery:
    """Which attachments to show: those named, or a post's own; in the order of the names or of a column."""

    kind: Kind
    include: tuple[int, ...] = ()
    parent: int = 0
    exclude: tuple[int, ...] = ()
    orderby: str = "menu_order ID"
    order: str = "ASC"


def gallery_query(attributes: Attributes, kind: Kind, post_id: int) -> AttachmentQuery:
    """Return what a gallery or playlist asks for."""
    ids = attributes.get("ids", "")
    named = ids if ids not in {"", "0"} else attributes.get("include", "")
    default = "post__in" if ids not in {"", "0"} else "menu_order ID"
    orderby = attributes.get("orderby", "") or default
    order = "DESC" if attributes.get("order", "").upper() == "DESC" else "ASC"
    if named not in {"", "0"}:
        return AttachmentQuery(kind, include=tuple(parse_id_list(named)), orderby=orderby, order=order)
    (parent,) = parse_id_list([attributes.get("id", str(post_id))])
    exclude = tuple(parse_id_list(attributes.get("exclude", "")))
    return AttachmentQuery(kind, parent=parent, exclude=exclude, orderby=orderby, order=order)


def attachment_queries(text: str, post_id: int) -> set[AttachmentQuery]:
    """Return everything that the galleries and players of a text will ask for."""
    return set(_queries(text, post_id, depth=0)) if "[" in text else set()


def _queries(text: str, post_id: int, *, depth: int) -> Iterator[AttachmentQuery]:
    for use in find_shortcodes(text, _WITH_MEDIA):
        query = _query(use.shortcode, post_id)
        if query:
            yield query
        if use.shortcode.content and depth < _MAX_DEPTH:
            yield from _queries(use.shortcode.content, post_id, depth=depth + 1)


def _query(shortcode: Shortcode, post_id: int) -> AttachmentQuery | None:
    match shortcode.tag:
        case "gallery":
            return gallery_query(shortcode.attributes, "image", post_id)
        case "playlist":
            return gallery_query(shortcode.attributes, playlist_kind(shortcode.attributes), post_id)
        case "audio":
            return AttachmentQuery("audio", parent=post_id)
        case "video":
            return AttachmentQuery("video", parent=post_id)
    return None


def playlist_kind(attributes: Attributes) -> Kind:
    """Return what a playlist plays."""
    return "audio" if attributes.get("type", "audio") == "audio" else "video"
