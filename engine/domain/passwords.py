"""Password hashes as WordPress 7.1 writes and reads them."""

import asyncio
import base64
import hashlib
import hmac
import re
import secrets
import string
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

import argon2
import bcrypt

from engine.domain.context import Context
from engine.model.errors import Invalid

COST: Final = 10
MAX_BYTES: Final = 4096
APPLICATION_PASSWORD_LENGTH: Final = 24

_SPACE: Final = " \t\n\r\0\x0b"
_PREFIX: Final = "$wp"
_FAST: Final = "$generic$"
_BCRYPT: Final = re.compile(r"\$2[abxy]\$(\d\d)\$[./A-Za-z0-9]{53}")
_BCRYPT_BYTES: Final = 72
_PHPASS: Final = re.compile(r"\$[PH]\$([./0-9A-Za-z])([./0-9A-Za-z]{8})[./0-9A-Za-z]{22}")
_PHPASS_DIGITS: Final = "./" + string.digits + string.ascii_uppercase + string.ascii_lowercase
_PHPASS_ROUNDS: Final = range(7, 31)

# A hash that no password has, to spend the time of a check where there is no account.
_NOBODY: Final = "$wp$2y$10$" + "." * 53


async def hash_password(password: str, *, for_any: bool = False) -> str:
    """The hash to store; white space around the password does not count. Raises Invalid above 4096 bytes.

    `for_any` makes one that every WordPress reads, as is needed where one of them works on the same database: today's
    is not read by those before 6.8.
    """
    if len(_bytes(password)) > MAX_BYTES:
        raise Invalid("A password has at most 4096 bytes.", code="password_too_long")
    return await asyncio.to_thread(_hash_for_any if for_any else _hash, password.strip(_SPACE))


async def for_site(ctx: Context, password: str) -> str:
    """The hash that a site stores: one that every WordPress reads where one may work on the same database."""
    return await hash_password(password, for_any=ctx.site.settings.shared_database)


async def check_password(password: str, stored: str | None) -> bool:
    """Whether the password is the one hashed; None, for an unknown account, takes as long as a wrong one and is False.

    A right one is verified once, for a desktop editor sends it with each of its many calls.
    """
    return await _verified(verify_password, password, stored or _NOBODY) and stored is not None


def verify_password(password: str, stored: str) -> bool:
    """`wp_check_password`: blocks for as long as the hash's scheme demands, some 60 ms for bcrypt."""
    secret = _bytes(password)
    if len(stored) <= 32:
        return _same(hashlib.md5(secret, usedforsecurity=False).hexdigest(), stored)
    if len(secret) > MAX_BYTES:
        return False
    if stored.startswith(_PREFIX):
        return _bcrypt_matches(_prehash(secret), stored.removeprefix(_PREFIX))
    if stored.startswith("$P$"):
        return _phpass_matches(secret, stored)
    if stored.startswith("$argon2"):
        return _argon2_matches(secret, stored)
    return _bcrypt_matches(secret, stored)


def needs_rehash(stored: str) -> bool:
    """Whether a hash should be renewed at the next log-in: not today's scheme, or another cost."""
    match = _BCRYPT.fullmatch(stored.removeprefix(_PREFIX))
    return not stored.startswith(_PREFIX) or match is None or int(match[1]) != COST


def fast_hash(message: str) -> str:
    """`wp_fast_hash`: for random secrets, such as application passwords and reset keys."""
    digest = hashlib.blake2b(_bytes(message), digest_size=30, key=b"wp_fast_hash_6.8+").digest()
    return _FAST + base64.urlsafe_b64encode(digest).decode().rstrip("=")


def verify_fast_hash(message: str, stored: str) -> bool:
    """`wp_verify_fast_hash`: also reads the phpass and bcrypt hashes that older versions stored."""
    if stored.startswith(_FAST):
        return _same(fast_hash(message), stored)
    secret = _bytes(message)
    if len(secret) > MAX_BYTES:
        return False
    return _phpass_matches(secret, stored) or _bcrypt_matches(secret, stored)


# What was verified lately: proofs, made with a key of this process, that a hash is of a password. A hash that is
# deleted or replaced is never asked about again, so that nothing has to be forgotten when a password is revoked.
_proofs: OrderedDict[bytes, None] = OrderedDict()
_PROOFS_KEPT: Final = 256
_PROOF_KEY: Final = secrets.token_bytes(32)


async def check_fast_hash(message: str, stored: str) -> bool:
    """`verify_fast_hash` without blocking; what older versions hashed slowly is verified once, then known."""
    if stored.startswith(_FAST):
        return verify_fast_hash(message, stored)
    return await _verified(verify_fast_hash, message, stored)


