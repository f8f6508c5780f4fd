"""The front end: an address becomes query variables, those a main query, that a themed page; files beside it.

Pages hold nothing about the visitor but what WordPress's rules ask for. Decides nothing that the domain decides.
"""
