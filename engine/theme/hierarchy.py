"""The template hierarchy: which templates may show a page, the most particular first."""

from collections.abc import Iterator

from engine.domain import posts
from engine.domain.context import Context
from engine.model.main_query import MainQuery
from engine.model.posts import Post
from engine.model.terms import Term
from engine.model.types import PostType
from engine.model.users import User


def candidates(ctx: Context, query: MainQuery) -> list[str]:
    """The names of the templates, without extension, in WordPress's order; ``index`` comes last."""
    return list(dict.fromkeys((*_by_kind(ctx, query), "index")))


def embeds(ctx: Context, query: MainQuery) -> list[str]:
    """The names of the templates that show a post inside other sites; a theme need not have any."""
    post = query.post
    if post is None:
        return ["embed-404", "embed"] if query.has("is_404") else ["embed"]
    post_format = posts.post_format(ctx, post)
    own = [f"embed-{post.type}-{post_format}"] if post_format != "standard" else []
    return [*own, f"embed-{post.type}", "embed"]


def _by_kind(ctx: Context, query: MainQuery) -> Iterator[str]:
    if query.has("is_404"):
        yield "404"
    if query.has("is_search"):
        yield "search"
    if is_front_page(ctx, query):
        yield "front-page"
    if query.has("is_home"):
        yield "home"
    if _is_privacy_policy(ctx, query):
        yield "privacy-policy"
    yield from _of_collection(query, "is_post_type_archive", "is_tax")
    yield from _of_singular(ctx, query)
    yield from _of_collection(query, "is_category", "is_tag", "is_author", "is_date")
    if query.has("is_archive"):
        yield "archive"


def is_front_page(ctx: Context, query: MainQuery) -> bool:
    """Whether this is the page that the bare address shows."""
    if ctx.options.text("show_on_front") == "page":
        front = ctx.options.integer("page_on_front")
        return query.has("is_page") and query.post is not None and query.post.id == front
    return query.has("is_home")


def _is_privacy_policy(ctx: Context, query: MainQuery) -> bool:
    policy = ctx.options.integer("wp_page_for_privacy_policy")
    return bool(policy) and query.has("is_page") and query.post is not None and query.post.id == policy


def _of_collection(query: MainQuery, *kinds: str) -> Iterator[str]:
    queried = query.queried
    for kind in kinds:
        if not query.has(kind):
            continue
        if isinstance(queried, PostType):
            yield f"archive-{queried.name}"
        elif isinstance(queried, Term):
            yield from _of_term(queried, kind)
        elif isinstance(queried, User):
            yield from (f"author-{queried.nicename}", f"author-{queried.id}", "author")
        if kind == "is_date":
            yield "date"
        yield "archive"


def _of_term(term: Term, kind: str) -> Iterator[str]:
    if kind == "is_tax":
        yield from (f"taxonomy-{term.taxonomy}-{term.slug}", f"taxonomy-{term.taxonomy}", "taxonomy")
        return
    name = "category" if kind == "is_category" else "tag"
    yield from (f"{name}-{term.slug}", f"{name}-{term.id}", name)


def _of_singular(ctx: Context, query: MainQuery) -> Iterator[str]:
    post = query.post
    if post is None or not query.has("is_singular"):
        return
    if query.has("is_attachment"):
        yield from _of_attachment(post)
    own = posts.template(ctx, post)
    if own:
        yield own.removesuffix(".php").removesuffix(".html")
    if query.has("is_page"):
        yield from (f"page-{post.name}", f"page-{post.id}", "page")
    else:
        yield from (f"single-{post.type}-{post.name}", f"single-{post.type}", "single")
    yield "singular"


def _of_attachment(post: Post) -> Iterator[str]:
    kind, _, subtype = post.mime_type.partition("/")
    if subtype:
        yield from (f"{kind}-{subtype}", subtype)
    yield from (name for name in (kind, "attachment") if name)
