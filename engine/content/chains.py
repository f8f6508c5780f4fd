"""WordPress's own callbacks of the text hooks, in its order and with its priorities."""

import re
from collections.abc import Callable
from typing import Final, TypeAlias

from engine.content import hooks
from engine.content.autop import autop
from engine.content.balance import force_balance_tags
from engine.content.capitals import capital_p
from engine.content.embeds import embed, embed_lone
from engine.content.entities import convert_chars, named_to_numeric
from engine.content.escaping import esc_html
from engine.content.images import filter_content_tags
from engine.content.links import make_clickable
from engine.content.passage import CORE_SHORTCODES, Passage
from engine.content.remembering import remembering
from engine.content.shortcodes import do_shortcode, shortcode_unautop
from engine.content.smilies import convert_smilies
from engine.content.static_emoji import staticize_emoji
from engine.content.tags import strip_tags
from engine.content.texturize import ENGLISH, Typography, texturize
from engine.content.urls import internal_hosts
from engine.content.whitespace import trim
from engine.hooks import Registry

Step: TypeAlias = Callable[[str, Passage], str]
TitleStep: TypeAlias = Callable[[str, int], str]

_BLOCK_START: Final = "<!-- wp:"
_BLOCK_DELIMITER: Final = re.compile(r"<!--\s+/?wp:[a-z][a-z0-9/_-]*+\s(?:[^-]|-(?!->))*+-->\n?", re.ASCII)

_autop = remembering(autop)
_texturize = remembering(texturize)
_convert_smilies = remembering(convert_smilies)


def do_blocks(text: str, passage: Passage) -> str:
    """Render blocks; without a renderer their own HTML stands."""
    if passage.for_excerpt:
        return text
    passage.has_blocks = _BLOCK_START in text
    if not passage.has_blocks:
        return text
    return passage.render_blocks(text) if passage.render_blocks else _BLOCK_DELIMITER.sub("", text)


def embeds(text: str, passage: Passage) -> str:
    """Show what addresses on lines of their own embed."""
    return embed(text, passage.embeds)


def lone_embeds(text: str, passage: Passage) -> str:
    """Show what addresses on lines of their own embed, without shortcodes."""
    return embed_lone(text, passage.embeds)


def prepend_attachment(text: str, passage: Passage) -> str:
    """Show an attachment before its text."""
    before = passage.prepended()
    return f"{before}\n{text}" if before else text


def wptexturize(text: str, passage: Passage) -> str:
    """Write typographic characters."""
    return _texturize(text, shortcode_tags=tuple(passage.shortcodes), typography=passage.typography)


def wpautop(text: str, passage: Passage) -> str:
    """Make paragraphs, unless blocks made them."""
    return text if passage.has_blocks or passage.after_blocks else _autop(text)


def paragraphs(text: str, passage: Passage) -> str:
    """Make paragraphs at this very place."""
    return text if passage.has_blocks else _autop(text)


def late_wpautop(text: str, passage: Passage) -> str:
    """Make paragraphs where the step has moved, as `_restore_wpautop_hook` puts it back behind its neighbours."""
    return _autop(text) if passage.after_blocks and not passage.has_blocks else text


def unautop(text: str, passage: Passage) -> str:
    """Free lone shortcodes of their paragraphs."""
    return shortcode_unautop(text, passage.shortcodes)


def shortcodes(text: str, passage: Passage) -> str:
    """Render shortcodes."""
    return do_shortcode(text, passage.shortcodes)


def content_tags(text: str, passage: Passage) -> str:
    """Complete images and frames."""
    return text if passage.for_excerpt else filter_content_tags(text, passage.picture, passage.loading)


def smilies(text: str, passage: Passage) -> str:
    """Draw smilies where the site wants them."""
    return _convert_smilies(text, images=passage.smilies_folder) if passage.use_smilies else text


def secure_home(text: str, passage: Passage) -> str:
    """Ask for the site's own files over HTTPS where the site is served so (wp_replace_insecure_home_url)."""
    if not passage.home.startswith("https://"):
        return text
    insecure = "http://" + passage.home.removeprefix("https://")
    return text.replace(insecure, passage.home).replace(
        _escaped_slashes(insecure), _escaped_slashes(passage.home)
    )


def clickable(text: str, passage: Passage) -> str:
    """Turn addresses in a comment into links."""
    return make_clickable(text, hosts=internal_hosts(passage.home), in_comment=True)


def chars(text: str, _passage: Passage) -> str:
    """Escape lone ampersands."""
    return convert_chars(text)


def capital(text: str, _passage: Passage) -> str:
    """Write WordPress's name rightly."""
    return capital_p(text)


def balanced(text: str, _passage: Passage) -> str:
    """Close what is open."""
    return force_balance_tags(text)


def balanced_if_wanted(text: str, passage: Passage) -> str:
    """Close what is open where the site's option asks for it."""
    return force_balance_tags(text) if passage.balances_tags else text


