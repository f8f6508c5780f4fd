"""Blocks: parsing and rendering as recorded, over the rows of the recorded site."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from engine.content import pipeline
from engine.content.blocks.block import as_wordpress
from engine.content.blocks.data import MediaNeed, Page, Site
from engine.content.blocks.needs import Data
from engine.content.blocks.parser import parse
from engine.content.blocks.rendering import PageState
from engine.content.blocks.serializer import serialize
from engine.content.blocks.walk import core_environment, render, render_content
from engine.content.images import Loading
from engine.content.passage import Passage
from engine.content.smilies import convert_smilies
from engine.content.styles.theme import core_theme_json, merge
from engine.content.texturize import texturize
from tests.golden.cases import RECORDED, Case, RecordedSite
from tests.golden.library import core_shortcodes, own_post
from tests.golden.pages import page_of, resolutions, resolved_by_rule
from tests.golden.site_data import HOME, SiteData

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.content.blocks.rendering import Environment, Rendered

_SVG = re.compile(r"(<svg\b[^>]*>).*?</svg>", re.DOTALL)
_SCRIPT = re.compile(r"(<script\b[^>]*>)(.*?)</script>", re.DOTALL)
_LONG_SCRIPT = 60

FUNCTIONS: dict[str, Callable[..., Any]] = {
    "parse_blocks": lambda text: [as_wordpress(block) for block in parse(text)],
    "serialize_blocks": lambda text: serialize(parse(text)),
}


ROUNDS = 6
"""How often loading may bring up new questions: a loop in a pattern in a template part …"""


@cache
def environment() -> Environment:
    """The recorded site's blocks and theme."""
    theme = json.loads((RECORDED / "theme" / "golden" / "theme.json").read_text("utf-8"))
    made = core_environment(merge(core_theme_json(), theme))
    site = Site(
        name="Lantern & Quay",
        description="Notes from a small harbour",
        home=HOME,
        login_url=f"{HOME}/wp-login.php",
        posts_per_page=5,
    )
    return replace(made, site=site, filter_block_content=block_content)


def block_content(text: str, render_blocks: Callable[[str], str]) -> str:
    """What `_wp_apply_block_content_filters` makes of a post without shortcodes."""
    html = render_blocks(text)
    return convert_smilies(texturize(html), images=f"{HOME}/wp-includes/images/smilies")


@cache
def site_data(site: RecordedSite) -> SiteData:
    """The recorded rows as views."""
    return SiteData(site)


def do_blocks(site: RecordedSite, case: Case) -> Any:
    """Render with post 1 as the current post."""
    text: str = case.args[0]
    page = Page(url=f"{HOME}/")
    rendered = _rendered(site, text, replace(environment(), page=page), {"postId": 1, "postType": "post"})
    return {"html": masked(rendered.html, text), "css": rendered.css}


@cache
def _resolutions() -> dict[str, dict[str, Any]]:
    return resolutions()


def do_blocks_at(site: RecordedSite, case: Case) -> Any:
    """Render on the page at an address; on single posts inside of their loop."""
    uri, text = case.args
    data = site_data(site)
    page = page_of(uri, _resolutions().get(uri) or resolved_by_rule(uri, data), data, site)
    context: dict[str, Any] = {}
    if page.posts.posts:
        post = page.posts.posts[0]
        context = {"postId": post.id, "postType": post.type}
    rendered = _rendered(site, text, replace(environment(), page=page), context)
    return {"html": masked(rendered.html, text), "css": rendered.css}


def the_content(site: RecordedSite, case: Case, *, in_loop: bool = False) -> Any:
    """The whole chain, with post 1 as the current post; in its loop the first images count."""
    text = php_text(case.args[0])
    data = Data()
    for _ in range(ROUNDS):
        state = PageState(loading=Loading(in_loop=in_loop))
        filter_content = partial(_filtered, site_data(site), data, state.loading)
        page = Page(url=f"{HOME}/")
        given = replace(environment(), filter_content=filter_content, page=page)
        html = render_content(text, given, data, context={"postId": 1, "postType": "post"}, state=state).html
        if not data.missing:
            break
        data = data.with_answers(site_data(site).answer(data.missing))
    return masked(html, text)


def _filtered(
    library: SiteData,
    data: Data,
    loading: Loading,
    text: str,
    render_blocks: Callable[[str], str],
) -> str:
    passage = Passage(
        home=HOME,
        site_url=HOME,
        post_id=1,
        shortcodes=core_shortcodes(library, text),
        render_blocks=render_blocks,
        picture=lambda number: data.ask(MediaNeed(number)),
        loading=loading,
        embeds=lambda url, _attributes: own_post(library, url),
    )
    return pipeline.render_content(text, passage=passage)


def php_text(value: Any) -> str:
    """What PHP makes of a scalar where a string is wanted."""
    return "" if value is None or value is False else "1" if value is True else str(value)


def _rendered(site: RecordedSite, text: str, given: Environment, context: dict[str, Any]) -> Rendered:
    data = Data()
    for _ in range(ROUNDS):
        rendered = render(text, given, data, context=context)
        if not data.missing:
            break
        data = data.with_answers(site_data(site).answer(data.missing))
    return rendered


def masked(html: str, given: str) -> str:
    """Icons and long scripts were recorded by name only."""
    html = _SVG.sub(r"\1SVG</svg>", html)
    return _SCRIPT.sub(lambda found: _masked_script(found, given), html)


def _masked_script(found: re.Match[str], given: str) -> str:
    if len(found[2]) < _LONG_SCRIPT or found[2] in given:
        return found[0]
    return f"{found[1]}SCRIPT</script>"


SITE_FUNCTIONS: dict[str, Callable[[RecordedSite, Case], Any]] = {
    "do_blocks": do_blocks,
    "do_blocks_at": do_blocks_at,
    "the_content": the_content,
    "the_content_loop": partial(the_content, in_loop=True),
}
