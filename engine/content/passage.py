"""A text on its way to the page, and what surrounds it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from engine.content.core_shortcodes import CoreShortcodes
from engine.content.embeds import Source, nothing
from engine.content.images import Loading, Picture
from engine.content.shortcodes import Handler
from engine.content.texturize import ENGLISH, Typography

BlockRenderer = Callable[[str], str]
PictureSource = Callable[[int], Picture | None]

CORE_SHORTCODES: Final = ("wp_caption", "caption", "gallery", "playlist", "audio", "video", "embed")
"""The names that are shortcodes on every site."""


def core_handlers() -> Mapping[str, Handler]:
    """Return what answers to WordPress's shortcodes where nothing of the library is loaded."""
    return CoreShortcodes().handlers()


def no_picture(number: int) -> Picture | None:
    """Answer for a library that nothing is loaded of."""
    del number
    return None


@dataclass(slots=True)
class Passage:
    """One text of one post or comment: the site's addresses and habits, and what is loaded for the text.

    It lives for one rendering; `has_blocks` is found out on the way, for blocks make their own paragraphs.
    """

    home: str = ""
    site_url: str = ""
    post_id: int = 0
    shortcodes: Mapping[str, Handler] = field(default_factory=core_handlers)
    render_blocks: BlockRenderer | None = None
    picture: PictureSource = no_picture
    """The image of the library with an id, None where there is none."""
    embeds: Source = nothing
    """The HTML of addresses that stand alone on a line, as it was found before."""
    prepended: Callable[[], str] = str
    """What an attachment's page shows of it before its text; its players are counted as they are asked for."""
    loading: Loading = field(default_factory=Loading)
    typography: Typography = ENGLISH
    use_smilies: bool = True
    balances_tags: bool = False
    has_blocks: bool = False
    after_blocks: bool = False
    """A text with blocks was rendered before: WordPress then makes the paragraphs of later ones after the other steps."""
    for_excerpt: bool = False
    """Only words are wanted: blocks are dealt with already, images do not matter."""

    @property
    def smilies_folder(self) -> str:
        """The address of the pictures of smilies."""
        return f"{self.site_url}/wp-includes/images/smilies"
