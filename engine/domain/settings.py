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
