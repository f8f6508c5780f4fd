"""Themes: the template hierarchy, Jinja2, and the typed presenters a template may use.

All data is awaited before a template runs; templates do no I/O. May import domain and what lies below.
"""
