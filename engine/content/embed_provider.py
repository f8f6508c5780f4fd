"""How a post of this site is shown on pages of other sites (oEmbed), and what of theirs is shown here."""

import html
import re
from typing import Any, Final

from engine.content.escaping import esc_attr
from engine.content.kses import read_attributes
from engine.content.tags import strip_tags
from engine.content.urls import esc_url

NARROWEST: Final = 200
WIDEST: Final = 600
_PROTOCOLS: Final = ("http", "https")
_ABSOLUTE: Final = ("http://", "https://", "//")
_FRAME: Final = re.compile(r"<iframe\b([^<>]{0,4000})>", re.IGNORECASE)
_QUOTE: Final = re.compile(
    r"<blockquote\b[^<>]{0,2000}>(.{0,20000}?)</blockquote>", re.IGNORECASE | re.DOTALL
)

# Gives the frame the height it asks for, and follows links that the visitor clicked in it. A page that has several
# frames may hold this several times: only the first of them listens.
_SCRIPT: Final = """\
(function () {
	if (window.tympanEmbeds) { return; }
	window.tympanEmbeds = true;
	function frames() { return Array.prototype.slice.call(document.querySelectorAll("iframe.wp-embedded-content")); }
	window.addEventListener("message", function (event) {
		var said = event.data || {};
		frames().forEach(function (frame) {
			if (frame.contentWindow !== event.source || frame.getAttribute("data-secret") !== said.secret) { return; }
			frame.removeAttribute("style");
			document.querySelectorAll("blockquote.wp-embedded-content").forEach(function (quote) {
				if (quote.getAttribute("data-secret") === said.secret) { quote.style.display = "none"; }
			});
			if (said.message === "height") {
				frame.height = Math.min(Math.max(parseInt(said.value, 10) || 0, 200), 1000);
			} else if (said.message === "link" && document.activeElement === frame) {
				var wanted = new URL(said.value), own = new URL(frame.src);
				if (/^https?:$/.test(wanted.protocol) && wanted.host === own.host) { window.top.location.href = wanted.href; }
			}
		});
	});
	document.addEventListener("DOMContentLoaded", function () {
		frames().forEach(function (frame) {
			frame.contentWindow.postMessage({ message: "ready", secret: frame.getAttribute("data-secret") }, "*");
		});
	});
})();
"""


def width_within(asked: int) -> int:
    """The width that a post is shown in."""
    return min(max(asked, NARROWEST), WIDEST)


def height_for(width: int) -> int:
    """The height of a post that is shown so wide."""
    return max(-(-width * 9 // 16), NARROWEST)


def provided(url: str, title: str, site_name: str, *, secret: str, width: int) -> str:
    """The HTML by which another page shows a post (get_post_embed_html); `title` is ready for a page."""
    address, word = esc_url(url), esc_attr(secret)
    frame = esc_url(f"{url.rstrip('/')}/embed/" if "?" not in url else f"{url}&embed=true")
    named = esc_attr(f"&#8220;{title}&#8221; &#8212; {site_name}")
    return (
        f'<blockquote class="wp-embedded-content" data-secret="{word}"><a href="{address}">{title}</a></blockquote>'
        f'<iframe sandbox="allow-scripts" security="restricted" src="{frame}#?secret={word}"'
        f' width="{width}" height="{height_for(width)}" title="{named}" data-secret="{word}"'
        ' frameborder="0" marginwidth="0" marginheight="0" scrolling="no" class="wp-embedded-content"></iframe>'
        f"<script>\n{_SCRIPT}</script>\n"
    )


def confined(markup: str, title: str, *, secret: str) -> str:
    """What another site wants to be shown here, as far as it can do no harm (wp_filter_oembed_result).

    A frame without rights, before it what to read until it is loaded; '' where there is no frame.
    """
    found = _FRAME.search(markup)
    attributes = read_attributes(found[1], _PROTOCOLS) if found else {}
    said_source = (attributes.get("src") or "").strip()
    if not said_source.lower().startswith(_ABSOLUTE):
        return ""
    source = esc_url(said_source)
    sides = [
        f' {side}="{attributes[side]}"'
        for side in ("width", "height")
        if (attributes.get(side) or "").isdecimal()
    ]
    word = esc_attr(secret)
    named = esc_attr(attributes.get("title") or title)
    quote = _QUOTE.search(markup)
    said = html.escape(html.unescape(strip_tags(quote[1])).strip()) if quote else ""
    before = (
        f'<blockquote class="wp-embedded-content" data-secret="{word}">{said}</blockquote>' if said else ""
    )
    return (
        f'{before}<iframe class="wp-embedded-content" sandbox="allow-scripts" security="restricted"'
        f' title="{named}" src="{source}#?secret={word}" data-secret="{word}"{"".join(sides)}'
        ' frameborder="0" marginwidth="0" marginheight="0" scrolling="no"></iframe>'
    )


def picture(address: str, title: str, width: Any, height: Any) -> str:
    """A picture of another site, leading to itself."""
    if not address.lower().startswith(_ABSOLUTE):
        return ""
    source = esc_url(address)
    sides = "".join(
        f' {side}="{int(value)}"'
        for side, value in (("width", width), ("height", height))
        if isinstance(value, (int, float)) and 0 < value < 100_000
    )
    return f'<a href="{source}"><img src="{source}" alt="{esc_attr(title)}"{sides} /></a>'
