"""Facebook: every call carries a proof of the secret, an address may be missing, and people may ask to be forgotten."""

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any, ClassVar, Final

import httpx2
from authlib.integrations.httpx_client import AsyncOAuth2Client

from engine.model.errors import Invalid
from engine.model.readers import Profile
from engine.web.auth.providers import calls
from engine.web.auth.providers.oauth2 import OAuth2
from engine.web.auth.providers.provider import Errand, SignInFailed

SLUG: Final = "facebook"
_LONGEST_REQUEST: Final = 8192
_FIELDS: Final = "id,name,email,link,picture.width(200).height(200)"
# Codes of errors that pass: temporary ones and limits.
_BUSY: Final = frozenset({1, 2, 4, 17, 32, 341, 368, 613})


@dataclass(frozen=True, slots=True)
class Facebook(OAuth2):
    """Facebook Login."""

    site: str
    graph: str
    version: str

    slug: ClassVar[str] = SLUG
    label: ClassVar[str] = "Facebook"
    scope: ClassVar[str] = "public_profile,email"
    takes_pkce: ClassVar[bool] = False
    asks_again: ClassVar[dict[str, str]] = {"auth_type": "reauthenticate"}

    @property
    def authorize_url(self) -> str:
        """Where people say yes or no."""
        return f"{self.site}/{self.version}/dialog/oauth"

    @property
    def token_url(self) -> str:
        """Where a code becomes a token."""
        return f"{self.graph}/{self.version}/oauth/access_token"

    async def exchange(self, client: AsyncOAuth2Client, code: str, verifier: str, errand: Errand) -> None:
        """Have the client get a token for a code: here by GET, with the secret among the fields."""
        del verifier
        fields = {
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "redirect_uri": errand.callback,
            "code": code,
        }
        answer = await client.request("GET", self.token_url, params=fields, withhold_token=True)
        self._refuse_busy(answer)
        client.parse_response_token(answer)

    async def profile(self, client: AsyncOAuth2Client) -> Profile:
        """Who the token is about, once it is known to have been made for this site."""
        token = str(client.token["access_token"])
        proof = hmac.new(self.client_secret.encode(), token.encode(), hashlib.sha256).hexdigest()
        asked = {
            "input_token": token,
            "access_token": f"{self.client_id}|{self.client_secret}",
        }
        address = f"{self.graph}/{self.version}/debug_token"
        seen = (await self._ask(client, address, asked))["data"]
        if seen.get("is_valid") is not True or str(seen.get("app_id")) != self.client_id:
            raise SignInFailed("Facebook did not confirm who you are. Please try again.")
        fields = {"fields": _FIELDS, "access_token": token, "appsecret_proof": proof}
        said = await self._ask(client, f"{self.graph}/{self.version}/me", fields)
        if str(said["id"]) != str(seen.get("user_id")):
            raise SignInFailed("Facebook spoke of two different people.")
        picture = (said.get("picture") or {}).get("data") or {}
        return Profile(
            provider=self.slug,
            subject=str(said["id"]),
            name=calls.text(said, "name"),
            url=calls.text(said, "link"),
            email=calls.text(said, "email"),
            picture="" if picture.get("is_silhouette") else calls.text(picture, "url"),
        )

    async def _ask(self, client: AsyncOAuth2Client, address: str, fields: dict[str, str]) -> dict[str, Any]:
        answer = await client.request("GET", address, params=fields, withhold_token=True)
        self._refuse_busy(answer)
        return calls.read(self.label, answer)

    def _refuse_busy(self, answer: httpx2.Response) -> None:
        if answer.is_server_error:
            raise calls.not_available(self.label)
        said = answer.json()
        error = said.get("error") if isinstance(said, dict) else None
        if isinstance(error, dict) and error.get("code") in _BUSY:
            raise calls.not_available(self.label)

    def signed_subject(self, request: str) -> str:
        """Whom a `signed_request` is about; raises Invalid for one that Facebook did not sign."""
        signature, _, payload = request.partition(".")
        if not payload or len(request) > _LONGEST_REQUEST:
            raise Invalid("This is no signed request.", code="invalid_signed_request")
        expected = hmac.new(self.client_secret.encode(), payload.encode("utf-8", "replace"), hashlib.sha256)
        try:
            genuine = hmac.compare_digest(expected.digest(), _decoded(signature))
            said = json.loads(_decoded(payload)) if genuine else None
        except (binascii.Error, ValueError):
            said = None
        if not isinstance(said, dict) or str(said.get("algorithm", "")).upper() != "HMAC-SHA256":
            raise Invalid("Facebook did not sign this.", code="invalid_signed_request")
        subject = said.get("user_id")
        if not isinstance(subject, str) or not subject:
            raise Invalid("This names nobody.", code="invalid_signed_request")
        return subject


def _decoded(text: str) -> bytes:
    return base64.b64decode(text.replace("-", "+").replace("_", "/") + "=" * (-len(text) % 4), validate=True)
