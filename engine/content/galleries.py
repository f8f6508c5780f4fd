"""The shortcodes that show pictures: galleries and captions."""

import re
from collections import Counter
from typing import Final

from engine.content.allowed_html import POST
from engine.content.attachments import Attachment
from engine.content.escaping import esc_attr, esc_html
from engine.content.files import basename
from engine.content.images import Loading, Picture, sizes_attribute, srcset
from engine.content.kses import kses_post
from engine.content.shortcodes import Attributes
from engine.content.slugs import sanitize_html_class
from engine.content.texturize import ENGLISH, Typography, texturize
from engine.content.urls import esc_url
from engine.content.values import leading_integer
from engine.content.whitespace import trim

_NOT_IN_TAG: Final = re.compile(r"[^a-zA-Z0-9_:-]")
_IMAGE: Final = re.compile(r"<img [^>]+>", re.IGNORECASE)
_LINK_OPENING: Final = re.compile("<a [^>]+", re.IGNORECASE)
_LINK_CLOSING: Final = re.compile(r"\s*</a>", re.IGNORECASE | re.ASCII)
_SPACE: Final = " \t\n\r\v\f"


def gallery(
    attributes: Attributes,
    attachments: tuple[Attachment, ...],
    *,
    number: int,
    post_id: int,
    loading: Loading | None,
    typography: Typography = ENGLISH,
) -> str:
    """Return a gallery of a theme with HTML5 markup; `number` tells the page's galleries apart."""
    if not attachments:
        return ""
    selector = f"gallery-{number}"
    size = attributes.get("size", "thumbnail")
    columns = leading_integer(attributes.get("columns", "3"))
    owner = leading_integer(attributes.get("id", str(post_id)))
    item = _allowed_tag(attributes.get("itemtag", "figure"), "dl")
    icon = _allowed_tag(attributes.get("icontag", "div"), "dt")
    caption = _allowed_tag(attributes.get("captiontag", "figcaption"), "dd")
    classes = f"gallery galleryid-{owner} gallery-columns-{columns} gallery-size-{sanitize_html_class(size)}"
    parts = [f"<div id='{selector}' class='{classes}'>"]
    for attachment in attachments:
        described = f"{selector}-{attachment.id}" if trim(attachment.caption) else ""
        shown = _item(attachment, size, attributes.get("link", ""), described=described, loading=loading)
        orientation = _orientation(attachment.picture)
        parts.append(f"<{item} class='gallery-item'>")
        parts.append(f"\n\t\t\t<{icon} class='gallery-icon {orientation}'>\n\t\t\t\t{shown}\n\t\t\t</{icon}>")
        if described:
            parts.append(
                f"\n\t\t\t\t<{caption} class='wp-caption-text gallery-caption' id='{described}'>"
                f"\n\t\t\t\t{texturize(attachment.caption, typography=typography)}\n\t\t\t\t</{caption}>"
            )
        parts.append(f"</{item}>")
    return "".join(parts) + "\n\t\t</div>\n"


def bare_gallery(
    attributes: Attributes, attachments: tuple[Attachment, ...], *, loading: Loading | None
) -> str:
    """Return a gallery as feeds have it: one picture a line."""
    size, link = attributes.get("size", "thumbnail"), attributes.get("link", "")
    lines = [_item(attachment, size, link, described="", loading=loading) for attachment in attachments]
    return "".join(f"\n{line}" for line in lines) + "\n" if lines else ""


def attachment_image(
    picture: Picture, size: str, *, described: str = "", loading: Loading | None = None
) -> str:
    """Return an image of the library (wp_get_attachment_image); without `loading` that is left to others."""
    chosen = picture.size(size)
    written = {"src": chosen.url, "class": f"attachment-{size} size-{size}", "alt": picture.alt}
    if described:
        written["aria-describedby"] = described
    if loading:
        written |= loading.attributes("img", (chosen.width, chosen.height))
    sources = srcset(picture, chosen.width, chosen.height, source=chosen.url)
    if sources:
        auto = "auto, " if written.get("loading") == "lazy" else ""
        written |= {"srcset": sources, "sizes": f"{auto}{sizes_attribute(chosen.width)}"}
    shown = "".join(f' {name}="{esc_attr(value)}"' for name, value in written.items())
    return f'<img width="{chosen.width}" height="{chosen.height}"{shown} />'


