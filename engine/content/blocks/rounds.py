"""Rendering in rounds: what a rendering misses is loaded in one batch, then the text is rendered again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

from engine.content.blocks.needs import Data, Need

if TYPE_CHECKING:
    from engine.content.blocks.rendering import PageState, Rendered

MAX_ROUNDS: Final = 8
"""How often what was loaded may ask for more: a query in a pattern in a template part …"""

Load: TypeAlias = Callable[[tuple[Need[object], ...]], Awaitable[Mapping[Need[object], object]]]
"""Answers all questions of a round."""

Render: TypeAlias = Callable[[Data, "PageState"], "Rendered"]


async def rendered(render: Render, load: Load, state: PageState) -> Rendered:
    """The finished rendering; `state` then stands where it ended. Text without dynamic blocks takes one round."""
    data = Data()
    for _ in range(MAX_ROUNDS):
        attempt = state.copy()
        result = render(data, attempt)
        if not data.missing:
            break
        data = data.with_answers(await load(tuple(data.missing)))
    state.take(attempt)
    return result
