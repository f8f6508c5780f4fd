"""The way through the tree: every block is looked up, bound, rendered and given its supports."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.content.blocks.bindings import bound
from engine.content.blocks.core import CONTEXTS, FINISHERS, RENDERERS, SOURCES
from engine.content.blocks.directives import process
from engine.content.blocks.instance import instance_of
from engine.content.blocks.rendering import Environment, PageState, Rendered, Rendering
from engine.content.blocks.supports.chain import after_rendering, before_rendering
from engine.content.blocks.types import core_types
from engine.content.styles.theme import Theme

if TYPE_CHECKING:
    from engine.content.blocks.block import Block
    from engine.content.blocks.instance import Instance
    from engine.content.blocks.needs import Data
    from engine.content.blocks.rendering import Renderers, Sources
    from engine.content.blocks.types import BlockTypes
    from engine.content.json_values import JsonObject

MAX_DEPTH = 60
"""Blocks inside blocks that are rendered; what lies deeper shows its own saved HTML only."""


def core_environment(
    theme: Theme | None = None,
    types: BlockTypes | None = None,
    *,
    renderers: Renderers | None = None,
    sources: Sources | None = None,
) -> Environment:
    """WordPress's own blocks under a theme, as far as these types are known, and what plugins add to them."""
    return Environment(
        types=types or core_types(),
        theme=theme or Theme(),
        renderers={**RENDERERS, **(renderers or {})},
        finishers=FINISHERS,
        sources={**SOURCES, **(sources or {})},
        contexts=CONTEXTS,
    )


def render(
    text: str,
    environment: Environment,
    data: Data,
    *,
    context: JsonObject | None = None,
    state: PageState | None = None,
    in_content: bool = False,
) -> Rendered:
    """The text with its blocks rendered, from the data at hand; `data.missing` names what is to be loaded.

    `state` goes on counting where the page's earlier texts left off. `in_content` says that the HTML goes through
    `the_content`, which gives images their loading in the end.
    """
    rendering = Rendering(environment, data, TreeWalk, state=state)
    rendering.in_content = in_content
    return rendering.rendered(rendering.text(text, context or {}))


class TreeWalk:
    """Renders blocks down to a depth that no document needs."""

    def __init__(self, rendering: Rendering) -> None:
        self._rendering = rendering
        self._depth = 0
        self._in_interactive = False

    def block(self, block: Block, *, available: JsonObject, parent: Instance | None) -> str:
        """Render one block (`render_block`)."""
        if self._depth >= MAX_DEPTH or (block.name is None and not block.inner):
            return block.html
        found = instance_of(block, self._rendering.environment.types, available=available, parent=parent)
        instance = self._in_context(before_rendering(found, self._rendering))
        self._depth += 1
        shown = self._rendering.carried.blocks
        before = len(shown)
        try:
            html = self._finished(instance)
        finally:
            self._depth -= 1
        if instance.type is not None:
            _note(shown, before, instance.name if html and not html.isspace() else "")
        return html

    def _in_context(self, instance: Instance) -> Instance:
        for more in self._rendering.environment.contexts:
            added = more(instance, self._rendering)
            if added:
                instance = replace(instance, available={**instance.available, **added})
        return instance

    def _finished(self, instance: Instance) -> str:
        """The block's HTML; directives are answered by the outermost interactive block for all inside of it."""
        if self._in_interactive or instance.type is None or not instance.type.is_interactive:
            return self._rendered(instance)
        self._in_interactive = True
        try:
            return process(self._rendered(instance))
        finally:
            self._in_interactive = False

    def _rendered(self, instance: Instance) -> str:
        """Inner blocks, bindings, the block's own renderer, then the supports."""
        rendering = self._rendering
        instance, replaced = bound(instance, rendering)
        renderer = rendering.environment.renderers.get(instance.name) if instance.type else None
        skips = instance.type is not None and instance.type.skips_inner_blocks
        html = "" if skips else replaced(rendering.inner(instance))
        if renderer is not None:
            html = renderer(instance, html, rendering)
        html = after_rendering(instance, html, rendering)
        finisher = rendering.environment.finishers.get(instance.name)
        return finisher(instance, html, rendering) if finisher else html


def _note(shown: dict[str, None], before: int, name: str) -> None:
    """Note that a block shows something; of one that does not, what stood inside of it shows nothing either."""
    if name:
        shown[name] = None
        return
    while len(shown) > before:
        shown.popitem()
