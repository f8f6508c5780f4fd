"""Who may do what: WordPress's roles, and its mapping of questions about objects to what a role can hold.

`can` is the only question; protocols word the refusal and ask nothing of their own.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from engine.domain.context import Context
from engine.model.comments import Comment
from engine.model.errors import Forbidden
from engine.model.posts import Post
from engine.model.terms import Term
from engine.model.types import PostType, post_capabilities
from engine.model.users import Grants, Role, User

# A capability nobody has: the answer of a mapping that refuses whatever the role.
DO_NOT_ALLOW = "do_not_allow"

_POST_QUESTIONS = {
    "edit_post": "edit_post", "edit_page": "edit_post", "read_post": "read_post", "read_page": "read_post",
    "delete_post": "delete_post", "delete_page": "delete_post", "publish_post": "publish_post",
}  # fmt: skip
_TERM_QUESTIONS = {"edit_term": "edit_terms", "delete_term": "delete_terms", "assign_term": "assign_terms"}
_NAMED = {
    "customize": ("edit_theme_options",), "edit_css": ("unfiltered_html",), "add_users": ("promote_users",),
    "manage_post_tags": ("manage_categories",), "edit_categories": ("manage_categories",),
    "edit_post_tags": ("manage_categories",), "delete_categories": ("manage_categories",),
    "delete_post_tags": ("manage_categories",), "assign_categories": ("edit_posts",),
    "assign_post_tags": ("edit_posts",),
    "manage_privacy_options": ("manage_options",), "export_others_personal_data": ("manage_options",),
    "erase_others_personal_data": ("manage_options",), "view_site_health_checks": ("install_plugins",),
    "edit_block_binding": ("edit_posts",), "update_php": ("update_core",), "activate_plugin": ("activate_plugins",),
    "deactivate_plugin": ("activate_plugins",), "resume_plugin": ("resume_plugins",),
}  # fmt: skip
# Patterns have names of their own for capabilities, which no role holds: they are those of posts.
_OF_PATTERNS = frozenset(
    name for name in post_capabilities("block", "blocks").values() if name.endswith("_blocks")
)
_USER_QUESTIONS = {"edit_user": "edit_users", "delete_user": "delete_users", "promote_user": "promote_users",
                   "remove_user": "remove_users"}  # fmt: skip


def can(ctx: Context, capability: str, of: Any = None) -> bool:
    """Whether the actor may; `of` is the object that a meta capability asks about.

    Posts need their parent (for revisions and attachments) and comments their post in the request's memory: see
    `posts.remember`. An object that is missing refuses, as in WordPress.
    """
    needed = required(ctx, capability, of)
    if ctx.actor.via == "system":
        return DO_NOT_ALLOW not in needed
    return all(one == "exist" or one in ctx.actor.capabilities for one in needed)


def require(ctx: Context, capability: str, of: Any = None) -> None:
    """Raise Forbidden unless the actor may."""
    if not can(ctx, capability, of):
        raise Forbidden(capability=capability)


def required(ctx: Context, capability: str, of: Any = None) -> tuple[str, ...]:
    """The primitive capabilities that `capability` comes down to for this actor and object (map_meta_cap)."""
    if capability in _POST_QUESTIONS:
        return _of_post(ctx, _POST_QUESTIONS[capability], of)
    if capability == "manage_links" and not ctx.options.flag("link_manager_enabled"):
        return (DO_NOT_ALLOW,)
    if capability in _USER_QUESTIONS:
        return _of_user(ctx, capability, of)
    if capability in _TERM_QUESTIONS and isinstance(of, Term):
        return _of_term(ctx, _TERM_QUESTIONS[capability], of)
    if capability == "edit_comment":
        post = ctx.remembered("post").get(of.post) if isinstance(of, Comment) else None
        return _of_post(ctx, "edit_post", post) if post else ("edit_posts",)
    if capability.endswith(("_app_password", "_app_passwords")):
        return _of_user(ctx, "edit_user", of)
    if capability in _NAMED:
        return _NAMED[capability]
    if capability in _OF_PATTERNS:
        return (capability.replace("_blocks", "_posts"),)
    if isinstance(of, Post):
        return _of_type_question(ctx, capability, of)
    return (capability,)


def _of_type_question(ctx: Context, capability: str, post: Post) -> tuple[str, ...]:
    """A type's own meta name, such as ``edit_block``."""
    kind = ctx.types.post_types.get(post.type)
    for generic in ("edit_post", "read_post", "delete_post"):
        if kind and kind.capabilities.get(generic) == capability:
            return _of_post(ctx, generic, post)
    return (capability,)


