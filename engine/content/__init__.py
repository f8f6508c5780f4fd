"""Text in, HTML out: what WordPress makes of a post, byte for byte.

Pure functions without I/O, in WordPress's names and results. May import model, hooks and config.
"""
