"""Blocks and bindings that plugins register: what their functions are given, and how these become renderers.

A function that raises is reported; the page shows what was saved instead.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from engine.content.blocks.data import PluginNeed
from engine.content.blocks.supports.wrapper import wrapper_attributes
from engine.content.json_values import to_int, to_json

if TYPE_CHECKING:
    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Renderer, Rendering, Source
    from engine.content.json_values import JsonObject, JsonValue

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A block that is to be rendered (what a `render_callback` is given)."""

    attributes: JsonObject
    """Checked against the declaration, defaults filled in."""
    content: str
    """The saved HTML, with the blocks inside of it rendered."""
    context: JsonObject
    """What the type asks for of what the blocks around it provide."""
    data: Any
    """What the block's own `load` has found."""
    wrapper: Callable[..., str]
    """The attributes of the block's outermost tag, from its supports, with those that are given (`get_block_wrapper_attributes`)."""


@dataclass(frozen=True, slots=True)
class BoundAttribute:
    """An attribute that gets its value from a source of bindings."""

    name: str
    args: JsonObject
    """What the binding says besides the source."""
    attributes: JsonObject
    """All attributes of the block."""
    context: JsonObject
    """What the source asks for of what the blocks around it provide."""
    data: Any
    """What the source's own `load` has found."""


RenderCallback: TypeAlias = Callable[[ShownBlock], str]
"""From a block to its HTML; it waits for nothing."""

ValueCallback: TypeAlias = Callable[[BoundAttribute], "JsonValue"]
"""From a bound attribute to its value; None leaves what is saved."""


def block_renderer(render: RenderCallback, *, loads: bool) -> Renderer:
    """What renders a block by a plugin's function; with `loads`, when the site has loaded what the block needs."""

    def rendered(instance: Instance, html: str, rendering: Rendering) -> str:
        loaded = _loaded(instance.name, instance.attributes, instance, rendering, loads=loads)
        if loaded is None:
            return ""

        def wrapper(**extra: str) -> str:
            return wrapper_attributes(instance, rendering.theme, **extra)

        shown = ShownBlock(instance.attributes, html, instance.context, loaded[0], wrapper)
        try:
            return str(render(shown))
        except Exception:
            log.exception("%s is shown as it was saved", instance.name)
            return html

    return rendered


def binding_source(
    name: str, value: ValueCallback, *, uses_context: tuple[str, ...] = (), loads: bool = False
) -> Source:
    """What gets the values of bindings by a plugin's function."""

    def bound(instance: Instance, args: JsonObject, attribute: str, rendering: Rendering) -> JsonValue:
        loaded = _loaded(name, args, instance, rendering, loads=loads)
        if loaded is None:
            return None
        context = {key: instance.available[key] for key in uses_context if key in instance.available}
        try:
            return value(BoundAttribute(attribute, args, instance.attributes, context, loaded[0]))
        except Exception:
            log.exception("%s gives no value", name)
            return None

    return bound


def _loaded(
    name: str, said: JsonObject, instance: Instance, rendering: Rendering, *, loads: bool
) -> tuple[Any] | None:
    """What was loaded for a block or binding; None as long as it was not."""
    if not loads:
        # The function may look at the clock or at what its plugin keeps: what it makes is not for other pages.
        _ = rendering.page
        return (None,)
    post = to_int(instance.available.get("postId", 0))
    return rendering.data.ask(PluginNeed(name, to_json(said), post))
