"""The settings that WordPress itself shows in the API."""

from typing import Final

from engine.model.types import Setting

_OPEN: Final = ("open", "closed")

CORE_SETTINGS: Final = (
    Setting("title", "blogname", label="Title"),
    Setting("description", "blogdescription", label="Tagline"),
    Setting("url", "siteurl", format="uri"),
    Setting("email", "admin_email", format="email"),
    Setting("timezone", "timezone_string"),
    Setting("date_format", "date_format"),
    Setting("time_format", "time_format"),
    Setting("start_of_week", "start_of_week", "integer"),
    Setting("language", "WPLANG", default="en_US"),
    Setting("use_smilies", "use_smilies", "boolean", default=True),
    Setting("default_category", "default_category", "integer"),
    Setting("default_post_format", "default_post_format"),
    Setting("posts_per_page", "posts_per_page", "integer", default=10, label="Maximum posts per page"),
    Setting("show_on_front", "show_on_front", label="Show on front"),
    Setting("page_on_front", "page_on_front", "integer", label="Page on front"),
    Setting("page_for_posts", "page_for_posts", "integer"),
    Setting("default_ping_status", "default_ping_status", choices=_OPEN),
    Setting(
        "default_comment_status", "default_comment_status", choices=_OPEN, label="Allow comments on new posts"
    ),
    Setting("site_logo", "site_logo", "integer", label="Logo"),
    Setting("site_icon", "site_icon", "integer", label="Icon"),
)


def _plain(kind: str, default: object, *names: str) -> tuple[Setting, ...]:
    return tuple(Setting(name, name, kind, default) for name in names)


# What WordPress has on its pages of settings, but not in its API; each by the name of its option.
FURTHER_SETTINGS: Final = (
    *_plain("string", "", "home", "permalink_structure", "category_base", "tag_base", "default_role"),
    *_plain("string", "", "moderation_keys", "disallowed_keys", "ping_sites"),
    *_plain("number", 0, "gmt_offset"),
    *_plain(
        "boolean", False, "users_can_register", "thumbnail_crop", "uploads_use_yearmonth_folders", "rss_use_excerpt",
        "blog_public", "default_pingback_flag", "require_name_email", "comment_registration",
        "close_comments_for_old_posts", "show_comments_cookies_opt_in", "thread_comments", "page_comments",
        "comments_notify", "moderation_notify", "comment_moderation", "comment_previously_approved", "show_avatars",
    ),
    *_plain(
        "integer", 0, "thumbnail_size_w", "thumbnail_size_h", "medium_size_w", "medium_size_h", "large_size_w",
        "large_size_h", "close_comments_days_old", "thread_comments_depth", "comments_per_page", "comment_max_links",
        "wp_page_for_privacy_policy",
    ),
    Setting("posts_per_rss", "posts_per_rss", "integer", 10),
    Setting("default_comments_page", "default_comments_page", default="newest", choices=("newest", "oldest")),
    Setting("comment_order", "comment_order", default="asc", choices=("asc", "desc")),
    Setting("avatar_rating", "avatar_rating", default="G", choices=("G", "PG", "R", "X")),
    Setting("avatar_default", "avatar_default", default="mystery"),
)  # fmt: skip
