"""Use cases and rules: who may do what, and what follows from it, once for every protocol.

Each call takes a Context first. Opens the store, uses content; knows no protocol, no framework, no template.
"""
