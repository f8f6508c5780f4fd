"""
Plugin Name: Fixture Two
Description: Does nothing and is not active.
Version: 0.3
Author: Conformance kit
"""

from engine.plugin_api import Registrations, Registry


def register(_hooks: Registry, _registrations: Registrations) -> None:
    """Register nothing."""
