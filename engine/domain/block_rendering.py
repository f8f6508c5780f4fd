"""Blocks of posts to HTML: rendered with the answers at hand, asked anew until no question is open.

Rendering itself waits for nothing. `settle` finds out what the texts of a whole page of posts ask of the site, and
answers all of it at once; text that asks nothing is rendered once and kept.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import replace
from functools import lru_cache, partial

from engine.content import chains, pipeline
from engine.content import hooks as texts
from engine.content.attachments import attachment_queries
from engine.content.blocks.block import Block
from engine.content.blocks.data import AttachmentsNeed, EmbedNeed, MediaNeed, PostNeed, Site
from engine.content.blocks.needs import Data
from engine.content.blocks.of_post import has_blocks_of_post
from engine.content.blocks.rendering import Carried, Environment, PageState, Rendered
from engine.content.blocks.serializer import serialize
from engine.content.blocks.walk import core_environment, render
from engine.content.core_shortcodes import CoreShortcodes
from engine.content.embeds import embed_urls, has_lone_address
from engine.content.global_styles.designs import Design
from engine.content.images import Loading, Picture, attachment_ids
from engine.content.json_values import JsonObject
from engine.content.passage import BlockRenderer, Passage
from engine.content.remembering import Memory
from engine.content.shortcodes import Attributes, Handler
from engine.domain import block_answers, block_views, designs, media, posts, site_logo, site_texts
from engine.domain.context import Context
from engine.model.posts import Post

# How often answers may bring up new questions: a loop in a pattern in a loop …
ROUNDS = 6

_NO_SHORTCODES: Mapping[str, Handler] = CoreShortcodes().handlers()


def picture(ctx: Context, identity: int) -> Picture | None:
    """An attachment of a page's images; one that is not known yet becomes a question."""
    return data(ctx).ask(MediaNeed(identity))


def data(ctx: Context) -> Data:
    """The answers that this request has so far."""
    known = ctx.remembered("blocks")
    if "data" not in known:
        known["data"] = Data()
    found: Data = known["data"]
    return found


def state(ctx: Context) -> PageState:
    """What this request counts over all texts: numbers for ids, images that load at once."""
    known = ctx.remembered("blocks")
    if "state" not in known:
        known["state"] = PageState()
    found: PageState = known["state"]
    return found


def foresee(ctx: Context, post: Post) -> None:
    """Ask in advance what the shortcodes, lone addresses, pictures and blocks of a content are sure to ask."""
    block_answers.show(ctx, post)
    for query in attachment_queries(post.content, post.id):
        data(ctx).ask(AttachmentsNeed(query))
    for url, attributes in embed_urls(post.content):
        _embedded(ctx, post, url, attributes)
    if "wp-image-" in post.content:
        for number in attachment_ids(post.content):
            picture(ctx, number)
    if has_blocks_of_post(post.content, designs.of(ctx).types):
        data(ctx).ask(PostNeed(post.id))


async def settle(
    ctx: Context, attempt: Callable[[], None], *, in_loop: bool = False, anew: bool = True
) -> None:
    """Repeat `attempt`, which renders, with more answers each time, until it asks nothing that is not answered.

    `in_loop` says that it renders the main content of a page, whose first images load at once. What is not `anew` goes
    on counting, and carrying styles, where the page stands.
    """
    so_far = None if anew else state(ctx)
    await designs.remember(ctx)
    await _answer(ctx)
    for _ in range(ROUNDS):
        begun = deepcopy(so_far) if so_far else PageState(loading=Loading(in_loop=in_loop))
        ctx.remembered("blocks")["state"] = begun
        attempt()
        if not data(ctx).missing:
            return
        await _answer(ctx)


async def _answer(ctx: Context) -> None:
    """Answer all open questions at once; those that the site has no answer to keep their empty one."""
    questions = data(ctx).missing
    if questions:
        answers = await block_answers.answer(ctx, questions)
        nothing = {need: need.empty() for need in questions if need not in answers}
        ctx.remembered("blocks")["data"] = data(ctx).with_answers({**answers, **nothing})


def passage(ctx: Context, post: Post) -> Passage:
    """What surrounds a text of a post."""
    around, page = site_texts.passage(ctx), state(ctx)
    around.post_id = post.id
    around.render_blocks = renderer(ctx, post, in_content=True)
    around.shortcodes = _shortcodes(ctx, post)
    around.picture = partial(picture, ctx)
    around.embeds = partial(_embedded, ctx, post)
    around.loading = page.loading
    around.prepended = partial(_shown_before, ctx, post)
    around.after_blocks = page.after_blocks
    return around


def _embedded(ctx: Context, post: Post, url: str, attributes: Attributes) -> str | None:
    return data(ctx).ask(EmbedNeed(url, post.id, tuple(attributes.items())))


def _shown_before(ctx: Context, post: Post) -> str:
    return media.preview(ctx, post, number=state(ctx).count) if post.type == "attachment" else ""


def _shortcodes(ctx: Context, post: Post) -> Mapping[str, Handler]:
    """What answers to the shortcodes of a post's text; galleries and players are counted over the page."""
    if "[" not in post.content and not has_lone_address(post.content):
        return _NO_SHORTCODES
    return CoreShortcodes(
        lambda query: data(ctx).ask(AttachmentsNeed(query)),
        post_id=post.id,
        typography=ctx.types.language.typography,
        may_read=ctx.actor.is_logged_in,
        numbers=state(ctx).counted,
        in_feed=_is_feed(ctx),
    ).handlers()


