"""Mastodon and its kin: every server is a network of its own, where this site registers itself when first asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final
from urllib.parse import urlsplit

from engine.domain.tickets import new_secret
from engine.model.readers import Profile
from engine.web.auth.providers import calls
from engine.web.auth.providers.oauth2 import code_of
from engine.web.auth.providers.provider import Departure, Errand, Register, Registration, SignInFailed

SLUG: Final = "mastodon"
_SCOPE: Final = "read:accounts"
_NAME: Final = "Tympan"
_LONGEST_HOST: Final = 253


@dataclass(frozen=True, slots=True)
class Mastodon:
    """Servers of the Fediverse; `servers` are those that are let in, `*` among them lets in all."""

    servers: tuple[str, ...]

    slug: ClassVar[str] = SLUG
    label: ClassVar[str] = "Mastodon"

    def server(self, named: str) -> str:
        """The address of the server that somebody named, by its host or by `@name@host`; raises SignInFailed."""
        host = named.rpartition("://")[2].partition("/")[0].rpartition("@")[2].strip().lower()
        for one in self.servers:
            if host and host in {one.lower(), urlsplit(one).netloc.lower()}:
                return one if "://" in one else f"https://{one}"
        if "*" not in self.servers:
            raise SignInFailed("This site does not let in readers from that server.")
        if not _is_host(host):
            raise SignInFailed("Please name your server, such as mastodon.social.")
        return f"https://{host}"

    async def depart(self, errand: Errand) -> Departure:
        """Where to send somebody; `errand.server` is an address that `server` gave."""
        with calls.understood(self.label):
            registration = await errand.registered(errand.server, self._register(errand))
            verifier = new_secret()
            async with calls.oauth2(
                errand,
                registration.client_id,
                registration.client_secret,
                scope=_SCOPE,
                redirect_uri=errand.callback,
                code_challenge_method="S256",
            ) as client:
                url, state = client.create_authorization_url(
                    f"{errand.server}/oauth/authorize",
                    state=new_secret(),
                    code_verifier=verifier,
                    **({"force_login": "true"} if errand.asks_again else {}),
                )
        kept = {"verifier": verifier, "server": errand.server}
        kept |= {"client_id": registration.client_id, "client_secret": registration.client_secret}
        return Departure(url, state, kept)

    def _register(self, errand: Errand) -> Register:
        async def register() -> Registration:
            fields = {"client_name": _NAME, "redirect_uris": errand.callback, "scopes": _SCOPE}
            async with calls.plain(errand) as client:
                said = calls.read(self.label, await client.post(f"{errand.server}/api/v1/apps", data=fields))
            return Registration(str(said["client_id"]), str(said["client_secret"]))

        return register

    async def arrive(self, errand: Errand, kept: Mapping[str, str], answer: Mapping[str, str]) -> Profile:
        """Who came back; known by the address of the account, which no other server can have."""
        code = code_of(self.label, answer)
        server = kept["server"]
        if answer.get("iss") not in {None, server, f"{server}/"}:
            raise SignInFailed("The answer comes from another server.")
        with calls.understood(self.label):
            async with calls.oauth2(
                errand,
                kept["client_id"],
                kept["client_secret"],
                redirect_uri=errand.callback,
                token_endpoint_auth_method="client_secret_post",  # noqa: S106 - the name of a way
            ) as client:
                await client.fetch_token(
                    f"{server}/oauth/token",
                    grant_type="authorization_code",
                    code=code,
                    redirect_uri=errand.callback,
                    code_verifier=kept["verifier"],
                )
                address = f"{server}/api/v1/accounts/verify_credentials"
                said = calls.read(self.label, await client.get(address))
        host = urlsplit(server).netloc
        return Profile(
            provider=self.slug,
            # The server's own number, as names can be given to somebody else; with the server, which alone counts it.
            subject=f"{host}/{said['id']}",
            name=calls.text(said, "display_name", "username"),
            url=_on(host, calls.text(said, "url")),
            picture=calls.text(said, "avatar_static", "avatar"),
        )


def _on(host: str, address: str) -> str:
    """An address, if it is on this server."""
    return address if urlsplit(address).netloc == host else ""


def _is_host(text: str) -> bool:
    if not text or len(text) > _LONGEST_HOST or "." not in text:
        return False
    labels = text.split(".")
    return (
        all(
            label and label.isascii() and label.replace("-", "").isalnum() and label.strip("-") == label
            for label in labels
        )
        and not labels[-1].isdecimal()
    )
