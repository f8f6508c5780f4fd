"""One declaration per resource; `all_routes` puts them in WordPress's order."""

from collections.abc import Iterator

from engine.domain.registrations import Registrations
from engine.web.rest import batch
from engine.web.rest.index import namespace_route, root_route
from engine.web.rest.resources import (
    abilities,
    account_security,
    application_passwords,
    block_editor,
    block_renderer,
    block_types,
    comments,
    fonts,
    global_styles,
    icons,
    invitations,
    jobs,
    list_views,
    locks,
    media,
    menu_items,
    menu_locations,
    menus,
    moderating,
    networks,
    oembed,
    patterns,
    plugins,
    posts,
    search,
    settings,
    sidebars,
    site_health,
    statuses,
    taxonomies,
    templates,
    terms,
    theme_switching,
    themes,
    transfers,
    types,
    user_requests,
    users,
    view_config,
    widgets,
)
from engine.web.rest.routes import Route


def all_routes(registrations: Registrations) -> list[Route]:
    """Every route of a site with these post types and taxonomies."""
    routes = [root_route(), batch.route(), *oembed.routes(), *_resources(registrations)]
    namespaces = dict.fromkeys(route.namespace for route in routes if route.namespace and route.in_index)
    return [*routes, *(namespace_route(namespace) for namespace in namespaces)]


def _resources(registrations: Registrations) -> Iterator[Route]:
    yield from posts.routes(registrations)
    yield from media.routes(registrations)
    yield from menu_items.routes(registrations)
    yield from templates.routes(registrations)
    yield from global_styles.routes()
    yield from fonts.routes()
    yield from search.routes(registrations)
    yield from settings.routes(registrations)
    yield from themes.RESOURCE.routes()
    yield from plugins.RESOURCE.routes()
    yield from types.RESOURCE.routes()
    yield from statuses.RESOURCE.routes()
    yield from taxonomies.RESOURCE.routes()
    yield from terms.routes(registrations)
    yield from menus.resource(registrations).routes()
    yield from users.routes(registrations)
    yield from application_passwords.routes()
    yield from comments.RESOURCE.routes()
    yield from moderating.routes()
    for own in (
        theme_switching,
        networks,
        jobs,
        transfers,
        locks,
        account_security,
        user_requests,
        list_views,
        invitations,
    ):
        yield from own.routes()
    yield from sidebars.RESOURCE.routes()
    yield from widgets.routes()
    yield from block_types.routes()
    yield from block_renderer.routes()
    yield from patterns.routes()
    yield from icons.routes()
    yield from view_config.routes()
    yield from site_health.routes()
    yield from block_editor.routes()
    yield from abilities.routes()
    yield from menu_locations.RESOURCE.routes()
