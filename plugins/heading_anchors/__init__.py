"""Gives the headings of posts names of their own, so that a section can be linked to."""
