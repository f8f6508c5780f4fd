"""The fields of posts: what each type shows of its rows, its meta and its terms."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import lru_cache, partial
from typing import Any

from engine.content.blocks.parser import parse
from engine.content.blocks.serializer import serialize
from engine.domain import permalinks, post_class, posts, rendered_titles, rendering, slugs
from engine.domain.dates import in_gmt
from engine.domain.registrations import Registrations
from engine.model.posts import Post
from engine.model.types import PostType, Taxonomy
from engine.web.rest.resources import post_checks
from engine.web.rest.resources.post_meta import beside, meta_field
from engine.web.rest.serialize import ALL, EDIT, SHOWN, Field, View, Wanted, includes, wanted

PostView = View[Post]

_STRING = {"type": "string"}
_INTEGER = {"type": "integer"}
_BOOLEAN = {"type": "boolean"}
_OPEN = {"type": "string", "enum": ["open", "closed"]}
_OBJECT = {"type": "object"}
_DATE = {"type": "string", "format": "date-time"}
_DATE_OR_NULL = {"type": ["string", "null"], "format": "date-time"}
_ADDRESS = {"type": "string", "format": "uri"}

# What WordPress's own three types show, whatever features they are registered with.
_FEATURES = {
    "post": frozenset(
        {
            "title", "editor", "author", "excerpt", "thumbnail", "comments", "revisions", "post-formats",
            "custom-fields",
        }
    ),
    "page": frozenset(
        {
            "title", "editor", "author", "excerpt", "thumbnail", "comments", "revisions", "page-attributes",
            "custom-fields",
        }
    ),
    "attachment": frozenset({"title", "author", "comments", "revisions", "custom-fields", "thumbnail"}),
}  # fmt: skip

# Types whose content may get blocks that plugins hook to others.
WITH_HOOKED_BLOCKS = frozenset({"post", "page", "wp_block", "wp_navigation"})

# Patterns are handed out as they are, and navigation menus inside of other answers.
_UNRENDERED = frozenset({"wp_block"})
_EMBEDDED = frozenset({"wp_navigation"})
EDIT_OR_EMBED = (*EDIT, "embed")

FORMATS = ("standard", "aside", "chat", "gallery", "link", "image", "quote", "status", "video", "audio")
STATUSES = ("publish", "future", "draft", "pending", "private")


def features(kind: PostType) -> frozenset[str]:
    """The features of a type as the API shows them."""
    return _FEATURES.get(kind.name, kind.supports)


def rest_taxonomies(types: Registrations, kind: PostType) -> list[Taxonomy]:
    """The taxonomies of a type that the API shows."""
    return [taxonomy for taxonomy in types.taxonomies_of(kind.name) if taxonomy.show_in_rest]


def base_of(taxonomy: Taxonomy) -> str:
    """The name a taxonomy goes by in addresses and fields."""
    return taxonomy.rest_base or taxonomy.name


def fields(types: Registrations, kind: PostType) -> tuple[Field[Post], ...]:
    """The fields of a type."""
    return (
        *_of_row(kind),
        *_of_features(types, kind),
        *_of_addresses(kind),
        *_of_terms(types, kind),
        *beside(types, kind),
    )


def _of_row(kind: PostType) -> Iterator[Field[Post]]:
    yield Field("date", _DATE_OR_NULL, lambda _v, p: date_text(p.date), ALL, sets="date")
    yield Field("date_gmt", _DATE_OR_NULL, _date_gmt, SHOWN, sets="date_gmt")
    yield Field("guid", _OBJECT, context=SHOWN, readonly=True, parts=(
        Field("rendered", _STRING, lambda _v, p: p.guid, SHOWN, readonly=True),
        Field("raw", _STRING, lambda _v, p: p.guid, EDIT, readonly=True),
    ))  # fmt: skip
    yield Field("id", _INTEGER, lambda _v, p: p.id, ALL, readonly=True)
    yield Field("link", _ADDRESS, lambda v, p: permalinks.of_post(v.ctx, p), ALL, readonly=True)
    yield Field("modified", _DATE, lambda _v, p: date_text(p.modified), SHOWN, readonly=True)
    yield Field("modified_gmt", _DATE, _modified_gmt, SHOWN, readonly=True)
    yield Field("slug", _STRING, lambda _v, p: p.name, ALL, sets="name")
    yield Field(
        "status", {"type": "string", "enum": list(STATUSES)}, lambda _v, p: p.status,
        (*SHOWN, "embed") if kind.name in _EMBEDDED else SHOWN, sets="status",
        free=True, check=post_checks.status,
    )  # fmt: skip
    yield Field("type", _STRING, lambda _v, p: p.type, ALL, readonly=True)
    if kind.name != "attachment":
        yield Field("password", _STRING, lambda _v, p: p.password, EDIT, sets="password")
    if kind.hierarchical:
        yield Field("parent", _INTEGER, lambda _v, p: p.parent, SHOWN, sets="parent")
    yield Field(
        "template", _STRING, lambda v, p: posts.template(v.ctx, p), SHOWN, sets="template",
        free=True, check=post_checks.template(kind),
    )  # fmt: skip


def _of_features(types: Registrations, kind: PostType) -> Iterator[Field[Post]]:
    made = {
        "title": (_title(kind),),
        "editor": (_content(kind),),
        "excerpt": (_excerpt(),),
        "author": (Field("author", _INTEGER, lambda _v, p: p.author, ALL, sets="author"),),
        "thumbnail": (
            Field("featured_media", _INTEGER, lambda v, p: posts.featured_media(v.ctx, p), ALL,
                  sets="featured_media"),
        ),
        "comments": (
            Field("comment_status", _OPEN, lambda _v, p: p.comment_status, SHOWN, sets="comment_status"),
            Field("ping_status", _OPEN, lambda _v, p: p.ping_status, SHOWN, sets="ping_status"),
        ),
        "page-attributes": (
            Field("menu_order", _INTEGER, lambda _v, p: p.menu_order, SHOWN, sets="menu_order"),
        ),
        "post-formats": (
            Field("format", {"type": "string", "enum": list(FORMATS)},
                  lambda v, p: posts.post_format(v.ctx, p), SHOWN, sets="format"),
        ),
        "custom-fields": (meta_field(types, kind),),
    }  # fmt: skip
    shown = features(kind)
    for feature, its in made.items():
        if feature in shown:
            yield from its
    if kind.name == "post":
        yield Field("sticky", _BOOLEAN, lambda v, p: posts.is_sticky(v.ctx, p), SHOWN, sets="sticky")


def _title(kind: PostType) -> Field[Post]:
    rendered = Field[Post](
        "rendered", _STRING, lambda v, p: rendered_titles.unmarked(v.ctx, p), ALL, readonly=True
    )
    raw = Field[Post]("raw", _STRING, lambda _v, p: p.title, _raw_in(kind))
    parts = (raw,) if kind.name in _UNRENDERED else (raw, rendered)
    return Field("title", _OBJECT, context=ALL, free=True, sets="title", parts=parts)


def _content(kind: PostType) -> Field[Post]:
    embedded = kind.name in _EMBEDDED
    version = EDIT_OR_EMBED if embedded else EDIT
    parts: tuple[Field[Post], ...] = (
        Field[Post]("raw", _STRING, _content_raw, _raw_in(kind)),
        Field[Post]("rendered", _STRING, _content_rendered, ALL if embedded else SHOWN, readonly=True),
        Field[Post](
            "block_version", _INTEGER, lambda _v, p: int("<!-- wp:" in p.content), version, readonly=True
        ),
        Field[Post]("protected", _BOOLEAN, lambda _v, p: bool(p.password), ALL, readonly=True),
    )
    if kind.name in _UNRENDERED:
        parts = tuple(part for part in parts if part.name != "rendered")
    context = ALL if embedded else SHOWN
    return Field("content", _OBJECT, context=context, free=True, sets="content", parts=parts)


def _raw_in(kind: PostType) -> tuple[str, ...]:
    """Where a text is shown as it is stored: patterns always, for they are made to be put into other texts."""
    if kind.name in _UNRENDERED:
        return SHOWN
    return EDIT_OR_EMBED if kind.name in _EMBEDDED else EDIT


def _content_raw(_view: PostView, post: Post) -> str:
    """The content as stored; where WordPress may put blocks in, it writes those anew that are there."""
    if post.type in WITH_HOOKED_BLOCKS and "<!-- wp:" in post.content:
        return serialize(parse(post.content))
    return post.content


def _content_rendered(view: PostView, post: Post) -> str:
    return "" if posts.is_locked(view.ctx, post) else rendering.content(view.ctx, post)


def _excerpt() -> Field[Post]:
    return Field("excerpt", _OBJECT, context=ALL, free=True, sets="excerpt", parts=(
        Field("raw", _STRING, lambda _v, p: p.excerpt, EDIT),
        Field("rendered", _STRING, _excerpt_rendered, ALL, readonly=True),
        Field("protected", _BOOLEAN, lambda _v, p: bool(p.password), ALL, readonly=True),
    ))  # fmt: skip


def _excerpt_rendered(view: PostView, post: Post) -> str:
    if posts.is_locked(view.ctx, post):
        return ""
    return rendering.excerpt(view.ctx, post, length=view.params.get("excerpt_length"))


def _of_addresses(kind: PostType) -> Iterator[Field[Post]]:
    if not (kind.is_viewable and kind.public):
        return
    yield Field("permalink_template", _STRING, lambda v, p: slugs.template(v.ctx, p), EDIT, readonly=True)
    yield Field("generated_slug", _STRING, lambda v, p: slugs.sample(v.ctx, p), EDIT, readonly=True)
    yield Field("class_list", {"type": "array", "items": _STRING}, _classes, SHOWN, readonly=True)


def _classes(view: PostView, post: Post) -> list[str]:
    # What opens the content, a password or the right to edit, does not count for WordPress's classes here.
    return post_class.classes(view.ctx, post, locked=True)


def _of_terms(types: Registrations, kind: PostType) -> Iterator[Field[Post]]:
    schema = {"type": "array", "items": _INTEGER}
    for taxonomy in rest_taxonomies(types, kind):
        yield Field(base_of(taxonomy), schema, _term_ids(taxonomy.name), SHOWN, sets=f"terms:{taxonomy.name}")


def _term_ids(taxonomy: str) -> Callable[[PostView, Post], list[int]]:
    return lambda view, post: [term.id for term in posts.terms(view.ctx, post, taxonomy)]


def date_text(date: datetime | None) -> str | None:
    """A date as the API writes it, without a zone; None for the zero date."""
    return date.isoformat(timespec="seconds") if date else None


def _date_gmt(view: PostView, post: Post) -> str | None:
    return date_text(post.date_gmt or (in_gmt(view.ctx, post.date) if post.date else None))


def _modified_gmt(view: PostView, post: Post) -> str | None:
    return date_text(post.modified_gmt or (in_gmt(view.ctx, post.modified) if post.modified else None))


_OF_META = frozenset({
    "featured_media", "template", "meta", "class_list", "alt_text", "media_details", "source_url", "filename", "filesize",
    "description", "caption", "missing_image_sizes", "exif_orientation",
})  # fmt: skip
_NEEDS: tuple[tuple[frozenset[str], Callable[..., Any]], ...] = (
    (_OF_META, posts.remember_meta),
    (frozenset({"format", "class_list"}), posts.remember_terms),
    (frozenset({"link", "permalink_template"}), permalinks.remember),
    (frozenset({"content", "excerpt"}), rendering.prepare),
)


def _shows_raw(tree: Wanted) -> bool:
    """Whether an answer has the content as it is written beside the rendered one."""
    return includes(tree, "content") and includes(tree.get("content") if tree else None, "raw")


@lru_cache(maxsize=256)
def loaders(
    asked: str, terms: tuple[str, ...], *, edited: bool, anew: bool
) -> tuple[Callable[..., Any], ...]:
    """What must be read, once for all posts of an answer, for the fields that `_fields` asks for.

    Where a type's posts are `edited`, contents of some types are rendered `anew`, see `rendering.prepare`.
    """
    tree = wanted(asked)
    links = includes(tree, "_links") or includes(tree, "_embedded")
    found: list[Callable[..., Any]] = [
        load for names, load in _NEEDS if any(includes(tree, name) for name in names)
    ]
    if any(includes(tree, name) for name in terms) and posts.remember_terms not in found:
        found.append(posts.remember_terms)
    if anew and edited and _shows_raw(tree):
        found[found.index(rendering.prepare)] = partial(rendering.prepare, twice=True)
    if edited and includes(tree, "generated_slug"):
        found.append(slugs.remember_samples)
    if links:
        found += [posts.remember_thumbnails, posts.remember_versions]
    return tuple(found)
