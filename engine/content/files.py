"""Names and types of uploaded files (sanitize_file_name, wp_check_filetype)."""

import re
from collections.abc import Mapping
from typing import Final

from engine.content.accents import remove_accents
from engine.content.escaping import is_valid_utf8
from engine.content.slugs import sanitize_title_with_dashes
from engine.content.urls import urldecode, urlencode

_TYPES: Final = {
    "jpg jpeg jpe": "image/jpeg",
    "gif": "image/gif",
    "png": "image/png",
    "bmp": "image/bmp",
    "tiff tif": "image/tiff",
    "webp": "image/webp",
    "avif": "image/avif",
    "ico": "image/x-icon",
    "heic": "image/heic",
    "heif": "image/heif",
    "heics": "image/heic-sequence",
    "heifs": "image/heif-sequence",
    "asf asx": "video/x-ms-asf",
    "wmv": "video/x-ms-wmv",
    "wmx": "video/x-ms-wmx",
    "wm": "video/x-ms-wm",
    "avi": "video/avi",
    "divx": "video/divx",
    "flv": "video/x-flv",
    "mov qt": "video/quicktime",
    "mpeg mpg mpe": "video/mpeg",
    "mp4 m4v": "video/mp4",
    "ogv": "video/ogg",
    "webm": "video/webm",
    "mkv": "video/x-matroska",
    "3gp 3gpp": "video/3gpp",
    "3g2 3gp2": "video/3gpp2",
    "txt asc c cc h srt": "text/plain",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "ics": "text/calendar",
    "rtx": "text/richtext",
    "css": "text/css",
    "htm html": "text/html",
    "vtt": "text/vtt",
    "dfxp": "application/ttaf+xml",
    "mp3 m4a m4b": "audio/mpeg",
    "aac": "audio/aac",
    "ra ram": "audio/x-realaudio",
    "wav x-wav": "audio/wav",
    "ogg oga": "audio/ogg",
    "flac": "audio/flac",
    "mid midi": "audio/midi",
    "wma": "audio/x-ms-wma",
    "wax": "audio/x-ms-wax",
    "mka": "audio/x-matroska",
    "rtf": "application/rtf",
    "js": "application/javascript",
    "pdf": "application/pdf",
    "swf": "application/x-shockwave-flash",
    "class": "application/java",
    "tar": "application/x-tar",
    "zip": "application/zip",
    "gz gzip": "application/x-gzip",
    "rar": "application/rar",
    "7z": "application/x-7z-compressed",
    "exe": "application/x-msdownload",
    "psd": "application/octet-stream",
    "xcf": "application/octet-stream",
    "doc": "application/msword",
    "pot pps ppt": "application/vnd.ms-powerpoint",
    "wri": "application/vnd.ms-write",
    "xla xls xlt xlw": "application/vnd.ms-excel",
    "mdb": "application/vnd.ms-access",
    "mpp": "application/vnd.ms-project",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "docm": "application/vnd.ms-word.document.macroEnabled.12",
    "dotx": "application/vnd.openxmlformats-officedocument.wordprocessingml.template",
    "dotm": "application/vnd.ms-word.template.macroEnabled.12",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
    "xlsb": "application/vnd.ms-excel.sheet.binary.macroEnabled.12",
    "xltx": "application/vnd.openxmlformats-officedocument.spreadsheetml.template",
    "xltm": "application/vnd.ms-excel.template.macroEnabled.12",
    "xlam": "application/vnd.ms-excel.addin.macroEnabled.12",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pptm": "application/vnd.ms-powerpoint.presentation.macroEnabled.12",
    "ppsx": "application/vnd.openxmlformats-officedocument.presentationml.slideshow",
    "ppsm": "application/vnd.ms-powerpoint.slideshow.macroEnabled.12",
    "potx": "application/vnd.openxmlformats-officedocument.presentationml.template",
    "potm": "application/vnd.ms-powerpoint.template.macroEnabled.12",
    "ppam": "application/vnd.ms-powerpoint.addin.macroEnabled.12",
    "sldx": "application/vnd.openxmlformats-officedocument.presentationml.slide",
    "sldm": "application/vnd.ms-powerpoint.slide.macroEnabled.12",
    "onetoc onetoc2 onetmp onepkg": "application/onenote",
    "oxps": "application/oxps",
    "xps": "application/vnd.ms-xpsdocument",
    "odt": "application/vnd.oasis.opendocument.text",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odg": "application/vnd.oasis.opendocument.graphics",
    "odc": "application/vnd.oasis.opendocument.chart",
    "odb": "application/vnd.oasis.opendocument.database",
    "odf": "application/vnd.oasis.opendocument.formula",
    "wp wpd": "application/wordperfect",
    "key": "application/vnd.apple.keynote",
    "numbers": "application/vnd.apple.numbers",
    "pages": "application/vnd.apple.pages",
}

MIME_TYPES: Final[Mapping[str, str]] = {
    extension: mime_type for extensions, mime_type in _TYPES.items() for extension in extensions.split()
}
"""Media types by file name extension (wp_get_mime_types)."""

