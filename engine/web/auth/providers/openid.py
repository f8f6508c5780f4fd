"""OpenID Connect: WordPress.com, Google, and whatever provider a site names by its issuer."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from hmac import compare_digest
from typing import Any, Final

from authlib.integrations.httpx_client import AsyncOAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError
from joserfc.jwk import KeySet

from engine.domain.tickets import new_secret
from engine.model.readers import Profile
from engine.web.auth.providers import calls
from engine.web.auth.providers.oauth2 import code_of
from engine.web.auth.providers.provider import Departure, Errand, SignInFailed

_LEEWAY: Final = 120  # seconds that two clocks may differ
_REMEMBERED_FOR: Final = 3600.0
# Signatures that only the provider can make; never "none", and no secret that we know too.
_ALGORITHMS: Final = [
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
]  # fmt: skip


@dataclass
class _Known:
    """What an issuer publishes, and until when that may be believed."""

    metadata: dict[str, Any] = field(default_factory=dict)
    keys: KeySet | None = None
    until: float = 0.0


@dataclass(frozen=True, slots=True)
class OpenID:
    """An OpenID provider, found by its issuer; `asks_again` makes it ask even who is logged in there."""

    slug: str
    label: str
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    asks_again: str = "login"
    _known: _Known = field(default_factory=_Known, repr=False, compare=False)

    async def depart(self, errand: Errand) -> Departure:
        """Where to send somebody."""
        with calls.understood(self.label):
            metadata = await self._metadata(errand)
            verifier, nonce = new_secret(), new_secret()
            async with self._client(errand, metadata) as client:
                url, state = client.create_authorization_url(
                    metadata["authorization_endpoint"],
                    state=new_secret(),
                    code_verifier=verifier,
                    nonce=nonce,
                    **({"prompt": self.asks_again} if errand.asks_again else {}),
                )
        return Departure(url, state, {"verifier": verifier, "nonce": nonce})

    async def arrive(self, errand: Errand, kept: Mapping[str, str], answer: Mapping[str, str]) -> Profile:
        """Who came back with a code."""
        code = code_of(self.label, answer)
        with calls.understood(self.label):
            metadata = await self._metadata(errand)
            self._refuse_mix_up(metadata, answer)
            async with self._client(errand, metadata) as client:
                token = await client.fetch_token(
                    metadata["token_endpoint"],
                    grant_type="authorization_code",
                    code=code,
                    redirect_uri=errand.callback,
                    code_verifier=kept["verifier"],
                )
                claims = await self._claims(errand, token, kept["nonce"])
                if "userinfo_endpoint" in metadata and not {"name", "email"} <= claims.keys():
                    said = calls.read(self.label, await client.get(metadata["userinfo_endpoint"]))
                    if not compare_digest(str(said.get("sub", "")), str(claims["sub"])):
                        raise SignInFailed("%s spoke of two different people.", values=(self.label,))
                    claims = said | claims
        return Profile(
            provider=self.slug,
            subject=calls.text(claims, "sub"),
            name=calls.text(claims, "name", "preferred_username", "nickname"),
            url=calls.text(claims, "profile", "website"),
            email=calls.text(claims, "email"),
            is_email_verified=claims.get("email_verified") in {True, "true"},
            picture=calls.text(claims, "picture"),
        )

    def _client(self, errand: Errand, metadata: Mapping[str, Any]) -> AsyncOAuth2Client:
        ways = metadata.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        return calls.oauth2(
            errand,
            self.client_id,
            self.client_secret,
            scope="openid profile email",
            redirect_uri=errand.callback,
            code_challenge_method="S256",
            token_endpoint_auth_method=(
                "client_secret_basic" if "client_secret_basic" in ways else "client_secret_post"
            ),
        )

    def _refuse_mix_up(self, metadata: Mapping[str, Any], answer: Mapping[str, str]) -> None:
        """Who says which issuer answers must be the one that was asked (RFC 9207)."""
        named = answer.get("iss")
        required = metadata.get("authorization_response_iss_parameter_supported") is True
        if (named is not None or required) and named != metadata["issuer"]:
            raise SignInFailed("The answer does not come from %s.", values=(self.label,))

    async def _claims(self, errand: Errand, token: Mapping[str, Any], nonce: str) -> dict[str, Any]:
        """What the signed token says, once everything about it is right."""
        metadata = await self._metadata(errand)
        encoded = str(token["id_token"])
        try:
            read = jwt.decode(encoded, await self._keys(errand), algorithms=_ALGORITHMS)
        except InvalidKeyIdError:
            # The provider has new keys.
            read = jwt.decode(encoded, await self._keys(errand, anew=True), algorithms=_ALGORITHMS)
        claims = CodeIDToken(
            read.claims,
            read.header,
            {"iss": {"essential": True, "values": [metadata["issuer"]]}},
            {"nonce": nonce, "client_id": self.client_id, "access_token": token.get("access_token")},
        )
        claims.validate(leeway=_LEEWAY)
        audience = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
        if self.client_id not in audience or not claims["sub"]:
            raise SignInFailed("%s spoke to somebody else.", values=(self.label,))
        return dict(claims)

    async def _metadata(self, errand: Errand) -> dict[str, Any]:
        known = self._known
        if not known.metadata or known.until < time.monotonic():
            address = f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"
            async with calls.plain(errand) as client:
                found = calls.read(self.label, await client.get(address))
            if str(found["issuer"]).rstrip("/") != self.issuer.rstrip("/"):
                raise ValueError(f"{address} is about another issuer")
            known.metadata, known.keys, known.until = found, None, time.monotonic() + _REMEMBERED_FOR
        return known.metadata

    async def _keys(self, errand: Errand, *, anew: bool = False) -> KeySet:
        metadata = await self._metadata(errand)
        if self._known.keys is None or anew:
            async with calls.plain(errand) as client:
                found = calls.read(self.label, await client.get(metadata["jwks_uri"]))
            self._known.keys = KeySet.import_key_set(found)  # type: ignore[arg-type]  # it is checked there
        return self._known.keys
