"""Pictures that other programs keep as plain files, as the attachments that they become here."""

import hashlib
import html
import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote, urlsplit

from engine.content.slugs import sanitize_title
from engine.model.transfer import TransferPost

_SHOWN: Final = re.compile(r"<img\b[^>]*?\ssrc=([\"'])(.+?)\1", re.IGNORECASE)


def shown(text: str) -> Iterator[str]:
    """The addresses of the pictures in a text of HTML, as they stand there."""
    yield from dict.fromkeys(address for _, address in _SHOWN.findall(text))


def plain(address: str) -> str:
    """An address that stands in an attribute, without its references."""
    return html.unescape(address)


def attachment(place: str, *, parent: str = "", author: str = "", alt: str = "") -> TransferPost:
    """The attachment of a picture that lies at a place; one of the same place is the same."""
    name = unquote(urlsplit(place).path).rpartition("/")[2]
    stem = name.rpartition(".")[0] or name
    return TransferPost(
        id=f"image-{hashlib.sha256(place.encode()).hexdigest()[:32]}",
        type="attachment",
        title=stem,
        author=author,
        status="inherit",
        name=sanitize_title(stem),
        parent=parent,
        guid=place[:255] if "://" in place else "",
        attachment_url=place,
        meta=(("_wp_attachment_image_alt", alt),) if alt else (),
    )
