"""WordPress's log-in cookies, and the sessions of a user that they belong to."""

import hashlib
import hmac
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from engine.domain.keys import Scheme
from engine.domain.passwords import generate_password
from engine.model.php import PhpValue

META_KEY: Final = "session_tokens"
LIFETIME: Final = 2 * 24 * 60 * 60
REMEMBERED_LIFETIME: Final = 14 * 24 * 60 * 60

Sessions = dict[str, dict[int | str, PhpValue]]

_COOKIE: Final = re.compile(r"([^|]*)\|([0-9]{1,12})\|([^|]*)\|([0-9a-f]{64})")
_COOKIE_NAMES: Final[Mapping[Scheme, str]] = {
    "auth": "wordpress_",
    "secure_auth": "wordpress_sec_",
    "logged_in": "wordpress_logged_in_",
}


@dataclass(frozen=True, slots=True)
class LoginCookie:
    """The decoded value of a log-in cookie; `token` is the raw one, `expires` a Unix time."""

    login: str
    expires: int
    token: str = field(repr=False)
    signature: str = field(default="", repr=False)


def cookie_name(scheme: Scheme, site_url: str) -> str:
    """`LOGGED_IN_COOKIE` and kin; `site_url` is the option `siteurl` as it is stored."""
    return _COOKIE_NAMES[scheme] + site_hash(site_url)


def site_hash(site_url: str) -> str:
    """`COOKIEHASH`: what tells the cookies of two sites apart."""
    return hashlib.md5(site_url.encode(), usedforsecurity=False).hexdigest()


def cookie_value(cookie: LoginCookie, *, password_hash: str, salt: str) -> str:
    """`wp_generate_auth_cookie`; the salt is that of the cookie's scheme. Not yet percent-encoded."""
    signature = _signature(cookie, password_hash, salt)
    return f"{cookie.login}|{cookie.expires}|{cookie.token}|{signature}"


def parse_cookie(value: str) -> LoginCookie | None:
    """The parts of a decoded cookie value, or None when it is none. Nothing is verified yet."""
    match = _COOKIE.fullmatch(value)
    return LoginCookie(match[1], int(match[2]), match[3], match[4]) if match else None


def is_genuine(cookie: LoginCookie, *, password_hash: str, salt: str) -> bool:
    """Whether this site signed the cookie, for an account that still has this password."""
    return hmac.compare_digest(_signature(cookie, password_hash, salt), cookie.signature)


def is_current(cookie: LoginCookie, *, now: float) -> bool:
    """Whether the cookie has not expired."""
    return cookie.expires >= now


def new_token() -> str:
    """A token for a new session."""
    return generate_password(43, special=False)


def live_sessions(stored: object, *, now: float) -> Sessions:
    """The sessions of the user meta `session_tokens` that have not expired, by the hash of their token."""
    found: dict[Any, Any] = stored if isinstance(stored, dict) else {}
    sessions = {str(verifier): _details(session) for verifier, session in found.items()}
    return {verifier: details for verifier, details in sessions.items() if _expires(details) >= now}


def has_session(stored: object, token: str, *, now: float) -> bool:
    """Whether the token belongs to a live session."""
    return verifier_of(token) in live_sessions(stored, now=now)


def with_session(
    stored: object, token: str, *, expires: int, now: float, ip: str = "", user_agent: str = ""
) -> Sessions:
    """What to store in `session_tokens` once the token's session has begun; expired ones are dropped."""
    details: dict[int | str, PhpValue] = {"expiration": expires}
    details |= {"ip": ip} if ip else {}
    details |= {"ua": user_agent} if user_agent else {}
    return live_sessions(stored, now=now) | {verifier_of(token): details | {"login": int(now)}}


def without_session(stored: object, token: str, *, now: float) -> Sessions:
    """What to store once the token's session has ended; nothing left means to delete the meta."""
    return without(stored, (verifier_of(token),), now=now)


def without(stored: object, verifiers: Collection[str], *, now: float) -> Sessions:
    """What to store once the sessions of these hashes of tokens have ended."""
    return {key: details for key, details in live_sessions(stored, now=now).items() if key not in verifiers}


def verifier_of(token: str) -> str:
    """The hash by which the session of a token is stored."""
    return hashlib.sha256(_bytes(token)).hexdigest()


def _signature(cookie: LoginCookie, password_hash: str, salt: str) -> str:
    fragment = _password_fragment(password_hash)
    key = _hmac("md5", salt, f"{cookie.login}|{fragment}|{cookie.expires}|{cookie.token}")
    return _hmac("sha256", key, f"{cookie.login}|{cookie.expires}|{cookie.token}")


def _password_fragment(password_hash: str) -> str:
    """What of the hash enters the cookie, so that a new password ends all sessions."""
    return password_hash[8:12] if password_hash.startswith(("$P$", "$2y$")) else password_hash[-4:]


def _hmac(algorithm: str, key: str, message: str) -> str:
    return hmac.new(_bytes(key), _bytes(message), algorithm).hexdigest()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _details(session: Any) -> dict[int | str, PhpValue]:
    """A session's details; versions before 4.1 kept the time of expiry alone."""
    return session if isinstance(session, dict) else {"expiration": session}


def _expires(details: Mapping[int | str, PhpValue]) -> int:
    expiration = details.get("expiration")
    return expiration if isinstance(expiration, int) else 0
