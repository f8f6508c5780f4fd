"""An OAuth 2.0 and OpenID server in memory; what differs between networks is a matter of its settings."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from authlib.common.security import generate_token
from authlib.oauth2.rfc6749 import AuthorizationServer, ClientMixin, OAuth2Error
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc6750 import BearerTokenGenerator
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core.grants import OpenIDCode
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from starlette.requests import Request
from starlette.responses import Response

from tests.providers import requests
from tests.providers.people import PEOPLE, Person
from tests.providers.requests import ReadRequest

CLIENT_ID = "1234567"
CLIENT_SECRET = "the secret of the application"
_KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"}, private=True)
_OTHER_KEY = RSAKey.generate_key(2048, private=True)


@dataclass
class Client(ClientMixin):  # type: ignore[misc]  # Authlib is untyped
    """The application that the site is."""

    client_id: str = CLIENT_ID
    client_secret: str = CLIENT_SECRET
    redirect_uri: str = ""
    ways: tuple[str, ...] = ("client_secret_basic",)

    def get_client_id(self) -> str:
        return self.client_id

    def get_default_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_allowed_scope(self, scope: str) -> str:
        return scope or ""

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return not self.redirect_uri or redirect_uri == self.redirect_uri

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == self.client_secret

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return endpoint != "token" or method in self.ways

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


@dataclass
class Code:
    """A code that was given out, and what is to go wrong with it."""

    code: str
    client_id: str
    redirect_uri: str
    scope: str
    person: Person
    fault: str
    expires_at: float
    nonce: str = ""
    code_challenge: str = ""
    code_challenge_method: str = ""

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str:
        return self.nonce

    def get_auth_time(self) -> int:
        return int(time.time())

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


@dataclass(frozen=True)
class Grant:
    """What a token stands for."""

    person: Person
    fault: str
    scope: str


class CodeGrant(AuthorizationCodeGrant):  # type: ignore[misc]  # Authlib is untyped
    """Codes are good once, and as long as the network says."""

    TOKEN_ENDPOINT_AUTH_METHODS: ClassVar[list[str]] = ["client_secret_basic", "client_secret_post"]
    TOKEN_ENDPOINT_HTTP_METHODS: ClassVar[list[str]] = ["POST", "GET"]

    def save_authorization_code(self, code: str, request: ReadRequest) -> None:
        said = request.payload.data
        fault = said.get("fault", "")
        self.server.codes[code] = Code(
            code, request.client.client_id, said.get("redirect_uri", ""), said.get("scope", ""), request.user, fault,
            time.time() - 1 if fault == "expired" else time.time() + self.server.code_lifetime,
            said.get("nonce", ""), said.get("code_challenge", ""), said.get("code_challenge_method", ""),
        )  # fmt: skip

    def query_authorization_code(self, code: str, client: Client) -> Code | None:
        found: Code | None = self.server.codes.get(code)
        fits = found and found.client_id == client.client_id and found.expires_at > time.time()
        return found if fits else None

    def delete_authorization_code(self, authorization_code: Code) -> None:
        self.server.codes.pop(authorization_code.code, None)

    def authenticate_user(self, authorization_code: Code) -> Person:
        return authorization_code.person


class SignedToken(OpenIDCode):  # type: ignore[misc]  # Authlib is untyped
    """Id tokens, right and wrong."""

    def __init__(self, server: "Server") -> None:
        super().__init__(require_nonce=True)
        self._server = server

    def exists_nonce(self, nonce: str, request: ReadRequest) -> bool:
        del request
        return nonce in self._server.nonces

    def resolve_client_private_key(self, client: Client) -> KeySet:
        del client
        return KeySet([_KEY])

    def get_client_claims(self, client: Client) -> dict[str, Any]:
        return {"iss": self._server.issuer, "aud": [client.client_id]}

    def generate_user_info(self, user: Person, scope: str) -> dict[str, Any]:
        del scope
        return {"sub": user.id}

    def encode_id_token(self, token: Mapping[str, Any], request: ReadRequest) -> str:
        code: Code = request.authorization_code
        genuine: str = super().encode_id_token(token, request)
        claims = dict(jwt.decode(genuine, _KEY).claims)
        if code.fault == "nonce":
            return jwt.encode({"alg": "RS256", "kid": "one"}, claims | {"nonce": "another"}, _KEY)
        if code.fault == "audience":
            return jwt.encode({"alg": "RS256", "kid": "one"}, claims | {"aud": ["another"]}, _KEY)
        if code.fault == "unsigned":
            head, body, _ = genuine.split(".")
            del head
            return f"eyJhbGciOiJub25lIn0.{body}."
        if code.fault == "forged":
            header = {"alg": "RS256", "jwk": _OTHER_KEY.as_dict(private=False)}
            return jwt.encode(header, claims, _OTHER_KEY)
        return genuine


@dataclass
class Settings:
    """How a network's OAuth differs from another's."""

    needs_pkce: bool = True
    is_openid: bool = False
    code_lifetime: float = 600
    fails_with_200: bool = False
    query_as_form: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)


class Server(AuthorizationServer):  # type: ignore[misc]  # Authlib is untyped
    """The server of one network."""

    def __init__(self, settings: Settings, client: Client, issuer: str = "") -> None:
        super().__init__()
        self.settings = settings
        self.clients = {client.client_id: client}
        self.issuer = issuer
        self.code_lifetime = settings.code_lifetime
        self.codes: dict[str, Code] = {}
        self.tokens: dict[str, Grant] = {}
        self.nonces: set[str] = set()
        generator = BearerTokenGenerator(lambda **_: generate_token(42), None, lambda *_: 3600)
        self.register_token_generator("default", generator)
        extensions: list[Any] = [CodeChallenge(required=True)] if settings.needs_pkce else []
        extensions += [SignedToken(self)] if settings.is_openid else []
        self.register_grant(CodeGrant, extensions)

    def query_client(self, client_id: str) -> Client | None:
        return self.clients.get(client_id)

    def save_token(self, token: Mapping[str, Any], request: ReadRequest) -> None:
        code: Code = request.authorization_code
        self.tokens[str(token["access_token"])] = Grant(code.person, code.fault, code.scope)

    def create_oauth2_request(self, request: ReadRequest) -> ReadRequest:
        return request

    def handle_response(self, status: int, body: Any, headers: Any) -> Response:
        if isinstance(body, dict) and "access_token" in body:
            body = {**body, **self.settings.extra}
        if self.settings.fails_with_200 and status >= 400:
            status = 200
        return requests.answer(status, body, headers)

    def send_signal(self, name: str, *args: Any, **kwargs: Any) -> None:
        pass

    async def token(self, request: Request) -> Response:
        """Where codes become tokens."""
        form = await requests.form_of(request)
        read = ReadRequest(request, form, query_as_form=self.settings.query_as_form)
        if self.settings.query_as_form:
            read.payload.data.setdefault("grant_type", "authorization_code")
        response: Response = self.create_token_response(read)
        return response

    async def consent(self, request: Request) -> Response | str:
        """What a page of consent asks, '' for nothing wrong; or where the answer leads."""
        form = await requests.form_of(request)
        read = ReadRequest(request, form)
        try:
            grant = self.get_consent_grant(read)
        except OAuth2Error as error:
            return str(error)
        if request.method != "POST":
            return ""
        person = PEOPLE.get(form.get("person", ""))
        made: Response = self.create_authorization_response(read, grant_user=person, grant=grant)
        return made

    def of_bearer(self, request: Request) -> Grant | None:
        """Whom a token is about."""
        header = request.headers.get("authorization", "")
        given = header.removeprefix("Bearer ") if header.startswith("Bearer ") else ""
        return self.tokens.get(given or request.query_params.get("access_token", ""))


def public_keys() -> dict[str, Any]:
    """The keys by which id tokens are checked."""
    return dict(KeySet([_KEY]).as_dict(private=False))
