"""The addresses of posts: by the site's permalink structure where a post has a public place, plain ones elsewhere."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import cast

from engine.domain import meta, posts, terms, users
from engine.domain.capabilities import can, effective_status
from engine.domain.context import Context
from engine.model.posts import Post
from engine.model.terms import Term
from engine.model.types import PostType

_TAG = re.compile(r"%([a-z_]+)%")

# Tags for which more has to be read than the post; see `remember`.
_READ = frozenset({"author", "category"})

# Tags one of which an address needs to tell a post from all others.
TELLING = frozenset({"postname", "post_id"})


async def remember(ctx: Context, items: Iterable[Post]) -> None:
    """Read what addresses of these posts need beyond their ancestors; nothing where the structure asks nothing."""
    items = list(items)
    if "%author%" in structure(ctx):
        await users.remember(ctx, {post.author for post in _with_parents(ctx, items)})
    if "%category%" not in structure(ctx):
        return
    filed = [post for post in _with_parents(ctx, items) if post.type == "post"]
    await posts.remember_terms(ctx, filed)
    categories = [term for post in filed for term in posts.terms(ctx, post, "category")]
    known = await terms.with_ancestors(ctx, categories)
    _categories(ctx).update(known)
    default = ctx.options.integer("default_category")
    if default and default not in known and await terms.exists(ctx, default, "category"):
        _categories(ctx)[default] = await terms.get(ctx, default, "category")


def _categories(ctx: Context) -> dict[int, Term]:
    """The categories that addresses need, by id."""
    return cast("dict[int, Term]", ctx.remembered("category"))


def _with_parents(ctx: Context, items: Iterable[Post]) -> list[Post]:
    known = posts.memory(ctx)
    found = list(items)
    return found + [known[post.parent] for post in found if post.parent in known]


def structure(ctx: Context) -> str:
    """The site's permalink structure, '' for plain addresses."""
    return ctx.options.text("permalink_structure")


def tags(pattern: str) -> list[str]:
    """The names of the tags in a structure."""
    return _TAG.findall(pattern)


def front(ctx: Context) -> str:
    """What the structure has before its first tag: ``/blog/`` of ``/blog/%postname%/``, else ``/``."""
    return structure(ctx).split("%", 1)[0] or "/"


def of_post(ctx: Context, post: Post, *, as_front: bool = True) -> str:
    """The address of a post of any type (get_permalink); the post and its ancestors were remembered.

    The front page has the site's own address, or with `as_front` of False the one that it would have otherwise.
    """
    kind = ctx.types.post_types.get(post.type)
    if post.type == "page":
        return _of_page(ctx, post, as_front=as_front)
    if post.type == "attachment":
        return _of_attachment(ctx, post)
    if kind and not kind.builtin:
        return _of_type(ctx, kind, post)
    known = ctx.remembered("address").get(post.id)
    if known and known[0] is post:
        return cast("str", known[1])
    if not structure(ctx) or not _has_place(ctx, post):
        return f"{ctx.home}/?p={post.id}"
    address = slashed(ctx, ctx.home + _filled(ctx, structure(ctx), post))
    if _READ.isdisjoint(_pieces(structure(ctx))):
        ctx.remembered("address")[post.id] = post, address
    return address


def api(ctx: Context, path: str = "/") -> str:
    """The address of a route of the API (rest_url): by its path, or by a variable where the site has no permalinks."""
    if structure(ctx):
        return f"{ctx.home}/{root(ctx)}wp-json{path}"
    return f"{ctx.home}/index.php?rest_route={path}"


def slashed(ctx: Context, address: str) -> str:
    """The address with a slash at its end or without, as the site's structure ends (user_trailingslashit)."""
    return address.rstrip("/") + ("/" if structure(ctx).endswith("/") else "")


def path_of(ctx: Context, post: Post) -> str:
    """The slugs of a post's ancestors and its own, with slashes between (get_page_uri)."""
    known, parts, seen = posts.memory(ctx), [post.name], {post.id}
    while post.parent in known and post.parent not in seen:
        post = known[post.parent]
        seen.add(post.id)
        if post.name:
            parts.append(post.name)
    return "/".join(reversed(parts))


def _has_place(ctx: Context, post: Post) -> bool:
    """Whether the post may be read where its address would say, by the public or by this actor."""
    status = ctx.types.statuses.get(effective_status(ctx, post) if post.type == "attachment" else post.status)
    if status is None or post.type not in ctx.types.post_types:
        return False
    viewable = status.publicly_queryable or (status.builtin and status.public)
    return viewable or (status.private and can(ctx, "read_post", post))


