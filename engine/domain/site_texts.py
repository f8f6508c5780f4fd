"""Texts that belong to no post, ready for pages: comments, descriptions; and what surrounds every text of the site."""

from collections.abc import Callable
from functools import lru_cache

from engine.content import hooks as texts
from engine.content import pipeline
from engine.content.allowed_html import NOTHING
from engine.content.kses import kses
from engine.content.passage import Passage
from engine.content.remembering import remembering
from engine.content.texturize import Typography
from engine.domain.context import Context

# Descriptions a process remembers rendered. Rendering depends on nothing but the text and its language, so this is never stale.
REMEMBERED = 1024

_description = lru_cache(maxsize=REMEMBERED)(pipeline.render_description)


def passage(ctx: Context) -> Passage:
    """What surrounds a text of the site that is in no post."""
    return Passage(
        home=ctx.home,
        site_url=ctx.site_url,
        typography=ctx.types.language.typography,
        use_smilies=ctx.options.flag("use_smilies", default=True),
        balances_tags=ctx.options.flag("use_balanceTags"),
    )


def comment(ctx: Context, text: str) -> str:
    """A comment's text for a page (`comment_text`)."""
    return of_comments(ctx)(text)


def of_comments(ctx: Context) -> Callable[[str], str]:
    """What makes a comment's text ready for a page, for who has many of them."""
    if not ctx.hooks.is_own(texts.comment_text):
        return lambda text: ctx.hooks.apply_sync(texts.comment_text, text, passage(ctx))
    home, site_url, typography = ctx.home, ctx.site_url, ctx.types.language.typography
    use_smilies = ctx.options.flag("use_smilies", default=True)
    return lambda text: _comment(text, home, site_url, typography, use_smilies)


def comment_in_preview(ctx: Context, text: str) -> str:
    """A comment's text without tags, for whoever wrote it and is not remembered: held links lead nowhere."""
    return kses(comment(ctx, text), NOTHING)


@remembering
def _comment(text: str, home: str, site_url: str, typography: Typography, use_smilies: bool) -> str:
    around = Passage(home=home, site_url=site_url, typography=typography, use_smilies=use_smilies)
    return pipeline.render_comment(text, passage=around)


def description(ctx: Context, text: str) -> str:
    """What a term or a type says about itself, ready for a page (`term_description`)."""
    return _description(text, ctx.types.language.typography)


def protected_excerpt(ctx: Context) -> str:
    """What stands in the place of an excerpt that a password keeps shut."""
    return ctx.types.language.wordpress.text("There is no excerpt because this is a protected post.")
