"""Who is told of a comment by mail, on the recorded site."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from engine.backends.mail import compose
from engine.domain import comment_changes, commenting, hooks, mail, posts, queue, users
from engine.domain.context import Context, Site, open_site
from engine.domain.working import Handler, claim, perform
from engine.jobs.handlers import HANDLERS
from engine.model.comments import Comment, CommentDraft
from engine.model.mail import Mail
from engine.model.posts import Post, PostQuery
from engine.store import users as users_store
from tests.conformance.serve import settings
from tests.conformance.sites import load


@pytest.fixture
async def site(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Site]:
    await load(sqlite_url)
    async with open_site(settings(sqlite_url, tmp_path)) as opened:
        yield opened


async def acting(site: Site, login: str = "") -> Context:
    ctx = await site.begin()
    user = await users.by_login(ctx, login) if login else None
    return await users.act_as(ctx, user, via="cli") if user else ctx


async def post_of(ctx: Context, login: str) -> Post:
    """A published post of this account."""
    author = await users.by_login(ctx, login)
    assert author
    return (await posts.query(ctx, PostQuery(authors=(author.id,), orderby="ID"))).items[0]


async def comment(ctx: Context, post: Post, status: str, **more: str) -> Comment:
    draft = CommentDraft(
        post=post.id, author=more.get("author", "Reader"), author_email=more.get("email", "reader@example.org"),
        content=more.get("content", "Well & said"), author_ip="192.0.2.7", status=status,
    )  # fmt: skip
    if ctx.actor.user:
        draft = replace(draft, user=ctx.actor.id)
    return await commenting.create(ctx, draft, judged=False)


async def told(site: Site) -> list[Mail]:
    """The mails that follow from what happened."""
    handlers: dict[str, Handler[object]] = {handler.job.name: handler for handler in HANDLERS}
    for job in await claim(site, (commenting.TELL.name,), 10):
        await perform(site, handlers[job.kind], job)
    found = await queue.every(await site.begin())
    assert {job.kind for job in found} <= {"mail", "ping"}
    return [mail.MAIL.read(job.arguments) for job in found if job.kind == "mail"]


async def test_author_is_told_of_a_comment_that_is_shown(site: Site) -> None:
    ctx = await acting(site)
    post = await post_of(ctx, "arthur")
    made = await comment(ctx, post, "1")

    (mail,) = await told(site)

    assert mail.to == (await users.by_ids(ctx, (post.author,)))[post.author].email
    assert mail.reply_to == "reader@example.org"
    assert mail.sender.startswith("Reader <wordpress@")
    assert f"#comment-{made.id}" in mail.text
    assert "Well & said" in mail.text
    assert "192.0.2.7" in mail.text
    assert f"action=spam&c={made.id}" in mail.text


async def test_site_and_author_are_told_of_a_comment_that_waits(site: Site) -> None:
    ctx = await acting(site)
    post = await post_of(ctx, "arthur")
    made = await comment(ctx, post, "0")

    mails = await told(site)

    author = (await users.by_ids(ctx, (post.author,)))[post.author]
    assert [one.to for one in mails] == [ctx.options.text("admin_email"), author.email]
    assert all(f"action=approve&c={made.id}" in one.text for one in mails)


async def test_author_who_may_not_decide_is_not_told_of_a_comment_that_waits(site: Site) -> None:
    ctx = await acting(site)
    post = await post_of(ctx, "arthur")
    await users_store.change_meta(
        site.database, post.author, "wp_capabilities", lambda _: 'a:1:{s:11:"contributor";b:1;}'
    )
    await comment(await acting(site), post, "0")

    assert [one.to for one in await told(site)] == [ctx.options.text("admin_email")]


@pytest.mark.parametrize(("status", "option"), [("1", "comments_notify"), ("0", "moderation_notify")])
async def test_nobody_is_told_where_the_site_does_not_want_it(site: Site, status: str, option: str) -> None:
    await site.options.put(option, "0")
    ctx = await acting(site)
    await comment(ctx, await post_of(ctx, "arthur"), status)

    assert await told(site) == []


@pytest.mark.parametrize("status", ["spam", "trash"])
async def test_nobody_is_told_of_spam(site: Site, status: str) -> None:
    ctx = await acting(site)
    await comment(ctx, await post_of(ctx, "arthur"), status)

    assert await told(site) == []


async def test_author_is_not_told_of_their_own_comment(site: Site) -> None:
    ctx = await acting(site, "arthur")
    await comment(ctx, await post_of(ctx, "arthur"), "1")

    assert await told(site) == []


async def test_author_is_told_once_a_moderator_approves(site: Site) -> None:
    ctx = await acting(site)
    post = await post_of(ctx, "arthur")
    held = await comment(ctx, post, "0")
    await comment_changes.approve(await acting(site, "edith"), held)

    (mail,) = await told(site)

    assert mail.to == (await users.by_ids(ctx, (post.author,)))[post.author].email


async def test_author_is_not_told_of_what_they_approved(site: Site) -> None:
    ctx = await acting(site)
    held = await comment(ctx, await post_of(ctx, "edith"), "0")
    await comment_changes.approve(await acting(site, "edith"), held)

    assert await told(site) == []


async def test_filters_change_recipients_subject_and_text(site: Site) -> None:
    site.hooks.add_filter(
        hooks.comment_notification_recipients, lambda to, _id: [*to, "second@example.org", "no address"]
    )
    site.hooks.add_filter(hooks.comment_notification_subject, lambda _subject, _id: "Another")
    ctx = await acting(site)
    await comment(ctx, await post_of(ctx, "arthur"), "1")

    mails = await told(site)

    assert [one.to for one in mails][1:] == ["second@example.org"]
    assert {one.subject for one in mails} == {"Another"}


async def test_mail_about_a_hostile_comment_is_text_not_html(site: Site) -> None:
    """E6: what waits for a moderator is read in a mail, too."""
    ctx = await acting(site)
    await comment(
        ctx,
        await post_of(ctx, "edith"),
        "0",
        content="<script>alert(1)</script>",
        author="<img src=x onerror=alert(1)>",
    )
    mails = await told(site)
    assert mails
    assert {compose(one, host="h").get_content_type() for one in mails} == {"text/plain"}


async def test_hostile_comment_adds_no_header_to_its_mail(site: Site) -> None:
    ctx = await acting(site)
    post = await post_of(ctx, "arthur")
    await comment(
        ctx,
        post,
        "1",
        author='Evil"\r\nBcc: victim@example.org <x@example.org>',
        email="a@b.org\nBcc: v@example.org",
    )

    (one,) = await told(site)
    message = compose(await mail._signed(ctx, one), host="h")

    assert [name for name, _ in message.items()].count("Bcc") == 0
    assert [address.addr_spec for address in message["To"].addresses] == [one.to]
    assert message["From"].addresses[0].addr_spec.startswith("wordpress@")
