"""
Plugin Name: Fixture One
Plugin URI: https://example.org/fixture-one
Description: Does nothing, but is active.
Version: 2.0.1
Requires at least: 6.0
Requires PHP: 7.4
Author: Conformance kit
Author URI: https://example.org/
Text Domain: fixture-one
"""

from engine.plugin_api import Registrations, Registry


def register(_hooks: Registry, _registrations: Registrations) -> None:
    """Register nothing."""
