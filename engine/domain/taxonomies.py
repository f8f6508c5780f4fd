"""The taxonomies that WordPress itself registers."""

from dataclasses import replace

from engine.domain.labels import of_terms
from engine.model.types import Taxonomy


def _own(name: str) -> dict[str, str]:
    return {verb + "_terms": f"{verb}_{name}" for verb in ("manage", "edit", "delete", "assign")}


_THEME_OPTIONS = dict.fromkeys(
    ("manage_terms", "edit_terms", "delete_terms", "assign_terms"), "edit_theme_options"
)


def _hidden(taxonomy: Taxonomy, *, ui: bool = False, public: bool = False) -> Taxonomy:
    """For the engine's own bookkeeping: people see nothing of it, or only its screens, or only its pages."""
    return replace(
        taxonomy,
        builtin=True,
        public=public,
        publicly_queryable=public,
        show_ui=ui,
        show_in_quick_edit=ui and taxonomy.show_admin_column,
        show_in_menu=False,
        show_in_nav_menus=False,
        show_tagcloud=False,
    )


CORE_TAXONOMIES = (
    Taxonomy(
        "category", "Categories", "Category", ("post",),
        hierarchical=True, show_admin_column=True, show_in_rest=True, rest_base="categories",
        capabilities=_own("categories"), query_var="category_name", rewrite_hierarchical=True, builtin=True,
    ),
    Taxonomy(
        "post_tag", "Tags", "Tag", ("post",),
        show_admin_column=True, show_in_rest=True, rest_base="tags", capabilities=_own("post_tags"),
        query_var="tag", builtin=True,
    ),
    _hidden(Taxonomy(
        "nav_menu", "Navigation Menus", "Navigation Menu", ("nav_menu_item",),
        show_in_rest=True, rest_base="menus", capabilities=_THEME_OPTIONS,
    )),
    _hidden(Taxonomy(
        "link_category", "Link Categories", "Link Category", ("link",),
        capabilities=dict.fromkeys(_THEME_OPTIONS, "manage_links"),
    ), ui=True),
    _hidden(Taxonomy("post_format", "Formats", "Format", ("post",), query_var="post_format"), public=True),
    _hidden(Taxonomy("wp_theme", "Themes", "Theme", ("wp_template", "wp_template_part", "wp_global_styles"))),
    _hidden(Taxonomy("wp_template_part_area", "Template Part Areas", "Template Part Area", ("wp_template_part",))),
    _hidden(Taxonomy(
        "wp_pattern_category", "Pattern Categories", "Pattern Category", ("wp_block",),
        show_admin_column=True, show_in_rest=True, rest_base="wp_pattern_category",
        labels=of_terms("Pattern Category", "Pattern Categories") | {"add_new_item": "Add Category"},
    ), ui=True),
)  # fmt: skip