def _of_page(ctx: Context, post: Post, *, as_front: bool = True) -> str:
    if as_front and is_front(ctx, post):
        return f"{ctx.home}/"
    if structure(ctx) and _has_place(ctx, post):
        return slashed(ctx, f"{ctx.home}/{root(ctx)}{path_of(ctx, post)}")
    return f"{ctx.home}/?page_id={post.id}"


def is_front(ctx: Context, post: Post) -> bool:
    """Whether the bare address of the site shows this page."""
    return ctx.options.text("show_on_front") == "page" and post.id == ctx.options.integer("page_on_front")


def root(ctx: Context) -> str:
    """What stands before every path where the server does not rewrite addresses."""
    return "index.php/" if structure(ctx).startswith("/index.php") else ""


def _of_attachment(ctx: Context, post: Post) -> str:
    parent = posts.memory(ctx).get(post.parent)
    plain = f"{ctx.home}/?attachment_id={post.id}"
    if not structure(ctx) or not _has_place(ctx, post):
        return plain
    if not post.parent:
        return slashed(ctx, f"{ctx.home}/{post.name}")
    kind = ctx.types.post_types.get(parent.type) if parent else None
    if parent is None or parent.id == post.id or kind is None or not kind.is_viewable:
        return plain
    above = _of_page(ctx, parent, as_front=False) if parent.type == "page" else of_post(ctx, parent)
    if "?" in above:
        return plain
    marked = post.name.isdecimal() or "%category%" in structure(ctx)
    return slashed(ctx, f"{above.rstrip('/')}/{'attachment/' if marked else ''}{post.name}")


def of_file(ctx: Context, post: Post) -> str:
    """The address of an attachment's file, '' for none (wp_get_attachment_url); needs its meta."""
    file = meta.value(ctx, "post", post.id, "_wp_attached_file")
    return f"{ctx.uploads_url}/{file}" if file else ""


def _of_type(ctx: Context, kind: PostType, post: Post) -> str:
    slug = path_of(ctx, post) if kind.hierarchical else post.name
    placed = _has_place(ctx, post)
    if structure(ctx) and kind.rewrite and placed:
        return slashed(ctx, f"{ctx.home}{front(ctx)}{kind.rewrite}/{slug}")
    if kind.query_var and placed:
        return f"{ctx.home}/?{kind.query_var}={slug}"
    return f"{ctx.home}/?post_type={post.type}&p={post.id}"


@lru_cache(maxsize=64)
def _pieces(pattern: str) -> tuple[str, ...]:
    """A structure cut into plain text and, at every odd place, the name of a tag."""
    return tuple(_TAG.split(pattern))


def _filled(ctx: Context, pattern: str, post: Post) -> str:
    filled = []
    for place, piece in enumerate(_pieces(pattern)):
        fill = TAGS.get(piece) if place % 2 else None
        if fill:
            filled.append(fill(ctx, post))
        else:
            filled.append(f"%{piece}%" if place % 2 else piece)
    return "".join(filled)


def _of_date(form: str, length: int, part: Callable[[datetime], int]) -> Callable[[Context, Post], str]:
    """How a tag reads a part of the post's date; a zero date has none."""
    return lambda _ctx, post: form.format(part(post.date)) if post.date else "0" * length


def _author(ctx: Context, post: Post) -> str:
    author = users.memory(ctx).get(post.author)
    return author.nicename if author else ""


def _category(ctx: Context, post: Post) -> str:
    """The path of the category with the lowest id, or the default category's slug."""
    filed = sorted(posts.terms(ctx, post, "category"), key=lambda term: term.id)
    known = _categories(ctx)
    if not filed:
        default = known.get(ctx.options.integer("default_category"))
        return default.slug if default else ""
    parts, term = [filed[0].slug], filed[0]
    while term.parent in known and len(parts) < len(known) + 1:
        term = known[term.parent]
        parts.append(term.slug)
    return "/".join(reversed(parts))


# What a structure may have between percent signs.
TAGS: Mapping[str, Callable[[Context, Post], str]] = {
    "year": _of_date("{:04}", 4, lambda date: date.year),
    "monthnum": _of_date("{:02}", 2, lambda date: date.month),
    "day": _of_date("{:02}", 2, lambda date: date.day),
    "hour": _of_date("{:02}", 2, lambda date: date.hour),
    "minute": _of_date("{:02}", 2, lambda date: date.minute),
    "second": _of_date("{:02}", 2, lambda date: date.second),
    "postname": lambda _ctx, post: post.name,
    "pagename": lambda _ctx, post: post.name,
    "post_id": lambda _ctx, post: str(post.id),
    "author": _author,
    "category": _category,
}
