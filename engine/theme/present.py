"""From what the domain knows to what templates may use. Everything needed was remembered before: nothing waits here."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256

from markupsafe import Markup, escape

from engine.content import kses
from engine.content.balance import force_balance_tags
from engine.content.date_format import ENGLISH, DateNames, format_date
from engine.content.escaping import esc_html
from engine.content.excerpts import trim_words
from engine.content.images import Picture
from engine.content.pages import sheet, split_pages, tease, whole
from engine.content.remembering import remembering
from engine.content.texturize import Typography, texturize
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

_MOST_DATES = 4096


@dataclass(frozen=True, slots=True)
class Dates:
    """How the site shows dates."""

    zone: Zone
    date: str
    time: str
    names: DateNames = ENGLISH
    # Those that were shown lately.
    _known: dict[datetime, DateView] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, ctx: Context) -> "Dates":
        """From the site's settings; the same until one of them changes."""
        names = ctx.types.language.dates
        made: Dates | None = ctx.options.made.get("dates")
        if made is None or made.names is not names:
            zone = site_zone(ctx.options.text("timezone_string"), _number(ctx.options.text("gmt_offset")))
            date, time = ctx.options.text("date_format", "F j, Y"), ctx.options.text("time_format", "g:i a")
            made = ctx.options.made["dates"] = cls(zone, date, time, names)
        return made

    def show(self, gmt: datetime | None) -> DateView | None:
        """A date that a `_gmt` column holds."""
        if gmt is None:
            return None
        found = self._known.get(gmt)
        if found is None:
            if len(self._known) >= _MOST_DATES:
                self._known.clear()
            found = self._known[gmt] = self._shown(gmt)
        return found

    def _shown(self, gmt: datetime) -> DateView:
        stamp = int(gmt.replace(tzinfo=UTC).timestamp())
        return DateView(
            iso=format_date("c", stamp, self.zone),
            text=format_date(self.date, stamp, self.zone, self.names),
            time=format_date(self.time, stamp, self.zone, self.names),
        )

    def on(self, day: datetime, pattern: str) -> str:
        """A day of the calendar, by a format string."""
        return format_date(pattern, int(day.replace(tzinfo=UTC).timestamp()), UTC_ZONE, self.names)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def term(ctx: Context, one: Term) -> TermView:
    """A term."""
    return TermView(
        name=Markup(_term_name(one.name, ctx.types.language.typography)),
        slug=one.slug,
        url=archive_links.of_term(ctx, one),
    )


@remembering
def _term_name(name: str, typography: Typography) -> str:
    return kses.kses_comment(texturize(name, typography=typography))


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


@dataclass(frozen=True, slots=True)
class Part:
    """A post with that part of its content that a page shows, and the words of the more tag that ended it, if one did."""

    post: Post
    more: str | None = None


def post(ctx: Context, one: Post, dates: Dates, *, number: int, shown: Part) -> PostView:
    """A post, of whose content this part is shown, of the page of this number."""
    return PostView.by(_PostFields(ctx, one, dates, number, shown))


