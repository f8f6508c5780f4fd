"""The post types and taxonomies that the second recorded site registers besides WordPress's own."""

from engine.plugin_api import PostType, Registrations, Registry, Taxonomy

_BOOK = frozenset({
    "title", "editor", "author", "comments", "custom-fields", "excerpt", "thumbnail", "revisions",
})  # fmt: skip


def register(_hooks: Registry, registrations: Registrations) -> None:
    """Two public types, a private one, and two taxonomies."""
    for post_type in _types():
        registrations.register_post_type(post_type)
    for taxonomy in _taxonomies():
        registrations.register_taxonomy(taxonomy)
    # WordPress has every theme made of blocks support these.
    registrations.add_theme_support("responsive-embeds", "post-thumbnails")
    registrations.page_templates |= {"wide": ("page",)}


def _public(name: str, label: str, *, archive: str, hierarchical: bool, supports: frozenset[str]) -> PostType:
    return PostType(
        name,
        label,
        label.removesuffix("s"),
        public=True,
        hierarchical=hierarchical,
        publicly_queryable=True,
        exclude_from_search=False,
        show_ui=True,
        show_in_menu=True,
        show_in_nav_menus=True,
        show_in_admin_bar=True,
        show_in_rest=True,
        supports=supports,
        archive=archive,
        rewrite=name,
        query_var=name,
    )


def _types() -> tuple[PostType, ...]:
    return (
        _public("book", "Books", archive="book", hierarchical=False, supports=_BOOK),
        _public(
            "chapter",
            "Chapters",
            archive="all-chapters",
            hierarchical=True,
            supports=frozenset({"title", "editor", "page-attributes"}),
        ),
        PostType("memo", "Memos", "Memo", show_ui=True, show_in_menu=True, rewrite="memo", query_var="memo"),
    )


def _taxonomies() -> tuple[Taxonomy, ...]:
    return (
        Taxonomy(
            "genre",
            "Genres",
            "Genre",
            ("book",),
            hierarchical=True,
            show_in_rest=True,
            rewrite="genre",
            rewrite_hierarchical=True,
            query_var="genre",
        ),
        Taxonomy(
            "mood", "Moods", "Mood", ("post", "book"), show_in_rest=True, rewrite="mood", query_var="mood"
        ),
    )
