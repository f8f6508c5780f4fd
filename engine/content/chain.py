"""The chain of `the_content`: every step with WordPress's name and priority, so that a plugin can step between."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from engine.content.autop import autop
from engine.content.capitals import capital_p
from engine.content.images import Loading, filter_content_tags
from engine.content.shortcodes import do_shortcode, shortcode_unautop
from engine.content.smilies import convert_smilies
from engine.content.texturize import texturize

if TYPE_CHECKING:
    from engine.content.images import Picture
    from engine.content.shortcodes import Handler

TextStep: TypeAlias = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a chain."""

    priority: int
    name: str
    run: TextStep


@dataclass(frozen=True, slots=True)
class Parts:
    """What the chain needs of the page that the content stands on."""

    render_blocks: TextStep
    picture: Callable[[int], Picture | None] = lambda _number: None
    """The attachment of a content image, None where there is none."""
    shortcodes: Mapping[str, Handler] = field(default_factory=dict)
    embed: TextStep | None = None
    """Replaces addresses that stand alone on a line by what they embed."""
    loading: Loading = field(default_factory=Loading)
    site_url: str = ""


def has_blocks(text: str) -> bool:
    """Whether a text was written in blocks."""
    return "<!-- wp:" in text


def content_steps(parts: Parts, *, in_blocks: bool) -> tuple[Step, ...]:
    """The default callbacks of `the_content` in their order; text written in blocks is not made into paragraphs."""
    embed = [Step(8, "autoembed", parts.embed)] if parts.embed else []
    paragraphs = [] if in_blocks else [Step(10, "wpautop", autop)]
    return (
        *embed,
        Step(9, "do_blocks", parts.render_blocks),
        Step(10, "wptexturize", lambda text: texturize(text, shortcode_tags=parts.shortcodes)),
        *paragraphs,
        Step(10, "shortcode_unautop", lambda text: shortcode_unautop(text, parts.shortcodes)),
        Step(11, "capital_P_dangit", capital_p),
        Step(11, "do_shortcode", lambda text: do_shortcode(text, parts.shortcodes)),
        Step(
            12, "wp_filter_content_tags", lambda text: filter_content_tags(text, parts.picture, parts.loading)
        ),
        Step(
            20,
            "convert_smilies",
            lambda text: convert_smilies(text, images=f"{parts.site_url}/wp-includes/images/smilies"),
        ),
    )


def the_content(text: str, parts: Parts) -> str:
    """A post's content ready for a page."""
    for step in content_steps(parts, in_blocks=has_blocks(text)):
        text = step.run(text)
    return text
