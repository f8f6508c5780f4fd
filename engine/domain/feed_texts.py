"""What feeds say of posts and comments: titles, excerpts, contents; a password keeps what it keeps on pages."""

from collections.abc import Iterable
from dataclasses import replace
from typing import cast

from engine.content import hooks as texts
from engine.content.escaping import esc_attr, esc_html
from engine.content.language import filled
from engine.content.pages import whole
from engine.content.urls import esc_url
from engine.domain import block_rendering, comments, permalinks, posts, rendered_titles, rendering, site_texts
from engine.domain.context import Context
from engine.model.comments import Comment
from engine.model.posts import Post


async def prepare(ctx: Context, items: Iterable[Post], kind: str) -> None:
    """Render excerpts and contents of these posts, with all that their blocks ask of the site answered at once."""
    fresh = ctx.remembered("feed_texts")
    block_rendering.begin_feed(ctx)

    def both(ctx: Context, post: Post) -> None:
        post = _whole(post)
        summary = ctx.hooks.apply_sync(texts.the_excerpt_rss, rendering.raw_excerpt(ctx, post))
        html = rendering.content(ctx, post).replace("]]>", "]]&gt;")
        fresh[post.id] = (summary, ctx.hooks.apply_sync(texts.the_content_feed, html, kind))

    await rendering.prepare(ctx, items, in_loop=True, texts=both)


def _whole(post: Post) -> Post:
    """A post with its first page, which a feed shows beyond the more tag (get_the_content); the teaser may stay away."""
    text = whole(post.content, 1, post.id)
    return post if text == post.content else replace(post, content=text)


def title(ctx: Context, post: Post) -> str:
    """A post's title (the_title_rss)."""
    return ctx.hooks.apply_sync(texts.the_title_rss, rendered_titles.title(ctx, post))


def excerpt(ctx: Context, post: Post) -> str:
    """A post's excerpt (the_excerpt_rss); see `prepare`."""
    if posts.is_locked(ctx, post):
        return ctx.hooks.apply_sync(texts.the_excerpt_rss, site_texts.protected_excerpt(ctx))
    return _prepared(ctx, post)[0]


def content(ctx: Context, post: Post, kind: str) -> str:
    """A post's content (the_content_feed), or the form that asks for its password; see `prepare`."""
    if posts.is_locked(ctx, post):
        asking = replace(post, content=password_form(ctx, post))
        return ctx.hooks.apply_sync(texts.the_content_feed, rendering.content(ctx, asking), kind)
    return _prepared(ctx, post)[1]


def _prepared(ctx: Context, post: Post) -> tuple[str, str]:
    return cast("tuple[str, str]", ctx.remembered("feed_texts")[post.id])


def password_form(ctx: Context, post: Post) -> str:
    """The form that asks for a post's password, as WordPress's markup has it (get_the_password_form)."""
    name, _ = f"pwbox-{post.id}", ctx.types.language.wordpress.text
    asking = _("This content is password-protected. To view it, please enter the password below.")
    label = esc_html(_("Password:"))
    enter = ctx.types.language.wordpress.in_context("Enter", "post password form")
    return (
        f'<form action="{esc_url(ctx.site_url)}/wp-login.php?action=postpass" class="post-password-form" method="post">'
        f'<input type="hidden" name="redirect_to" value="{esc_attr(permalinks.of_post(ctx, post))}" />\n'
        f"\t<p>{esc_html(asking)}</p>\n"
        f'\t<p><label for="{name}">{label} <input name="post_password" id="{name}" type="password"'
        ' spellcheck="false" required size="20" /></label> <span class="wp-block-button"><input type="submit"'
        f' name="Submit" class="wp-block-button__link wp-element-button" value="{esc_attr(enter)}" /></span></p></form>\n'
    )


def author(ctx: Context, comment: Comment) -> str:
    """The name of a comment's author (get_comment_author_rss)."""
    return ctx.hooks.apply_sync(
        texts.comment_author_rss, comment.author or ctx.types.language.wordpress.text("Anonymous")
    )


def replying(ctx: Context, comment: Comment, above: Comment | None) -> str:
    """A comment's text, with a word before it on what it replies to (get_comment_text in feeds)."""
    if above is None:
        return comment.content
    _ = ctx.types.language.wordpress.text
    link = f'<a href="{esc_url(comments.link(ctx, above))}">{above.author or _("Anonymous")}</a>'
    return f"{filled(_('In reply to %s.'), link)}\n\n{comment.content}"


def comment_words(ctx: Context, text: str) -> str:
    """A comment's text without markup of its own (comment_text_rss)."""
    return ctx.hooks.apply_sync(texts.comment_text_rss, text)