class _PostFields:
    """The fields of a post's view, each by the method of its name."""

    __slots__ = ("_ctx", "_dates", "_number", "_one", "_shown")

    def __init__(self, ctx: Context, one: Post, dates: Dates, number: int, shown: Part) -> None:
        self._ctx = ctx
        self._one = one
        self._dates = dates
        self._number = number
        self._shown = shown

    def id(self) -> int:
        return self._one.id

    def type(self) -> str:
        return self._one.type

    def title(self) -> Markup:
        return title(self._ctx, self._one)

    def url(self) -> str:
        return permalinks.of_post(self._ctx, self._one)

    def date(self) -> DateView | None:
        return self._dates.show(self._one.date_gmt)

    def modified(self) -> DateView | None:
        return self._dates.show(self._one.modified_gmt)

    def author(self) -> AuthorView | None:
        return author(self._ctx, self._one.author)

    def content(self) -> Markup:
        return NONE if self.is_locked() else _content(self._ctx, self._shown)

    def excerpt(self) -> Markup:
        return NONE if self.is_locked() else Markup(rendering.excerpt(self._ctx, self._one))

    def categories(self) -> tuple[TermView, ...]:
        return self._terms("category")

    def tags(self) -> tuple[TermView, ...]:
        return self._terms("post_tag")

    def thumbnail(self) -> ImageView | None:
        return thumbnail(self._ctx, self._one)

    def pages(self) -> tuple[NumberView, ...]:
        count = len(split_pages(self._one.content))
        return _pages(self._ctx, self.url(), count, min(max(self._number, 1), count))

    def classes(self) -> str:
        return " ".join(post_class.classes(self._ctx, self._one, locked=self.is_locked()))

    def format(self) -> str:
        return posts.post_format(self._ctx, self._one)

    def comment_count(self) -> int:
        return self._one.comment_count

    def comments_open(self) -> bool:
        return self._one.comment_status == "open"

    def is_sticky(self) -> bool:
        return posts.is_sticky(self._ctx, self._one)

    def is_locked(self) -> bool:
        return posts.is_locked(self._ctx, self._one)

    def _terms(self, taxonomy: str) -> tuple[TermView, ...]:
        return tuple(term(self._ctx, one) for one in posts.terms(self._ctx, self._one, taxonomy))


def part(one: Post, number: int, *, single: bool) -> Part:
    """What a page shows of a post: all of one of its pages, or with others around it what stands before the more tag."""
    if single:
        number = min(max(number, 1), len(split_pages(one.content)))
        return _shortened(one, whole(one.content, number, one.id))
    return _shortened(one, *_teaser(one.content, number))


@remembering
def _teaser(text: str, number: int) -> tuple[str, str | None]:
    """What stands before the more tag of a page of a text, and the tag's words; all of a page that has no such tag."""
    teased = tease(sheet(text, number))
    if teased.rest is None:
        return teased.teaser, None
    return force_balance_tags(teased.teaser), teased.label


def _shortened(one: Post, text: str, more: str | None = None) -> Part:
    return Part(one if text == one.content else replace(one, content=text), more)


def _content(ctx: Context, shown: Part) -> Markup:
    html = Markup(rendering.content(ctx, shown.post))
    if shown.more is None:
        return html
    url = escape(permalinks.of_post(ctx, shown.post))
    words = escape(shown.more or "Continue reading")
    return Markup(f'{html}<p><a href="{url}#more-{shown.post.id}" class="more-link">{words}</a></p>')


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


def menu_item(ctx: Context, node: MenuNode) -> MenuItemView:
    """An entry of a menu with those below it."""
    item = node.item
    return MenuItemView(
        id=item.id,
        title=Markup(menu_trees.title(ctx, item)),
        url=esc_url(item.url, display=False),
        classes=" ".join(node.classes),
        hint=item.post.excerpt,
        target=item.target,
        rel=item.xfn,
        description=item.description,
        is_current=node.is_current,
        children=tuple(menu_item(ctx, one) for one in node.below),
    )


@lru_cache(maxsize=2048)
def avatar(name: str, picture: str = "") -> Markup:
    """A picture for a name: one of this site's own, or the name's first letter and a hue for the theme to put behind it.

    Nothing is fetched from elsewhere, and no address is given away.
    """
    if picture:
        return Markup(
            f'<img class="avatar" src="{escape(picture)}" width="40" height="40" alt="" loading="lazy">'
        )
    letter = next((c for c in name.strip() if c.isalnum()), "?").upper()
    hue = sha256(name.strip().casefold().encode()).digest()[0] * 360 // 256
    return Markup(f'<span class="avatar" style="--hue:{hue}" aria-hidden="true">{escape(letter)}</span>')


@remembering
def summary(text: str) -> str:
    """Some words of a text, without tags, for a description."""
    return trim_words(text, 30, "…")
