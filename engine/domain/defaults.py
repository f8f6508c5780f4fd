"""What a new site begins with: WordPress 7.1's roles and options, and a first post and page."""

from collections.abc import Mapping
from typing import Final

from engine.model.php import PhpValue

THEME: Final = "frisket"
DB_VERSION: Final = "61833"

_LEVELS: Final = [f"level_{level}" for level in range(10, -1, -1)]
_MAINTAINING: Final = (
    "switch_themes edit_themes activate_plugins edit_plugins edit_users edit_files manage_options"
)
_EDITING: Final = (
    "moderate_comments manage_categories manage_links upload_files {import_}unfiltered_html edit_posts "
    "edit_others_posts edit_published_posts publish_posts edit_pages read"
)
_EDITING_ALL: Final = (
    "edit_others_pages edit_published_pages publish_pages delete_pages delete_others_pages delete_published_pages "
    "delete_posts delete_others_posts delete_published_posts delete_private_posts edit_private_posts "
    "read_private_posts delete_private_pages edit_private_pages read_private_pages"
)
_INSTALLING: Final = (
    "delete_users create_users unfiltered_upload edit_dashboard update_plugins delete_plugins install_plugins "
    "update_themes install_themes update_core list_users remove_users promote_users edit_theme_options delete_themes "
    "export"
)
# Slug, name, what stands before the levels, the highest level, what stands behind them: in WordPress's order.
_ROLES: Final = (
    ("administrator", "Administrator", f"{_MAINTAINING} {_EDITING.format(import_='import ')}", 10,
     f"{_EDITING_ALL} {_INSTALLING}"),
    ("editor", "Editor", _EDITING.format(import_=""), 7, _EDITING_ALL),
    ("author", "Author", "upload_files edit_posts edit_published_posts publish_posts read", 2,
     "delete_posts delete_published_posts"),
    ("contributor", "Contributor", "edit_posts read", 1, "delete_posts"),
    ("subscriber", "Subscriber", "read", 0, ""),
)  # fmt: skip

# Name and value of the options that a request reads; `{…}` are filled in by `options`.
_OPTIONS: Final[Mapping[str, PhpValue]] = {
    "siteurl": "{url}", "home": "{url}", "blogname": "{title}", "blogdescription": "", "users_can_register": 0,
    "admin_email": "{email}", "start_of_week": 1, "use_balanceTags": 0, "use_smilies": 1, "require_name_email": 1,
    "comments_notify": 1, "posts_per_rss": 10, "rss_use_excerpt": 0, "mailserver_url": "mail.example.com",
    "mailserver_login": "login@example.com", "mailserver_pass": "", "mailserver_port": 110, "default_category": 1,
    "default_comment_status": "open", "default_ping_status": "open", "default_pingback_flag": 1, "posts_per_page": 10,
    "date_format": "F j, Y", "time_format": "g:i a", "links_updated_date_format": "F j, Y g:i a",
    "comment_moderation": 0, "moderation_notify": 1,
    "permalink_structure": "/%year%/%monthnum%/%day%/%postname%/", "rewrite_rules": "", "hack_file": 0,
    "blog_charset": "UTF-8", "active_plugins": [], "category_base": "", "ping_sites": "https://rpc.pingomatic.com/",
    "comment_max_links": 2, "gmt_offset": 0, "default_email_category": 1, "template": "{theme}",
    "stylesheet": "{theme}", "comment_registration": 0, "html_type": "text/html", "use_trackback": 0,
    "default_role": "subscriber", "db_version": DB_VERSION, "uploads_use_yearmonth_folders": 1, "upload_path": "",
    "blog_public": 1, "default_link_category": 2, "show_on_front": "posts", "tag_base": "", "show_avatars": 1,
    "avatar_rating": "G", "upload_url_path": "", "thumbnail_size_w": 150, "thumbnail_size_h": 150,
    "thumbnail_crop": 1, "medium_size_w": 300, "medium_size_h": 300, "avatar_default": "mystery",
    "large_size_w": 1024, "large_size_h": 1024, "image_default_link_type": "none", "image_default_size": "",
    "image_default_align": "", "close_comments_for_old_posts": 0, "close_comments_days_old": 14,
    "thread_comments": 1, "thread_comments_depth": 5, "page_comments": 0, "comments_per_page": 50,
    "default_comments_page": "newest", "comment_order": "asc", "sticky_posts": [], "widget_categories": [],
    "widget_text": [], "widget_rss": [], "timezone_string": "", "page_for_posts": 0, "page_on_front": 0,
    "default_post_format": 0, "link_manager_enabled": 0, "finished_splitting_shared_terms": 1, "site_icon": 0,
    "medium_large_size_w": 768, "medium_large_size_h": 0, "wp_page_for_privacy_policy": 0,
    "show_comments_cookies_opt_in": 1, "comment_previously_approved": 1, "auto_update_core_dev": "enabled",
    "auto_update_core_minor": "enabled", "auto_update_core_major": "enabled", "wp_force_deactivated_plugins": [],
    "wp_attachment_pages_enabled": 0, "wp_notes_notify": 1, "initial_db_version": DB_VERSION,
}  # fmt: skip
_OPTIONS_ASIDE: Final[Mapping[str, PhpValue]] = {
    "moderation_keys": "", "recently_edited": "", "disallowed_keys": "", "uninstall_plugins": [],
    "auto_plugin_theme_update_emails": [], "fresh_site": 1, "user_count": 1,
}  # fmt: skip

CATEGORY: Final = ("Uncategorized", "uncategorized")

POST: Final = (
    "First light",
    "first-light",
    """<!-- wp:paragraph -->
<p>This is the first post of a new blog. It is here so that there is something to look at; edit it, or delete it and write your own.</p>
<!-- /wp:paragraph -->

<!-- wp:quote -->
<blockquote class="wp-block-quote"><!-- wp:paragraph -->
<p>Begin anywhere. The second sentence is easier.</p>
<!-- /wp:paragraph --></blockquote>
<!-- /wp:quote -->

<!-- wp:paragraph -->
<p>Readers can answer below: the comment form is open.</p>
<!-- /wp:paragraph -->""",
)
PAGE: Final = (
    "About",
    "about",
    """<!-- wp:paragraph -->
<p>A page stands by itself, outside of the stream of posts. This one is a good place to say who writes here, and how to reach them.</p>
<!-- /wp:paragraph -->""",
)


def roles() -> dict[int | str, PhpValue]:
    """The roles option."""
    return {
        slug: {"name": name, "capabilities": dict.fromkeys(_capabilities(before, level, behind), True)}
        for slug, name, before, level, behind in _ROLES
    }


def level_of(role: str) -> int:
    """The user level that WordPress keeps beside a role for old plugins; 0 for roles not its own."""
    return next((level for slug, _, _, level, _ in _ROLES if slug == role), 0)


def options(*, prefix: str, **filled: str) -> list[tuple[str, PhpValue, str]]:
    """Name, value and autoload flag of a new site's options; needs url, title, email and theme."""
    autoloaded = dict(_OPTIONS)
    autoloaded |= {
        name: filled[value[1:-1]]
        for name, value in _OPTIONS.items()
        if isinstance(value, str) and value[1:-1] in filled
    }
    autoloaded[f"{prefix}user_roles"] = roles()
    on = [(name, value, "on") for name, value in autoloaded.items()]
    return on + [(name, value, "off") for name, value in _OPTIONS_ASIDE.items()]


def _capabilities(before: str, level: int, behind: str) -> list[str]:
    return [*before.split(), *_LEVELS[10 - level :], *behind.split()]
