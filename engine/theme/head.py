"""The elements of a page's head that follow from what the page is: canonical address, robots, alternates."""

from collections.abc import Iterator
from secrets import token_hex
from typing import Final
from urllib.parse import quote

from markupsafe import Markup

from engine.content.query_strings import add_query_args
from engine.content.remembering import remembering
from engine.content.styles import duotone, presets
from engine.content.urls import urlencode
from engine.domain import (
    archive_links,
    comments,
    designs,
    feed_links,
    labels,
    languages,
    permalinks,
    post_views,
    previews,
    rendered_titles,
    rendering,
    site_icon,
)
from engine.domain.context import Context
from engine.model.main_query import MainQuery
from engine.model.posts import Post
from engine.model.terms import Term
from engine.model.types import PostType
from engine.model.users import User
from engine.theme import hooks, markup
from engine.theme.present import summary

# Pixels of the icons that browsers and telephones ask for.
_ICONS: Final = (32, 192)
_TOUCH_ICON: Final = 180
# Where styles will stand that follow from the page: nothing that anybody could have written.
_PLACE: Final = f"<!-- {token_hex(16)} -->"

_PREVIEW_BAR: Final = (
    ".tympan-preview{position:fixed;inset:auto 0 0;z-index:9999;margin:0;max-width:none;padding:10px 16px;text-align:center;"
    "font:15px/1.5 system-ui,sans-serif;background:#201c2b;color:#fff}"
    ".tympan-preview a{color:#fff;margin-inline-start:8px}"
    "@media print{.tympan-preview{display:none}}"
)


async def elements(
    ctx: Context,
    query: MainQuery,
    *,
    icon: str = "",
    described: tuple[Markup, ...] = (),
    with_design: bool = True,
) -> Markup:
    """The elements, filtered by `wp_head`; inside other sites as few as can be.

    `icon` is the theme's own, `described` what the page says of itself. All that the page shows is rendered by now: the
    styles are those of the blocks that are there, those of the design only where the page does not have them already.
    """
    if query.has("is_embed"):
        few = (*_robots(ctx, query), *_canonical(ctx, query))
        return Markup("\n").join(Markup(one) for one in few)
    icons = await _icons(ctx, icon)
    await designs.remember(ctx)
    styles = _styles(ctx, with_design=with_design)
    made = (*_robots(ctx, query), *_feeds(ctx, query), *icons, *_links(ctx, query), *described, *styles)
    made = await ctx.hooks.apply(hooks.wp_head, made, query)
    return Markup("\n".join(map(str, made)))


def _styles(ctx: Context, *, with_design: bool) -> Iterator[str]:
    """The styles of the design and of the blocks on this page.

    Those for a theme without theme.json follow from the whole page, which is yet to be written: a mark keeps their place.
    """
    carried = rendering.carried(ctx)
    if with_design and designs.is_classic(ctx):
        yield _PLACE
    elif with_design:
        yield from _style("global-styles", designs.page_css(ctx, carried.blocks))
    for name, css in (
        ("registered-block-styles", designs.registered_css(ctx)),
        ("block-style-variation-styles", designs.variation_css(ctx, carried.variations)),
        ("core-block-supports", carried.styles.css()),
        ("wp-block-custom-css", "".join(carried.custom_css)),
        ("wp-block-duotone", duotone.rules(carried.duotone)),
    ):
        yield from _style(name, css)


def _style(name: str, css: str) -> Iterator[str]:
    """An element of styles, where there are any; what would end it is taken apart."""
    if css:
        yield Markup('<style id="{}-inline-css">{}</style>').format(name, Markup(css.replace("</", r"<\/")))


def with_presets(ctx: Context, html: str, variables: frozenset[str]) -> str:
    """The page of a theme without theme.json with the styles that follow from what is on it.

    `variables` are those of presets that the theme's own style sheets name.
    """
    before, place, after = html.partition(_PLACE)
    if not place:
        return html
    css = designs.classic_css(
        ctx,
        rendering.carried(ctx).blocks,
        classes=presets.classes_in(after),
        variables=(*variables, *presets.variables_in(html)),
    )
    return f"{before}{''.join(_style('global-styles', css))}{after}"


async def footer(ctx: Context, query: MainQuery) -> Markup:
    """The filters of two-coloured images, and what plugins add before the end of the body."""
    drawn = tuple(duotone.svg(name, colours) for name, colours in rendering.carried(ctx).filters.items())
    made = await ctx.hooks.apply(hooks.wp_footer, (*drawn, *_way_back(ctx, query)), query)
    return Markup("\n".join(map(str, made)))


def _way_back(ctx: Context, query: MainQuery) -> Iterator[str]:
    """Below a preview, the way back to its editor."""
    address = previews.editing_address(ctx, query)
    if address:
        language = languages.pages(ctx)
        yield from _style("tympan-preview", _PREVIEW_BAR)
        yield Markup('<p class="tympan-preview" lang="{}" dir="{}">{} <a href="{}">{}</a></p>').format(
            language.tag, language.direction,
            language.text("This is a preview."), address, language.text("Back to editing"),
        )  # fmt: skip


