"""Bundled plugins; each folder is one, and imports nothing of the engine but engine.plugin_api."""
