"""From what the domain knows to what templates may use. Everything needed was remembered before: nothing waits here."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256

from markupsafe import Markup

from engine.content import kses
from engine.content.balance import force_balance_tags
from engine.content.date_format import format_date
from engine.content.escaping import esc_html
from engine.content.excerpts import trim_words
from engine.content.images import Picture
from engine.content.pages import sheet, split_pages, tease, whole
from engine.content.texturize import texturize
from engine.content.timezones import UTC_ZONE, Zone, site_zone
from engine.content.urls import esc_url
from engine.domain import (
    archive_links,
    media,
    menu_trees,
    permalinks,
    post_class,
    posts,
    rendered_titles,
    rendering,
    users,
)
from engine.domain.context import Context
from engine.model.menus import MenuNode
from engine.model.posts import Post
from engine.model.terms import Term
from engine.theme.presenters import (
    AuthorView,
    DateView,
    ImageView,
    MenuItemView,
    NumberView,
    PostView,
    TermView,
)

NONE = Markup()


@dataclass(frozen=True, slots=True)
class Dates:
    """How the site shows dates."""

    zone: Zone
    date: str
    time: str

    @classmethod
    def of(cls, ctx: Context) -> "Dates":
        """From the site's settings."""
        return cls(
            site_zone(ctx.options.text("timezone_string"), _number(ctx.options.text("gmt_offset"))),
            ctx.options.text("date_format", "F j, Y"),
            ctx.options.text("time_format", "g:i a"),
        )

    def show(self, gmt: datetime | None) -> DateView | None:
        """A date that a `_gmt` column holds."""
        if gmt is None:
            return None
        stamp = int(gmt.replace(tzinfo=UTC).timestamp())
        return DateView(
            iso=format_date("c", stamp, self.zone),
            text=format_date(self.date, stamp, self.zone),
            time=format_date(self.time, stamp, self.zone),
        )

    def on(self, day: datetime, pattern: str) -> str:
        """A day of the calendar, by a format string."""
        return format_date(pattern, int(day.replace(tzinfo=UTC).timestamp()), UTC_ZONE)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def term(ctx: Context, one: Term) -> TermView:
    """A term."""
    return TermView(
        name=Markup(kses.kses_comment(texturize(one.name))),
        slug=one.slug,
        url=archive_links.of_term(ctx, one),
    )


def author(ctx: Context, identity: int) -> AuthorView | None:
    """The account that wrote a post; None if there is none any more."""
    user = users.memory(ctx).get(identity)
    if user is None:
        return None
    about = users.profile(ctx, user, "description")
    return AuthorView(
        name=Markup(esc_html(user.display_name)), url=archive_links.of_author(ctx, user), description=about
    )


def title(ctx: Context, one: Post) -> Markup:
    """A post's title."""
    return Markup(rendered_titles.title(ctx, one))


def post(
    ctx: Context,
    one: Post,
    dates: Dates,
    *,
    number: int = 1,
    single: bool = False,
    with_texts: bool = True,
) -> PostView:
    """A post; `number` is the page of its content to show, `single` shows what lies behind a more tag too.

    Without its texts, content and excerpt are empty, and nothing of them is rendered.
    """
    locked = posts.is_locked(ctx, one)
    url = permalinks.of_post(ctx, one)
    count = len(split_pages(one.content))
    number = min(max(number, 1), count)
    shows = with_texts and not locked
    content = _content(ctx, one, number, url, single=single) if shows else NONE
    return PostView(
        id=one.id,
        type=one.type,
        title=title(ctx, one),
        url=url,
        date=dates.show(one.date_gmt),
        modified=dates.show(one.modified_gmt),
        author=author(ctx, one.author),
        content=content,
        excerpt=Markup(rendering.excerpt(ctx, one)) if shows else NONE,
        categories=tuple(term(ctx, one_term) for one_term in posts.terms(ctx, one, "category")),
        tags=tuple(term(ctx, one_term) for one_term in posts.terms(ctx, one, "post_tag")),
        thumbnail=thumbnail(ctx, one),
        pages=_pages(ctx, url, count, number),
        classes=" ".join(post_class.classes(ctx, one, locked=locked)),
        format=posts.post_format(ctx, one),
        comment_count=one.comment_count,
        comments_open=one.comment_status == "open",
        is_sticky=posts.is_sticky(ctx, one),
        is_locked=locked,
    )


def part(one: Post, number: int, *, single: bool) -> tuple[Post, str | None]:
    """A post with that part of its content that a page shows, and the words of the more tag that ended it, if one did."""
    if single:
        text = whole(one.content, number, one.id)
        return (one if text == one.content else replace(one, content=text)), None
    teased = tease(sheet(one.content, number))
    if teased.rest is None:
        return (one if teased.teaser == one.content else replace(one, content=teased.teaser)), None
    return replace(one, content=force_balance_tags(teased.teaser)), teased.label


def _content(ctx: Context, one: Post, number: int, url: str, *, single: bool) -> Markup:
    shown, label = part(one, number, single=single)
    html = Markup(rendering.content(ctx, shown))
    if label is None:
        return html
    link = Markup('<p><a href="{}#more-{}" class="more-link">{}</a></p>')
    return html + link.format(url, one.id, label or "Continue reading")


def image(picture: Picture) -> ImageView:
    """A picture as it was uploaded."""
    return ImageView(url=picture.url, width=picture.width, height=picture.height, alt=picture.alt)


def thumbnail(ctx: Context, one: Post) -> ImageView | None:
    """The featured image, from what its attachment's meta says; the attachment and its meta were remembered."""
    identity = posts.featured_media(ctx, one)
    file = posts.memory(ctx).get(identity) if identity else None
    return image(media.picture(ctx, file)) if file and media.file_of(ctx, file) else None


def _pages(ctx: Context, url: str, count: int, current: int) -> tuple[NumberView, ...]:
    def address(number: int) -> str:
        if number == 1:
            return url
        if "?" in url:
            return f"{url}&page={number}"
        return permalinks.slashed(ctx, f"{url.rstrip('/')}/{number}")

    return tuple(
        NumberView(number=number, url=address(number), is_current=number == current)
        for number in range(1, count + 1)
    )


def menu_item(node: MenuNode) -> MenuItemView:
    """An entry of a menu with those below it."""
    item = node.item
    return MenuItemView(
        id=item.id,
        title=Markup(menu_trees.title(item)),
        url=esc_url(item.url, display=False),
        classes=" ".join(node.classes),
        hint=item.post.excerpt,
        target=item.target,
        rel=item.xfn,
        description=item.description,
        is_current=node.is_current,
        children=tuple(map(menu_item, node.below)),
    )


def avatar(name: str, picture: str = "") -> Markup:
    """A picture for a name: one of this site's own, or the name's first letter and a hue for the theme to put behind it.

    Nothing is fetched from elsewhere, and no address is given away.
    """
    if picture:
        return Markup('<img class="avatar" src="{}" width="40" height="40" alt="" loading="lazy">').format(
            picture
        )
    letter = next((c for c in name.strip() if c.isalnum()), "?").upper()
    hue = sha256(name.strip().casefold().encode()).digest()[0] * 360 // 256
    return Markup('<span class="avatar" style="--hue:{}" aria-hidden="true">{}</span>').format(hue, letter)


def summary(text: str, words: int = 30) -> str:
    """Some words of a text, without tags, for a description."""
    return trim_words(text, words, "…")
