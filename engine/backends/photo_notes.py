"""What a photograph says about itself: EXIF, IPTC and the alternative text of XMP, as it stands in the file."""

from typing import Any, Final

from defusedxml.ElementTree import fromstring
from PIL import ExifTags, Image, ImageFile, IptcImagePlugin, TiffImagePlugin

_LONGEST: Final = 64 * 1024
_MOST: Final = 200  # keywords
_TAGS: Final = {
    "ImageDescription", "Artist", "Copyright", "Model", "Orientation",
    "FNumber", "DateTimeDigitized", "FocalLength", "ISOSpeedRatings", "ExposureTime", "UserComment",
}  # fmt: skip
_XP: Final = {"XPComment": "Comments", "XPAuthor": "Author"}
_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_ALT: Final = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}AltTextAccessibility"
_IPTC: Final = {
    5: "title", 25: "keywords", 55: "date", 60: "time", 80: "byline", 105: "headline", 110: "credit",
    116: "copyright", 120: "caption",
}  # fmt: skip


def read(image: Image.Image) -> dict[str, Any]:
    """The notes of a picture that was opened; only JPEG and TIFF have EXIF that WordPress reads."""
    if image.format not in {"JPEG", "MPO", "TIFF"}:
        return {"xmp_alt": _alt(image)}
    exif = _exif(image)
    return {
        "exif": exif,
        "iptc": _iptc(image),
        "xmp_alt": _alt(image),
        "orientation": exif["Orientation"] if isinstance(exif.get("Orientation"), int) else 1,
    }


def _exif(image: Image.Image) -> dict[str, Any]:
    found = image.getexif()
    notes: dict[str, Any] = {}
    for tags in (found, found.get_ifd(ExifTags.IFD.Exif)):
        for tag, value in tags.items():
            name = ExifTags.TAGS.get(tag, "")
            if name in _TAGS:
                notes[name] = _plain(value)
            elif name in _XP:
                notes[_XP[name]] = _octets(value).decode("utf-16-le", "replace").rstrip("\0")[:_LONGEST]
    if "UserComment" in notes:
        notes["UserComment"] = _comment(notes["UserComment"])
    return notes


def _plain(value: Any) -> Any:
    """A tag as text, number, fraction `n/d`, or a list of these."""
    if isinstance(value, TiffImagePlugin.IFDRational):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, bytes):
        return value[:_LONGEST].decode("latin-1")
    if isinstance(value, tuple):
        return [_plain(one) for one in value[:_MOST]]
    return value[:_LONGEST].split("\0")[0] if isinstance(value, str) else value


def _octets(value: Any) -> bytes:
    return bytes(value[:_LONGEST]) if isinstance(value, (bytes, tuple)) else b""


def _comment(text: object) -> str:
    """A comment without the eight characters that name its encoding."""
    octets = str(text).encode("latin-1", "replace")
    code, rest = octets[:8], octets[8:]
    encoding = "utf-16" if code.startswith(b"UNICODE") else "utf-8"
    return (
        rest.decode(encoding, "replace").strip("\0 ") if code[:1] in {b"A", b"U", b"J", b"\0"} else str(text)
    )


def _iptc(image: Image.Image) -> dict[str, list[str]]:
    found = IptcImagePlugin.getiptcinfo(image) if isinstance(image, ImageFile.ImageFile) else None
    notes: dict[str, list[str]] = {}
    for (record, dataset), value in (found or {}).items():
        if record == 2 and dataset in _IPTC:
            values = value if isinstance(value, list) else [value]
            notes[_IPTC[dataset]] = [_decoded(one[:_LONGEST]) for one in values[:_MOST]]
    return notes


def _decoded(octets: bytes) -> str:
    try:
        return octets.decode()
    except UnicodeDecodeError:
        return octets.decode("latin-1")


def _alt(image: Image.Image) -> str:
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    octets = packet.encode() if isinstance(packet, str) else bytes(packet)
    if not octets or len(octets) > 1024 * 1024 or b"AltTextAccessibility" not in octets:
        return ""
    try:
        root = fromstring(octets.strip(b"\0 \n\r\t"), forbid_dtd=True)
    except Exception:  # noqa: BLE001 - a damaged or hostile packet says nothing
        return ""
    found = root.find(f".//{_ALT}//{_RDF}li")
    return (found.text or "").strip()[:_LONGEST] if found is not None else ""
