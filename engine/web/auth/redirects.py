"""Where somebody may be sent: addresses of this site only."""

from typing import Final
from urllib.parse import SplitResult, urlsplit

from engine.domain.context import Context

MAX_LENGTH: Final = 2048

_PORTS: Final = {"http": 80, "https": 443}


def safe(target: str, ctx: Context, *, otherwise: str) -> str:
    """`target` if it is a path or an address of this site, else `otherwise` (wp_validate_redirect).

    What browsers read in more than one way (backslashes, control characters, names before an @) is refused.
    """
    return target if _is_own(target, ctx) else otherwise


def _is_own(target: str, ctx: Context) -> bool:
    if not target or len(target) > MAX_LENGTH or any(sign <= " " or sign in "\\\x7f" for sign in target):
        return False
    if not target.isascii():
        return False
    parts = _split(target)
    if parts is None:
        return False
    if not parts.scheme and not parts.netloc:
        return target.startswith("/") and not target.startswith("//")
    if (
        parts.scheme not in _PORTS
        or "@" in parts.netloc
        or not target.lower().startswith(f"{parts.scheme}://")
    ):
        return False
    own = [urlsplit(address) for address in (ctx.home, ctx.site_url)]
    return any(_host(parts) == _host(one) for one in own)


def _split(target: str) -> SplitResult | None:
    try:
        parts = urlsplit(target)
        _ = parts.port
    except ValueError:
        return None
    return parts


def _host(parts: SplitResult) -> tuple[str | None, int | None]:
    """The name and the port; http and https of the same name are one site."""
    port = None if parts.port == _PORTS.get(parts.scheme) else parts.port
    return parts.hostname, port
