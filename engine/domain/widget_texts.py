"""What stands in widgets, as texts to be rendered: most widgets are blocks today, some are HTML of their own."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from engine.content.autop import autop
from engine.content.blocks.data import WidgetView
from engine.content.escaping import esc_attr, esc_html
from engine.content.images import Picture
from engine.content.texturize import texturize
from engine.content.urls import esc_url
from engine.domain import block_views, menu_trees, menus, posts, terms
from engine.domain.context import Context
from engine.domain.menu_trees import NOWHERE, Here
from engine.domain.registrations import Sidebar
from engine.model.menus import MenuNode
from engine.model.terms import Term, TermQuery
from engine.model.widgets import INACTIVE, Widget

Settings = Mapping[str, Any]

# Where widgets that stand in no sidebar are shown (the_widget).
_ALONE = Sidebar("", "", before_widget='<div class="widget %2$s">', after_widget="</div>")


async def views(
    ctx: Context, widgets: Iterable[Widget], where: Here = NOWHERE, *, alone: bool = False
) -> dict[str, WidgetView]:
    """What these widgets show at this place, by name: with what their sidebars put around them, or `alone`.

    Those that stand in no sidebar of the theme show nothing, unless they are to be alone.
    """
    shown = [one for one in widgets if alone or _place(ctx, one)]
    await _remember_pictures(ctx, shown)
    made: dict[str, WidgetView] = {}
    for one in shown:
        place = _ALONE if alone else _place(ctx, one) or _ALONE
        blocks, own = _BLOCKS.get(one.type.id), _OWN.get(one.type.id)
        if blocks is not None:
            text = blocks(one.instance)
        elif own is not None:
            text = own(ctx, one.instance)
        else:
            text = await _menu(ctx, one.instance, where) if one.type.id == "nav_menu" else ""
        made[one.id] = WidgetView(text, blocks is not None, _before(ctx, place, one), place.after_widget)
    return made


def _place(ctx: Context, widget: Widget) -> Sidebar | None:
    return ctx.types.sidebars.get(widget.sidebar) if widget.sidebar != INACTIVE else None


def _before(ctx: Context, place: Sidebar, widget: Widget) -> str:
    opened = place.before_widget.replace("%1$s", esc_attr(widget.id)).replace(
        "%2$s", esc_attr(widget.type.css_class)
    )
    title = _title(ctx, widget)
    return f"{opened}{place.before_title}{title}{place.after_title}" if title else opened


def _title(ctx: Context, widget: Widget) -> str:
    said = widget.instance.get("title")
    if not said:
        return _usual_title(ctx, widget)
    return texturize(esc_html(str(said)), typography=ctx.types.language.typography)


def _usual_title(ctx: Context, widget: Widget) -> str:
    _ = ctx.types.language.wordpress.text
    titles = {
        "pages": _("Pages"),
        "archives": _("Archives"),
        "meta": _("Meta"),
        "categories": _("Categories"),
        "recent-posts": _("Recent Posts"),
        "recent-comments": _("Recent Comments"),
        "tag_cloud": _("Tags"),
    }
    return titles.get(widget.type.id, "")


# Widgets that are blocks today.


def _block(name: str, **attributes: Any) -> str:
    text = (
        json.dumps(attributes, separators=(",", ":")).replace("--", "\\u002d\\u002d").replace("<", "\\u003c")
    )
    return f"<!-- wp:{name} {text.replace('>', chr(92) + 'u003e')} /-->"


def _flag(settings: Settings, name: str) -> bool:
    return bool(settings.get(name))


def _count(settings: Settings, name: str, usual: int) -> int:
    value = settings.get(name)
    return value if isinstance(value, int) and value > 0 else usual


_BLOCKS: Mapping[str, Callable[[Settings], str]] = {
    "block": lambda s: str(s.get("content") or ""),
    "pages": lambda _s: _block("page-list"),
    "calendar": lambda _s: _block("calendar"),
    "archives": lambda s: _block(
        "archives", displayAsDropdown=_flag(s, "dropdown"), showPostCounts=_flag(s, "count")
    ),
    "categories": lambda s: _block(
        "categories",
        displayAsDropdown=_flag(s, "dropdown"),
        showPostCounts=_flag(s, "count"),
        showHierarchy=_flag(s, "hierarchical"),
    ),
    "recent-posts": lambda s: _block(
        "latest-posts", postsToShow=_count(s, "number", 5), displayPostDate=_flag(s, "show_date")
    ),
    "recent-comments": lambda s: _block(
        "latest-comments", commentsToShow=_count(s, "number", 5), displayAvatar=False, displayExcerpt=False,
        displayDate=False,
    ),
    "search": lambda _s: _block("search", showLabel=False),
    "tag_cloud": lambda s: _block(
        "tag-cloud", taxonomy=str(s.get("taxonomy") or "post_tag"), showTagCounts=_flag(s, "count")
    ),
    "rss": lambda s: _block(
        "rss", feedURL=str(s.get("url") or ""), itemsToShow=_count(s, "items", 10),
        displayExcerpt=_flag(s, "show_summary"), displayAuthor=_flag(s, "show_author"),
        displayDate=_flag(s, "show_date"),
    ) if s.get("url") else "",
    "media_gallery": lambda s: f'[gallery ids="{",".join(map(str, s.get("ids") or ()))}"]' if s.get("ids") else "",
}  # fmt: skip


# Widgets of their own making.


async def _remember_pictures(ctx: Context, widgets: Iterable[Widget]) -> None:
    ids = {_count(one.instance, "attachment_id", 0) for one in widgets if one.type.id == "media_image"}
    await posts.remember_meta(ctx, (await posts.by_ids(ctx, ids - {0})).values())


def _picture(ctx: Context, identity: int) -> Picture | None:
    post = posts.memory(ctx).get(identity)
    return block_views.picture(ctx, post) if post and post.type == "attachment" else None


def _text(ctx: Context, settings: Settings) -> str:
    text = str(settings.get("text") or "")
    if settings.get("filter") or settings.get("visual"):
        text = autop(texturize(text, typography=ctx.types.language.typography))
    return f'<div class="textwidget">{text}</div>' if text else ""


def _custom_html(_ctx: Context, settings: Settings) -> str:
    content = str(settings.get("content") or "")
    return f'<div class="textwidget custom-html-widget">{content}</div>' if content else ""


def _meta(ctx: Context, _settings: Settings) -> str:
    _ = ctx.types.language.wordpress.text
    links = [
        (f"{ctx.site_url}/wp-login.php", _("Log in")),
        (f"{ctx.home}/feed/", _("Entries feed")),
        (f"{ctx.home}/comments/feed/", _("Comments feed")),
    ]
    items = "".join(f'<li><a href="{esc_url(url)}">{esc_html(text)}</a></li>' for url, text in links)
    return f"<ul>{items}</ul>"


def _image(ctx: Context, settings: Settings) -> str:
    picture = _picture(ctx, _count(settings, "attachment_id", 0))
    url = picture.url if picture else str(settings.get("url") or "")
    if not url:
        return ""
    alt = str(settings.get("alt") or (picture.alt if picture else ""))
    image = f'<img class="image" src="{esc_url(url)}" alt="{esc_attr(alt)}" />'
    link = str(settings.get("link_url") or "")
    if link:
        target = ' target="_blank"' if settings.get("link_target_blank") else ""
        image = f'<a href="{esc_url(link)}"{target}>{image}</a>'
    caption = str(settings.get("caption") or "")
    return f"<figure>{image}<figcaption>{caption}</figcaption></figure>" if caption else image


def _player(tag: str, extensions: tuple[str, ...]) -> Callable[[Context, Settings], str]:
    def made(_ctx: Context, settings: Settings) -> str:
        urls = [str(settings.get(name) or "") for name in ("url", *extensions)]
        sources = "".join(f'<source src="{esc_url(url)}" />' for url in dict.fromkeys(urls) if url)
        again = " loop" if settings.get("loop") else ""
        preload = esc_attr(str(settings.get("preload") or "metadata"))
        return f'<{tag} controls preload="{preload}"{again}>{sources}</{tag}>' if sources else ""

    return made


_OWN: Mapping[str, Callable[[Context, Settings], str]] = {
    "text": _text,
    "custom_html": _custom_html,
    "meta": _meta,
    "media_image": _image,
    "media_audio": _player("audio", ("mp3", "ogg", "flac", "m4a", "wav")),
    "media_video": _player("video", ("mp4", "m4v", "webm", "ogv", "flv")),
}


async def _menu(ctx: Context, settings: Settings, where: Here) -> str:
    menu = _count(settings, "nav_menu", 0)
    items = await menus.shown(ctx, menu) if menu else ()
    if not items:
        return ""
    name = esc_attr((await _term(ctx, menu)).slug)
    listed = "".join(_line(ctx, node) for node in menu_trees.tree(ctx, items, where))
    return f'<div class="menu-{name}-container"><ul id="menu-{name}" class="menu">{listed}</ul></div>'


async def _term(ctx: Context, menu: int) -> Term:
    return (await terms.query(ctx, TermQuery((menus.TAXONOMY,), include=(menu,)))).items[0]


def _line(ctx: Context, node: MenuNode) -> str:
    item = node.item
    said = {"title": item.post.excerpt, "target": item.target, "rel": item.xfn}
    said |= {"aria-current": "page"} if node.is_current else {}
    more = "".join(f' {name}="{esc_attr(value)}"' for name, value in said.items() if value)
    below = "".join(_line(ctx, one) for one in node.below)
    sub = f'<ul class="sub-menu">{below}</ul>' if below else ""
    link = f'<a href="{esc_url(item.url)}"{more}>{menu_trees.title(ctx, item)}</a>'
    return f'<li id="menu-item-{item.id}" class="{esc_attr(" ".join(node.classes))}">{link}{sub}</li>'
