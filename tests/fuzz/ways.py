"""The ways of a text through the pipeline, and what must hold at their ends."""

import re
from collections.abc import Callable
from typing import Final

from engine.content import pipeline
from engine.content.allowed_html import PROTOCOLS
from engine.content.balance import force_balance_tags
from engine.content.block_kses import kses_block_content
from engine.content.blocks.block import Block
from engine.content.blocks.needs import Data
from engine.content.blocks.parser import parse
from engine.content.blocks.published import published_types
from engine.content.blocks.serializer import serialize
from engine.content.blocks.walk import core_environment, render
from engine.content.embeds import embed_urls
from engine.content.files import sanitize_file_name
from engine.content.global_styles.designs import merged_design
from engine.content.kses import kses_comment, kses_post
from engine.content.oembed_consumer import html_of, parsed
from engine.content.passage import Passage
from engine.content.safe_css import safe_css
from engine.content.slugs import SLUG_OCTETS, sanitize_title
from engine.content.urls import esc_url
from tests.unit.content.browser import dangers
from tests.unit.content.hostile import PATTERNS
from tests.unit.content.test_safety import PAYLOADS

_ENVIRONMENT: Final = core_environment(merged_design(published_types()).theme)
_TAG: Final = re.compile(r"<(/?)(b|i|p|div|span|em|strong)>")
# Frames are the pipeline's own; formulas, and an object without data, which the filter leaves, do nothing.
_HARMLESS: Final = frozenset({"<iframe>", "<math>", "<object>"})


def comment(text: str) -> None:
    """A guest's comment, from the form to the page."""
    _assert_harmless(pipeline.render_comment(kses_comment(text)))


def post(text: str) -> None:
    """An author's post, from the editor to the page."""
    html = pipeline.render_content(kses_block_content(text), passage=Passage(render_blocks=_blocks))
    _assert_harmless(html)


def _blocks(text: str) -> str:
    return render(text, _ENVIRONMENT, Data(), context={"postId": 1, "postType": "post"}).html


def filtered(text: str) -> None:
    """What passes the filter once passes it unchanged in its dangers: none."""
    once = kses_post(text)
    _assert_harmless(once)
    _assert_harmless(kses_post(once))


def blocks(text: str) -> None:
    """Blocks come out as they went in, and what is rendered of any text is text.

    What was never closed holds delimiters in its own text, as WordPress reads it; that comes out once more only.
    """
    parts = parse(text)
    again = parse(serialize(parts))
    if all(map(_is_closed, parts)):
        assert serialize(again) == serialize(parts)
        assert _texts(again) == _texts(parts)
    _blocks(text)


def _is_closed(part: Block) -> bool:
    return "<!--" not in part.html and all(map(_is_closed, part.inner))


def _texts(parts: tuple[Block, ...]) -> list[tuple[str | None, str]]:
    return [(part.name, part.html) for part in parts]


def balanced(text: str) -> None:
    """Plain tags are closed as often as they are opened."""
    opened: dict[str, int] = {}
    for closes, name in _TAG.findall(
        force_balance_tags("".join(found[0] for found in _PLAIN.finditer(text)))
    ):
        opened[name] = opened.get(name, 0) + (-1 if closes else 1)
    assert not any(opened.values()), opened


_PLAIN: Final = re.compile(r"</?(?:b|i|p|div|span|em|strong)>|[a-z ]+")


_SCHEMES: Final = re.compile(r"url\(\s*['\"]?\s*([a-z][a-z0-9+.-]*):")


def names(text: str) -> None:
    """Slugs, file names, addresses and styles stay what they are for."""
    title = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    assert len(sanitize_title(title)) <= SLUG_OCTETS
    assert "/" not in sanitize_file_name(text)
    assert "<" not in esc_url(text)
    css = safe_css(text).lower()
    # What is no address is a word like any other, and is kept as in WordPress; an address has a scheme that is allowed.
    assert {scheme for scheme in _SCHEMES.findall(css) if scheme not in PROTOCOLS} == set()
    assert "expression(" not in css


def excerpts(text: str) -> None:
    """Excerpts and the addresses in a text are found in any text."""
    pipeline.trim_excerpt(text)
    embed_urls(text)


def answers(text: str) -> None:
    """Whatever another site answers, an unknown one shows a frame in a sandbox or nothing."""
    data = parsed(text, "json") or parsed(text, "xml") or {"type": "rich", "html": text}
    html = html_of(data, "https://a.example/", is_known=False, secret="word")
    assert not [danger for danger in dangers(html) if danger not in _HARMLESS]
    assert html.count("<iframe") == html.count('sandbox="allow-scripts"')


def _assert_harmless(html: str) -> None:
    found = [danger for danger in dangers(html) if danger not in _HARMLESS]
    assert not found, found


WAYS: Final[tuple[Callable[[str], None], ...]] = (
    comment,
    post,
    filtered,
    blocks,
    balanced,
    names,
    excerpts,
    answers,
)

_BLOCKS: Final = (
    '<!-- wp:paragraph {"style":{"color":{"text":"#fff"}}} --><p>x</p><!-- /wp:paragraph -->',
    '<!-- wp:image {"id":3} --><figure class="wp-block-image"><img src="a.jpg" alt=""/></figure><!-- /wp:image -->',
    '<!-- wp:group {"layout":{"type":"flex"}} --><div class="wp-block-group"><!-- wp:x /--></div><!-- /wp:group -->',
    '<!-- wp:avatar {"userId":1,"linkTarget":"\\u0022onclick=\\u0022x"} /-->',
    '<!-- wp:search {"label":"<script>"} /-->',
    '{"type":"rich","html":"<iframe src=\\"https://a.example/\\"></iframe>"}',
)
SEEDS: Final = tuple(seed for seed in (*PAYLOADS, *PATTERNS, *_BLOCKS) for _ in range(3))
