"""What kinds of content a site knows: post types, statuses, taxonomies, as they are registered in code."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace


def post_capabilities(singular: str, plural: str) -> dict[str, str]:
    """The capability names of a post type: by WordPress's meta names (``edit_post``) the type's own."""
    return {
        "edit_post": f"edit_{singular}",
        "read_post": f"read_{singular}",
        "delete_post": f"delete_{singular}",
        "edit_posts": f"edit_{plural}",
        "edit_others_posts": f"edit_others_{plural}",
        "delete_posts": f"delete_{plural}",
        "publish_posts": f"publish_{plural}",
        "read_private_posts": f"read_private_{plural}",
        "read": "read",
        "delete_private_posts": f"delete_private_{plural}",
        "delete_published_posts": f"delete_published_{plural}",
        "delete_others_posts": f"delete_others_{plural}",
        "edit_private_posts": f"edit_private_{plural}",
        "edit_published_posts": f"edit_published_{plural}",
        "create_posts": f"edit_{plural}",
    }


@dataclass(frozen=True, slots=True)
class PostType:
    """A registered post type; field names and meanings are those of register_post_type.

    `capabilities` maps WordPress's generic names to the type's own. `rewrite` is the base of its addresses ('' for
    none), `archive` the base of its archive ('' for none).
    """

    name: str
    label: str
    singular: str
    description: str = ""
    public: bool = False
    hierarchical: bool = False
    publicly_queryable: bool = False
    exclude_from_search: bool = True
    show_ui: bool = False
    show_in_menu: bool = False
    show_in_nav_menus: bool = False
    show_in_admin_bar: bool = False
    show_in_rest: bool = False
    rest_base: str = ""
    rest_namespace: str = "wp/v2"
    supports: frozenset[str] = frozenset({"title", "editor", "autosave"})
    taxonomies: tuple[str, ...] = ()
    capabilities: Mapping[str, str] = field(default_factory=lambda: post_capabilities("post", "posts"))
    labels: Mapping[str, str | None] = field(default_factory=dict)
    icon: str | None = None
    menu_position: int | None = None
    archive: str = ""
    rewrite: str = ""
    query_var: str = ""
    map_meta_cap: bool = True
    builtin: bool = False
    template: tuple[object, ...] = ()
    template_lock: str | bool = False

    @property
    def is_viewable(self) -> bool:
        """Whether its posts have pages of their own for readers."""
        return self.publicly_queryable or (self.builtin and self.public)

    def supports_feature(self, feature: str) -> bool:
        """Whether the type has this feature: ``comments``, ``thumbnail``, ``revisions`` …."""
        return feature in self.supports

    def with_taxonomy(self, taxonomy: str) -> "PostType":
        """The same type with a taxonomy added."""
        return self if taxonomy in self.taxonomies else replace(self, taxonomies=(*self.taxonomies, taxonomy))


@dataclass(frozen=True, slots=True)
class PostStatus:
    """A registered post status; field names are those of register_post_status."""

    name: str
    label: str
    public: bool = False
    internal: bool = False
    protected: bool = False
    private: bool = False
    publicly_queryable: bool = False
    exclude_from_search: bool = False
    show_in_admin_all_list: bool = False
    show_in_admin_status_list: bool = False
    date_floating: bool = False
    builtin: bool = False


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """A registered taxonomy; field names are those of register_taxonomy.

    `capabilities` maps manage_terms, edit_terms, delete_terms, assign_terms to primitive capabilities.
    """

    name: str
    label: str
    singular: str
    object_types: tuple[str, ...] = ()
    description: str = ""
    public: bool = True
    hierarchical: bool = False
    publicly_queryable: bool = True
    show_ui: bool = True
    show_in_menu: bool = True
    show_in_nav_menus: bool = True
    show_in_rest: bool = False
    show_tagcloud: bool = True
    show_in_quick_edit: bool = True
    show_admin_column: bool = False
    rest_base: str = ""
    rest_namespace: str = "wp/v2"
    capabilities: Mapping[str, str] = field(
        default_factory=lambda: {
            "manage_terms": "manage_categories",
            "edit_terms": "manage_categories",
            "delete_terms": "manage_categories",
            "assign_terms": "edit_posts",
        }
    )
    labels: Mapping[str, str | None] = field(default_factory=dict)
    rewrite: str = ""
    rewrite_hierarchical: bool = False
    query_var: str = ""
    default_term: int | None = None
    builtin: bool = False


@dataclass(frozen=True, slots=True)
class MetaKey:
    """A key of post meta that the API shows and takes; field names are those of register_post_meta.

    `types` are the post types it is for, all where empty. A key that is not `single` is a list of values; `choices`, where
    there are any, are the only values that a client may give. What is `revisioned` is kept with each revision.
    """

    key: str
    type: str = "string"
    types: tuple[str, ...] = ()
    single: bool = True
    default: object = None
    choices: tuple[str, ...] = ()
    label: str = ""
    description: str = ""
    revisioned: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """An option that the API shows and takes, by a name of its own; field names are those of register_setting."""

    name: str
    option: str
    type: str = "string"
    default: object = None
    label: str = ""
    description: str = ""
    choices: tuple[str, ...] = ()
    format: str = ""
