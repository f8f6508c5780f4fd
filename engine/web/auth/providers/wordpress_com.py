"""WordPress.com by its older pair of addresses: no PKCE, the secret in the form, an id that is a number."""

from dataclasses import dataclass
from typing import ClassVar

from authlib.integrations.httpx_client import AsyncOAuth2Client

from engine.model.readers import Profile
from engine.web.auth.providers import calls
from engine.web.auth.providers.oauth2 import OAuth2

SLUG = "wordpress"
LABEL = "WordPress.com"


@dataclass(frozen=True, slots=True)
class WordPressCom(OAuth2):
    """WordPress.com Connect."""

    base: str

    slug: ClassVar[str] = SLUG
    label: ClassVar[str] = LABEL
    scope: ClassVar[str] = "auth"
    client_auth: ClassVar[str] = "client_secret_post"
    takes_pkce: ClassVar[bool] = False

    @property
    def authorize_url(self) -> str:
        """Where people say yes or no."""
        return f"{self.base}/oauth2/authorize"

    @property
    def token_url(self) -> str:
        """Where a code becomes a token."""
        return f"{self.base}/oauth2/token"

    async def profile(self, client: AsyncOAuth2Client) -> Profile:
        """Who the token is about."""
        said = await self.ask(client, f"{self.base}/rest/v1.1/me")
        return Profile(
            provider=self.slug,
            subject=str(int(said["ID"])),
            name=calls.text(said, "display_name", "username"),
            url=calls.text(said, "primary_blog_url", "profile_URL"),
            email=calls.text(said, "email"),
            is_email_verified=said.get("email_verified") is True,
            picture=calls.text(said, "avatar_URL"),
        )
