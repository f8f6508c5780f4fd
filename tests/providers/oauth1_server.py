"""An OAuth 1.0a server in memory, as X has it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from authlib.common.security import generate_token
from authlib.oauth1 import AuthorizationServer, OAuth1Request, ResourceProtector
from authlib.oauth1.rfc5849.errors import OAuth1Error
from authlib.oauth1.rfc5849.models import TemporaryCredential
from starlette.requests import Request
from starlette.responses import Response

from tests.providers import requests
from tests.providers.oauth2_server import CLIENT_ID, CLIENT_SECRET, Grant
from tests.providers.people import PEOPLE, Person


@dataclass(frozen=True)
class Client:
    """The application that the site is."""

    client_id: str = CLIENT_ID

    def get_client_secret(self) -> str:
        return CLIENT_SECRET

    def get_default_redirect_uri(self) -> str:
        return ""

    def get_rsa_public_key(self) -> None:
        return None


class _Base:
    """What both halves know."""

    nonces: set[tuple[str, str]]

    def get_client_by_id(self, client_id: str) -> Client | None:
        return Client() if client_id == CLIENT_ID else None

    def exists_nonce(self, nonce: str, request: OAuth1Request) -> bool:
        seen = (str(request.token), nonce)
        known = seen in self.nonces
        self.nonces.add(seen)
        return known


class Server(_Base, AuthorizationServer):  # type: ignore[misc]  # Authlib is untyped
    """The half that hands out tokens."""

    def __init__(self) -> None:
        self.nonces = set()
        self.temporary: dict[str, TemporaryCredential] = {}
        self.tokens: dict[str, tuple[Mapping[str, str], Grant]] = {}

    def create_oauth1_request(self, request: OAuth1Request) -> OAuth1Request:
        return request

    def handle_response(self, status_code: int, payload: Any, headers: Any) -> Response:
        return requests.answer(status_code, payload, headers)

    def create_temporary_credential(self, request: OAuth1Request) -> TemporaryCredential:
        made = TemporaryCredential(
            oauth_token=generate_token(24),
            oauth_token_secret=generate_token(32),
            client_id=request.client_id,
            oauth_callback=request.redirect_uri,
        )
        self.temporary[made["oauth_token"]] = made
        return made

    def get_temporary_credential(self, request: OAuth1Request) -> TemporaryCredential | None:
        return self.temporary.get(request.token)

    def delete_temporary_credential(self, request: OAuth1Request) -> None:
        self.temporary.pop(request.token, None)

    def create_authorization_verifier(self, request: OAuth1Request) -> str:
        verifier: str = generate_token(24)
        request.credential["oauth_verifier"] = verifier
        request.credential["person"] = request.user
        return verifier

    def create_token_credential(self, request: OAuth1Request) -> TemporaryCredential:
        held = request.credential
        made = TemporaryCredential(oauth_token=generate_token(24), oauth_token_secret=generate_token(32))
        person: Person = held["person"]
        self.tokens[made["oauth_token"]] = (made, Grant(person, held.get("fault", ""), ""))
        return made

    async def request_token(self, request: Request) -> Response:
        return self._answer(self.create_temporary_credentials_response(await read(request)))

    async def access_token(self, request: Request) -> Response:
        made = await read(request)
        held = self.temporary.get(made.token)
        if held is not None and held.get("fault") == "expired":
            return Response('{"errors":[{"code":89,"message":"Invalid or expired token."}]}', 401)
        return self._answer(self.create_token_response(made))

    def _answer(self, made: Response) -> Response:
        return made

    async def consent(self, request: Request) -> Response | str:
        """What a page of consent asks, '' for nothing wrong; or where the answer leads."""
        token = request.query_params.get("oauth_token", "")
        held = self.temporary.get(token)
        if held is None:
            return "unknown token"
        if request.method != "POST":
            return ""
        form = await requests.form_of(request)
        person = PEOPLE.get(form.get("person", ""))
        callback = held.get_redirect_uri()
        if person is None:
            joined = "&" if "?" in callback else "?"
            return Response(status_code=302, headers={"Location": f"{callback}{joined}denied={token}"})
        held["fault"] = form.get("fault", "")
        made = OAuth1Request("GET", str(request.url), None, {})
        answered: Response = self.create_authorization_response(made, grant_user=person)
        return answered


class Protector(_Base, ResourceProtector):  # type: ignore[misc]  # Authlib is untyped
    """The half that tells who somebody is."""

    def __init__(self, server: Server) -> None:
        self.nonces = set()
        self._server = server

    def get_token_credential(self, request: OAuth1Request) -> Mapping[str, str] | None:
        known = self._server.tokens.get(request.token)
        return known[0] if known else None

    async def grant(self, request: Request) -> Grant | None:
        """Whom a signed request is about."""
        try:
            made = self.validate_request(
                request.method, str(request.url), None, requests.capital(request.headers)
            )
        except OAuth1Error:
            return None
        known = self._server.tokens.get(made.token)
        return known[1] if known else None


async def read(request: Request) -> OAuth1Request:
    """A request as Authlib reads it."""
    return OAuth1Request(
        request.method, str(request.url), await requests.form_of(request), requests.capital(request.headers)
    )
