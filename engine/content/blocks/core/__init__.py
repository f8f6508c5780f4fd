"""Renderers of WordPress's own blocks, by the block's name."""

from engine.content.blocks.core import media, text
from engine.content.blocks.rendering import Renderers

RENDERERS: Renderers = {**text.RENDERERS, **media.RENDERERS}
FINISHERS: Renderers = {**text.FINISHERS, **media.FINISHERS}

__all__ = ["FINISHERS", "RENDERERS"]
