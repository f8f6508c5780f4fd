"""What WordPress notes of a photograph, from what the photograph says of itself (wp_read_image_metadata)."""

import calendar
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from engine.content.kses import kses_post

# Longer descriptions are captions, and no titles.
_SHORT: Final = 80
_FRACTION: Final = re.compile(r"\s*(-?\d+(?:\.\d+)?)/(-?\d+(?:\.\d+)?)\s*\Z")
_TEXTS: Final = ("credit", "camera", "caption", "copyright", "title", "alt")


def image_notes(
    exif: Mapping[str, Any], iptc: Mapping[str, Sequence[str]], xmp_alt: str = ""
) -> dict[str, object]:
    """The notes as they are stored: texts, numbers as texts, and keywords; IPTC goes before EXIF."""
    title, caption = _named(exif, iptc)
    notes: dict[str, object] = {
        "aperture": _aperture(exif.get("FNumber")),
        "credit": _first(iptc, "credit", "byline") or _text(exif.get("Artist")) or _text(exif.get("Author")),
        "camera": _text(exif.get("Model")),
        "caption": caption,
        "created_timestamp": str(_created(exif, iptc)),
        "copyright": _first(iptc, "copyright") or _text(exif.get("Copyright")),
        "focal_length": _measured(exif.get("FocalLength")),
        "iso": _iso(exif.get("ISOSpeedRatings")),
        "shutter_speed": _measured(exif.get("ExposureTime")),
        "title": title,
        "orientation": str(exif.get("Orientation") or 0),
        "keywords": [kses_post(word) for word in iptc.get("keywords", ())],
        "alt": xmp_alt.strip(),
    }
    return notes | {name: kses_post(str(notes[name])) for name in _TEXTS}


def _named(exif: Mapping[str, Any], iptc: Mapping[str, Sequence[str]]) -> tuple[str, str]:
    """Title and caption; a short description serves as a title where there is none."""
    title, caption = _first(iptc, "headline", "title"), _first(iptc, "caption")
    title = title or _if_short(caption)
    description = _text(exif.get("ImageDescription"))
    if description:
        title = title or _if_short(description)
        caption = caption or _text(exif.get("UserComment")) or description
    return title, caption or _text(exif.get("Comments"))


def _if_short(text: str) -> str:
    return text if len(text.encode("utf-8", "replace")) < _SHORT else ""


def _first(iptc: Mapping[str, Sequence[str]], *names: str) -> str:
    found = (iptc[name][0].strip() for name in names if iptc.get(name))
    return next((text for text in found if text), "")


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _created(exif: Mapping[str, Any], iptc: Mapping[str, Sequence[str]]) -> int:
    if iptc.get("date") and iptc.get("time"):
        found = _moment(f"{iptc['date'][0]} {iptc['time'][0][:6]}", "%Y%m%d %H%M%S")
        if found:
            return found
    return _moment(_text(exif.get("DateTimeDigitized")), "%Y:%m:%d %H:%M:%S")


def _moment(text: str, form: str) -> int:
    try:
        return calendar.timegm(datetime.strptime(text, form).timetuple())  # noqa: DTZ007 - cameras name no zone
    except (ValueError, OverflowError):
        return 0


def _aperture(value: object) -> str:
    return "0" if isinstance(value, list) else _number(round(_decimal(value), 2))


def _measured(value: object) -> str:
    """A number; several of them are what PHP writes for a list."""
    return "Array" if isinstance(value, list) else _number(_decimal(value))


def _decimal(value: object) -> float:
    if isinstance(value, (int, float)):
        return float(value)
    found = _FRACTION.match(value) if isinstance(value, str) else None
    return float(found[1]) / float(found[2]) if found and float(found[2]) else 0.0


def _number(value: float) -> str:
    return f"{value:.14g}"


def _iso(value: object) -> str:
    one = value[0] if isinstance(value, list) and value else value
    return str(one or 0).strip()
