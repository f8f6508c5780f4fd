"""The CSS classes of a page's body (body_class)."""

from collections.abc import Iterator

from engine.content.slugs import sanitize_html_class
from engine.domain import posts
from engine.domain.context import Context
from engine.model.main_query import MainQuery
from engine.model.posts import Post
from engine.model.terms import Term
from engine.model.types import PostType
from engine.model.users import User
from engine.theme import hooks
from engine.theme.hierarchy import is_front_page
from engine.theme.loader import Theme


async def classes(ctx: Context, query: MainQuery, theme: Theme) -> list[str]:
    """The classes in WordPress's order, filtered."""
    made = list(dict.fromkeys(_made(ctx, query, theme)))
    return await ctx.hooks.apply(hooks.body_class, made, query)


def _made(ctx: Context, query: MainQuery, theme: Theme) -> Iterator[str]:
    if is_front_page(ctx, query):
        yield "home"
    if query.has("is_home"):
        yield "blog"
    if query.has("is_privacy_policy"):
        yield "privacy-policy"
    for flag in ("archive", "date"):
        if query.has(f"is_{flag}"):
            yield flag
    if query.has("is_search"):
        yield from ("search", "search-results" if query.posts else "search-no-results")
    yield from (
        name for flag, name in (("is_paged", "paged"), ("is_attachment", "attachment")) if query.has(flag)
    )
    if query.has("is_404"):
        yield "error404"
    yield from _of_object(ctx, query)
    if ctx.actor.is_logged_in:
        yield "logged-in"
    yield from _of_number(query)
    line = list(theme.line)
    yield f"wp-theme-{sanitize_html_class(line[-1].slug)}"
    if len(line) > 1:
        yield f"wp-child-theme-{sanitize_html_class(theme.slug)}"


def _of_object(ctx: Context, query: MainQuery) -> Iterator[str]:
    queried = query.queried
    if isinstance(queried, Post) and query.has("is_singular"):
        yield from _of_post(ctx, query, queried)
    elif isinstance(queried, PostType):
        yield from ("post-type-archive", f"post-type-archive-{sanitize_html_class(queried.name)}")
    elif isinstance(queried, User):
        yield from (
            "author",
            f"author-{sanitize_html_class(queried.nicename, str(queried.id))}",
            f"author-{queried.id}",
        )
    elif isinstance(queried, Term):
        yield from _of_term(query, queried)


def _of_post(ctx: Context, query: MainQuery, post: Post) -> Iterator[str]:
    if query.has("is_page"):
        parent = any(one.parent == post.id for one in posts.memory(ctx).values())
        yield from (
            "page-template-default" if not posts.template(ctx, post) else "page-template",
            "page",
            f"page-id-{post.id}",
        )
        if parent:
            yield "page-parent"
        if post.parent:
            yield from ("page-child", f"parent-pageid-{post.parent}")
        return
    yield from ("wp-singular", "single", f"single-{sanitize_html_class(post.type)}", f"postid-{post.id}")
    kind = ctx.types.post_types.get(post.type)
    if kind and kind.supports_feature("post-formats"):
        yield f"single-format-{sanitize_html_class(posts.post_format(ctx, post))}"
    if query.has("is_attachment"):
        yield from (f"attachmentid-{post.id}", f"attachment-{post.mime_type.split('/')[-1]}")


def _of_term(query: MainQuery, term: Term) -> Iterator[str]:
    slug = sanitize_html_class(term.slug, str(term.id))
    slug = str(term.id) if slug.isdecimal() or not slug.strip("-") else slug
    if query.has("is_category"):
        yield from ("category", f"category-{slug}", f"category-{term.id}")
    elif query.has("is_tag"):
        yield from ("tag", f"tag-{slug}", f"tag-{term.id}")
    else:
        yield from (f"tax-{sanitize_html_class(term.taxonomy)}", f"term-{slug}", f"term-{term.id}")


def _of_number(query: MainQuery) -> Iterator[str]:
    number = query.number("paged") if query.number("paged") > 1 else query.number("page")
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
