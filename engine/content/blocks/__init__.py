"""Blocks: parsing, serialising and rendering what the editor writes, without I/O."""
