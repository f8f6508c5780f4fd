"""The recorded site's one active plugin: it is switched on and does nothing."""

from engine.plugin_api import Registrations, Registry


def register(_hooks: Registry, _registrations: Registrations) -> None:
    """Register nothing."""
