"""The REST dialect of WordPress: one declaration per resource, all else derived.

Routes, argument validation, contexts, links, pagination, OPTIONS and errors come from the declarations in
resources/; dispatch.py runs every request through the same stages.
"""