def _robots(ctx: Context, query: MainQuery) -> Iterator[str]:
    """What search engines may do (wp_robots): nothing on a private site and with results of a search."""
    if not ctx.options.flag("blog_public", default=True):
        yield '<meta name="robots" content="noindex, nofollow">'
    elif query.has("is_embed"):
        yield '<meta name="robots" content="noindex, follow, max-image-preview:large">'
    elif query.vars.get("replytocom"):
        yield '<meta name="robots" content="max-image-preview:large, noindex, follow">'
    elif query.has("is_search"):
        yield '<meta name="robots" content="noindex, follow, max-image-preview:large">'
    else:
        yield '<meta name="robots" content="max-image-preview:large">'


async def _icons(ctx: Context, own: str) -> list[Markup]:
    """The site's icon (wp_site_icon), else the theme's, else one that is drawn, so that browsers need not ask for any."""
    files = await site_icon.of_sizes(ctx, (*_ICONS, _TOUCH_ICON))
    if files:
        icons = [_link("icon", files[size], sizes=f"{size}x{size}") for size in _ICONS]
        return [*icons, _link("apple-touch-icon", files[_TOUCH_ICON])]
    return [_link("icon", own or _drawn(ctx), type="image/svg+xml")]


def _drawn(ctx: Context) -> str:
    """The site's initial; nothing is fetched."""
    letter = next((c for c in Markup(ctx.options.text("blogname")).unescape() if c.isalnum()), "T").upper()
    drawn = (
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'><rect width='32' height='32' rx='6' fill='#8c2f1b'/>"
        f"<text x='16' y='23' text-anchor='middle' font-size='20' font-family='Georgia,serif' fill='#fff'>{letter}</text></svg>"
    )
    return "data:image/svg+xml," + quote(drawn, safe="/:=' <>")


def _links(ctx: Context, query: MainQuery) -> Iterator[str]:
    yield _link("https://api.w.org/", permalinks.api(ctx, "/"))
    post = query.post
    route = _route(ctx, query)
    if route:
        yield _link("alternate", permalinks.api(ctx, route), title="JSON", type="application/json")
    yield from _canonical(ctx, query)
    yield _link("EditURI", f"{ctx.site_url}/xmlrpc.php?rsd", title="RSD", type="application/rsd+xml")
    if post is not None and query.has("is_singular"):
        yield from _oembed(ctx, query, post)
        words = "" if post.password else description(post)
        if words:
            yield Markup(f'<meta name="description" content="{markup.html(words)}">')
        yield _link("shortlink", post_views.short(ctx, post))
        if comments.takes_pings(ctx, post):
            yield _link("webmention", f"{ctx.site_url}/tympan/webmention")


def description(post: Post) -> str:
    """What a post is about: its excerpt, or its first words, as plain text."""
    return summary(post.excerpt or post.content)


def _canonical(ctx: Context, query: MainQuery) -> Iterator[str]:
    if query.post is not None and query.has("is_singular") and query.post.status == "publish":
        yield _link("canonical", canonical(ctx, query, query.post))


def _oembed(ctx: Context, query: MainQuery, post: Post) -> Iterator[str]:
    """Where other sites learn how to embed a post (wp_oembed_add_discovery_links)."""
    kind = ctx.types.post_types.get(post.type)
    if kind is None or not kind.is_viewable or query.has("is_404"):
        return
    as_json, as_xml = _embedding(permalinks.of_post(ctx, post), permalinks.api(ctx, "/oembed/1.0/embed"))
    yield _link("alternate", as_json, title="oEmbed (JSON)", type="application/json+oembed")
    yield _link("alternate", as_xml, title="oEmbed (XML)", type="text/xml+oembed")


@remembering
def _embedding(address: str, route: str) -> tuple[str, str]:
    """Where it is said how to embed what is at an address, as JSON and as XML."""
    asked = {"url": urlencode(address)}
    return add_query_args(asked, route), add_query_args({**asked, "format": "xml"}, route)


def _feeds(ctx: Context, query: MainQuery) -> Iterator[str]:
    """The feeds of the site, and of what the page is of (feed_links, feed_links_extra)."""
    site = Markup(ctx.options.text("blogname")).unescape()
    found = [
        (f"{site} » Feed", feed_links.of_site(ctx)),
        (f"{site} » Comments Feed", feed_links.of_site(ctx, comments=True)),
        *((f"{site} » {name}", address) for name, address in _own_feeds(ctx, query)),
    ]
    for title, address in found:
        yield _link("alternate", address, title=title, type="application/rss+xml")
    yield _link(
        "alternate", feed_links.of_site(ctx, "json"), title=f"{site} » Feed", type="application/feed+json"
    )


