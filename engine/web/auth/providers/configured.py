"""Which networks this site offers: those that its settings know an application of."""

from collections.abc import Mapping
from functools import lru_cache

from engine.config.settings import Settings
from engine.web.auth.providers.facebook import Facebook
from engine.web.auth.providers.github import GitHub
from engine.web.auth.providers.mastodon import Mastodon
from engine.web.auth.providers.openid import OpenID
from engine.web.auth.providers.provider import Provider
from engine.web.auth.providers.twitter import OldTwitter, Twitter
from engine.web.auth.providers.wordpress_com import LABEL, SLUG, WordPressCom


@lru_cache(maxsize=8)
def providers(settings: Settings) -> Mapping[str, Provider]:
    """The networks by slug, in the order in which they are offered."""
    found = (_wordpress_com(settings), _x(settings), *_others(settings))
    return {one.slug: one for one in found if one is not None}


def _wordpress_com(settings: Settings) -> Provider | None:
    known = settings.wordpress_com_client_id, settings.wordpress_com_client_secret
    if not known[0]:
        return None
    base = settings.wordpress_com_url.rstrip("/")
    if settings.wordpress_com_protocol == "legacy":
        return WordPressCom(*known, base)
    return OpenID(SLUG, LABEL, base, *known)


def _x(settings: Settings) -> Provider | None:
    known = settings.x_client_id, settings.x_client_secret
    if not known[0]:
        return None
    places = settings.x_url.rstrip("/"), settings.x_api_url.rstrip("/")
    return OldTwitter(*known, *places) if settings.x_protocol == "1.0a" else Twitter(*known, *places)


def _others(settings: Settings) -> tuple[Provider | None, ...]:
    facebook = github = google = mastodon = openid = None
    if settings.facebook_client_id:
        facebook = Facebook(
            settings.facebook_client_id,
            settings.facebook_client_secret,
            settings.facebook_url.rstrip("/"),
            settings.facebook_graph_url.rstrip("/"),
            settings.facebook_version,
        )
    if settings.google_client_id:
        known = settings.google_client_id, settings.google_client_secret
        google = OpenID("google", "Google", settings.google_url, *known, asks_again="select_account")
    if settings.github_client_id:
        known = settings.github_client_id, settings.github_client_secret
        github = GitHub(*known, settings.github_url.rstrip("/"), settings.github_api_url.rstrip("/"))
    if settings.mastodon_servers:
        mastodon = Mastodon(settings.mastodon_servers)
    if settings.oidc_issuer and settings.oidc_client_id:
        known = settings.oidc_client_id, settings.oidc_client_secret
        openid = OpenID("oidc", settings.oidc_name, settings.oidc_issuer, *known)
    return facebook, google, github, mastodon, openid
