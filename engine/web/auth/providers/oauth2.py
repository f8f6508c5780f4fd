"""OAuth 2.0 with a code and, where the network takes it, PKCE: what WordPress.com's older pair, X and GitHub share."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from authlib.integrations.httpx_client import AsyncOAuth2Client

from engine.domain.tickets import new_secret
from engine.model.readers import Profile
from engine.web.auth.providers import calls
from engine.web.auth.providers.provider import Departure, Errand


@dataclass(frozen=True, slots=True)
class OAuth2(ABC):
    """A network that hands out codes; how its profile reads is for each to say."""

    client_id: str
    client_secret: str = field(repr=False)

    slug: ClassVar[str]
    label: ClassVar[str]
    scope: ClassVar[str]
    # How the client shows its secret: in a Basic header, or in the form.
    client_auth: ClassVar[str] = "client_secret_basic"
    takes_pkce: ClassVar[bool] = True
    # What asks even who is logged in there who he or she is.
    asks_again: ClassVar[Mapping[str, str]] = {}

    @property
    @abstractmethod
    def authorize_url(self) -> str:
        """Where people say yes or no."""

    @property
    @abstractmethod
    def token_url(self) -> str:
        """Where a code becomes a token."""

    @abstractmethod
    async def profile(self, client: AsyncOAuth2Client) -> Profile:
        """Who the token is about."""

    def _client(self, errand: Errand) -> AsyncOAuth2Client:
        pkce = {"code_challenge_method": "S256"} if self.takes_pkce else {}
        return calls.oauth2(
            errand,
            self.client_id,
            self.client_secret,
            scope=self.scope,
            redirect_uri=errand.callback,
            token_endpoint_auth_method=self.client_auth,
            **pkce,
        )

    async def depart(self, errand: Errand) -> Departure:
        """Where to send somebody."""
        verifier = new_secret()
        async with self._client(errand) as client:
            url, state = client.create_authorization_url(
                self.authorize_url,
                state=new_secret(),
                code_verifier=verifier,
                **(self.asks_again if errand.asks_again else {}),
            )
        return Departure(url, state, {"verifier": verifier})

    async def arrive(self, errand: Errand, kept: Mapping[str, str], answer: Mapping[str, str]) -> Profile:
        """Who came back with a code."""
        code = code_of(self.label, answer)
        with calls.understood(self.label):
            async with self._client(errand) as client:
                await self.exchange(client, code, kept["verifier"], errand)
                return await self.profile(client)

    async def exchange(self, client: AsyncOAuth2Client, code: str, verifier: str, errand: Errand) -> None:
        """Have the client get a token for a code."""
        pkce = {"code_verifier": verifier} if self.takes_pkce else {}
        await client.fetch_token(
            self.token_url, grant_type="authorization_code", code=code, redirect_uri=errand.callback, **pkce
        )

    async def ask(self, client: AsyncOAuth2Client, address: str, **options: Any) -> dict[str, Any]:
        """An object that the token opens."""
        return calls.read(self.label, await client.get(address, **options))


def code_of(label: str, answer: Mapping[str, str]) -> str:
    """The code that somebody brought; raises Cancelled for who said no, SignInFailed for whatever else it is."""
    error = answer.get("error", "")
    if error in {"access_denied", "user_cancelled_login", "consent_required"}:
        raise calls.cancelled(label)
    if error in {"temporarily_unavailable", "server_error"}:
        raise calls.not_available(label)
    code = answer.get("code", "")
    if error or not code:
        raise calls.not_confirmed(label)
    return code