def _own_feeds(ctx: Context, query: MainQuery) -> Iterator[tuple[str, str]]:
    """Of several things that a page is of, the first in this order has its feed."""
    queried = query.queried
    if query.has("is_singular"):
        if isinstance(queried, Post) and _may_be_talked_about(ctx, queried):
            title = Markup(rendered_titles.title(ctx, queried)).striptags()
            yield f"{title} Comments Feed", feed_links.of_post(ctx, queried)
    elif query.has("is_post_type_archive"):
        kind = ctx.types.post_types.get(str(query.vars.get("post_type")))
        address = feed_links.of_type(ctx, kind) if kind else ""
        if kind and address:
            yield f"{kind.label} Feed", address
    elif query.flags & {"is_category", "is_tag", "is_tax"}:
        if isinstance(queried, Term):
            taxonomy = ctx.types.taxonomies.get(queried.taxonomy)
            kind_of_term = taxonomy.singular if taxonomy else queried.taxonomy
            name = Markup(labels.of_term(queried)).unescape()
            yield f"{name} {kind_of_term} Feed", feed_links.of_term(ctx, queried)
    elif query.has("is_author"):
        if isinstance(queried, User):
            name = Markup(queried.display_name).unescape()
            yield f"Posts by {name} Feed", feed_links.of_author(ctx, queried)
    elif query.has("is_search"):
        words = str(query.vars.get("s", ""))
        yield f"Search Results for “{words}” Feed", feed_links.of_search(ctx, words)


def _may_be_talked_about(ctx: Context, post: Post) -> bool:
    return bool(post.comment_count) or comments.is_open(ctx, post) or comments.takes_pings(ctx, post)


def canonical(ctx: Context, query: MainQuery, post: Post) -> str:
    """The one address of a singular page: of the page of the post that is shown, or of its comments (rel_canonical)."""
    if query.number("cpage"):
        return f"{comments.page_link(ctx, post, query.number('cpage'))}#comments"
    address, number = permalinks.of_post(ctx, post), query.number("page")
    if number < 2:
        return address
    if "?" in address or not permalinks.structure(ctx):
        return add_query_args({"page": number}, address)
    return permalinks.slashed(ctx, f"{address.rstrip('/')}/{number}")


def _link(rel: str, href: str, **attributes: str) -> Markup:
    more = "".join([f' {name}="{markup.html(value)}"' for name, value in attributes.items()])
    return Markup(f'<link rel="{markup.html(rel)}"{more} href="{markup.html(href)}">')


def _route(ctx: Context, query: MainQuery) -> str:
    """The route of the API that has what the page is of; '' if none has."""
    queried = query.queried
    if isinstance(queried, Post) and query.has("is_singular"):
        kind = ctx.types.post_types.get(queried.type)
        return (
            f"/{kind.rest_namespace}/{kind.rest_base or kind.name}/{queried.id}"
            if kind and kind.show_in_rest
            else ""
        )
    if isinstance(queried, Term) and query.flags & {"is_category", "is_tag", "is_tax"}:
        taxonomy = ctx.types.taxonomies.get(queried.taxonomy)
        if taxonomy is None or not taxonomy.show_in_rest:
            return ""
        return f"/{taxonomy.rest_namespace}/{taxonomy.rest_base or taxonomy.name}/{queried.id}"
    return f"/wp/v2/users/{queried.id}" if isinstance(queried, User) and query.has("is_author") else ""


def header_links(ctx: Context, query: MainQuery) -> list[str]:
    """The Link header of a page: the API's root, the page's own data, its short address."""
    links = [f'<{permalinks.api(ctx, "/")}>; rel="https://api.w.org/"']
    route = _route(ctx, query)
    if route:
        links.append(
            f'<{permalinks.api(ctx, route)}>; rel="alternate"; title="JSON"; type="application/json"'
        )
    post = query.post
    if post is not None and query.has("is_singular"):
        links.append(f"<{post_views.short(ctx, post)}>; rel=shortlink")
    return links


def pingback(ctx: Context, query: MainQuery) -> dict[str, str]:
    """The header that tells other sites where to say that they link to this page, if they may."""
    post = query.post if query.has("is_singular") else None
    if post is None or not comments.takes_pings(ctx, post):
        return {}
    return {"X-Pingback": f"{ctx.site_url}/xmlrpc.php"}


def collection_address(ctx: Context, query: MainQuery) -> str:
    """The address of the collection that a page shows a part of, without the number of the part."""
    queried = query.queried
    if query.has("is_search"):
        return f"{ctx.home}/?s={urlencode(str(query.vars.get('s', '')))}"
    if isinstance(queried, Term):
        return archive_links.of_term(ctx, queried)
    if isinstance(queried, User):
        return archive_links.of_author(ctx, queried)
    if query.has("is_date"):
        year, month, day = (query.number(name) for name in ("year", "monthnum", "day"))
        return archive_links.of_date(ctx, year, month, day)
    if isinstance(queried, PostType):
        return archive_links.of_type(ctx, queried)
    if isinstance(queried, Post):
        return permalinks.of_post(ctx, queried)
    return f"{ctx.home}/"
