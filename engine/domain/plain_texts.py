"""Texts of posts that depend on nothing but themselves: rendered once by a process, then remembered.

A text that shows other things of the site (dynamic blocks, files of galleries, sizes of images, numbers counted over the
page) is not plain, and neither is any text of a site where a plugin steps into the chain: those are rendered anew.
"""

from collections.abc import Callable
from dataclasses import dataclass

from engine.content import hooks as texts
from engine.content import pipeline
from engine.content.blocks.rendering import Carried
from engine.content.embeds import has_lone_address
from engine.content.excerpts import EXCERPT_LENGTH, EXCERPT_MORE
from engine.content.global_styles.designs import Design
from engine.content.passage import Passage
from engine.content.remembering import remembering
from engine.domain import block_rendering, designs, hooks
from engine.domain.context import Context

_CHAINS = (
    texts.the_content,
    texts.the_excerpt,
    hooks.get_the_excerpt,
    hooks.excerpt_length,
    hooks.excerpt_more,
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """All that a plain text's rendering depends on besides the text."""

    home: str
    site_url: str
    design: Design
    use_smilies: bool
    balances_tags: bool


@dataclass(frozen=True, slots=True)
class Plain:
    """A plain text, rendered, and what the page has to carry for its blocks."""

    html: str
    carried: Carried


class _NotPlainError(Exception):
    """The text shows something else of the site."""


def surroundings(ctx: Context) -> Surroundings | None:
    """What surrounds the texts of this request; None where a plugin has a say in how they are rendered."""
    known = ctx.remembered("plain")
    if "surroundings" not in known:
        own = all(ctx.hooks.is_own(hook) for hook in _CHAINS)
        known["surroundings"] = (
            Surroundings(
                ctx.home,
                ctx.site_url,
                designs.of(ctx),
                ctx.options.flag("use_smilies", default=True),
                ctx.options.flag("use_balanceTags"),
            )
            if own
            else None
        )
    found: Surroundings | None = known["surroundings"]
    return found


@remembering
def content(text: str, around: Surroundings) -> Plain | None:
    """The rendered content of a plain text; None for any other."""
    return _plain(text, lambda carried: pipeline.render_content(text, passage=_passage(around, carried)))


@remembering
def first_words(text: str, around: Surroundings, length: int | None) -> Plain | None:
    """The rendered excerpt made of a plain text; None for any other."""

    def render(carried: Carried) -> str:
        size = EXCERPT_LENGTH if length is None else length
        words = pipeline.trim_excerpt(text, length=size, more=EXCERPT_MORE, passage=_passage(around, carried))
        return pipeline.render_excerpt(words, passage=_passage(around, carried))

    return _plain(text, render)


@remembering
def excerpt(text: str, around: Surroundings) -> Plain | None:
    """A rendered excerpt that was written by hand, where it is plain; None for any other."""
    return _plain(text, lambda carried: pipeline.render_excerpt(text, passage=_passage(around, carried)))


def _plain(text: str, render: Callable[[Carried], str]) -> Plain | None:
    # Shortcodes show files and are counted; images and frames are counted, and have sizes that the library knows.
    # Addresses on lines of their own show what is found there.
    if "[" in text or has_lone_address(text):
        return None
    carried = Carried()
    try:
        html = render(carried)
    except _NotPlainError:
        return None
    return None if "<img" in html or "<iframe" in html else Plain(html, carried)


def _passage(around: Surroundings, carried: Carried) -> Passage:
    def blocks(text: str) -> str:
        found = block_rendering.fixed(text, around.design)
        if found is None:
            raise _NotPlainError
        carried.join(found.carried)
        return found.html

    return Passage(
        home=around.home,
        site_url=around.site_url,
        render_blocks=blocks,
        use_smilies=around.use_smilies,
        balances_tags=around.balances_tags,
    )
