"""The hooks that the domain fires, in WordPress's names."""

from engine.hooks import Action

created_term: Action[[int, int, str]] = Action(
    "created_term", "A term was created: its id, its term_taxonomy_id, its taxonomy."
)
edited_term: Action[[int, int, str]] = Action(
    "edited_term", "A term was changed: its id, its term_taxonomy_id, its taxonomy."
)
delete_term: Action[[int, int, str, list[int]]] = Action(
    "delete_term", "A term was deleted: its id, its term_taxonomy_id, its taxonomy, the objects that had it."
)
