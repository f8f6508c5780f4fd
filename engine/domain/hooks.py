"""The hooks that the domain fires, in WordPress's names."""

from collections.abc import Mapping
from typing import Any

from engine.hooks import Action, Filter
from engine.model.errors import DomainError
from engine.model.posts import Post
from engine.model.users import User

created_term: Action[[int, int, str]] = Action(
    "created_term", "A term was created: its id, its term_taxonomy_id, its taxonomy."
)
edited_term: Action[[int, int, str]] = Action(
    "edited_term", "A term was changed: its id, its term_taxonomy_id, its taxonomy."
)
delete_term: Action[[int, int, str, list[int]]] = Action(
    "delete_term", "A term was deleted: its id, its term_taxonomy_id, its taxonomy, the objects that had it."
)

# Texts on their way to readers; callbacks are sync. More of them are in engine.content.hooks.
get_the_excerpt: Filter[str, [Post]] = Filter("get_the_excerpt", "A post's excerpt before it is rendered.")
excerpt_length: Filter[int, []] = Filter("excerpt_length", "How many words an excerpt made of content has.")
excerpt_more: Filter[str, []] = Filter("excerpt_more", "What ends an excerpt made of content.")
wp_login: Action[[str, User]] = Action("wp_login", "Somebody logged in: the log-in name, the account.")
wp_login_failed: Action[[str, DomainError]] = Action(
    "wp_login_failed", "A name and a password did not belong together: the name, the refusal."
)
wp_logout: Action[[int]] = Action("wp_logout", "Somebody logged out: the account's id.")
application_password_did_authenticate: Action[[User, Mapping[Any, Any]]] = Action(
    "application_password_did_authenticate",
    "A program asked on behalf of an account: the account, the application password as stored.",
)

user_register: Action[[int]] = Action("user_register", "An account was made: its id.")
