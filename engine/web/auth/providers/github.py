"""GitHub: an OAuth of its own whose failures come with status 200, and a list of e-mail addresses to choose from."""

from dataclasses import dataclass
from typing import ClassVar

from authlib.integrations.httpx_client import AsyncOAuth2Client

from engine.model.readers import Profile
from engine.web.auth.providers import calls
from engine.web.auth.providers.oauth2 import OAuth2


@dataclass(frozen=True, slots=True)
class GitHub(OAuth2):
    """GitHub."""

    site: str
    api: str

    slug: ClassVar[str] = "github"
    label: ClassVar[str] = "GitHub"
    scope: ClassVar[str] = "read:user user:email"
    client_auth: ClassVar[str] = "client_secret_post"
    asks_again: ClassVar[dict[str, str]] = {"prompt": "select_account"}

    @property
    def authorize_url(self) -> str:
        """Where people say yes or no."""
        return f"{self.site}/login/oauth/authorize"

    @property
    def token_url(self) -> str:
        """Where a code becomes a token."""
        return f"{self.site}/login/oauth/access_token"

    async def profile(self, client: AsyncOAuth2Client) -> Profile:
        """Who the token is about."""
        said = await self.ask(client, f"{self.api}/user")
        email = await self._email(client)
        return Profile(
            provider=self.slug,
            subject=str(int(said["id"])),
            name=calls.text(said, "name", "login"),
            url=calls.text(said, "html_url"),
            email=email,
            is_email_verified=bool(email),
            picture=calls.text(said, "avatar_url"),
        )

    async def _email(self, client: AsyncOAuth2Client) -> str:
        """The primary address, if it is verified; nobody has to let us see one."""
        answer = await client.get(f"{self.api}/user/emails")
        listed = answer.json() if answer.status_code == 200 else []
        for one in listed if isinstance(listed, list) else []:
            if isinstance(one, dict) and one.get("primary") is True and one.get("verified") is True:
                return calls.text(one, "email")
        return ""
