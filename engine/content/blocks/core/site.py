"""Blocks about the site: its title, logo, search form and log-in link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.content.blocks.core.images import image_tag
from engine.content.blocks.core.wrapping import (
    aligned,
    colour_context,
    has_link_colour,
    heading_tag,
    wrapped,
)
from engine.content.blocks.data import LogoutNeed, MediaNeed
from engine.content.blocks.supports.wrapper import wrapper_attributes
from engine.content.escaping import esc_attr, esc_html
from engine.content.json_values import is_empty
from engine.content.kses import kses_post
from engine.content.markup import Markup
from engine.content.urls import esc_url, urlencode

if TYPE_CHECKING:
    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Renderers, Rendering


def site_title(instance: Instance, _html: str, rendering: Rendering) -> str:
    """The site's name, linked to its front page."""
    name = rendering.site.name
    if not name.strip():
        return ""
    shown = esc_html(name)
    if instance.has("isLink"):
        target = instance.text("linkTarget") or "_self"
        current = ' aria-current="page"' if is_current_home(rendering) and rendering.page.number == 1 else ""
        shown = f'<a href="{esc_url(rendering.site.home)}" target="{esc_attr(target)}" rel="home"{current}>{shown}</a>'
    align = "" if not instance.has("textAlign") else aligned(instance)
    classes = f"{align} has-link-color".strip() if has_link_colour(instance) else align
    return wrapped(instance, shown, rendering, tag=heading_tag(instance, "h1"), classes=classes)


def is_current_home(rendering: Rendering) -> bool:
    """Whether the page is the one that the home address leads to."""
    page, site = rendering.page, rendering.site
    if "is_front_page" in page.flags:
        return True
    return "is_home" in page.flags and site.posts_page != page.queried_id


def site_tagline(instance: Instance, _html: str, rendering: Rendering) -> str:
    """The site's tagline."""
    tagline = rendering.site.description
    if is_empty(tagline):
        return ""
    tag = f"h{instance.number('level')}" if instance.number("level") else "p"
    classes = aligned(instance) if instance.has("textAlign") else ""
    return wrapped(instance, esc_html(tagline), rendering, tag=tag, classes=classes)


def site_logo(instance: Instance, _html: str, rendering: Rendering) -> str:
    """The site's logo, linked to its front page."""
    logo = rendering.data.ask(MediaNeed(rendering.site.logo)) if rendering.site.logo else None
    if logo is None:
        return ""
    width = instance.number("width")
    height = int(width / (logo.width / logo.height)) if width and logo.width and logo.height else 0
    attributes = {"class": "custom-logo", "alt": logo.alt or rendering.site.name}
    image = image_tag(
        logo, "full", rendering, attributes=attributes, dimensions=(width, height) if height else None
    )
    html = image if not instance.has("isLink") else _logo_link(instance, image, rendering)
    return wrapped(instance, html, rendering, classes="" if width else "is-default-size")


def _logo_link(instance: Instance, image: str, rendering: Rendering) -> str:
    home = esc_url(f"{rendering.site.home}/")
    current = ' aria-current="page"' if is_current_home(rendering) and rendering.page.number == 1 else ""
    markup = Markup(f'<a href="{home}" class="custom-logo-link" rel="home"{current}>{image}</a>')
    link = markup.next("A")
    if link is not None and instance.get("linkTarget") == "_blank":
        link.set("aria-label", rendering.language.text("(Home link, opens in a new tab)"))
        link.set("target", "_blank")
    return str(markup)


def home_link(instance: Instance, _html: str, rendering: Rendering) -> str:
    """A link to the front page, as an item of a navigation."""
    is_current = is_current_home(rendering)
    colours, style = colour_context(instance.context)
    names = [colours, "wp-block-navigation-item", "current-menu-item" if is_current else ""]
    classes = " ".join(name for name in names if name)
    attributes = wrapper_attributes(instance, rendering.theme, **{"class": classes, "style": style})
    label = kses_post(instance.text("label")) if instance.has("label") else _home(rendering)
    target = ' target="_blank"' if instance.get("opensInNewTab") is True else ""
    current = ' aria-current="page"' if is_current else ""
    description = instance.text("description")
    if description:
        label += f'<span class="wp-block-navigation-item__description">{kses_post(description)}</span>'
    return (
        f'<li {attributes}><a class="wp-block-home-link__content wp-block-navigation-item__content" '
        f'href="{esc_url(rendering.site.home)}" rel="home" {target}{current}>{label}</a></li>'
    )


def _home(rendering: Rendering) -> str:
    return esc_html(rendering.language.text("Home"))


def loginout(instance: Instance, _html: str, rendering: Rendering) -> str:
    """A link to log in or out, or the form to log in."""
    page, site, _ = rendering.page, rendering.site, rendering.language.text
    redirect = f"redirect_to={urlencode(page.url)}" if instance.has("redirectToCurrent") else ""
    if page.is_logged_in:
        nonce = f"_wpnonce={rendering.data.ask(LogoutNeed())}"
        query = "&".join(part for part in ("action=logout", redirect, nonce) if part)
        link = f'<a href="{esc_url(f"{site.login_url}?{query}")}">{esc_html(_("Log out"))}</a>'
        return wrapped(instance, link, rendering, classes="logged-in")
    if instance.has("displayLoginAsForm"):
        return wrapped(instance, _login_form(rendering), rendering, classes="logged-out has-login-form")
    url = f"{site.login_url}?{redirect}" if redirect else site.login_url
    link = f'<a href="{esc_url(url)}">{esc_html(_("Log in"))}</a>'
    return wrapped(instance, link, rendering, classes="logged-out")


def _login_form(rendering: Rendering) -> str:
    _ = rendering.language.text
    button = "button button-primary"
    if rendering.theme.has_theme_json:
        button += " wp-block-button__link wp-element-button"
    return (
        f'<form name="loginform" id="loginform" action="{esc_url(rendering.site.login_url)}" method="post">'
        f'<p class="login-username">\n\t\t\t\t<label for="user_login">{esc_html(_("Username or Email Address"))}</label>\n'
        '\t\t\t\t<input type="text" name="log" id="user_login" autocomplete="username" class="input" value="" '
        'size="20" />\n\t\t\t</p><p class="login-password">\n\t\t\t\t<label for="user_pass">'
        f"{esc_html(_('Password'))}</label>\n"
        '\t\t\t\t<input type="password" name="pwd" id="user_pass" autocomplete="current-password" '
        'spellcheck="false" class="input" value="" size="20" />\n\t\t\t</p><p class="login-remember"><label>'
        f'<input name="rememberme" type="checkbox" id="rememberme" value="forever" /> {esc_html(_("Remember Me"))}</label></p>'
        '<p class="login-submit">\n\t\t\t\t<input type="submit" name="wp-submit" id="wp-submit" '
        f'class="{button}" value="{esc_attr(_("Log In"))}" />\n'
        f'\t\t\t\t<input type="hidden" name="redirect_to" value="{esc_url(rendering.page.url)}" />\n\t\t\t</p></form>'
    )


RENDERERS: Final[Renderers] = {
    "core/home-link": home_link,
    "core/loginout": loginout,
    "core/site-logo": site_logo,
    "core/site-tagline": site_tagline,
    "core/site-title": site_title,
}
