"""oEmbed as its provider: how a post of this site is shown on pages, of other sites and of its own."""

from typing import Final

from engine.content.escaping import esc_attr
from engine.content.urls import esc_url

NARROWEST: Final = 200
WIDEST: Final = 600

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


def shown_here(url: str, title: str, site_name: str, *, secret: str, width: int = 500) -> str:
    """The same as the site's own pages show it: hidden until it is loaded; `title` is ready for a page.

    `secret` is a random word by which the frame and the page that holds it know each other.
    """
    address, word = esc_url(url), esc_attr(secret)
    frame = esc_url(f"{url}embed/#?secret={secret}")
    return (
        f'<blockquote class="wp-embedded-content" data-secret="{word}"><a href="{address}">{title}</a></blockquote>'
        '<iframe class="wp-embedded-content" sandbox="allow-scripts" security="restricted"'
        f' style="position: absolute; visibility: hidden;" title="{esc_attr(f"“{title}” — {site_name}")}"'
        f' src="{frame}#?secret={word}" data-secret="{word}" width="{width}" height="{height_for(width)}"'
        ' frameborder="0" marginwidth="0" marginheight="0" scrolling="no"></iframe>'
    )
