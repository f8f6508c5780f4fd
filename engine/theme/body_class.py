"""The CSS classes of a page's body (body_class)."""

import re
from collections.abc import Iterator
from typing import Final

from engine.content.slugs import sanitize_html_class
from engine.domain import posts, users
from engine.domain.context import Context
from engine.model.main_query import MainQuery
from engine.model.posts import Post, PostQuery
from engine.model.terms import Term
from engine.model.users import User
from engine.theme import hooks
from engine.theme.hierarchy import is_front_page
from engine.theme.loader import Theme

_KINDS: Final = (
    ("is_home", "blog"), ("is_privacy_policy", "privacy-policy"), ("is_archive", "archive"), ("is_date", "date"),
    ("is_search", "search"), ("is_paged", "paged"), ("is_attachment", "attachment"), ("is_404", "error404"),
)  # fmt: skip
_MEDIA_KINDS: Final = re.compile(r"^(application|image|text|audio|video|music)/")


async def classes(ctx: Context, query: MainQuery, theme: Theme) -> list[str]:
    """The classes in WordPress's order, filtered."""
    has_children = await _has_children(ctx, query)
    made = list(dict.fromkeys(_made(ctx, query, theme, has_children=has_children)))
    return await ctx.hooks.apply(hooks.body_class, made, query)


async def _has_children(ctx: Context, query: MainQuery) -> bool:
    """Whether there are pages below the page that is shown."""
    if query.post is None or not query.has("is_page"):
        return False
    below = PostQuery(("page",), parents=(query.post.id,), per_page=1, count=False)
    return bool((await posts.query(ctx, below)).items)


def _made(ctx: Context, query: MainQuery, theme: Theme, *, has_children: bool) -> Iterator[str]:
    if is_front_page(ctx, query):
        yield "home"
    for flag, name in _KINDS:
        if query.has(flag):
            yield name
            if flag == "is_search":
                yield "search-results" if query.posts else "search-no-results"
    if isinstance(query.queried, Post) and query.has("is_singular"):
        yield from _of_post(ctx, query, query.queried, has_children=has_children)
    elif query.has("is_singular"):
        yield from _of_nothing(query)
    elif query.has("is_archive"):
        yield from _of_collection(query)
    yield from _of_actor(ctx)
    if "responsive-embeds" in ctx.types.theme_features:
        yield "wp-embed-responsive"
    yield from _of_number(query)
    yield from _of_theme(ctx, theme)


def _of_actor(ctx: Context) -> Iterator[str]:
    if ctx.actor.user:
        yield "logged-in"
        if users.data(ctx, ctx.actor.user, "show_admin_bar_front") != "false":
            yield from ("admin-bar", "no-customize-support")


def _of_theme(ctx: Context, theme: Theme) -> Iterator[str]:
    """The theme that is switched on, even where another stands in for it."""
    line = [one.slug for one in theme.line]
    child, parent = line[0], line[-1]
    if not ctx.site.settings.theme and ctx.options.text("stylesheet"):
        child, parent = ctx.options.text("stylesheet"), ctx.options.text("template")
    yield f"wp-theme-{sanitize_html_class(parent)}"
    if child != parent:
        yield f"wp-child-theme-{sanitize_html_class(child)}"


def _of_collection(query: MainQuery) -> Iterator[str]:
    """Of several things that a collection is of, the first in this order counts; what it is need not be there."""
    queried = query.queried
    if query.has("is_post_type_archive"):
        yield from (
            "post-type-archive",
            f"post-type-archive-{sanitize_html_class(str(query.vars.get('post_type')))}",
        )
    elif query.has("is_author"):
        yield "author"
        if isinstance(queried, User):
            yield f"author-{sanitize_html_class(queried.nicename, str(queried.id))}"
            yield f"author-{queried.id}"
    elif query.flags & {"is_category", "is_tag"}:
        yield "category" if query.has("is_category") else "tag"
        if isinstance(queried, Term):
            yield from _of_term(query, queried)
    elif isinstance(queried, Term):
        yield from _of_term(query, queried)


def _of_post(ctx: Context, query: MainQuery, post: Post, *, has_children: bool) -> Iterator[str]:
    yield "wp-singular"
    yield from _of_template(ctx, post)
    if query.has("is_single"):
        yield from ("single", f"single-{sanitize_html_class(post.type)}", f"postid-{post.id}")
        kind = ctx.types.post_types.get(post.type)
        if kind and kind.supports_feature("post-formats"):
            yield f"single-format-{sanitize_html_class(posts.post_format(ctx, post))}"
    if query.has("is_attachment"):
        yield from (f"attachmentid-{post.id}", f"attachment-{_MEDIA_KINDS.sub('', post.mime_type)}")
    elif query.has("is_page"):
        yield from ("page", f"page-id-{post.id}")
        if has_children:
            yield "page-parent"
        if post.parent:
            yield from ("page-child", f"parent-pageid-{post.parent}")


def _of_nothing(query: MainQuery) -> Iterator[str]:
    """A feed of a post that is not there is no 404; as in WordPress the classes lack what they would name."""
    yield from ("wp-singular", "-template-default")
    if query.has("is_single"):
        yield "single"
    if query.has("is_attachment"):
        yield from ("attachmentid-", "attachment-")
    elif query.has("is_page"):
        yield from ("page", "page-id-", "page-parent")


def _of_template(ctx: Context, post: Post) -> Iterator[str]:
    slug = posts.template(ctx, post)
    if not slug:
        yield f"{post.type}-template-default"
        return
    yield f"{post.type}-template"
    for part in slug.split("/"):
        yield f"{post.type}-template-{sanitize_html_class(part.removesuffix('.php').replace('.', '-'))}"
    yield f"{post.type}-template-{sanitize_html_class(slug.replace('.', '-'))}"


def _of_term(query: MainQuery, term: Term) -> Iterator[str]:
    slug = sanitize_html_class(term.slug, str(term.id))
    slug = str(term.id) if slug.isdecimal() or not slug.strip("-") else slug
    if query.has("is_category"):
        yield from (f"category-{slug}", f"category-{term.id}")
    elif query.has("is_tag"):
        yield from (f"tag-{slug}", f"tag-{term.id}")
    else:
        yield from (f"tax-{sanitize_html_class(term.taxonomy)}", f"term-{slug}", f"term-{term.id}")


def _of_number(query: MainQuery) -> Iterator[str]:
    number = query.number("page") if query.number("page") > 1 else query.number("paged")
    if number < 2 or query.has("is_404"):
        return
    yield f"paged-{number}"
    kinds = {
        "is_single": "single", "is_page": "page", "is_category": "category", "is_tag": "tag", "is_date": "date",
        "is_author": "author", "is_search": "search", "is_post_type_archive": "post-type",
    }  # fmt: skip
    kind = next((name for flag, name in kinds.items() if query.has(flag)), "")
    if kind:
        yield f"{kind}-paged-{number}"
