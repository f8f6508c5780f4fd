"""The CSS classes that tell a theme what kind of post it has before it (post_class)."""

from functools import lru_cache

from engine.content.slugs import sanitize_html_class
from engine.domain import posts
from engine.domain.context import Context
from engine.model.posts import Post


def classes(ctx: Context, post: Post, *, locked: bool, on_home: bool = False) -> list[str]:
    """A post's classes in WordPress's order; needs its meta and terms. `locked`: a password, if any, keeps it shut.

    `on_home` says that it is shown on the first page of the newest posts, where sticky ones say so.
    """
    shut = locked and bool(post.password)
    found = [f"post-{post.id}", post.type, f"type-{post.type}", f"status-{post.status}"]
    kind = ctx.types.post_types.get(post.type)
    if kind and kind.supports_feature("post-formats"):
        found.append(_of_format(posts.post_format(ctx, post)))
    if post.password:
        found.append("post-password-required" if shut else "post-password-protected")
    if not shut and posts.featured_media(ctx, post):
        found.append("has-post-thumbnail")
    if on_home and posts.is_sticky(ctx, post):
        found.append("sticky")
    found.append("hentry")
    for taxonomy in ctx.types.taxonomies_of(post.type):
        if taxonomy.public:
            its = posts.terms(ctx, post, taxonomy.name)
            found += [_of_term(term.taxonomy, term.slug, term.id) for term in its if term.slug]
    return list(dict.fromkeys(found))


@lru_cache(maxsize=64)
def _of_format(name: str) -> str:
    return f"format-{sanitize_html_class(name)}"


@lru_cache(maxsize=4096)  # a slug has at most 200 characters
def _of_term(taxonomy: str, slug: str, identity: int) -> str:
    name = sanitize_html_class(slug, str(identity))
    if not name.strip("-") or name.isdecimal():
        name = str(identity)
    prefix = "tag" if taxonomy == "post_tag" else taxonomy
    return sanitize_html_class(f"{prefix}-{name}", f"{prefix}-{identity}")
