"""Blocks, their styles, patterns and bindings that a plugin registers, as readers and editors see them."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2
import pytest

from engine.app import create
from tests.conformance import replay
from tests.conformance.serve import settings
from tests.conformance.sites import load

_WARES = '''"""
Plugin Name: Wares
Description: Shows what is for sale.
"""

from engine.plugin_api import BlockStyle, Pattern, PatternCategory, esc_html


def register(_hooks, registrations):
    registrations.register_block_type(
        "wares/price",
        {
            "title": "Price",
            "attributes": {"amount": {"type": "integer", "default": 3}},
            "supports": {"color": True, "anchor": True},
            "usesContext": ["postId"],
        },
        render=price,
        load=stock,
    )
    registrations.register_block_type("wares/clock", {"title": "Clock"}, render=lambda block: 1 / 0)
    registrations.register_block_type("wares/box", {"title": "Box"})
    registrations.register_block_bindings_source("wares/slogan", slogan, uses_context=("postId",))
    registrations.register_block_style(BlockStyle("core/quote", "loud", "Loud", css=".is-style-loud{color:red}"))
    registrations.register_block_pattern_category(PatternCategory("wares", "Wares", "For sale."))
    registrations.register_block_pattern(
        Pattern("wares/one", "One", "<!-- wp:wares/price /-->", categories=("wares",), source="plugin")
    )


async def stock(ctx, attributes, post):
    return {"currency": ctx.options.text("currency", "EUR"), "of": attributes["amount"] * 2, "post": post}


def price(block):
    said = f"{block.attributes['amount']} of {block.data['of']} {block.data['currency']} {block.data['post']}"
    return f"<p {block.wrapper(**{'class': 'price'})}>{esc_html(said)}{block.content}</p>"


def slogan(bound):
    return f"<b>{bound.args['word']}</b> {bound.name} {bound.context['postId']}"
'''


@pytest.fixture
async def client(sqlite_url: str, tmp_path: Path) -> AsyncIterator[httpx2.AsyncClient]:
    await load(sqlite_url)
    folder = tmp_path / "plugins"
    folder.mkdir()
    (folder / "wares.py").write_text(_WARES, encoding="utf-8")
    app = create(replace(settings(sqlite_url, tmp_path / "uploads"), plugins_dir=folder))
    async with app.router.lifespan_context(app), replay.client(app) as opened:
        await ask(opened, "PUT", "/wp-json/wp/v2/plugins/wares", json={"status": "active"})
        yield opened


async def ask(client: httpx2.AsyncClient, method: str, path: str, **said: Any) -> Any:
    return (await replay.send(client, {"path": path, "role": "admin", "method": method}, **said)).json()


async def shown(client: httpx2.AsyncClient, content: str) -> tuple[int, str]:
    made = await ask(client, "POST", "/wp-json/wp/v2/posts", json={"content": content, "status": "publish"})
    return made["id"], made["content"]["rendered"].strip()


async def test_blocks_of_a_plugin_are_described_as_those_of_wordpress(client: httpx2.AsyncClient) -> None:
    listed = await ask(client, "GET", "/wp-json/wp/v2/block-types/wares")

    assert [(one["name"], one["is_dynamic"]) for one in listed] == [
        ("wares/price", True), ("wares/clock", True), ("wares/box", False)
    ]  # fmt: skip
    assert listed[0]["attributes"]["amount"] == {"type": "integer", "default": 3}
    assert "backgroundColor" in listed[0]["attributes"]
    quote = await ask(client, "GET", "/wp-json/wp/v2/block-types/core/quote")
    assert quote["styles"][-1] == {
        "name": "loud",
        "label": "Loud",
        "inline_style": ".is-style-loud{color:red}",
    }


async def test_plugin_renders_its_block_from_what_it_has_loaded(client: httpx2.AsyncClient) -> None:
    content = '<!-- wp:wares/price {"amount":5,"backgroundColor":"black","anchor":"a"} --><i>!</i><!-- /wp:wares/price -->'
    number, html = await shown(client, content)

    assert html == (
        '<p class="price wp-block-wares-price has-background has-black-background-color" id="a">'
        f"5 of 10 EUR {number}<i>!</i></p>"
    )
    preview = await ask(
        client, "GET", "/wp-json/wp/v2/block-renderer/wares/price?context=edit&attributes[amount]=1"
    )
    assert preview == {"rendered": '<p class="price wp-block-wares-price">1 of 2 EUR 0</p>'}


async def test_block_whose_plugin_fails_is_shown_as_it_was_saved(client: httpx2.AsyncClient) -> None:
    _, html = await shown(client, "<!-- wp:wares/clock --><p>Noon</p><!-- /wp:wares/clock --><p>After</p>")

    assert html == "<p>Noon</p><p>After</p>"


async def test_attribute_may_be_bound_to_what_a_plugin_knows(client: httpx2.AsyncClient) -> None:
    binding = '{"metadata":{"bindings":{"content":{"source":"wares/slogan","args":{"word":"Buy"}}}}}'
    number, html = await shown(client, f"<!-- wp:paragraph {binding} --><p>Old</p><!-- /wp:paragraph -->")

    assert html == f'<p class="wp-block-paragraph"><b>Buy</b> content {number}</p>'


async def test_patterns_of_a_plugin_have_their_category(client: httpx2.AsyncClient) -> None:
    patterns = await ask(client, "GET", "/wp-json/wp/v2/block-patterns/patterns")
    categories = await ask(client, "GET", "/wp-json/wp/v2/block-patterns/categories")

    one = next(one for one in patterns if one["name"] == "wares/one")
    assert (one["categories"], one["source"]) == (["wares"], "plugin")
    assert categories[-1] == {"name": "wares", "label": "Wares", "description": "For sale."}


async def test_blocks_are_gone_with_their_plugin(client: httpx2.AsyncClient) -> None:
    await ask(client, "PUT", "/wp-json/wp/v2/plugins/wares", json={"status": "inactive"})
    gone = await ask(client, "GET", "/wp-json/wp/v2/block-types/wares/price")
    _, html = await shown(client, "<!-- wp:wares/price --><i>Saved</i><!-- /wp:wares/price -->")

    assert (gone["code"], html) == ("rest_block_type_invalid", "<i>Saved</i>")
