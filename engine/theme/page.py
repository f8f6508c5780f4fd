"""A page, from its main query to HTML: everything is awaited here, then the template runs without waiting."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from engine.content.page_links import Row
from engine.domain import (
    archive_links,
    block_comments,
    feed_links,
    menu_trees,
    menus,
    meta,
    permalinks,
    posts,
    rendered_titles,
    rendering,
    site_logo,
    users,
    widget_rendering,
)
from engine.domain.context import Context
from engine.domain.menu_trees import Here
from engine.model.main_query import MainQuery
from engine.model.posts import Post, PostQuery
from engine.theme import body_class, canvas, conversation, head, hooks, sharing, titles
from engine.theme.conversation import Visitor
from engine.theme.environment import Templates
from engine.theme.hierarchy import candidates, embeds, is_front_page
from engine.theme.present import Dates, image, menu_item, part, post, title
from engine.theme.presenters import (
    MenuItemView,
    NavigationView,
    NeighbourView,
    NumberView,
    PageView,
    PaginationView,
    SiteView,
)
from engine.theme.sharing import Shown

_MOST_IN_NAVIGATION = 12

# Shows a post inside other sites, where the theme does not.
EMBED = "tympan/embed.jinja"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page as it is sent; `shows_held` says that it has comments which its visitor alone may see."""

    html: str
    links: tuple[str, ...]
    shows_held: bool = False


async def render(ctx: Context, query: MainQuery, templates: Templates, visitor: Visitor) -> Rendered:
    """The page that a main query is answered with; raises TemplateFailure."""
    if query.has("is_embed"):
        name = templates.theme.template(embeds(ctx, query)) or EMBED
    else:
        name = templates.theme.template(candidates(ctx, query))
    of_blocks = await canvas.template(ctx, query, name)
    name = canvas.CANVAS if of_blocks else name
    name = await ctx.hooks.apply(hooks.template_include, name, query)
    if of_blocks and name == canvas.CANVAS:
        await remember(ctx, query.posts)
        values = await canvas.compose(ctx, query, templates, await _site(ctx), of_blocks, visitor=visitor)
        held = bool(block_comments.held(ctx))
        return Rendered(templates.render(name, values), tuple(head.header_links(ctx, query)), held)
    values = await compose(ctx, query, templates)
    talk = await conversation.compose(ctx, query, visitor)
    values["comments"] = talk
    held = talk is not None and conversation.shows_held(talk.nodes)
    html = head.with_presets(ctx, templates.render(name, values), templates.presets)
    return Rendered(html, tuple(head.header_links(ctx, query)), held)


async def compose(ctx: Context, query: MainQuery, templates: Templates) -> dict[str, Any]:
    """What templates find by name."""
    dates = Dates.of(ctx)
    shown = query.posts if not query.has("is_404") else ()
    await remember(ctx, shown)
    single = query.has("is_singular")
    number = query.number("page")
    parts = [part(one, number, single=single) for one in shown]
    await rendering.prepare(ctx, [one.post for one in parts], in_loop=True)
    views = tuple(
        post(ctx, one, dates, number=number, shown=its) for one, its in zip(shown, parts, strict=True)
    )
    previous, following = await _neighbours(ctx, query)
    where = await menu_trees.here(ctx, query)
    sidebars = await widget_rendering.sidebars(ctx, where)
    site, archive = await _site(ctx), titles.archive(ctx, query, dates)
    one = views[0] if single and views else None
    described = await sharing.elements(ctx, query, Shown(site, one, archive))
    return {
        "site": site,
        "page": await _page(ctx, query, dates),
        "archive": archive,
        "posts": views,
        "post": one,
        "previous": previous,
        "next": following,
        "pagination": _pagination(ctx, query),
        "navigation": await _navigation(ctx, query),
        "menus": await _menus(ctx, where),
        "sidebars": {name: Markup(html) for name, html in sidebars.items()},
        "body_class": " ".join(await body_class.classes(ctx, query, templates.theme)),
        "wp_head": await head.elements(ctx, query, icon=templates.icon, described=described),
        "wp_footer": await head.footer(ctx, query),
    }


