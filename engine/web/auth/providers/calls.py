"""Calls to the networks: Authlib's clients with short patience, and their failures as ours."""

import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import AsyncOAuth1Client, AsyncOAuth2Client
from joserfc.errors import JoseError

from engine.web.auth.providers.provider import Cancelled, Errand, NotAvailable, SignInFailed

log = logging.getLogger(__name__)

_PATIENCE: Final = 10.0  # seconds
_BUSY: Final = frozenset({402, 408, 425, 429, 500, 502, 503, 504})
_AGENT: Final = "Tympan"


def _common(errand: Errand) -> dict[str, Any]:
    return {
        "transport": errand.transport(),
        "timeout": _PATIENCE,
        "trust_env": False,
        "headers": {"User-Agent": _AGENT, "Accept": "application/json"},
    }


def plain(errand: Errand) -> httpx2.AsyncClient:
    """A client for what needs no token."""
    return httpx2.AsyncClient(**_common(errand))


def oauth2(errand: Errand, client_id: str, client_secret: str, **options: Any) -> AsyncOAuth2Client:
    """A client of an OAuth 2.0 or OpenID provider."""
    return AsyncOAuth2Client(client_id, client_secret, **options, **_common(errand))


def oauth1(errand: Errand, client_id: str, client_secret: str, **options: Any) -> AsyncOAuth1Client:
    """A client of an OAuth 1.0a provider."""
    return AsyncOAuth1Client(client_id, client_secret, **options, **_common(errand))


@contextmanager
def understood(label: str) -> Iterator[None]:
    """What goes wrong in a conversation with a network, as a refusal for people; details go to the log alone."""
    try:
        yield
    except OAuthError as error:
        log.info("%s refused a log-in: %s", label, error)
        if str(error.error) in {"temporarily_unavailable", "server_error", "slow_down"}:
            raise not_available(label) from error
        raise not_confirmed(label) from error
    except httpx2.HTTPError as error:
        log.warning("%s cannot be reached: %r", label, error)
        raise not_available(label) from error
    except (JoseError, ValueError, KeyError, TypeError, AttributeError) as error:
        log.warning("%s sent what cannot be understood: %r", label, error)
        raise not_confirmed(label) from error


def not_available(label: str) -> NotAvailable:
    """The refusal for a network that does not answer, or not now."""
    return NotAvailable("Logging in with %s is not available now. Please try again later.", values=(label,))


def not_confirmed(label: str) -> SignInFailed:
    """The refusal for a network that does not say who somebody is."""
    return SignInFailed("%s did not confirm who you are. Please try again.", values=(label,))


def cancelled(label: str) -> Cancelled:
    """The refusal for who said no to a network, or turned back."""
    return Cancelled("You did not log in with %s.", values=(label,))


def read(label: str, response: httpx2.Response) -> dict[str, Any]:
    """The object that a network answered with; raises NotAvailable where it is busy, SignInFailed where it refuses."""
    if response.status_code in _BUSY:
        log.warning("%s is busy: status %s", label, response.status_code)
        raise not_available(label)
    if response.status_code != httpx2.codes.OK:
        log.info("%s refused: status %s", label, response.status_code)
        raise not_confirmed(label)
    found = json.loads(response.content)
    if not isinstance(found, dict):
        raise TypeError("expected an object")
    return found


def text(fields: Mapping[str, Any], *names: str) -> str:
    """The first of these fields that is a text or a number, as text; '' for none."""
    for name in names:
        value = fields.get(name)
        if isinstance(value, (str, int)) and not isinstance(value, bool) and value != "":
            return str(value)
    return ""
