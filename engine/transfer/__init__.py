"""Sites on the move: WordPress's export files read and written, other programs' exports read.

A reader makes entries (`model.transfer`) of whatever it reads; `run` gives them to `domain.importing` batch by batch.
Nothing here knows the database, a protocol or the command line.
"""