async def remember(ctx: Context, shown: Iterable[Post]) -> None:
    """Read, in a fixed number of statements, what presenting these posts needs."""
    items = list(shown)
    await posts.remember(ctx, items)
    await posts.remember_terms(ctx, items)
    await posts.remember_meta(ctx, items)
    await users.remember(ctx, {one.author for one in items})
    await permalinks.remember(ctx, items)
    for kind in ("category", "post_tag"):
        await archive_links.remember_terms(
            ctx, [term for one in items for term in posts.terms(ctx, one, kind)]
        )
    media = [found for found in (posts.featured_media(ctx, one) for one in items) if found]
    await posts.by_ids(ctx, media)
    await meta.remember(ctx, "post", media)
    authors = [user.id for user in (users.memory(ctx).get(one.author) for one in items) if user]
    await meta.remember(ctx, "user", authors)


async def _site(ctx: Context) -> SiteView:
    logo = await site_logo.picture(ctx)
    language = ctx.types.language
    return SiteView(
        name=Markup(ctx.options.text("blogname")).unescape(),
        description=Markup(ctx.options.text("blogdescription")).unescape(),
        url=f"{ctx.home}/",
        language=language.tag,
        direction=language.direction,
        charset="UTF-8",
        login_url=f"{ctx.site_url}/wp-login.php",
        feed_url=feed_links.of_site(ctx),
        logo=image(logo) if logo else None,
    )


async def _page(ctx: Context, query: MainQuery, dates: Dates) -> PageView:
    return PageView(
        title=await titles.document(ctx, query, dates),
        search=str(query.vars.get("s") or ""),
        number=query.page,
        is_front=is_front_page(ctx, query),
        is_home=query.has("is_home"),
        is_singular=query.has("is_singular"),
        is_search=query.has("is_search"),
        is_archive=query.has("is_archive"),
        is_paged=query.page > 1,
        is_404=query.has("is_404"),
    )


def _pagination(ctx: Context, query: MainQuery) -> PaginationView | None:
    if query.has("is_singular") or query.has("is_404"):
        return None
    count = query.pages
    if count < 2:
        return None
    address = head.collection_address(ctx, query)

    def entry(number: int) -> NumberView:
        url = archive_links.page_of(ctx, address, number)
        return NumberView(number=number, url=url, is_current=number == query.page)

    return PaginationView(
        pages=tuple(NumberView(number=0, url="", is_current=False, is_gap=True) if not n else entry(n)
                    for n in Row().numbers(count, query.page)),
        previous=archive_links.page_of(ctx, address, query.page - 1) if query.page > 1 else "",
        next=archive_links.page_of(ctx, address, query.page + 1) if query.page < count else "",
    )  # fmt: skip


async def _navigation(ctx: Context, query: MainQuery) -> tuple[NavigationView, ...]:
    """The site's pages of the first level, as WordPress shows them where no menu was made (wp_page_menu)."""
    asked = PostQuery(
        types=("page",),
        parents=(0,),
        orderby="menu_order",
        order="asc",
        per_page=_MOST_IN_NAVIGATION,
        count=False,
    )
    found = await posts.query(ctx, asked)
    ordered = sorted(found.items, key=lambda one: (one.menu_order, one.title.casefold()))
    current = query.post.id if query.post and query.has("is_page") else 0
    return tuple(
        NavigationView(
            title=Markup(rendered_titles.unmarked(ctx, one)),
            url=permalinks.of_post(ctx, one),
            is_current=one.id == current,
        )
        for one in ordered
    )


async def _menus(ctx: Context, where: Here) -> dict[str, tuple[MenuItemView, ...]]:
    """The menus at the places that the theme has for them."""
    items = {
        menu: await menus.shown(ctx, menu)
        for menu in {menus.at_location(ctx, location) for location in ctx.types.menu_locations} - {0}
    }
    views = {
        menu: tuple(menu_item(ctx, node) for node in menu_trees.tree(ctx, its, where))
        for menu, its in items.items()
    }
    return {
        location: views.get(menus.at_location(ctx, location), ()) for location in ctx.types.menu_locations
    }


async def _neighbours(ctx: Context, query: MainQuery) -> tuple[NeighbourView | None, NeighbourView | None]:
    """The posts of the same type before and after a single one, by date."""
    one = query.post
    if one is None or not query.has("is_single") or query.has("is_attachment"):
        return None, None
    before, after = await posts.around(ctx, one)
    await permalinks.remember(ctx, [post for post in (before, after) if post])
    return _neighbour(ctx, before), _neighbour(ctx, after)


def _neighbour(ctx: Context, post: Post | None) -> NeighbourView | None:
    if post is None:
        return None
    return NeighbourView(title=title(ctx, post), url=permalinks.of_post(ctx, post))
