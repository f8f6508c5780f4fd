"""The hooks that the domain fires, in WordPress's names."""

from engine.hooks import Action, Filter
from engine.model.posts import Post

created_term: Action[[int, int, str]] = Action(
    "created_term", "A term was created: its id, its term_taxonomy_id, its taxonomy."
)
edited_term: Action[[int, int, str]] = Action(
    "edited_term", "A term was changed: its id, its term_taxonomy_id, its taxonomy."
)
delete_term: Action[[int, int, str, list[int]]] = Action(
    "delete_term", "A term was deleted: its id, its term_taxonomy_id, its taxonomy, the objects that had it."
)

# Texts on their way to readers; callbacks are sync.
the_title: Filter[str, [int]] = Filter("the_title", "A post's title ready for a page; with the post's id.")
the_content: Filter[str, []] = Filter("the_content", "A post's content ready for a page.")
get_the_excerpt: Filter[str, [Post]] = Filter("get_the_excerpt", "A post's excerpt before it is rendered.")
the_excerpt: Filter[str, []] = Filter("the_excerpt", "A post's excerpt ready for a page.")
excerpt_length: Filter[int, []] = Filter("excerpt_length", "How many words an excerpt made of content has.")
excerpt_more: Filter[str, []] = Filter("excerpt_more", "What ends an excerpt made of content.")
