"""Texts of the recorded site: titles, contents, excerpts, comments and avatars, as the site itself makes them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from engine.content import pipeline
from engine.content.attachments import attachment_queries
from engine.content.avatars import avatar_image, avatar_url
from engine.content.comment_classes import CommentClasses
from engine.content.core_shortcodes import CoreShortcodes
from engine.content.images import Loading
from engine.content.shortcodes import do_shortcode
from engine.domain import (
    archive_titles,
    block_rendering,
    library,
    posts,
    query,
    rendered_titles,
    rendering,
    site_texts,
)
from engine.domain.request import resolve
from engine.web.http.php import parse as parse_fields
from tests.golden.addresses import on_site
from tests.golden.blocks import first_post, masked

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.domain.context import Context
    from engine.model.posts import Post
    from tests.golden.cases import Case, RecordedSite


def php_text(value: Any) -> str:
    """What PHP makes of a scalar where a string is wanted."""
    return "" if value is None or value is False else "1" if value is True else str(value)


async def the_content(ctx: Context, case: Case, *, in_loop: bool = False) -> str:
    """The whole chain, with post 1 as the current post; in its loop the first images count."""
    text = php_text(case.args[0])
    post = replace(await first_post(ctx), content=text)
    await rendering.prepare(ctx, (post,), in_loop=in_loop)
    return masked(rendering.content(ctx, post), text)


async def the_excerpt(ctx: Context, case: Case) -> str:
    """An excerpt that was written by hand."""
    post = replace(await first_post(ctx), excerpt=case.args[0])
    return pipeline.render_excerpt(case.args[0], passage=block_rendering.passage(ctx, post))


async def wp_trim_excerpt(ctx: Context, case: Case) -> str:
    """The first words of a content."""
    post = replace(await first_post(ctx), content=case.args[0], excerpt="")
    return await _first_words(ctx, post)


async def _first_words(ctx: Context, post: Post) -> str:
    await rendering.prepare(ctx, (post,))
    return rendering.raw_excerpt(ctx, post)


async def get_the_excerpt(ctx: Context, case: Case) -> str:
    """The excerpt of a post: its own or its first words."""
    post = await _post(ctx, case.args[0])
    if post is None:
        return ""
    if posts.is_locked(ctx, post):
        return "There is no excerpt because this is a protected post."
    return await _first_words(ctx, post)


async def get_the_title(ctx: Context, case: Case) -> str:
    """The title of a post, with the word that marks private and protected ones."""
    post = await _post(ctx, case.args[0])
    return rendered_titles.title(ctx, post) if post else ""


async def _post(ctx: Context, number: int) -> Post | None:
    return (await posts.by_ids(ctx, (number,))).get(number)


async def comment_text(ctx: Context, case: Case) -> str:
    """A comment's text."""
    return site_texts.comment(ctx, case.args[0])


async def shortcode(ctx: Context, case: Case) -> str:
    """The text with its shortcodes answered."""
    text = case.args[0]
    found = await library.find(ctx, attachment_queries(text, 1))
    handlers = CoreShortcodes(lambda query: found.get(query, ()), post_id=1, loading=Loading()).handlers()
    return masked(do_shortcode(text, handlers), text)


async def get_the_archive_title(ctx: Context, case: Case) -> Any:
    """What the page at an address is called, and what it says of itself."""
    path, _, fields = case.args[0].partition("?")
    resolved = await resolve(ctx, path, parse_fields(fields))
    found = await query.run(ctx, resolved.vars)
    heading = archive_titles.heading(ctx, found)
    return {"title": str(heading), "description": await archive_titles.description(ctx, found)}


def avatar_url_of(site: RecordedSite, who: Any, options: dict[str, Any]) -> Any:
    """The address of the avatar of an e-mail address, an account or a comment, by get_avatar_url's options."""
    return avatar_url(
        email_of(site, who),
        size=int(options.get("size", 96)),
        default=options.get("default") or "mystery",
        rating=options.get("rating") or "G",
        force_default=bool(options.get("force_default")),
    )


def avatar_of(site: RecordedSite, case: Case) -> str:
    """The picture of somebody's avatar, by get_avatar's options."""
    who, size, default, alt, options = case.args
    given: dict[str, Any] = options if isinstance(options, dict) else {}
    source, double = (
        avatar_url_of(site, who, {"size": pixels, "default": default}) for pixels in (size, size * 2)
    )
    width, height = given.get("width", size), given.get("height", size)
    wanted = Loading().attributes("img", (width, height), loading=given.get("loading"))
    classes = ([] if email_of(site, who) else ["avatar-default"]) + given.get("class", [])
    return avatar_image(
        source,
        double,
        size=size,
        dimensions=(width, height),
        alt=alt,
        classes=classes,
        extra=given.get("extra_attr", ""),
        loading={"loading": given["loading"]} | wanted if "loading" in given else wanted,
    )


def comment_classes_of(site: RecordedSite, shown: list[list[int]], more: str) -> list[list[str]]:
    """The classes of comments shown one after the other."""
    comments = {row["comment_ID"]: row for row in site.tables["comments"]}
    names = {row["ID"]: row["user_nicename"] for row in site.tables["users"]}
    classes = CommentClasses()
    return [
        [
            *classes.following(
                comments[number]["comment_type"],
                depth,
                account=names.get(comments[number]["user_id"], ""),
                account_id=comments[number]["user_id"],
                more=more,
            )
        ]
        if number in comments
        else []
        for number, depth in shown
    ]


def email_of(site: RecordedSite, who: Any) -> str:
    """The e-mail address by which the avatar service knows somebody."""
    if isinstance(who, str) and not who.isdecimal():
        return who
    return next((row["user_email"] for row in site.tables["users"] if row["ID"] == int(who)), "")


SITE_FUNCTIONS: dict[str, Callable[[RecordedSite, Case], Any]] = {
    "comment_text": on_site(comment_text),
    "do_shortcode": on_site(shortcode),
    "get_avatar": avatar_of,
    "get_avatar_url": lambda site, case: avatar_url_of(site, *case.args),
    "get_comment_class": lambda site, case: comment_classes_of(site, *case.args),
    "get_the_archive_title": on_site(get_the_archive_title),
    "get_the_excerpt": on_site(get_the_excerpt),
    "get_the_title": on_site(get_the_title),
    "the_content": on_site(the_content),
    "the_content_loop": on_site(partial(the_content, in_loop=True)),
    "the_excerpt": on_site(the_excerpt),
    "the_title": lambda _site, case: pipeline.render_title(case.args[0]),
    "wp_trim_excerpt": on_site(wp_trim_excerpt),
}
