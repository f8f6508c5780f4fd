"""Background work: who does which kind of job, and the worker that goes on until it is stopped.

A kind of job is declared beside its noun in the domain (`engine.model.jobs.Job`) and added with `engine.domain.queue`;
here one line in handlers.py says which function does it. May import the domain and everything below.
"""