THE_CONTENT: Final[tuple[tuple[int, Step], ...]] = (
    (8, embeds),
    (9, do_blocks),
    (10, wptexturize),
    (10, wpautop),
    (10, unautop),
    (10, prepend_attachment),
    (10, secure_home),
    (10, late_wpautop),
    (11, capital),
    (11, shortcodes),
    (12, content_tags),
    (20, smilies),
)
THE_EXCERPT: Final[tuple[tuple[int, Step], ...]] = (
    (10, wptexturize),
    (10, smilies),
    (10, chars),
    (10, paragraphs),
    (10, unautop),
    (10, secure_home),
    (12, content_tags),
)
COMMENT_TEXT: Final[tuple[tuple[int, Step], ...]] = (
    (9, clickable),
    (10, wptexturize),
    (10, chars),
    (20, smilies),
    (25, balanced),
    (30, wpautop),
    (31, capital),
)
BLOCK_CONTENT: Final[tuple[tuple[int, Step], ...]] = (
    (10, unautop),
    (10, shortcodes),
    (10, do_blocks),
    (10, wptexturize),
    (10, smilies),
    (10, content_tags),
    (10, lone_embeds),
)
"""Of texts within blocks and of template parts, which no hook reaches (_wp_apply_block_content_filters)."""
BLOCK_TEMPLATE: Final[tuple[tuple[int, Step], ...]] = (
    (10, embeds),
    (10, unautop),
    (10, shortcodes),
    (10, do_blocks),
    (10, wptexturize),
    (10, smilies),
    (10, content_tags),
)
"""Of a template that shows a whole page (get_the_block_template_html)."""
DESCRIPTION: Final[tuple[tuple[int, Step], ...]] = (
    (10, wptexturize),
    (10, chars),
    (10, wpautop),
    (10, unautop),
)
WIDGET_TEXT: Final[tuple[tuple[int, Step], ...]] = ((10, balanced_if_wanted),)
WIDGET_TEXT_CONTENT: Final[tuple[tuple[int, Step], ...]] = (
    (8, embeds),
    (10, wptexturize),
    (10, wpautop),
    (10, unautop),
    (10, secure_home),
    (11, capital),
    (11, shortcodes),
    (12, content_tags),
    (20, smilies),
)


def title_texturized(typography: Typography) -> TitleStep:
    """Return what writes a language's typographic characters in a title."""
    return lambda title, _post: _texturize(title, shortcode_tags=CORE_SHORTCODES, typography=typography)


def title_chars(title: str, _post: int) -> str:
    """Escape a title's lone ampersands."""
    return convert_chars(title)


def title_trimmed(title: str, _post: int) -> str:
    """Take white space off a title."""
    return trim(title)


def title_capital(title: str, _post: int) -> str:
    """Write WordPress's name rightly wherever a title has it."""
    return capital_p(title, title=True)


def the_title(typography: Typography = ENGLISH) -> tuple[tuple[int, TitleStep], ...]:
    """Return the chain of titles in a language."""
    return (
        (10, title_texturized(typography)),
        (10, title_chars),
        (10, title_trimmed),
        (11, title_capital),
    )


_CHAINS: Final = (
    (hooks.the_content, THE_CONTENT),
    (hooks.the_excerpt, THE_EXCERPT),
    (hooks.comment_text, COMMENT_TEXT),
    (hooks.widget_text, WIDGET_TEXT),
    (hooks.widget_text_content, WIDGET_TEXT_CONTENT),
)


_FRAME_STYLE: Final = re.compile(r'(<iframe class="wp-embedded-content"[^>]*?) style="[^"]*"')

THE_TITLE_RSS: Final = ((10, strip_tags), (8, named_to_numeric), (10, esc_html))
THE_EXCERPT_RSS: Final = ((10, convert_chars), (8, named_to_numeric))
COMMENT_AUTHOR_RSS: Final = ((8, named_to_numeric),)
COMMENT_TEXT_RSS: Final = ((8, named_to_numeric), (10, esc_html))


def feed_emoji(html: str, _kind: str) -> str:
    """Put pictures for emoji."""
    return staticize_emoji(html)


def feed_frames(html: str, _kind: str) -> str:
    """Let the frames of embedded posts be seen: no script of ours runs in a feed reader to show them."""
    return _FRAME_STYLE.sub(r"\1", html)


THE_CONTENT_FEED: Final = ((10, feed_emoji), (10, feed_frames))

_PLAIN_CHAINS: Final = (
    (hooks.the_title_rss, THE_TITLE_RSS),
    (hooks.the_excerpt_rss, THE_EXCERPT_RSS),
    (hooks.comment_author_rss, COMMENT_AUTHOR_RSS),
    (hooks.comment_text_rss, COMMENT_TEXT_RSS),
)


def add_default_filters(registry: Registry, typography: Typography = ENGLISH) -> None:
    """Give a site's registry WordPress's own callbacks, so that plugins can step between them or take them off."""
    for hook, chain in _CHAINS:
        for priority, step in chain:
            registry.add_filter(hook, step, priority)
    for priority, title_step in the_title(typography):
        registry.add_filter(hooks.the_title, title_step, priority)
    for plain_hook, plain_chain in _PLAIN_CHAINS:
        for priority, plain_step in plain_chain:
            registry.add_filter(plain_hook, plain_step, priority)
    for priority, feed_step in THE_CONTENT_FEED:
        registry.add_filter(hooks.the_content_feed, feed_step, priority)


def run(chain: tuple[tuple[int, Step], ...], text: str, passage: Passage) -> str:
    """Pass a text through WordPress's own callbacks alone."""
    for _, step in chain:
        text = step(text, passage)
    return text


def _escaped_slashes(url: str) -> str:
    return url.replace("/", "\\/")
