"""E-mail addresses: WordPress's own idea of which are right (is_email, sanitize_email)."""

import re
from typing import Final

from engine.content.whitespace import BLANKS

_MIN_OCTETS: Final = 6
_LOCAL: Final = re.compile(r"[a-zA-Z0-9!#$%&'*+/=?^_`{|}~.-]+")
_NOT_IN_LOCAL: Final = re.compile(r"[^a-zA-Z0-9!#$%&'*+/=?^_`{|}~.-]")
_LABEL: Final = re.compile(r"[a-zA-Z0-9-]+")
_NOT_IN_LABEL: Final = re.compile(r"[^a-zA-Z0-9-]+")
_DOTS: Final = re.compile(r"\.{2,}")


def is_email(address: str) -> bool:
    """Say whether WordPress takes this for an e-mail address."""
    parts = _parts(address)
    if not parts:
        return False
    local, domain = parts
    if not _LOCAL.fullmatch(local) or ".." in domain or domain != domain.strip(BLANKS + "."):
        return False
    labels = domain.split(".")
    return len(labels) > 1 and all(_is_label(label) for label in labels)


def sanitize_email(address: str) -> str:
    """Drop what an e-mail address may not hold; empty when no address is left."""
    local, domain = _parts(address) or ("", "")
    local = _NOT_IN_LOCAL.sub("", local)
    domain = _DOTS.sub("", domain).strip(BLANKS + ".")
    if not local or "." not in domain:
        return ""
    labels = [_NOT_IN_LABEL.sub("", label.strip(BLANKS + "-")) for label in domain.split(".")]
    labels = [label for label in labels if label]
    return f"{local}@{'.'.join(labels)}" if len(labels) > 1 else ""


def _parts(address: str) -> tuple[str, str] | None:
    if len(address.encode("utf-8", "surrogatepass")) < _MIN_OCTETS or "@" not in address[1:]:
        return None
    local, _, domain = address.partition("@")
    return local, domain


def _is_label(label: str) -> bool:
    return label == label.strip("-") and bool(_LABEL.fullmatch(label))
