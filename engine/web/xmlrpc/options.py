"""The options that clients see and set by names of their own."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from engine.content.escaping import esc_html
from engine.content.kses import kses_post
from engine.content.tags import strip_tags
from engine.content.values import absint
from engine.domain.capabilities import can
from engine.domain.context import Context
from engine.web.xmlrpc.codec import Value
from engine.web.xmlrpc.structs import Struct

# The WordPress whose behaviour clients may rely on.
_SPOKEN: Final = "7.1"


def _plain(text: str) -> Value:
    return esc_html(kses_post(text))


def _pattern(text: str) -> Value:
    return strip_tags(kses_post(text))


def _number(text: str) -> Value:
    return absint(text)


def _openness(text: str) -> Value:
    return "closed" if text in {"", "0"} else text


def _offset(text: str) -> Value:
    return "".join(sign for sign in text if sign in "0123456789:.-")


@dataclass(frozen=True, slots=True)
class Option:
    """An option as clients know it: what it is stored as, or where its value comes from; how it is cleaned."""

    description: str
    stored: str = ""
    clean: Callable[[str], Value] | None = None
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
    "time_zone": Option("Hours from UTC", "gmt_offset", _offset, _offset_now),
    "blog_title": Option("Title", "blogname", _plain),
    "blog_tagline": Option("Tagline", "blogdescription", _plain),
    "date_format": Option("Form of dates", "date_format", _pattern),
    "time_format": Option("Form of times", "time_format", _pattern),
    "users_can_register": Option("Whether everybody may register", "users_can_register", _number),
    "thumbnail_size_w": Option("Width of the smallest size", "thumbnail_size_w", _number),
    "thumbnail_size_h": Option("Height of the smallest size", "thumbnail_size_h", _number),
    "thumbnail_crop": Option("Whether it is cropped", "thumbnail_crop", _number),
    "medium_size_w": Option("Width of the medium size", "medium_size_w", _number),
    "medium_size_h": Option("Height of the medium size", "medium_size_h", _number),
    "medium_large_size_w": Option("Width of the size above", "medium_large_size_w", _number),
    "medium_large_size_h": Option("Height of the size above", "medium_large_size_h", _number),
    "large_size_w": Option("Width of the large size", "large_size_w", _number),
    "large_size_h": Option("Height of the large size", "large_size_h", _number),
    "default_comment_status": Option("Whether new posts take comments", "default_comment_status", _openness),
    "default_ping_status": Option("Whether new posts take pings", "default_ping_status", _openness),
}


def shown(ctx: Context, names: Iterable[str], fresh: Mapping[str, Value] | None = None) -> Struct:
    """Options by name with their values; `fresh` ones have just been set. Unknown names are left out."""
    manages = can(ctx, "manage_options")
    fresh = fresh or {}
    return {
        name: {
            "desc": option.description,
            "readonly": option.clean is None or not manages,
            "value": fresh.get(name, option.read(ctx)),
        }
        for name, option in ((one, OPTIONS[one]) for one in names if one in OPTIONS)
    }


async def changed(ctx: Context, wanted: Mapping[str, str]) -> Struct:
    """Set what may be set, and show all that was named."""
    fresh: dict[str, Value] = {}
    for name, text in wanted.items():
        option = OPTIONS.get(name)
        if option and option.clean:
            fresh[name] = value = option.clean(text)
            await ctx.site.options.put(option.stored, value)
    return shown(ctx, wanted, fresh)
