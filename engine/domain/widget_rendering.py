"""Widgets to HTML. Those that have become blocks since are shown as these blocks, so each thing is rendered once."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from engine.content.autop import autop
from engine.content.escaping import esc_attr, esc_html
from engine.content.texturize import texturize
from engine.content.urls import esc_url
from engine.domain import block_rendering, menu_trees, menus, terms
from engine.domain.context import Context
from engine.domain.menu_trees import NOWHERE, Here
from engine.domain.registrations import Sidebar
from engine.domain.widgets import all_in as widgets_in
from engine.model.menus import MenuNode
from engine.model.terms import Term, TermQuery
from engine.model.widgets import INACTIVE, Widget

_TITLES = {
    "pages": "Pages", "archives": "Archives", "meta": "Meta", "categories": "Categories",
    "recent-posts": "Recent Posts", "recent-comments": "Recent Comments", "tag_cloud": "Tags",
}  # fmt: skip
Settings = Mapping[str, Any]


async def rendered(ctx: Context, widgets: Iterable[Widget]) -> dict[str, str]:
    """The HTML of these widgets with what their sidebars put around them, by name; unused ones show nothing."""
    shown = _placed(ctx, widgets)
    return _around(ctx, shown, await contents(ctx, shown))


async def sidebars(ctx: Context, where: Here) -> dict[str, str]:
    """Everything in each sidebar of the theme, by id, as a reader at this place sees it (dynamic_sidebar)."""
    shown = _placed(ctx, widgets_in(ctx, ctx.types.sidebars))
    made = _around(ctx, shown, await contents(ctx, shown, where, anew=False)) if shown else {}
    return {
        name: "".join(made[one.id] for one in shown if one.sidebar == name) for name in ctx.types.sidebars
    }


def _placed(ctx: Context, widgets: Iterable[Widget]) -> list[Widget]:
    return [one for one in widgets if one.sidebar != INACTIVE and one.sidebar in ctx.types.sidebars]


def _around(ctx: Context, widgets: Iterable[Widget], inner: Mapping[str, str]) -> dict[str, str]:
    return {one.id: _wrapped(ctx.types.sidebars[one.sidebar], one, inner[one.id]) for one in widgets}


async def previews(ctx: Context, widgets: Iterable[Widget]) -> dict[str, str]:
    """The HTML of these widgets as they look outside of any sidebar (the_widget)."""
    shown = list(widgets)
    inner = await contents(ctx, shown)
    return {one.id: _wrapped(_NOWHERE, one, inner[one.id]) for one in shown}


_NOWHERE = Sidebar("", "", before_widget='<div class="widget %2$s">', after_widget="</div>")


def _wrapped(place: Sidebar, widget: Widget, content: str) -> str:
    if not content:
        return ""
    before = place.before_widget.replace("%1$s", esc_attr(widget.id)).replace(
        "%2$s", esc_attr(widget.type.css_class)
    )
    title = _title(widget)
    heading = f"{place.before_title}{title}{place.after_title}" if title else ""
    return f"{before}{heading}{content}{place.after_widget}"


def _title(widget: Widget) -> str:
    said = widget.instance.get("title")
    return texturize(esc_html(str(said))) if said else _TITLES.get(widget.type.id, "")


async def contents(
    ctx: Context, widgets: Iterable[Widget], where: Here = NOWHERE, *, anew: bool = True
) -> dict[str, str]:
    """What stands inside of these widgets, by name; all they ask of the site is answered at once.

    Not `anew` are those that stand on a page with other texts.
    """
    shown = list(widgets)
    lines = {one.id: await _menu(ctx, one.instance, where) for one in shown if one.type.id == "nav_menu"}
    made: dict[str, str] = {}
    render = block_rendering.renderer(ctx, None)

    def attempt() -> None:
        for one in shown:
            blocks = _BLOCKS.get(one.type.id)
            own = _OWN.get(one.type.id)
            if blocks is not None:
                made[one.id] = render(blocks(one.instance)).strip()
            elif own is not None:
                made[one.id] = own(ctx, one.instance)
            else:
                made[one.id] = lines.get(one.id, "")

    await block_rendering.settle(ctx, attempt, anew=anew)
    return made


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
    "search": lambda _s: _block("search", label="Search", showLabel=False, buttonText="Search"),
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


def _text(_ctx: Context, settings: Settings) -> str:
    text = str(settings.get("text") or "")
    if settings.get("filter") or settings.get("visual"):
        text = autop(texturize(text))
    return f'<div class="textwidget">{text}</div>' if text else ""


def _custom_html(_ctx: Context, settings: Settings) -> str:
    content = str(settings.get("content") or "")
    return f'<div class="textwidget custom-html-widget">{content}</div>' if content else ""


def _meta(ctx: Context, _settings: Settings) -> str:
    links = [
        (f"{ctx.site_url}/wp-login.php", "Log in"),
        (f"{ctx.home}/feed/", "Entries feed"),
        (f"{ctx.home}/comments/feed/", "Comments feed"),
    ]
    items = "".join(f'<li><a href="{esc_url(url)}">{esc_html(text)}</a></li>' for url, text in links)
    return f"<ul>{items}</ul>"


def _image(ctx: Context, settings: Settings) -> str:
    picture = block_rendering.picture(ctx, _count(settings, "attachment_id", 0))
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
    listed = "".join(map(_line, menu_trees.tree(ctx, items, where)))
    return f'<div class="menu-{name}-container"><ul id="menu-{name}" class="menu">{listed}</ul></div>'


async def _term(ctx: Context, menu: int) -> Term:
    return (await terms.query(ctx, TermQuery((menus.TAXONOMY,), include=(menu,)))).items[0]


def _line(node: MenuNode) -> str:
    item = node.item
    said = {"title": item.post.excerpt, "target": item.target, "rel": item.xfn}
    said |= {"aria-current": "page"} if node.is_current else {}
    more = "".join(f' {name}="{esc_attr(value)}"' for name, value in said.items() if value)
    sub = f'<ul class="sub-menu">{"".join(map(_line, node.below))}</ul>' if node.below else ""
    link = f'<a href="{esc_url(item.url)}"{more}>{menu_trees.title(item)}</a>'
    return f'<li id="menu-item-{item.id}" class="{esc_attr(" ".join(node.classes))}">{link}{sub}</li>'
