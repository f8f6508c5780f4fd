"""The options of a site that its owner changes, and what is stored of what is said."""

from collections.abc import Callable, Mapping
from typing import Any, Final
from zoneinfo import available_timezones

from engine.content.emails import is_email, sanitize_email
from engine.content.escaping import esc_html
from engine.content.kses import kses_comment
from engine.content.tags import strip_tags
from engine.content.urls import sanitize_url
from engine.domain.capabilities import require
from engine.domain.context import Context


async def change(ctx: Context, values: Mapping[str, Any]) -> None:
    """Set options by name, None to delete one; what an option cannot be leaves it as it is (update_option).

    Raises Forbidden unless the actor manages the site's options.
    """
    require(ctx, "manage_options")
    for option, value in values.items():
        if value is None:
            await ctx.site.options.remove(option)
            continue
        clean = _CLEANERS[option](ctx, value) if option in _CLEANERS else value
        if clean is not None:
            await ctx.site.options.put(option, clean)


# What is stored of a value, None where it cannot be stored (sanitize_option).


def _escaped(_ctx: Context, value: Any) -> str:
    return esc_html(str(value))


def _without_tags(_ctx: Context, value: Any) -> str:
    return kses_comment(strip_tags(str(value)))


def _whole(_ctx: Context, value: Any) -> int:
    return abs(int(value))


def _page_size(_ctx: Context, value: Any) -> int:
    """A number of posts, -1 for all."""
    size = int(value) or 1
    return size if size >= -1 else -size


def _address(_ctx: Context, value: Any) -> str | None:
    text = str(value)
    return sanitize_url(text) if text.lower().startswith(("http://", "https://")) else None


def _email(_ctx: Context, value: Any) -> str | None:
    clean = sanitize_email(str(value))
    return clean if is_email(clean) else None


def _zone(_ctx: Context, value: Any) -> str | None:
    """A time zone by name; none at all goes by the offset."""
    return str(value) if value == "" or value in available_timezones() else None


def _language(ctx: Context, value: Any) -> str | None:
    """English, or the language that the site has; others have to be installed first."""
    text = str(value)
    if text in {"", "en_US"}:
        return ""
    return text if text == ctx.options.text("WPLANG") else None


def _status(_ctx: Context, value: Any) -> str:
    return "closed" if value in {"", "0"} else str(value)


_CLEANERS: Final[Mapping[str, Callable[[Context, Any], Any]]] = {
    "blogname": _escaped, "blogdescription": _escaped, "siteurl": _address, "home": _address, "admin_email": _email,
    "timezone_string": _zone, "date_format": _without_tags, "time_format": _without_tags, "start_of_week": _whole,
    "WPLANG": _language, "default_category": _whole, "posts_per_page": _page_size, "posts_per_rss": _page_size,
    "page_on_front": _whole, "page_for_posts": _whole, "site_icon": _whole,
    "default_ping_status": _status, "default_comment_status": _status,
}  # fmt: skip
