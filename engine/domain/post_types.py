"""The post types and statuses that WordPress itself registers."""

from collections.abc import Mapping

from engine.domain.labels import designed
from engine.model.types import PostStatus, PostType, post_capabilities


def _theme_options(**own: str) -> Mapping[str, str]:
    """Capabilities of a type that whoever designs the site may do everything with."""
    names = post_capabilities("post", "posts")
    designed = {name: "edit_theme_options" for name in names if name != "read"}
    return (
        names
        | designed
        | {"edit_post": "edit_post", "read_post": "read_post", "delete_post": "delete_post"}
        | own
    )


# The site's own styles are shown to who writes, and changed by who designs; what else there is to do is as with posts.
_STYLES = post_capabilities("post", "posts") | {"read": "edit_posts"} | dict.fromkeys(
    ("create_posts", "edit_posts", "edit_published_posts", "delete_published_posts", "edit_others_posts",
     "delete_others_posts"), "edit_theme_options",
)  # fmt: skip
_FONTS = _theme_options(
    read="edit_theme_options",
    edit_private_posts="edit_private_posts",
    delete_private_posts="delete_private_posts",
)
_PATTERNS = {
    "add_new": "Add Pattern", "add_new_item": "Add Pattern", "new_item": "New Pattern",
    "edit_item": "Edit Block Pattern", "view_item": "View Pattern", "view_items": "View Patterns",
    "all_items": "All Patterns", "search_items": "Search Patterns", "not_found": "No patterns found.",
    "not_found_in_trash": "No patterns found in Trash.", "filter_items_list": "Filter patterns list",
    "items_list_navigation": "Patterns list navigation", "items_list": "Patterns list",
    "item_published": "Pattern published.", "item_published_privately": "Pattern published privately.",
    "item_reverted_to_draft": "Pattern reverted to draft.", "item_scheduled": "Pattern scheduled.",
    "item_updated": "Pattern updated.",
}  # fmt: skip


def features(kind: PostType) -> dict[str, object]:
    """What a type supports as WordPress tells it: a feature is on, or has settings."""
    found: dict[str, object] = dict.fromkeys(sorted(kind.supports), True)
    if kind.name in {"post", "page"}:
        found["editor"] = [{"notes": True}]
    return found