def _of_post(ctx: Context, question: str, post: Any) -> tuple[str, ...]:
    if not isinstance(post, Post):
        return (DO_NOT_ALLOW,)
    if post.type == "revision" and question == "delete_post":
        return (DO_NOT_ALLOW,)
    if post.type == "revision" and question != "read_post":
        post = ctx.remembered("post").get(post.parent)
        if post is None:
            return (DO_NOT_ALLOW,)
    kind = ctx.types.post_types.get(post.type)
    if kind is None:
        # Of a type nobody registers (any more) only who edits others' posts has anything.
        return ("edit_others_posts",)
    if not kind.map_meta_cap:
        return (kind.capabilities.get(question, question),)
    if question == "publish_post":
        return (kind.capabilities["publish_posts"],)
    if question == "read_post":
        return _to_read(ctx, kind, post)
    return _to_change(ctx, kind, post, question.removesuffix("_post"))


def effective_status(ctx: Context, post: Post) -> str:
    """The status that counts: an attachment's or revision's that inherits is its parent's.

    A parent in the trash counts as it did before.
    """
    if post.status != "inherit":
        return post.status
    if not post.parent:
        return "publish"
    parent = ctx.remembered("post").get(post.parent)
    if parent is None or parent.id == post.id:
        return "publish"
    if parent.status == "trash":
        former = str(ctx.remembered("trashed_status").get(parent.id, "publish"))
        return "publish" if former == "auto-draft" else former
    return effective_status(ctx, parent)


def _to_read(ctx: Context, kind: PostType, post: Post) -> tuple[str, ...]:
    caps = kind.capabilities
    status = ctx.types.statuses.get(effective_status(ctx, post))
    if status is None:
        return ("edit_others_posts",)
    if status.public:
        return (caps["read"],)
    if post.author and post.author == ctx.actor.id:
        return (caps["read"],)
    if status.private:
        return (caps["read_private_posts"],)
    return _to_change(ctx, kind, post, "edit")


def _to_change(ctx: Context, kind: PostType, post: Post, verb: str) -> tuple[str, ...]:
    caps = kind.capabilities
    special = _special_page(ctx, post, verb)
    if special:
        return special
    status = post.status
    if status == "trash":
        status = ctx.remembered("trashed_status").get(post.id, "draft")
    own = bool(post.author) and post.author == ctx.actor.id
    needed = [] if own else [caps[f"{verb}_others_posts"]]
    if status in {"publish", "future"}:
        needed.append(caps[f"{verb}_published_posts"])
    elif own:
        needed.append(caps[f"{verb}_posts"])
    elif status == "private":
        needed.append(caps[f"{verb}_private_posts"])
    return tuple(needed)


def _special_page(ctx: Context, post: Post, verb: str) -> tuple[str, ...]:
    """The pages that are part of the site's settings need the right to change settings."""
    if verb == "edit" and post.id and post.id == ctx.options.integer("wp_page_for_privacy_policy"):
        return ("manage_options",)
    if verb == "delete" and post.id and post.id in {
        ctx.options.integer("page_for_posts"), ctx.options.integer("page_on_front"),
    }:  # fmt: skip
        return ("manage_options",)
    return ()


def _of_user(ctx: Context, capability: str, user: Any) -> tuple[str, ...]:
    identity = user.id if isinstance(user, User) else user
    if capability == "edit_user" and identity and identity == ctx.actor.id:
        return ("exist",) if ctx.actor.is_logged_in else (DO_NOT_ALLOW,)
    if capability == "remove_user" and identity and identity == ctx.actor.id:
        return (DO_NOT_ALLOW,)
    return (_USER_QUESTIONS[capability],)


def _of_term(ctx: Context, verb: str, term: Term) -> tuple[str, ...]:
    taxonomy = ctx.types.taxonomies.get(term.taxonomy)
    if taxonomy is None:
        return (DO_NOT_ALLOW,)
    if (
        verb == "delete_terms"
        and term.id
        and term.id
        == ctx.options.integer(
            f"default_{'category' if term.taxonomy == 'category' else 'term_' + term.taxonomy}"
        )
    ):
        return (DO_NOT_ALLOW,)
    return required(ctx, taxonomy.capabilities[verb])


def roles(data: Any) -> dict[str, Role]:
    """The roles option (``<prefix>user_roles``), unserialised, as roles by slug; what is malformed is left out."""
    found: dict[str, Role] = {}
    for slug, role in data.items() if isinstance(data, Mapping) else ():
        if isinstance(role, Mapping) and isinstance(role.get("capabilities"), Mapping):
            granted = {str(name): bool(value) for name, value in role["capabilities"].items()}
            found[str(slug)] = Role(str(slug), str(role.get("name", slug)), granted)
    return found


def resolve(data: Any, known: Mapping[str, Role]) -> Grants:
    """An account's capabilities meta, unserialised, as its roles and the capabilities that follow.

    Roles come in the stored order, later ones prevail; what the account itself is granted or denied overrides them.
    """
    own = {str(k): bool(v) for k, v in data.items()} if isinstance(data, Mapping) else {}
    held = tuple(slug for slug in own if slug in known)
    total: dict[str, bool] = {}
    for slug in held:
        total.update(known[slug].capabilities)
    total.update(own)
    return Grants(held, own, total)


def any_of(ctx: Context, capabilities: Iterable[str]) -> bool:
    """Whether the actor has at least one of these."""
    return any(can(ctx, one) for one in capabilities)
