"""What the engine speaks about: frozen dataclasses and enums of WordPress's nouns, queries and errors.

No I/O, no SQL, no HTTP; dates are naive datetimes (local or GMT, as the field's name says), None for the zero
date. May import hooks and config.
"""
