"""Actions and filters: the machinery by which plugins step between, typed.

Here live the declarations' types and the registry that belongs to one running site; which hooks exist is said
by the package that fires them, in its own hooks.py. Imports nothing of the engine.
"""

from engine.hooks.declarations import Action, ActionFamily, Filter, FilterFamily, declared
from engine.hooks.registry import DEFAULT_PRIORITY, Failure, Registry

__all__ = [
    "DEFAULT_PRIORITY",
    "Action",
    "ActionFamily",
    "Failure",
    "Filter",
    "FilterFamily",
    "Registry",
    "declared",
]
