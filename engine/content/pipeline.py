"""The whole way of a text to the page: titles, content, excerpts and comments of classic editing.

These are WordPress's default callbacks of `the_content`, `the_excerpt`, `the_title` and
`comment_text` in their order; blocks and shortcodes are not rendered here.
"""

import re
from typing import Final

from engine.content.autop import autop
from engine.content.capitals import capital_p
from engine.content.entities import convert_chars
from engine.content.excerpts import EXCERPT_LENGTH, EXCERPT_MORE, trim_words
from engine.content.smilies import convert_smilies
from engine.content.texturize import texturize
from engine.content.whitespace import trim

_BLOCK_DELIMITER: Final = re.compile(r"<!--\s+/?wp:[a-z][a-z0-9/_-]*+\s(?:[^-]|-(?!->))*+-->\n?", re.ASCII)
_SMILIES_FOLDER: Final = "/wp-includes/images/smilies"


def render_title(text: str) -> str:
    """Return a title ready for a page (`the_title`)."""
    return capital_p(trim(convert_chars(texturize(text))), title=True)


def render_content(text: str, *, site_url: str = "") -> str:
    """Return a post's content ready for a page (`the_content`)."""
    has_blocks = "<!-- wp:" in text
    text = texturize(_BLOCK_DELIMITER.sub("", text) if has_blocks else text)
    text = text if has_blocks else autop(text)
    return convert_smilies(capital_p(text), images=site_url + _SMILIES_FOLDER)


def render_excerpt(text: str, *, site_url: str = "") -> str:
    """Return an excerpt ready for a page (`the_excerpt`)."""
    text = convert_smilies(texturize(text), images=site_url + _SMILIES_FOLDER)
    return autop(convert_chars(text))


def trim_excerpt(content: str, *, length: int = EXCERPT_LENGTH, more: str = EXCERPT_MORE) -> str:
    """Make an excerpt of a post's content that has none of its own (`wp_trim_excerpt`)."""
    return trim_words(render_content(content).replace("]]>", "]]&gt;"), length, more)


def render_comment(text: str, *, site_url: str = "") -> str:
    """Return a comment ready for a page (`comment_text`)."""
    text = convert_chars(texturize(text))
    return capital_p(autop(convert_smilies(text, images=site_url + _SMILIES_FOLDER)))
