"""What a plugin or a theme may import of the engine; it re-exports and decides nothing."""

from engine.hooks import DEFAULT_PRIORITY as DEFAULT_PRIORITY
from engine.hooks import Action as Action
from engine.hooks import Filter as Filter
from engine.hooks import Registry as Registry
