"""Texts of the recorded site: titles, contents, excerpts, comments and avatars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.content import pipeline
from engine.content.avatars import avatar_image, avatar_url
from engine.content.comment_classes import CommentClasses
from engine.content.images import Loading
from engine.content.passage import Passage
from engine.content.players import attachment_preview
from engine.content.shortcodes import do_shortcode
from tests.golden.blocks import masked, site_data
from tests.golden.library import attachment, core_shortcodes
from tests.golden.site_data import HOME

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.golden.cases import Case, RecordedSite


def passage(site: RecordedSite, text: str) -> Passage:
    """The surroundings of a text of post 1."""
    data = site_data(site)
    return Passage(
        home=HOME, site_url=HOME, post_id=1, picture=data.media, shortcodes=core_shortcodes(data, text)
    )


def title_of(site: RecordedSite, number: int) -> str:
    """The title of a post, with the word that marks private and protected ones."""
    row = site_data(site).rows.get(number)
    if row is None:
        return pipeline.render_title("")
    mark = "Protected: " if row["post_password"] else "Private: " if row["post_status"] == "private" else ""
    return pipeline.render_title(mark + row["post_title"])


def excerpt_of(site: RecordedSite, number: int) -> str:
    """The excerpt of a post: its own or its first words."""
    row = site_data(site).rows.get(number)
    if row is None:
        return ""
    if row["post_password"]:
        return "There is no excerpt because this is a protected post."
    own: str = row["post_excerpt"]
    content: str = row["post_content"]
    surroundings = passage(site, content)
    if row["post_type"] == "attachment":
        shown = attachment(site_data(site), row)
        surroundings.prepended = attachment_preview(shown, row["post_mime_type"])
    return own if own.strip() else pipeline.trim_excerpt(content, passage=surroundings)


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
        classes.following(
            comments[number]["comment_type"],
            depth,
            account=names.get(comments[number]["user_id"], ""),
            account_id=comments[number]["user_id"],
            more=more,
        )
        if number in comments
        else []
        for number, depth in shown
    ]


def email_of(site: RecordedSite, who: Any) -> str:
    """The e-mail address by which the avatar service knows somebody."""
    if isinstance(who, str) and not who.isdecimal():
        return who
    return next((row["user_email"] for row in site.tables["users"] if row["ID"] == int(who)), "")


def shortcode(site: RecordedSite, text: str) -> str:
    """The text with its shortcodes answered, scripts masked as recorded."""
    return masked(do_shortcode(text, core_shortcodes(site_data(site), text, loading=Loading())), text)


SITE_FUNCTIONS: dict[str, Callable[[RecordedSite, Case], Any]] = {
    "do_shortcode": lambda site, case: shortcode(site, case.args[0]),
    "get_avatar": avatar_of,
    "get_comment_class": lambda site, case: comment_classes_of(site, *case.args),
    "get_avatar_url": lambda site, case: avatar_url_of(site, *case.args),
    "get_the_excerpt": lambda site, case: excerpt_of(site, case.args[0]),
    "get_the_title": lambda site, case: title_of(site, case.args[0]),
    "the_title": lambda _site, case: pipeline.render_title(case.args[0]),
    "the_excerpt": lambda site, case: pipeline.render_excerpt(
        case.args[0], passage=passage(site, case.args[0])
    ),
    "comment_text": lambda site, case: pipeline.render_comment(
        case.args[0], passage=passage(site, case.args[0])
    ),
    "wp_trim_excerpt": lambda site, case: pipeline.trim_excerpt(
        case.args[0], passage=passage(site, case.args[0])
    ),
}