CORE_POST_TYPES = (
    PostType(
        "post", "Posts", "Post",
        public=True, publicly_queryable=True, exclude_from_search=False, show_ui=True, show_in_menu=True,
        show_in_nav_menus=True, show_in_admin_bar=True, show_in_rest=True, rest_base="posts",
        supports=frozenset({
            "title", "editor", "author", "thumbnail", "excerpt", "trackbacks", "custom-fields", "comments",
            "revisions", "post-formats", "autosave",
        }),
        taxonomies=("category", "post_tag", "post_format"),
        icon="dashicons-admin-post", menu_position=5, builtin=True,
    ),
    PostType(
        "page", "Pages", "Page",
        public=True, hierarchical=True, exclude_from_search=False, show_ui=True, show_in_menu=True,
        show_in_nav_menus=True, show_in_admin_bar=True, show_in_rest=True, rest_base="pages",
        supports=frozenset({
            "title", "editor", "author", "thumbnail", "page-attributes", "custom-fields", "comments", "revisions",
            "autosave",
        }),
        capabilities=post_capabilities("page", "pages"),
        icon="dashicons-admin-page", menu_position=20, builtin=True,
    ),
    PostType(
        "attachment", "Media", "Media",
        public=True, publicly_queryable=True, exclude_from_search=False, show_ui=True, show_in_menu=True,
        show_in_admin_bar=True, show_in_rest=True, rest_base="media",
        supports=frozenset({"title", "author", "comments"}),
        labels={
            "add_new": "Add Media File", "add_new_item": "Add Media File", "edit_item": "Edit Media",
            "view_item": "View Media File", "attributes": "Attachment Attributes",
        },
        capabilities=post_capabilities("post", "posts") | {"create_posts": "upload_files"},
        icon="dashicons-admin-media", builtin=True,
    ),
    PostType("revision", "Revisions", "Revision", supports=frozenset({"author"}), builtin=True),
    PostType(
        "nav_menu_item", "Navigation Menu Items", "Navigation Menu Item",
        show_in_rest=True, rest_base="menu-items", taxonomies=("nav_menu",),
        capabilities=_theme_options(), builtin=True,
    ),
    PostType(
        "custom_css", "Custom CSS", "Custom CSS", supports=frozenset({"title", "revisions"}), builtin=True,
        capabilities=post_capabilities("post", "posts") | {
            "delete_posts": "edit_theme_options", "delete_post": "edit_theme_options",
            "delete_published_posts": "edit_theme_options", "delete_private_posts": "edit_theme_options",
            "delete_others_posts": "edit_theme_options", "edit_post": "edit_css", "edit_posts": "edit_css",
            "edit_others_posts": "edit_css", "edit_published_posts": "edit_css", "read_post": "read",
            "read_private_posts": "read", "publish_posts": "edit_theme_options",
        },
    ),
    PostType(
        "customize_changeset", "Changesets", "Changeset", supports=frozenset({"title", "author"}), builtin=True,
        capabilities=dict.fromkeys(post_capabilities("post", "posts"), "customize"), map_meta_cap=False,
    ),
    PostType("oembed_cache", "oEmbed Responses", "oEmbed Response", builtin=True),
    PostType("user_request", "User Requests", "User Request", builtin=True),
    PostType(
        "wp_block", "Patterns", "Pattern",
        show_ui=True, show_in_rest=True, rest_base="blocks",
        supports=frozenset({"title", "excerpt", "editor", "revisions", "custom-fields", "autosave"}),
        taxonomies=("wp_pattern_category",),
        capabilities=post_capabilities("block", "blocks") | {
            "read": "edit_posts", "create_posts": "publish_posts", "edit_posts": "edit_posts",
            "delete_posts": "delete_posts",
            "edit_published_posts": "edit_published_posts", "delete_published_posts": "delete_published_posts",
            "edit_others_posts": "edit_others_posts", "delete_others_posts": "delete_others_posts",
        },
        labels=_PATTERNS,
        builtin=True,
    ),
    PostType(
        "wp_template", "Templates", "Template",
        description="Templates to include in your theme.",
        show_in_rest=True, rest_base="templates",
        supports=frozenset({"title", "slug", "excerpt", "editor", "revisions", "author", "autosave"}),
        capabilities=_theme_options(
            read="edit_theme_options", edit_post="edit_template", read_post="read_template",
            delete_post="delete_template",
        ),
        labels=designed("Template", "Templates"), builtin=True,
    ),
    PostType(
        "wp_template_part", "Template Parts", "Template Part",
        description="Template parts to include in your templates.",
        show_in_rest=True, rest_base="template-parts",
        supports=frozenset({"title", "slug", "excerpt", "editor", "revisions", "author", "autosave"}),
        labels=designed("Template Part", "Template Parts"),
        taxonomies=("wp_template_part_area", "wp_theme"),
        capabilities=_theme_options(read="edit_theme_options"), builtin=True,
    ),
    PostType(
        "wp_global_styles", "Global Styles", "Global Style",
        description="Global styles to include in themes.",
        show_in_rest=True, rest_base="global-styles",
        supports=frozenset({"title", "editor", "revisions"}), taxonomies=("wp_theme",),
        capabilities=_STYLES, builtin=True,
    ),
    PostType(
        "wp_navigation", "Navigation Menus", "Navigation Menu",
        description="Navigation menus that can be inserted into your site.",
        show_ui=True, show_in_rest=True, rest_base="navigation",
        supports=frozenset({"title", "editor", "revisions", "autosave"}),
        labels=designed("Navigation Menu", "Navigation Menus", low="Navigation Menu", lows="Navigation Menu"),
        capabilities=_theme_options(), builtin=True,
    ),
    PostType(
        "wp_font_family", "Font Families", "Font Family",
        show_in_rest=True, rest_base="font-families", supports=frozenset({"title"}),
        capabilities=_FONTS, builtin=True,
    ),
    PostType(
        "wp_font_face", "Font Faces", "Font Face",
        show_in_rest=True, rest_base="font-families/(?P<font_family_id>[\\d]+)/font-faces",
        supports=frozenset({"title"}), capabilities=_FONTS, builtin=True,
    ),
)  # fmt: skip

CORE_STATUSES = (
    PostStatus(
        "publish", "Published",
        public=True, publicly_queryable=True, show_in_admin_all_list=True, show_in_admin_status_list=True,
        builtin=True,
    ),
    PostStatus(
        "future", "Scheduled",
        protected=True, show_in_admin_all_list=True, show_in_admin_status_list=True,
        builtin=True,
    ),
    PostStatus(
        "draft", "Draft",
        protected=True, show_in_admin_all_list=True, show_in_admin_status_list=True,
        date_floating=True, builtin=True,
    ),
    PostStatus(
        "pending", "Pending",
        protected=True, show_in_admin_all_list=True, show_in_admin_status_list=True,
        date_floating=True, builtin=True,
    ),
    PostStatus(
        "private", "Private",
        private=True, show_in_admin_all_list=True, show_in_admin_status_list=True,
        builtin=True,
    ),
    PostStatus("trash", "Trash", internal=True, show_in_admin_status_list=True, exclude_from_search=True, builtin=True),
    PostStatus("auto-draft", "auto-draft", internal=True, exclude_from_search=True, date_floating=True, builtin=True),
    PostStatus("inherit", "inherit", internal=True, builtin=True),
    PostStatus("request-pending", "Pending", internal=True, builtin=True),
    PostStatus("request-confirmed", "Confirmed", internal=True, builtin=True),
    PostStatus("request-failed", "Failed", internal=True, builtin=True),
    PostStatus("request-completed", "Completed", internal=True, builtin=True),
)  # fmt: skip
