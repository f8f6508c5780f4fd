"""The options of a site that its owner changes, and what is stored of what is said."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final
from zoneinfo import available_timezones

from engine.content.emails import is_email, sanitize_email
from engine.content.escaping import esc_html
from engine.content.kses import kses_comment
from engine.content.tags import strip_tags
from engine.content.urls import sanitize_url
from engine.content.values import absint
from engine.domain import account_mails, hooks, languages, mail, permalinks, users
from engine.domain.capabilities import require
from engine.domain.context import Context
from engine.model.errors import Invalid
from engine.model.locales import ENGLISH

_SLASHES: Final = re.compile(r"/+")


async def change(ctx: Context, values: Mapping[str, Any]) -> dict[str, Any]:
    """Set options by name, None to delete one; what an option cannot be leaves it as it is (update_option).

    Answers what was stored.
    Raises Forbidden unless the actor manages the site's options, Invalid for permalinks that lead nowhere.
    """
    require(ctx, "manage_options")
    stored: dict[str, Any] = {}
    for option, value in values.items():
        if value is None:
            await ctx.site.options.remove(option)
            continue
        clean = _CLEANERS[option](ctx, value) if option in _CLEANERS else value
        if clean is not None:
            await ctx.site.options.put(option, clean)
            stored[option] = clean
    await _tell_former(ctx, str(stored.get("admin_email", "")))
    return stored


async def _tell_former(ctx: Context, new: str) -> None:
    """Tell the site's address that it is not that any more (wp_site_admin_email_change_notification)."""
    former = ctx.options.text("admin_email")
    if not new or not former or new == former:
        return
    if await ctx.hooks.apply(hooks.send_site_admin_email_change_email, True, former, new):
        await mail.post(ctx, account_mails.site_email_changed(ctx, former, new))


# What is stored of a value, None where it cannot be stored (sanitize_option).


def _escaped(_ctx: Context, value: Any) -> str:
    return esc_html(str(value))


def _without_tags(_ctx: Context, value: Any) -> str:
    return kses_comment(strip_tags(str(value)))


def _whole(_ctx: Context, value: Any) -> int:
    return absint(value)


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
    if text in {"", ENGLISH}:
        return ""
    return text if text == ctx.options.text("WPLANG") or languages.is_known(ctx, text) else None


def _structure(_ctx: Context, value: Any) -> str:
    """A structure of addresses, '' for plain ones; raises Invalid for one that tells no post from another."""
    path = _path(str(value))
    tags = {*permalinks.tags(path)}
    if path and not tags & permalinks.TELLING:
        raise Invalid(
            "An address has to name its post: use %postname% or %post_id%.",
            code="invalid_permalink_structure",
        )
    if unknown := tags - permalinks.TAGS.keys():
        raise Invalid("There is no %s.", values=(f"%{min(unknown)}%",), code="invalid_permalink_structure")
    return path


def _base(_ctx: Context, value: Any) -> str:
    return _path(str(value)).rstrip("/")


def _path(text: str) -> str:
    """A path below the site's address, begun with one slash; '' for none."""
    cut = _SLASHES.sub("/", "/" + sanitize_url(f"/{text.strip().lstrip('/')}").replace("#", ""))
    return "" if cut == "/" else cut


def _offset(_ctx: Context, value: Any) -> str | None:
    """Hours from UTC; whatever else stands around them goes."""
    try:
        hours = float("".join(sign for sign in str(value) if sign in "0123456789.-"))
    except ValueError:
        return None
    return f"{hours:g}" if -12 <= hours <= 14 else None


def _role(ctx: Context, value: Any) -> str | None:
    return str(value) if value in users.roles(ctx) else None


def _lines(_ctx: Context, value: Any) -> str:
    return "\n".join(dict.fromkeys(line.strip() for line in str(value).splitlines() if line.strip()))


def _addresses(_ctx: Context, value: Any) -> str:
    return "\n".join(found for line in str(value).split() if (found := sanitize_url(line)))


def _status(_ctx: Context, value: Any) -> str:
    return "closed" if value in {"", "0"} else str(value)


_CLEANERS: Final[Mapping[str, Callable[[Context, Any], Any]]] = {
    "blogname": _escaped, "blogdescription": _escaped, "siteurl": _address, "home": _address, "admin_email": _email,
    "timezone_string": _zone, "date_format": _without_tags, "time_format": _without_tags, "start_of_week": _whole,
    "WPLANG": _language, "default_category": _whole, "posts_per_page": _page_size, "posts_per_rss": _page_size,
    "page_on_front": _whole, "page_for_posts": _whole, "site_icon": _whole,
    "default_ping_status": _status, "default_comment_status": _status,
    "permalink_structure": _structure, "category_base": _base, "tag_base": _base, "gmt_offset": _offset,
    "default_role": _role, "moderation_keys": _lines, "disallowed_keys": _lines, "ping_sites": _addresses,
    **dict.fromkeys((
        "thumbnail_size_w", "thumbnail_size_h", "thumbnail_crop", "medium_size_w", "medium_size_h",
        "medium_large_size_w", "medium_large_size_h", "large_size_w", "large_size_h", "users_can_register",
        "close_comments_days_old", "thread_comments_depth", "comments_per_page", "comment_max_links",
        "wp_page_for_privacy_policy",
    ), _whole),
}  # fmt: skip
