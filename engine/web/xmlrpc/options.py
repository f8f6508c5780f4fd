"""The options that clients see and set by names of their own."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from engine.domain import configuring
from engine.domain.capabilities import can
from engine.domain.context import Context
from engine.web.xmlrpc.codec import Value
from engine.web.xmlrpc.structs import Struct

# The WordPress whose behaviour clients may rely on.
_SPOKEN: Final = "7.1"


@dataclass(frozen=True, slots=True)
class Option:
    """An option as clients know it: what it is stored as, or where its value comes from; whether they may set it."""

    description: str
    stored: str = ""
    is_free: bool = False
    value: Callable[[Context], Value] | None = None

    def read(self, ctx: Context) -> Value:
        """What it is at present."""
        return self.value(ctx) if self.value else ctx.options.text(self.stored)


def _offset_now(ctx: Context) -> Value:
    if not ctx.options.text("timezone_string"):
        return ctx.options.text("gmt_offset")
    away = ctx.now.astimezone(ctx.timezone).utcoffset()
    return round(away.total_seconds() / 3600, 2) if away else 0.0


OPTIONS: Final[Mapping[str, Option]] = {
    "software_name": Option("The software", value=lambda _ctx: "WordPress"),
    "software_version": Option("Its version", value=lambda _ctx: _SPOKEN),
    "blog_url": Option("Address of the site's files", "siteurl"),
    "home_url": Option("Address of the home page", "home"),
    "login_url": Option("Where to log in", value=lambda ctx: f"{ctx.site_url}/wp-login.php"),
    "admin_url": Option("Where the site is run", value=lambda ctx: f"{ctx.site_url}/wp-admin/"),
    "image_default_link_type": Option("What images link to", "image_default_link_type"),
    "image_default_size": Option("Usual size of images", "image_default_size"),
    "image_default_align": Option("Usual place of images", "image_default_align"),
    "template": Option("Parent theme", "template"),
    "stylesheet": Option("Theme", "stylesheet"),
    "post_thumbnail": Option(
        "Whether posts have images", value=lambda ctx: "post-thumbnails" in ctx.types.theme_features
    ),
    "time_zone": Option("Hours from UTC", "gmt_offset", is_free=True, value=_offset_now),
    "blog_title": Option("Title", "blogname", is_free=True),
    "blog_tagline": Option("Tagline", "blogdescription", is_free=True),
    "date_format": Option("Form of dates", "date_format", is_free=True),
    "time_format": Option("Form of times", "time_format", is_free=True),
    "users_can_register": Option("Whether everybody may register", "users_can_register", is_free=True),
    "thumbnail_size_w": Option("Width of the smallest size", "thumbnail_size_w", is_free=True),
    "thumbnail_size_h": Option("Height of the smallest size", "thumbnail_size_h", is_free=True),
    "thumbnail_crop": Option("Whether it is cropped", "thumbnail_crop", is_free=True),
    "medium_size_w": Option("Width of the medium size", "medium_size_w", is_free=True),
    "medium_size_h": Option("Height of the medium size", "medium_size_h", is_free=True),
    "medium_large_size_w": Option("Width of the size above", "medium_large_size_w", is_free=True),
    "medium_large_size_h": Option("Height of the size above", "medium_large_size_h", is_free=True),
    "large_size_w": Option("Width of the large size", "large_size_w", is_free=True),
    "large_size_h": Option("Height of the large size", "large_size_h", is_free=True),
    "default_comment_status": Option(
        "Whether new posts take comments", "default_comment_status", is_free=True
    ),
    "default_ping_status": Option("Whether new posts take pings", "default_ping_status", is_free=True),
}


def shown(ctx: Context, names: Iterable[str], fresh: Mapping[str, Value] | None = None) -> Struct:
    """Options by name with their values; `fresh` ones have just been set. Unknown names are left out."""
    manages = can(ctx, "manage_options")
    fresh = fresh or {}
    return {
        name: {
            "desc": option.description,
            "readonly": not (option.is_free and manages),
            "value": fresh.get(name, option.read(ctx)),
        }
        for name, option in ((one, OPTIONS[one]) for one in names if one in OPTIONS)
    }


async def changed(ctx: Context, wanted: Mapping[str, str]) -> Struct:
    """Set what may be set, and show all that was named."""
    known = {name: OPTIONS[name].stored for name in wanted if name in OPTIONS and OPTIONS[name].is_free}
    known = {name: option for name, option in known.items() if wanted[name] != ctx.options.text(option)}
    stored = await configuring.change(ctx, {option: wanted[name] for name, option in known.items()})
    fresh = {name: stored[option] for name, option in known.items() if option in stored}
    return shown(ctx, wanted, fresh)