_NEVER_UPLOADED: Final = frozenset({"swf", "exe"})
_WITH_SCRIPTS: Final = frozenset({"htm", "html", "js"})

# Types whose files may begin as pages do.
_TEXTUAL: Final = frozenset(
    {"text/html", "text/css", "application/javascript", "application/ttaf+xml", "application/rtf"}
)
_MARKUP: Final = (
    b"<!doctype", b"<html", b"<head", b"<body", b"<script", b"<svg", b"<?php", b"<?xml", b"<?=", b"<iframe", b"<style",
    b"<img", b"<a ", b"<!--", b"#!",
)  # fmt: skip
_CONTROLS: Final = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f-\xff]")

_STREAMS: Final = frozenset(
    {"compress.zlib", "data", "file", "ftp", "ftps", "glob", "http", "https", "phar", "php"}
)
_INNER_SLASHES: Final = re.compile("(?<=.)/+")
_SPACE_SEPARATORS: Final = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_NOT_IN_NAME: Final = str.maketrans("", "", "?[]/\\=<>:;,'\"&$#*()|~`!{}%+\u2019\u00ab\u00bb\u201d\u201c\0")
_DOTS: Final = re.compile(r"\.{2,}")
_DASHES: Final = re.compile(r"[\r\n\t -]+")
_LIKE_EXTENSION: Final = re.compile(r"[a-zA-Z]{2,5}[0-9]?")


def allowed_types(*, unfiltered_html: bool = False) -> dict[str, str]:
    """Return the types that may be uploaded; pages and scripts need unfiltered_html (get_allowed_mime_types)."""
    refused = _NEVER_UPLOADED if unfiltered_html else _NEVER_UPLOADED | _WITH_SCRIPTS
    return {extension: mime for extension, mime in MIME_TYPES.items() if extension not in refused}


def check_filetype(name: str, types: Mapping[str, str]) -> tuple[str, str] | None:
    """Return the extension as written and the media type, None when the name ends in no known extension."""
    _, dot, extension = name.removesuffix("\n").rpartition(".")
    mime_type = types.get(extension.lower()) if dot and extension.isascii() else None
    return (extension, mime_type) if mime_type else None


def extension_of(mime_type: str) -> str:
    """The extension that files of a media type are given, '' for an unknown type."""
    return next((extensions.split()[0] for extensions, known in _TYPES.items() if known == mime_type), "")


def is_disguised(head: bytes, mime_type: str) -> bool:
    """Whether the first bytes of a file are a page, a program or bare text, though its name says otherwise."""
    if mime_type in _TEXTUAL or head.startswith(b"%PDF"):
        return False
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(_MARKUP):
        return True
    return not mime_type.startswith("text/") and bool(start) and not _CONTROLS.search(head)


def sanitize_file_name(name: str, *, types: Mapping[str, str] | None = None, locale: str = "en_US") -> str:
    """Return a name without characters that are special to systems and shells.

    An inner extension that is not allowed gets an underscore, so that no server runs `a.php.jpg`.
    """
    name = remove_accents(name, locale)
    if not is_valid_utf8(name):
        name = _from_unknown_encoding(name)
    name = _SPACE_SEPARATORS.sub(" ", name).translate(_NOT_IN_NAME)
    name = _DASHES.sub("-", _DOTS.sub(".", name)).strip(".-_")
    if name in MIME_TYPES:
        return f"unnamed-file.{name}"
    return _defused(name, allowed_types() if types is None else types)


def basename(path: str, suffix: str = "") -> str:
    """Return the last part of a path, which may hold any characters (wp_basename)."""
    encoded = urlencode(path).replace("%2F", "/").replace("%5C", "/")
    last = encoded.rstrip("/").rpartition("/")[2]
    return urldecode(last.removesuffix(suffix) if last != suffix else last)


def normalize_path(path: str) -> str:
    """Return a path with single forward slashes and a capital drive letter (wp_normalize_path)."""
    scheme, colon, rest = path.partition("://")
    if not colon or scheme not in _STREAMS:
        scheme, colon, rest = "", "", path
    rest = rest.replace("\\", "/")
    rest = _INNER_SLASHES.sub("/", rest)
    if rest[1:2] == ":":
        rest = rest[0].upper() + rest[1:]
    return f"{scheme}{colon}{rest}"


def _from_unknown_encoding(name: str) -> str:
    stem, dot, extension = name.rpartition("/")[2].rpartition(".")
    return sanitize_title_with_dashes(stem if dot else extension) + "." + (extension if dot else "")


def _defused(name: str, types: Mapping[str, str]) -> str:
    first, *inner = name.split(".")
    if len(inner) < 2:
        return name
    parts = [first]
    for part in inner[:-1]:
        refused = _LIKE_EXTENSION.fullmatch(part) and part.lower() not in types
        parts.append(f"{part}_" if refused else part)
    return ".".join([*parts, inner[-1]])
