"""The site's objects as blocks see them; what a view needs was remembered before, so nothing waits here."""

from datetime import UTC, datetime
from typing import cast
from urllib.parse import quote

from engine.content.autop import autop
from engine.content.blocks.data import Page, Person, PostView, TaxonomyView, TermView
from engine.content.dates import Moment
from engine.content.escaping import as_text
from engine.content.images import ImageSize, Picture
from engine.content.kses import kses_comment
from engine.content.query_strings import parse_query
from engine.content.texturize import texturize
from engine.content.timezones import Zone, site_zone
from engine.domain import (
    archive_links,
    avatars,
    labels,
    media,
    meta,
    permalinks,
    post_class,
    posts,
    rendered_titles,
    users,
)
from engine.domain.context import Context
from engine.model.posts import Post
from engine.model.terms import Term
from engine.model.types import Taxonomy
from engine.model.users import User


def site_zone_of(ctx: Context) -> Zone:
    """The zone in which the site shows dates."""
    try:
        offset = float(ctx.options.text("gmt_offset") or 0)
    except ValueError:
        offset = 0.0
    return site_zone(ctx.options.text("timezone_string"), offset)


def moment(ctx: Context, gmt: datetime | None) -> Moment | None:
    """A date of a `_gmt` column in the site's zone."""
    return Moment(int(gmt.replace(tzinfo=UTC).timestamp()), site_zone_of(ctx)) if gmt else None


def beginning(ctx: Context) -> Moment:
    """What stands for the date of what has none, as some imports leave it."""
    return Moment(0, site_zone_of(ctx))


def show_on(ctx: Context, page: Page) -> None:
    """Let all blocks of this request stand on a page of the site."""
    ctx.remembered("blocks")["page"] = page


def page_of(ctx: Context) -> Page:
    """The page that blocks of this request stand on; one about which only its address is known for requests of the API."""
    known = ctx.remembered("blocks")
    if "page" not in known:
        known["page"] = _page_of_request(ctx)
    return cast("Page", known["page"])


def _page_of_request(ctx: Context) -> Page:
    query = ctx.uri.partition("?")[2]
    fields = parse_query(query)
    return Page(
        url=ctx.asked,
        path=ctx.uri,
        parameters={name: value for name, value in fields.items() if isinstance(value, str)},
        is_logged_in=ctx.actor.is_logged_in,
        now=moment(ctx, ctx.now_gmt),
    )


def post(ctx: Context, one: Post) -> PostView:
    """A post that its reader may see."""
    kind = ctx.types.post_types.get(one.type)
    author = users.memory(ctx).get(one.author)
    locked = posts.is_locked(ctx, one)
    return PostView(
        id=one.id,
        type=one.type,
        slug=one.name,
        title=rendered_titles.title(ctx, one),
        link=permalinks.of_post(ctx, one),
        date=moment(ctx, one.date_gmt),
        modified=moment(ctx, one.modified_gmt),
        content=one.content,
        excerpt=one.excerpt,
        author=person(ctx, author) if author else None,
        parent=one.parent,
        comment_count=one.comment_count,
        comments_open=one.comment_status == "open",
        thumbnail=posts.featured_media(ctx, one),
        classes=tuple(post_class.classes(ctx, one, locked=locked, on_home=_is_front_of_home(ctx))),
        is_locked=locked,
        supports=kind.supports if kind else frozenset(),
    )


def _is_front_of_home(ctx: Context) -> bool:
    page = page_of(ctx)
    return "is_home" in page.flags and page.number == 1


def person(ctx: Context, user: User) -> Person:
    """An account."""
    return Person(
        id=user.id,
        name=as_text(user.display_name),
        url=archive_links.of_author(ctx, user),
        description=users.profile(ctx, user, "description"),
        avatar=_avatar(ctx, user),
    )


def _avatar(ctx: Context, user: User) -> str:
    if not avatars.are_shown(ctx):
        return ""
    return avatars.on_page(ctx, user.email, user.display_name, size=96).replace("s=96", "s={size}")


def term(ctx: Context, one: Term) -> TermView:
    """A term with the address of its posts."""
    said, typography = kses_comment(one.description), ctx.types.language.typography
    description = autop(texturize(said, typography=typography)) if said else ""
    return TermView(
        id=one.id,
        taxonomy=one.taxonomy,
        name=as_text(labels.of_term(one)),
        slug=one.slug,
        link=archive_links.of_term(ctx, one),
        description=description,
        raw_description=one.description,
        parent=one.parent,
        count=one.count,
    )


def taxonomy(one: Taxonomy) -> TaxonomyView:
    """A taxonomy."""
    words = labels.of_taxonomy(one)
    return TaxonomyView(
        name=one.name,
        label=one.label,
        singular=one.singular,
        no_terms=words["no_terms"] or "",
        query_var=one.query_var,
        is_hierarchical=one.hierarchical,
        is_viewable=one.publicly_queryable,
    )


def picture(ctx: Context, one: Post) -> Picture | None:
    """An attachment, with the smaller sizes that its metadata knows; None for what has no file."""
    file = meta.value(ctx, "post", one.id, "_wp_attached_file")
    if not file:
        return None
    facts = media.metadata(ctx, one)
    url = f"{ctx.uploads_url}/{quote(file)}"
    folder = url.rpartition("/")[0]
    sizes = facts.get("sizes")
    return Picture(
        id=one.id,
        url=url,
        alt=meta.value(ctx, "post", one.id, "_wp_attachment_image_alt"),
        caption=one.excerpt,
        width=_pixels(facts.get("width")),
        height=_pixels(facts.get("height")),
        sizes=tuple(
            ImageSize(str(name), f"{folder}/{quote(str(size.get('file', '')))}", _pixels(size.get("width")), _pixels(size.get("height")))
            for name, size in (sizes.items() if isinstance(sizes, dict) else ())
            if isinstance(size, dict)
        ),
        is_animated=one.mime_type == "image/gif",
    )  # fmt: skip


def _pixels(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 0