async def _verified(verify: Callable[[str, str], bool], secret: str, stored: str) -> bool:
    proof = hmac.digest(_PROOF_KEY, _bytes(f"{verify.__name__} {stored} {secret}"), "sha256")
    if proof in _proofs:
        _proofs.move_to_end(proof)
        return True
    if not await asyncio.to_thread(verify, secret, stored):
        return False
    _proofs[proof] = None
    if len(_proofs) > _PROOFS_KEPT:
        _proofs.popitem(last=False)
    return True


def generate_password(length: int = 12, *, special: bool = True, extra: bool = False) -> str:
    """A random password of letters and digits; `special` adds common signs, `extra` uncommon ones and the space."""
    signs = string.ascii_letters + string.digits
    signs += "!@#$%^&*()" * special + "-_ []{}<>~`+=,.;:/?|" * extra
    return "".join(secrets.choice(signs) for _ in range(length))


def generate_application_password() -> str:
    """A new application password, as it is hashed: without the spaces it is shown with."""
    return generate_password(APPLICATION_PASSWORD_LENGTH, special=False)


def chunk_password(password: str) -> str:
    """An application password as it is shown: in groups of four."""
    plain = plain_application_password(password)
    return " ".join(plain[at : at + 4] for at in range(0, len(plain), 4))


def plain_application_password(password: str) -> str:
    """An application password as it is hashed: what a user types, without anything but letters and digits."""
    return re.sub(r"[^A-Za-z0-9]", "", password)


def _hash(password: str) -> str:
    return _PREFIX + _bcrypt(_prehash(_bytes(password)))


def _hash_for_any(password: str) -> str:
    """Bcrypt as it is; what it cannot take, a NUL, only today's way can."""
    secret = _bytes(password)
    return _hash(password) if b"\0" in secret else _bcrypt(secret[:_BCRYPT_BYTES])


def _bcrypt(secret: bytes) -> str:
    hashed = bcrypt.hashpw(secret, bcrypt.gensalt(COST)).decode()
    return f"$2y${hashed.removeprefix('$2b$')}"  # PHP's name for the same algorithm


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(_bytes(one), _bytes(other))


def _prehash(secret: bytes) -> bytes:
    """What bcrypt gets, so that it neither cuts a long password nor stops at a NUL."""
    return base64.b64encode(hmac.digest(b"wp-sha384", secret, "sha384"))


def _bcrypt_matches(secret: bytes, stored: str) -> bool:
    return _BCRYPT.fullmatch(stored) is not None and bcrypt.checkpw(secret[:_BCRYPT_BYTES], stored.encode())


def _argon2_matches(secret: bytes, stored: str) -> bool:
    try:
        return argon2.PasswordHasher().verify(stored, secret)
    except (argon2.exceptions.VerificationError, argon2.exceptions.InvalidHashError):
        return False


def portable_hash(password: str) -> str:
    """A phpass hash of 8,192 rounds, which WordPress reads from the cookie of a post's password."""
    salt = "".join(secrets.choice(_PHPASS_DIGITS) for _ in range(8))
    return _phpass(password.encode("utf-8", "surrogateescape"), "$P$B" + salt)


def portable_matches(password: str, stored: str) -> bool:
    """Whether a hash is a password's; one of other rounds, which might take long, is none."""
    return stored.startswith("$P$B") and _phpass_matches(password.encode("utf-8", "surrogateescape"), stored)


def _phpass_matches(secret: bytes, stored: str) -> bool:
    match = _PHPASS.fullmatch(stored)
    rounds = _PHPASS_DIGITS.index(match[1]) if match else 0
    if match is None or rounds not in _PHPASS_ROUNDS:
        return False
    return _same(_phpass(secret, stored[:12]), stored)


def _phpass(secret: bytes, setting: str) -> str:
    """The whole hash for a setting: kind, rounds and salt in twelve characters."""
    digest = hashlib.md5(setting[4:].encode() + secret, usedforsecurity=False).digest()
    for _ in range(1 << _PHPASS_DIGITS.index(setting[3])):
        digest = hashlib.md5(digest + secret, usedforsecurity=False).digest()
    return setting + _phpass_text(digest)


def _phpass_text(digest: bytes) -> str:
    """Phpass's own base64: least significant six bits first."""
    groups = (digest[at : at + 3] for at in range(0, len(digest), 3))
    return "".join(
        _PHPASS_DIGITS[int.from_bytes(group, "little") >> 6 * place & 63]
        for group in groups
        for place in range(len(group) + 1)
    )
