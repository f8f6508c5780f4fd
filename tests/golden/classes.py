"""Class lists of the recorded site's posts."""

from collections.abc import Callable
from typing import Any

from engine.content.escaping import esc_attr
from engine.domain import post_class, posts
from engine.domain.context import Context
from tests.golden.addresses import on_site
from tests.golden.cases import Case, RecordedSite


async def get_post_class(ctx: Context, case: Case) -> list[str]:
    """The classes of a post after those that were asked for."""
    asked, number = case.args
    post = (await posts.by_ids(ctx, (number,))).get(number)
    if post is None:
        return []
    await posts.remember(ctx, (post,))
    await posts.remember_terms(ctx, (post,))
    await posts.remember_meta(ctx, (post,))
    await posts.remember_thumbnails(ctx, (post,))
    own = asked if isinstance(asked, list) else asked.split()
    return [*map(esc_attr, own), *post_class.classes(ctx, post, locked=True)]


SITE_FUNCTIONS: dict[str, Callable[[RecordedSite, Case], Any]] = {"get_post_class": on_site(get_post_class)}
