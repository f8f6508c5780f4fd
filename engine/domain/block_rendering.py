"""Blocks of posts to HTML: rendered with the answers at hand, asked anew until no question is open.

Rendering itself waits for nothing. `prepare` finds out what the texts of a whole page of posts ask of the site, and
answers all of it at once; text that asks nothing is rendered once and kept.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from engine.content.blocks.data import MediaNeed, Page, Site
from engine.content.blocks.needs import Data
from engine.content.blocks.rendering import Environment, PageState, Rendered
from engine.content.blocks.walk import core_environment, render
from engine.content.images import Loading, Picture
from engine.content.query_strings import parse_query
from engine.content.remembering import remembering
from engine.content.styles.theme import Theme, core_theme_json, merge
from engine.domain import block_answers, block_views
from engine.domain.context import Context
from engine.model.posts import Post

# How often answers may bring up new questions: a loop in a pattern in a loop …
ROUNDS = 6


def picture(ctx: Context, identity: int) -> Picture | None:
    """An attachment of a page's images; one that is not known yet becomes a question."""
    return data(ctx).ask(MediaNeed(identity))


def data(ctx: Context) -> Data:
    """The answers that this request has so far."""
    known = ctx.remembered("blocks")
    if "data" not in known:
        known["data"] = Data()
    found: Data = known["data"]
    return found


def state(ctx: Context) -> PageState:
    """What this request counts over all texts: numbers for ids, images that load at once."""
    known = ctx.remembered("blocks")
    if "state" not in known:
        known["state"] = PageState()
    found: PageState = known["state"]
    return found


async def settle(ctx: Context, attempt: Callable[[], None], *, in_loop: bool = False) -> None:
    """Repeat `attempt`, which renders, with more answers each time, until it asks nothing that is not answered.

    `in_loop` says that it renders the main content of a page, whose first images load at once.
    """
    for _ in range(ROUNDS):
        ctx.remembered("blocks")["state"] = PageState(loading=Loading(in_loop=in_loop))
        attempt()
        questions = data(ctx).missing
        if not questions:
            return
        answers = await block_answers.answer(ctx, questions)
        ctx.remembered("blocks")["data"] = data(ctx).with_answers(
            {need: answers.get(need, need.empty()) for need in questions}
        )


def renderer(ctx: Context, post: Post) -> Callable[[str], str]:
    """What renders the blocks of a text of this post."""
    theme = _theme_text(ctx)

    def blocks(text: str) -> str:
        known = fixed(text, theme)
        if known is not None:
            state(ctx).carried.join(known.carried)
            return known.html
        context: dict[str, Any] = {"postId": post.id, "postType": post.type}
        return render(text, _environment(ctx), data(ctx), context=context, state=state(ctx)).html

    return blocks


@remembering
def fixed(text: str, theme: str) -> Rendered | None:
    """A text that asks nothing of site, page or data and counts nothing, rendered; None of one that does."""
    # Blocks that show the post they stand in ask for it only where they stand in one.
    in_post: dict[str, Any] = {"postId": 1, "postType": "post"}
    found = render(text, _plain_environment(theme), Data(), context=in_post)
    return found if found.stands_alone else None


@lru_cache(maxsize=16)
def _plain_environment(theme: str) -> Environment:
    return core_environment(_theme(theme))


@lru_cache(maxsize=16)
def _theme(text: str) -> Theme:
    return (
        merge(core_theme_json(), json.loads(text)) if text else merge(core_theme_json(), has_theme_json=False)
    )


def _theme_text(ctx: Context) -> str:
    return ctx.types.theme_json


def _environment(ctx: Context) -> Environment:
    known = ctx.remembered("blocks")
    if "environment" not in known:
        plain = _plain_environment(_theme_text(ctx))
        known["environment"] = replace(plain, site=_site(ctx), page=_page(ctx))
    found: Environment = known["environment"]
    return found


def _page(ctx: Context) -> Page:
    """The request as blocks see it: its address, and the fields of its query by which loops are paged."""
    path, _, query = ctx.uri.partition("?")
    fields = parse_query(query)
    return Page(
        url=ctx.home + path,
        path=ctx.uri,
        parameters={name: value for name, value in fields.items() if isinstance(value, str)},
        is_logged_in=ctx.actor.is_logged_in,
        now=block_views.moment(ctx, ctx.now_gmt),
    )


def _site(ctx: Context) -> Site:
    options = ctx.options
    on_page = options.text("show_on_front") == "page"
    return Site(
        name=options.text("blogname"),
        description=options.text("blogdescription"),
        home=ctx.home,
        login_url=f"{ctx.site_url}/wp-login.php",
        date_format=options.text("date_format", "F j, Y"),
        time_format=options.text("time_format", "g:i a"),
        posts_per_page=max(options.integer("posts_per_page", 10), 1),
        front_page=options.integer("page_on_front") if on_page else 0,
        posts_page=options.integer("page_for_posts") if on_page else 0,
        logo=options.integer("site_logo"),
        shows_avatars=options.flag("show_avatars", default=True),
        thread_depth=options.integer("thread_comments_depth", 5),
    )
