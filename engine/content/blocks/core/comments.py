"""The comments of a post."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.content.blocks.core.posts import current_post
from engine.content.blocks.core.wrapping import aligned, aligned_and_linked, has_link_colour, wrapped
from engine.content.blocks.data import CommentLinksNeed, CommentNeed, PostCommentsNeed
from engine.content.blocks.supports.wrapper import wrapper_attributes
from engine.content.dates import human_time_diff
from engine.content.escaping import esc_attr, esc_html
from engine.content.json_values import is_empty, to_int, to_text
from engine.content.language import filled
from engine.content.urls import esc_url

if TYPE_CHECKING:
    from engine.content.blocks.data import CommentView, PostView
    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Renderers, Rendering
    from engine.content.language import Language

OLD_COMMENTS: Final = "core/post-comments"
"""Comments of old content, which have no parts of their own."""

_USUAL: Final = (
    '<!-- wp:comments-title /--><!-- wp:comment-template --><!-- wp:avatar {"size":40} /-->'
    "<!-- wp:comment-author-name /--><!-- wp:comment-date /--><!-- wp:comment-content /-->"
    "<!-- wp:comment-edit-link /--><!-- wp:comment-reply-link /--><!-- /wp:comment-template -->"
    "<!-- wp:comments-pagination --><!-- wp:comments-pagination-previous /-->"
    "<!-- wp:comments-pagination-numbers /--><!-- wp:comments-pagination-next /--><!-- /wp:comments-pagination -->"
    "<!-- wp:post-comments-form /-->"
)
_ARROWS: Final = {"arrow": {"next": "→", "previous": "←"}, "chevron": {"next": "»", "previous": "«"}}


def comments(instance: Instance, _html: str, rendering: Rendering) -> str:
    """The comments with what stands around them; nothing where there are none and none may be written."""
    post = current_post(instance, rendering)
    if post is None or (not post.comments_open and not post.comment_count):
        return ""
    if instance.name == OLD_COMMENTS or instance.has("legacy"):
        return _as_a_whole(instance, post, rendering)
    return rendering.inner(instance)


def _as_a_whole(instance: Instance, post: PostView, rendering: Rendering) -> str:
    """Comments as they were before one could arrange their parts: all parts in the usual order."""
    html = rendering.text(_USUAL, {"postId": post.id, "postType": post.type})
    names = ("wp-block-post-comments" if instance.has("legacy") else "", aligned(instance))
    return wrapped(instance, html, rendering, classes=" ".join(name for name in names if name))


def comments_title(instance: Instance, _html: str, rendering: Rendering) -> str:
    """How many answers the post has."""
    post = current_post(instance.with_context("postId"), rendering)
    if post is None or post.is_locked or not post.comment_count:
        return ""
    count, _ = post.comment_count, rendering.language.text
    classes = aligned(instance) if instance.has("textAlign") else ""
    attributes = wrapper_attributes(instance, rendering.theme, **{"class": classes})
    tag = f"h{instance.text('level')}" if instance.get("level") is not None else "h2"
    title = filled(_("&#8220;%s&#8221;"), post.title) if instance.has("showPostTitle") else ""
    said = _responses(count, rendering.language, is_counted=instance.has("showCommentsCount"), of=title)
    return f'<{tag} id="comments" {attributes}>{said}</{tag}>'


def _responses(count: int, language: Language, *, is_counted: bool, of: str) -> str:
    """How many answers there are, and to what where that is to be said."""
    _ = language.text
    if is_counted and of:
        if count == 1:
            return filled(_("One response to %s"), of)
        said = language.plural("%1$s response to %2$s", "%1$s responses to %2$s", count)
        return filled(said, f"{count:,}", of)
    if is_counted:
        if count == 1:
            return _("One response")
        return filled(language.plural("%s response", "%s responses", count), f"{count:,}")
    if of:
        return filled(_("Response to %s") if count == 1 else _("Responses to %s"), of)
    return _("Response") if count == 1 else _("Responses")


def comment_template(instance: Instance, _html: str, rendering: Rendering) -> str:
    """The template once for every comment, answers below what they answer."""
    post = current_post(instance, rendering)
    if post is None or post.is_locked:
        return ""
    found = rendering.data.ask(PostCommentsNeed(post.id))
    if not found:
        return ""
    known = {comment.id for comment in found}
    children: dict[int, list[CommentView]] = {}
    for comment in found:
        children.setdefault(comment.parent if comment.parent in known else 0, []).append(comment)
    return wrapped(instance, _thread(instance, rendering, children, parent=0, depth=1), rendering, tag="ol")


def _thread(
    instance: Instance,
    rendering: Rendering,
    children: dict[int, list[CommentView]],
    *,
    parent: int,
    depth: int,
) -> str:
    pieces = []
    for comment in children.get(parent, ()):
        html = rendering.inner(instance, {"commentId": comment.id})
        answers = ""
        if children.get(comment.id):
            answers = _thread(instance, rendering, children, parent=comment.id, depth=depth + 1)
            answers = f"<ol>{answers}</ol>" if depth < rendering.site.thread_depth else answers
        classes = esc_attr(" ".join(comment.classes))
        pieces.append(f'<li id="comment-{comment.id}" class="{classes}">{html}{answers}</li>')
    return "".join(pieces)


def _comment(instance: Instance, rendering: Rendering) -> CommentView | None:
    number = instance.context.get("commentId")
    return None if number is None else rendering.data.ask(CommentNeed(to_int(number)))


def comment_author_name(instance: Instance, _html: str, rendering: Rendering) -> str:
    """Who wrote the comment."""
    comment = _comment(instance, rendering)
    if comment is None:
        return ""
    name, target = comment.author.name, instance.text("linkTarget")
    if comment.author.url and instance.has("isLink") and target:
        url = esc_url(comment.author.url)
        name = f'<a rel="external nofollow ugc" href="{url}" target="{esc_attr(target)}" >{name}</a>'
    return wrapped(instance, name, rendering, classes=aligned_and_linked(instance))


def comment_content(instance: Instance, _html: str, rendering: Rendering) -> str:
    """What the comment says."""
    comment = _comment(instance, rendering)
    if comment is None or not comment.text:
        return ""
    notice = (
        f'<p><em class="comment-awaiting-moderation">{esc_html(comment.notice)}</em></p>'
        if comment.notice
        else ""
    )
    return wrapped(instance, notice + comment.text, rendering, classes=aligned_and_linked(instance))


def comment_date(instance: Instance, _html: str, rendering: Rendering) -> str:
    """When the comment was written."""
    comment = _comment(instance, rendering)
    if comment is None:
        return ""
    moment, pattern = comment.date, instance.text("format")
    shown = moment.format(pattern or rendering.site.date_format, rendering.language.dates)
    if pattern == "human-diff" and rendering.page.now is not None:
        difference = human_time_diff(moment.timestamp, rendering.page.now.timestamp, rendering.language)
        shown = filled(rendering.language.text("%s ago"), difference)
    if instance.has("isLink"):
        shown = f'<a href="{esc_url(comment.link)}">{shown}</a>'
    html = f'<time datetime="{moment.format("c")}">{shown}</time>'
    return wrapped(instance, html, rendering, classes="has-link-color" if has_link_colour(instance) else "")


def comment_edit_link(instance: Instance, _html: str, rendering: Rendering) -> str:
    """A link for those who may edit the comment."""
    comment = _comment(instance, rendering)
    links = rendering.data.ask(CommentLinksNeed(comment.id)) if comment is not None else None
    if links is None or not links.edit:
        return ""
    target = f'target="{esc_attr(instance.text("linkTarget"))}"' if instance.has("linkTarget") else ""
    html = f'<a href="{esc_url(links.edit)}" {target}>{esc_html(rendering.language.text("Edit"))}</a>'
    return wrapped(instance, html, rendering, classes=aligned_and_linked(instance))


def comment_reply_link(instance: Instance, _html: str, rendering: Rendering) -> str:
    """A link to answer the comment."""
    comment = _comment(instance, rendering)
    links = rendering.data.ask(CommentLinksNeed(comment.id)) if comment is not None else None
    if links is None or not links.reply:
        return ""
    return wrapped(instance, links.reply, rendering, classes=aligned_and_linked(instance))


def comments_pagination(instance: Instance, html: str, rendering: Rendering) -> str:
    """The links to the other pages of comments."""
    if is_empty(html.strip()):
        return ""
    classes = "has-link-color" if has_link_colour(instance) else ""
    attributes = wrapper_attributes(
        instance,
        rendering.theme,
        **{"class": classes, "aria_label": rendering.language.text("Comments pagination")},
    )
    return f"<nav {attributes}>{html}</nav>"


def comments_pagination_next(instance: Instance, _html: str, rendering: Rendering) -> str:
    """A link to newer comments."""
    return _turn(instance, rendering, kind="next", label=rendering.language.text("Newer Comments"))


def comments_pagination_previous(instance: Instance, _html: str, rendering: Rendering) -> str:
    """A link to older comments."""
    return _turn(instance, rendering, kind="previous", label=rendering.language.text("Older Comments"))


def _turn(instance: Instance, rendering: Rendering, *, kind: str, label: str) -> str:
    page = rendering.page
    url = page.newer_comments if kind == "next" else page.older_comments
    if not url:
        return ""
    text = instance.text("label") if instance.has("label") else label
    name = to_text(instance.context.get("comments/paginationArrow"))
    arrow = ""
    if name in _ARROWS:
        classes = f"wp-block-comments-pagination-{kind}-arrow is-arrow-{name}"
        arrow = f"<span class='{classes}' aria-hidden='true'>{_ARROWS[name][kind]}</span>"
    shown = text + arrow if kind == "next" else arrow + text
    return f'<a href="{esc_url(url)}" {wrapper_attributes(instance, rendering.theme)}>{shown}</a>'


def comments_pagination_numbers(instance: Instance, _html: str, rendering: Rendering) -> str:
    """Links to the pages of comments by number."""
    links = rendering.page.comment_page_links
    return wrapped(instance, links, rendering) if links else ""


RENDERERS: Final[Renderers] = {
    "core/comment-author-name": comment_author_name,
    "core/comment-content": comment_content,
    "core/comment-date": comment_date,
    "core/comment-edit-link": comment_edit_link,
    "core/comment-reply-link": comment_reply_link,
    "core/comment-template": comment_template,
    "core/comments": comments,
    OLD_COMMENTS: comments,
    "core/comments-pagination": comments_pagination,
    "core/comments-pagination-next": comments_pagination_next,
    "core/comments-pagination-numbers": comments_pagination_numbers,
    "core/comments-pagination-previous": comments_pagination_previous,
    "core/comments-title": comments_title,
    "core/post-comments": comments,
}