def attachment_link(attachment: Attachment) -> str:
    """Return a link to an attachment's file, named by its title (wp_get_attachment_link)."""
    name = _safe_title(attachment) or esc_html(basename(attachment.url).rpartition(".")[0])
    return f"<a href='{esc_url(attachment.url)}'>{name}</a>"


class Captions:
    """Renders captions; ids on one page differ."""

    def __init__(self) -> None:
        self._used: Counter[str] = Counter()

    def caption(self, attributes: Attributes) -> tuple[str, str]:
        """Return the figure's beginning with everything before the image, and all that follows the image.

        Without a caption or a width both are empty.
        """
        width = leading_integer(attributes.get("width", ""))
        text = attributes.get("caption", "")
        if width < 1 or text in {"", "0"}:
            return "", ""
        own_id = self._unique(attributes.get("id", ""))
        caption_id = self._unique(attributes.get("caption_id", ""))
        if own_id and not caption_id:
            caption_id = "caption-" + own_id.replace("_", "-")
        classes = trim(f"wp-caption {attributes.get('align', 'alignnone')} {attributes.get('class', '')}")
        front = f'id="{esc_attr(own_id)}" ' if own_id else ""
        front += f'aria-describedby="{esc_attr(caption_id)}" ' if caption_id else ""
        front += f'style="width: {width}px" class="{esc_attr(classes)}"'
        named = f'id="{esc_attr(caption_id)}" ' if caption_id else ""
        return f"<figure {front}>", f'<figcaption {named}class="wp-caption-text">{text}</figcaption></figure>'

    def _unique(self, wanted: str) -> str:
        if wanted in {"", "0"}:
            return ""
        name = sanitize_html_class(wanted)
        self._used[name] += 1
        return name if self._used[name] == 1 else f"{name}-{self._used[name]}"


def captioned(attributes: Attributes, content: str) -> tuple[Attributes, str]:
    """Take the caption out of a content where the attributes do not hold it: it follows the image."""
    if "caption" in attributes:
        text = attributes["caption"]
        return ({**attributes, "caption": kses_post(text)} if "<" in text else attributes), content
    last = content.rfind(">") + 1
    image = _IMAGE.search(content, 0, last)
    if not image:
        return attributes, content
    closing = _LINK_CLOSING.match(content, image.end())
    end = closing.end() if closing else image.end()
    return {**attributes, "caption": trim(content[end:])}, content[_link_start(content, image.start()) : end]


def _link_start(content: str, image: int) -> int:
    """Where the link begins that stands right before an image."""
    before = content[:image].rstrip(_SPACE)
    if not before.endswith(">"):
        return image
    link = _LINK_OPENING.search(before, before.rfind(">", 0, -1) + 1)
    return link.start() if link else image


def _item(attachment: Attachment, size: str, link: str, *, described: str, loading: Loading | None) -> str:
    picture = attachment.picture
    image = attachment_image(picture, size, described=described, loading=loading) if picture else ""
    if link == "none":
        return image
    address = attachment.url if link == "file" else attachment.link
    return f"<a href='{esc_url(address)}'>{image or _safe_title(attachment)}</a>"


def _safe_title(attachment: Attachment) -> str:
    return kses_post(attachment.title) if "<" in attachment.title else attachment.title


def _orientation(picture: Picture | None) -> str:
    if picture is None or not picture.width:
        return ""
    return "portrait" if picture.height > picture.width else "landscape"


def _allowed_tag(name: str, otherwise: str) -> str:
    tag = _NOT_IN_TAG.sub("", name).lower()
    return tag if tag in POST.tags else otherwise