def begin_feed(ctx: Context) -> None:
    """From here on this request renders for a feed, where galleries and playlists are bare."""
    ctx.remembered("blocks")["in_feed"] = True


def _is_feed(ctx: Context) -> bool:
    return bool(ctx.remembered("blocks").get("in_feed"))


def _content(ctx: Context, text: str, number: int, render_blocks: BlockRenderer) -> str:
    """The content of a post that a block shows, as its own page shows it (`the_content`)."""
    post = posts.memory(ctx).get(number)
    if post is None:
        return render_blocks(text)
    around = replace(passage(ctx, post), render_blocks=render_blocks)
    return ctx.hooks.apply_sync(texts.the_content, text, around)


def _block_content(ctx: Context, text: str, number: int, render_blocks: BlockRenderer) -> str:
    """A text within a block or of a template part."""
    post = posts.memory(ctx).get(number)
    around = passage(ctx, post) if post else site_texts.passage(ctx)
    return chains.run(chains.BLOCK_CONTENT, text, replace(around, render_blocks=render_blocks))


def _first_words(text: str, length: int, more: str) -> str:
    return pipeline.trim_excerpt(text, length=length, more=more)


def renderer(ctx: Context, post: Post | None, *, in_content: bool = False) -> Callable[[str], str]:
    """What renders the blocks of a text of this post, or of one that is of none.

    `in_content` says that the text is on its way through `the_content`.
    """
    if post:
        block_answers.show(ctx, post)

    def blocks(text: str) -> str:
        page, key = state(ctx), (text, post.type if post else "", designs.of(ctx))
        rendered = _alone.get(key)
        if rendered is None:
            context: JsonObject = {"postId": post.id, "postType": post.type} if post else {}
            own = PageState(page.ids, page.loading, page.counted)
            rendered = render(
                text, _environment(ctx), data(ctx), context=context, state=own, in_content=in_content
            )
            if rendered.stands_alone:
                _alone.keep(key, rendered, size=len(text))
            else:
                page.dependent += 1
        page.carried.join(rendered.carried)
        return rendered.html

    return blocks


_alone = Memory[Rendered]()
"""Texts that stand alone, by what else they depend on: whether they are of a post, of which type, and the design."""


@contextmanager
def watched(ctx: Context) -> Iterator[Callable[[], Carried | None]]:
    """Tells of the texts rendered inside what they made the page carry, None if not all of them stand alone."""
    page = state(ctx)
    before, outer, own = page.dependent, page.carried, Carried()
    page.carried = own
    try:
        yield lambda: own if page.dependent == before else None
    finally:
        outer.join(own)
        page.carried = outer


async def template(ctx: Context, text: str, post: Post | None) -> str:
    """A template that shows a whole page (get_the_block_template_html), with the post that blocks in it show by themselves."""
    made: list[str] = []

    def attempt() -> None:
        around = passage(ctx, post) if post else _passage_of_none(ctx)
        around = replace(around, render_blocks=renderer(ctx, post), prepended=str)
        made[:] = [chains.run(chains.BLOCK_TEMPLATE, text, around).replace("]]>", "]]&gt;")]

    await settle(ctx, attempt, in_loop=True)
    return made[0]


def _passage_of_none(ctx: Context) -> Passage:
    return replace(site_texts.passage(ctx), picture=partial(picture, ctx), loading=state(ctx).loading)


async def block(ctx: Context, name: str, attributes: JsonObject, post: Post | None) -> str:
    """One block that nobody has written down, as it would be shown, in a post or in none."""
    text = serialize((Block(name, attributes),))
    blocks = renderer(ctx, post)
    made: list[str] = []

    def attempt() -> None:
        made[:] = [blocks(text)]

    await settle(ctx, attempt)
    return made[0]


@lru_cache(maxsize=16)
def _plain_environment(design: Design) -> Environment:
    plain = core_environment(design.theme, design.types, renderers=design.renderers, sources=design.sources)
    return replace(plain, language=design.language)


def _environment(ctx: Context) -> Environment:
    known = ctx.remembered("blocks")
    if "environment" not in known:
        plain = _plain_environment(designs.of(ctx))
        known["environment"] = replace(
            plain,
            site=_site(ctx),
            page=block_views.page_of(ctx),
            filter_content=partial(_content, ctx),
            filter_block_content=partial(_block_content, ctx),
            first_words=_first_words,
        )
    found: Environment = known["environment"]
    return found


def _site(ctx: Context) -> Site:
    options = ctx.options
    on_page = options.text("show_on_front") == "page"
    return Site(
        name=options.text("blogname"),
        description=options.text("blogdescription"),
        home=ctx.home,
        login_url=f"{ctx.site_url}/wp-login.php",
        date_format=options.text("date_format", "F j, Y"),
        time_format=options.text("time_format", "g:i a"),
        posts_per_page=max(options.integer("posts_per_page", 10), 1),
        front_page=options.integer("page_on_front") if on_page else 0,
        posts_page=options.integer("page_for_posts") if on_page else 0,
        logo=site_logo.identity(ctx),
        week_starts_on=options.integer("start_of_week", 1),
        shows_avatars=options.flag("show_avatars", default=True),
        thread_depth=options.integer("thread_comments_depth", 5),
    )
