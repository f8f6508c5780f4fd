"""Tympan: a blog engine that speaks WordPress.

Rooms are layers and import downwards only; docs/architecture.md has the map.
"""
