"""Texts of posts that depend on nothing but themselves: rendered once by a process, then remembered.

A text that shows other things of the site (dynamic blocks, files of galleries, sizes of images, numbers counted over the
page) is not plain, and neither is any text of a site where a plugin steps into the chain: those are rendered anew.
"""

from collections.abc import Callable
from dataclasses import dataclass

from engine.content import hooks as texts
from engine.content.blocks.rendering import Carried
from engine.content.embeds import has_lone_address
from engine.content.global_styles.designs import Design
from engine.content.remembering import Memory
from engine.content.texturize import Typography
from engine.domain import block_rendering, designs, hooks
from engine.domain.context import Context
from engine.model.posts import Post

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
    typography: Typography
    use_smilies: bool
    balances_tags: bool


@dataclass(frozen=True, slots=True)
class Plain:
    """A plain text, rendered, and what the page has to carry for its blocks."""

    html: str
    carried: Carried


_plain = Memory[Plain]()


def shown(ctx: Context, post: Post, kind: str, text: str, render: Callable[[], str]) -> str:
    """What a text of a post is rendered to, as this kind of text; it need not be rendered where it is known."""
    around = _surroundings(ctx) if _may_be_plain(post, text) else None
    if around is None:
        return render()
    key = (kind, text, post.type, around)
    known = _plain.get(key)
    if known is not None:
        block_rendering.state(ctx).carried.join(known.carried)
        return known.html
    with block_rendering.watched(ctx) as carried_alone:
        html = render()
        carried = carried_alone()
    if carried is not None and "<img" not in html and "<iframe" not in html:
        _plain.keep(key, Plain(html, carried), size=len(text))
    return html


def _may_be_plain(post: Post, text: str) -> bool:
    # Shortcodes show files and are counted; images and frames are counted, and have sizes that the library knows.
    # Addresses on lines of their own show what is found there; an attachment's text shows its file.
    return post.type != "attachment" and "[" not in text and not has_lone_address(text)


def _surroundings(ctx: Context) -> Surroundings | None:
    """What surrounds the texts of this request; None where a plugin has a say in how they are rendered."""
    known = ctx.remembered("plain")
    if "surroundings" not in known:
        own = all(ctx.hooks.is_own(hook) for hook in _CHAINS)
        known["surroundings"] = (
            Surroundings(
                ctx.home,
                ctx.site_url,
                designs.of(ctx),
                ctx.types.language.typography,
                ctx.options.flag("use_smilies", default=True),
                ctx.options.flag("use_balanceTags"),
            )
            if own
            else None
        )
    found: Surroundings | None = known["surroundings"]
    return found
