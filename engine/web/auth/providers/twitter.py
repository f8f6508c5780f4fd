"""X, once Twitter: OAuth 2.0 with PKCE, and the older OAuth 1.0a. Every profile is paid for: it is read once a log-in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Final

from authlib.integrations.httpx_client import AsyncOAuth2Client

from engine.model.readers import Profile
from engine.web.auth.providers import calls
from engine.web.auth.providers.oauth2 import OAuth2
from engine.web.auth.providers.provider import Departure, Errand

SLUG: Final = "twitter"
LABEL: Final = "X"
_FIELDS: Final = "id,name,username,url,profile_image_url,verified"


@dataclass(frozen=True, slots=True)
class Twitter(OAuth2):
    """X by OAuth 2.0."""

    site: str
    api: str

    slug: ClassVar[str] = SLUG
    label: ClassVar[str] = LABEL
    scope: ClassVar[str] = "users.read tweet.read"

    @property
    def authorize_url(self) -> str:
        """Where people say yes or no."""
        return f"{self.site}/i/oauth2/authorize"

    @property
    def token_url(self) -> str:
        """Where a code becomes a token."""
        return f"{self.api}/2/oauth2/token"

    async def profile(self, client: AsyncOAuth2Client) -> Profile:
        """Who the token is about."""
        said = (await self.ask(client, f"{self.api}/2/users/me", params={"user.fields": _FIELDS}))["data"]
        return Profile(
            provider=self.slug,
            subject=str(said["id"]),
            name=calls.text(said, "name", "username"),
            url=f"{self.site}/{said['username']}",
            email=calls.text(said, "confirmed_email"),
            is_email_verified=bool(said.get("confirmed_email")),
            picture=calls.text(said, "profile_image_url"),
        )


@dataclass(frozen=True, slots=True)
class OldTwitter:
    """X by OAuth 1.0a: the request token is the state."""

    client_id: str
    client_secret: str = field(repr=False)
    site: str
    api: str

    slug: ClassVar[str] = SLUG
    label: ClassVar[str] = LABEL

    async def depart(self, errand: Errand) -> Departure:
        """Where to send somebody."""
        with calls.understood(self.label):
            async with calls.oauth1(
                errand, self.client_id, self.client_secret, redirect_uri=errand.callback
            ) as client:
                token = await client.fetch_request_token(f"{self.api}/oauth/request_token")
                if token.get("oauth_callback_confirmed") != "true":
                    raise ValueError("the address to come back to was not confirmed")
                client.redirect_uri = None
                force = {"force_login": "true"} if errand.asks_again else {}
                url = client.create_authorization_url(f"{self.api}/oauth/authenticate", **force)
        return Departure(url, token["oauth_token"], {"token_secret": token["oauth_token_secret"]})

    async def arrive(self, errand: Errand, kept: Mapping[str, str], answer: Mapping[str, str]) -> Profile:
        """Who came back with a verifier."""
        if "denied" in answer:
            raise calls.cancelled(self.label)
        if not answer.get("oauth_token") or not answer.get("oauth_verifier"):
            raise calls.not_confirmed(self.label)
        with calls.understood(self.label):
            async with calls.oauth1(
                errand,
                self.client_id,
                self.client_secret,
                token=answer["oauth_token"],
                token_secret=kept["token_secret"],
            ) as client:
                await client.fetch_access_token(
                    f"{self.api}/oauth/access_token", verifier=answer["oauth_verifier"]
                )
                address = f"{self.api}/1.1/account/verify_credentials.json"
                asked = {"include_email": "true", "skip_status": "true"}
                said = calls.read(self.label, await client.get(address, params=asked))
        return Profile(
            provider=self.slug,
            subject=calls.text(said, "id_str") or str(int(said["id"])),
            name=calls.text(said, "name", "screen_name"),
            url=f"{self.site}/{said['screen_name']}",
            email=calls.text(said, "email"),
            is_email_verified=bool(said.get("email")),
            picture=calls.text(said, "profile_image_url_https"),
        )
