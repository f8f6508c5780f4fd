"""The whole way of a text to the page by WordPress's own callbacks, for where no plugin has a say."""

from collections.abc import Callable
from dataclasses import replace

from engine.content import chains
from engine.content.block_excerpts import excerpt_blocks, remove_footnotes
from engine.content.excerpts import EXCERPT_LENGTH, EXCERPT_MORE, trim_words
from engine.content.pages import teaser
from engine.content.passage import Passage
from engine.content.remembering import remembering
from engine.content.shortcodes import strip_shortcodes
from engine.content.texturize import ENGLISH, Typography

_trim_words = remembering(trim_words)


def render_title(text: str, typography: Typography = ENGLISH) -> str:
    """Return a title ready for a page (`the_title`)."""
    for _, step in chains.the_title(typography):
        text = step(text, 0)
    return text


def render_content(text: str, passage: Passage | None = None) -> str:
    """Return a post's content ready for a page (`the_content`)."""
    return chains.run(chains.THE_CONTENT, text, passage or Passage())


def render_excerpt(text: str, passage: Passage | None = None) -> str:
    """Return an excerpt ready for a page (`the_excerpt`)."""
    return chains.run(chains.THE_EXCERPT, text, passage or Passage())


def render_comment(text: str, passage: Passage | None = None) -> str:
    """Return a comment ready for a page (`comment_text`)."""
    return chains.run(chains.COMMENT_TEXT, text, passage or Passage())


def render_description(text: str, typography: Typography = ENGLISH) -> str:
    """Return what a term or a post type says about itself (`term_description`)."""
    return chains.run(chains.DESCRIPTION, text, Passage(typography=typography))


def trim_excerpt(
    content: str,
    *,
    length: int = EXCERPT_LENGTH,
    more: str = EXCERPT_MORE,
    passage: Passage | None = None,
    render: Callable[[str, Passage], str] = render_content,
) -> str:
    """Make an excerpt of a post's content that has none of its own (`wp_trim_excerpt`).

    `render` passes a text through `the_content`, WordPress's own callbacks if nothing else is said.
    """
    passage = passage or Passage()
    text = strip_shortcodes(teaser(content), passage.shortcodes)
    text = remove_footnotes(excerpt_blocks(text, lambda block: chains.do_blocks(block, passage)))
    text = render(text, replace(passage, has_blocks=False, for_excerpt=True))
    return _trim_words(text.replace("]]>", "]]&gt;"), length, more)
