"""The way to a post through the site: its archive, its terms or the pages above it, and the post itself."""

from engine.content.blocks.data import Crumb
from engine.domain import archive_links, labels, permalinks, posts, rendered_titles, terms
from engine.domain.context import Context
from engine.model.posts import Post
from engine.model.terms import Term
from engine.model.types import PostType, Taxonomy


async def of_post(ctx: Context, post: Post, *, prefers_terms: bool = False) -> tuple[Crumb, ...]:
    """The crumbs of a post; the last one is the post itself.

    What hangs on another post without being part of a tree, as attachments do, goes the way of that post.
    """
    place, kind = post, ctx.types.post_types.get(post.type)
    if not (kind and kind.hierarchical) and post.parent:
        place = (await posts.by_ids(ctx, (post.parent,))).get(post.parent, post)
        kind = ctx.types.post_types.get(place.type)
    await permalinks.remember(ctx, (post, place))
    is_loose = not (kind and kind.hierarchical) and not place.parent
    by_terms = is_loose or (prefers_terms and bool(ctx.types.taxonomies_of(place.type)))
    steps = await _by_terms(ctx, place) if by_terms else await _by_parents(ctx, place)
    itself = Crumb(titled(ctx, post), permalinks.of_post(ctx, post), is_html=True)
    return (*await _archive(ctx, kind), *steps, itself)


def titled(ctx: Context, post: Post) -> str:
    """The post's title, or that it has none."""
    return rendered_titles.title(ctx, post) or ctx.types.language.wordpress.text("(no title)")


async def _archive(ctx: Context, kind: PostType | None) -> list[Crumb]:
    if kind is None:
        return []
    if kind.name == "post":
        return await _posts_page(ctx)
    address = archive_links.of_type(ctx, kind)
    return [Crumb(labels.of_post_type(kind)["archives"] or kind.label, address)] if address else []


async def _posts_page(ctx: Context) -> list[Crumb]:
    """The page that shows the posts where the front page is another one."""
    number = ctx.options.integer("page_for_posts") if ctx.options.text("show_on_front") == "page" else 0
    page = (await posts.by_ids(ctx, (number,))).get(number) if number else None
    if page is None:
        return []
    await permalinks.remember(ctx, (page,))
    return [Crumb(titled(ctx, page), permalinks.of_post(ctx, page))]


async def _by_parents(ctx: Context, post: Post) -> list[Crumb]:
    await permalinks.remember(ctx, (post,))
    crumbs: list[Crumb] = []
    known, parent = posts.memory(ctx), post.parent
    seen = {post.id}
    while parent and parent not in seen:
        seen.add(parent)
        above = known.get(parent) or (await posts.by_ids(ctx, (parent,))).get(parent)
        if above is None:
            break
        await permalinks.remember(ctx, (above,))
        crumbs.append(Crumb(titled(ctx, above), permalinks.of_post(ctx, above), is_html=True))
        parent = above.parent
    return crumbs[::-1]


async def _by_terms(ctx: Context, post: Post) -> list[Crumb]:
    """The first term of the first taxonomy that the post has one of."""
    await posts.remember_terms(ctx, (post,))
    for taxonomy in ctx.types.taxonomies_of(post.type):
        having = posts.terms(ctx, post, taxonomy.name) if _is_shown(taxonomy) else ()
        if having:
            return [
                *await above(ctx, having[0]),
                Crumb(labels.of_term(having[0]), archive_links.of_term(ctx, having[0])),
            ]
    return []


def _is_shown(taxonomy: Taxonomy) -> bool:
    return taxonomy.publicly_queryable and taxonomy.show_in_rest


async def above(ctx: Context, term: Term) -> list[Crumb]:
    """The terms above a term, the topmost first."""
    taxonomy = ctx.types.taxonomies.get(term.taxonomy)
    if taxonomy is None or not taxonomy.hierarchical:
        return []
    known = await terms.with_ancestors(ctx, (term,))
    crumbs: list[Crumb] = []
    parent, seen = term.parent, {term.id}
    while parent in known and parent not in seen:
        seen.add(parent)
        crumbs.append(Crumb(labels.of_term(known[parent]), archive_links.of_term(ctx, known[parent])))
        parent = known[parent].parent
    return crumbs[::-1]
