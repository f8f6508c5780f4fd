"""Comments of readers who are known by another network: in whose name, who trusts them, what pages say of them."""

from pathlib import Path

import pytest

from engine.domain import readers
from engine.model.comments import Comment, CommentQuery
from engine.store import comments as stored_comments
from engine.store import meta as stored_meta
from engine.store import options as stored_options
from engine.store import tables
from engine.store.connection import Database
from tests.providers.reading import ADDRESS, POST, Browser, reading

ROBIN = {"author": "Robin Reader", "email": "robin@example.com"}
JSON = {"Accept": "application/json"}


async def newest(database: Database) -> Comment:
    everything = CommentQuery(
        statuses=("0", "1", "spam", "trash"), types_exclude=(), orderby="id", per_page=1, count=False
    )
    found, _ = await stored_comments.select(database, everything)
    return found[0]


async def approve_newest(database: Database) -> None:
    await tables.Comments.filter(id=(await newest(database)).id).update(approved="1")
    await make_older()


async def make_older() -> None:
    """As if everything so far was said a while ago: the next comment is no flood."""
    for comment in await tables.Comments.all().order_by("-id").limit(5):
        assert comment.date_gmt is not None
        earlier = comment.date_gmt.replace(year=comment.date_gmt.year - 1)
        await tables.Comments.filter(id=comment.id).update(date_gmt=earlier)


async def page_of(browser: Browser, path: str = ADDRESS) -> str:
    answer = await browser.site.get(path, follow_redirects=True)
    assert answer.status_code == 200
    return answer.text


async def test_reader_comments_as_the_network_knows_him_or_her(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        await site.browser.log_in("twitter", person="kit")
        # What the fields say of who it is counts for nothing.
        claimed = {"author": "Somebody", "email": "editor@example.org", "hc_foreign_user_id": "1"}
        answer = await site.browser.comment(post_as="twitter", **claimed)
        assert answer.status_code == 302
        made = await newest(site.database)
        assert (made.author, made.author_email, made.user) == ("Kit Reader", "", 0)
        meta = (await stored_meta.load(site.database, "comment", (made.id,)))[made.id]
        assert meta["hc_post_as"] == ["twitter"]
        assert meta["hc_foreign_user_id"] == ["9007199254740995"]
        assert meta["hc_avatar"] == ["https://pictures.example.com/kit.png"]


async def test_form_that_shows_a_guest_is_a_guests_whatever_the_session(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        await site.browser.log_in("github")
        await site.browser.comment(post_as="guest", author="Wren", email="wren@example.com")
        made = await newest(site.database)
        assert (made.author, made.author_email) == ("Wren", "wren@example.com")


@pytest.mark.parametrize("post_as", ["twitter", "facebook"])
async def test_form_that_shows_a_reader_without_the_session_is_refused_with_the_text(
    sqlite_url: str, tmp_path: Path, post_as: str
) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        if post_as == "facebook":
            await site.browser.log_in("twitter")
        before = await newest(site.database)
        answer = await site.browser.comment("Not to be lost", post_as=post_as)
        assert answer.status_code == 403
        assert "Not to be lost</textarea>" in answer.text
        assert "You are logged out." in answer.text
        assert await newest(site.database) == before


async def test_held_comment_of_a_reader_without_an_address_is_shown_to_its_author(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        await site.browser.log_in("facebook", person="kit")
        answer = await site.browser.comment("Seen by its author alone.", post_as="facebook")
        where = answer.headers["location"]
        assert "unapproved=" in where
        shown = await site.browser.site.get(where)
        assert "Seen by its author alone." in shown.text
        assert "no-store" in shown.headers["cache-control"]
        assert "Seen by its author alone." not in await page_of(site.browser)


# E28: trust belongs to whom the network knows, not to an address.


async def test_reader_once_approved_is_approved_again(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        await site.browser.log_in("facebook", person="kit")
        await site.browser.comment(post_as="facebook")
        assert (await newest(site.database)).approved == "0"
        await approve_newest(site.database)
        await site.browser.comment("Once more.", post_as="facebook")
        assert (await newest(site.database)).approved == "1"


async def test_same_address_by_another_network_inherits_no_trust(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        await site.browser.log_in("google")
        await site.browser.comment(post_as="google")
        await approve_newest(site.database)
        await site.browser.log_in("facebook")
        await site.browser.comment("Somebody else.", post_as="facebook")
        made = await newest(site.database)
        assert (made.author, made.author_email, made.approved) == (*ROBIN.values(), "0")


async def test_guest_with_a_readers_name_and_address_inherits_no_trust(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        await site.browser.log_in("google")
        await site.browser.comment(post_as="google")
        await approve_newest(site.database)
        await site.another_browser().comment("Robin, as it were.", **ROBIN)
        assert (await newest(site.database)).approved == "0"


async def test_reader_inherits_no_trust_from_a_guest_of_the_same_address(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        await site.another_browser().comment(**ROBIN)
        await approve_newest(site.database)
        await site.browser.log_in("facebook")
        await site.browser.comment("Robin, by another way.", post_as="facebook")
        assert (await newest(site.database)).approved == "0"


# Pages.


async def test_page_is_the_same_for_everybody(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        plain = await page_of(site.browser)
        await site.browser.log_in("wordpress")
        await site.browser.comment("Mine.", post_as="wordpress")
        await make_older()
        consent = {"wp-comment-cookies-consent": "yes", "author": "Ann", "email": "ann@example.com"}
        answer = await site.another_browser().comment("Hers.", **consent)
        assert answer.status_code == 302
        site.browser.site.cookies.update(answer.cookies)
        known, stranger = await page_of(site.browser), await page_of(site.another_browser())
        assert known == stranger
        assert "Robin" not in plain + known
        assert "cache-control" not in (await site.browser.site.get(ADDRESS, follow_redirects=True)).headers


async def test_page_offers_every_network_by_name(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        page = await page_of(site.browser)
        assert "Fill in your details below or click an icon to log in:" in page
        for label in ("WordPress.com", "X", "Facebook", "Google", "GitHub", "Mastodon", "Library card"):
            assert f'aria-label="Log in via {label}"' in page


async def test_page_with_fifty_comments_stays_below_60_kb(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        await site.browser.log_in("wordpress")
        for number in range(50):
            await site.browser.comment(
                f"Comment {number}: " + "some words of a usual length. " * 6, post_as="wordpress"
            )
            await approve_newest(site.database)
        page = await page_of(site.browser)
        assert page.count('class="comment-body"') >= 50
        assert len(page.encode()) < 60_000


async def test_site_for_members_takes_readers_and_no_guests(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        await stored_options.put(site.database, "comment_registration", "1")
        page = await page_of(site.browser)
        assert "Log in to leave a reply." in page
        assert 'name="author"' not in page
        assert 'id="comment-form-body" class="comment-form-body" hidden disabled' in page
        assert (await site.browser.comment(author="Wren", email="wren@example.com")).status_code == 403
        await site.browser.log_in("github")
        page = await page_of(site.browser, f"{ADDRESS}&commenting=1")
        assert 'id="comment-form-body" class="comment-form-body" hidden' not in page
        assert (await site.browser.comment(post_as="github")).status_code == 302


# The script's side.


async def test_script_is_told_what_is_wrong_and_where_to_go(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        form = {"comment_post_ID": POST, "comment": "Twice.", "author": "Ann", "email": "ann@example.com"}
        post = site.browser.site.post
        made = await post("/wp-comments-post.php", data=form, headers=JSON)
        assert made.status_code == 201
        assert "/bread-wants-time-3/" in made.json()["location"]
        twice = await post("/wp-comments-post.php", data=form, headers=JSON)
        assert (twice.status_code, twice.json()["code"]) == (409, "comment_duplicate")
        flood = await post("/wp-comments-post.php", data=form | {"comment": "Once."}, headers=JSON)
        assert (flood.status_code, flood.json()["code"]) == (429, "comment_flood")
        empty = await post("/wp-comments-post.php", data=form | {"comment": ""}, headers=JSON)
        assert (empty.status_code, empty.json()["code"]) == (400, "require_valid_comment")


async def test_script_may_be_kept_for_good_under_the_pages_address(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        page = await page_of(site.browser)
        address = page.split('<script src="')[1].split('"')[0]
        script = await site.browser.site.get(address)
        assert "immutable" in script.headers["cache-control"]
        assert len(script.content) < 16_000


async def test_guest_who_consented_is_known_to_the_script_and_to_no_page(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        consent = {"wp-comment-cookies-consent": "yes", "author": "Ann", "email": "ann@example.com"}
        await site.browser.comment("Mine.", **consent)
        said = await site.browser.site.get("/tympan/reader")
        assert said.json()["guest"] == {"name": "Ann", "email": "ann@example.com", "url": ""}
        assert "no-store" in said.headers["cache-control"]
        assert "ann@example.com" not in await page_of(site.browser)
        assert "access-control-allow-origin" not in said.headers


# Traps.


async def test_field_that_people_do_not_see_catches_who_fills_it(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        ann = {"author": "Ann", "email": "ann@example.com"}
        await site.browser.comment(**ann, tympan_remark="http://pills.example")
        assert (await newest(site.database)).approved == "spam"


@pytest.mark.parametrize("stamp", ["at once", "made up"])
async def test_form_sent_at_once_or_with_a_made_up_stamp_waits_for_a_moderator(
    sqlite_url: str, tmp_path: Path, stamp: str
) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        known = (await site.browser.site.get("/tympan/reader")).json()["stamp"]
        ann = {"author": "Ann", "email": "ann@example.com"}
        await site.browser.comment(**ann, tympan_stamp=known if stamp == "at once" else "1.abc")
        assert (await newest(site.database)).approved == "0"


# Changing one's own words.


async def test_author_changes_the_words_for_a_while(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        ann = {"author": "Ann", "email": "ann@example.com"}
        await site.browser.comment("A tpyo.", **ann)
        made = await newest(site.database)
        said = (await site.browser.site.get("/tympan/reader", params={"post": POST})).json()
        assert said["editable"] == [made.id]
        form = await site.browser.site.get(f"/tympan/comments/{made.id}")
        assert "A tpyo.</textarea>" in form.text
        changed = await site.browser.site.post(
            f"/tympan/comments/{made.id}", data={"comment": "A typo<script>."}
        )
        assert changed.headers["location"].endswith(f"#comment-{made.id}")
        assert (await newest(site.database)).content == "A typo."


async def test_nobody_else_changes_the_words(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        await site.browser.comment("Mine.", author="Ann", email="ann@example.com")
        made = await newest(site.database)
        other = site.another_browser()
        other.site.cookies.set(f"tympan_own_{made.id}", "0" * 64)
        answer = await other.site.post(f"/tympan/comments/{made.id}", data={"comment": "Yours."})
        assert answer.status_code == 403
        assert (await newest(site.database)).content == "Mine."


async def test_changed_words_are_judged_again(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        await stored_options.put(site.database, "moderation_keys", "casino")
        await site.browser.comment("Mine.", author="Ann", email="ann@example.com")
        made = await newest(site.database)
        assert made.approved == "1"
        await site.browser.site.post(f"/tympan/comments/{made.id}", data={"comment": "To the casino!"})
        assert (await newest(site.database)).approved == "0"


# Being forgotten.


async def test_forgotten_reader_leaves_words_without_a_name(database_url: str, tmp_path: Path) -> None:
    async with reading(database_url, tmp_path) as site:
        await site.browser.log_in("google")
        await site.browser.comment("These words stay.", post_as="google")
        made = await newest(site.database)
        app = site.browser.app.state.application  # type: ignore[attr-defined]
        ctx = await (await app.running()).site.begin()
        reader = await readers.of_subject(ctx, "google", "9007199254740993")
        assert reader is not None
        assert await readers.forget(ctx, reader) == 1
        left = await newest(site.database)
        assert (left.id, left.content) == (made.id, "These words stay.")
        assert (left.author, left.author_email, left.author_url, left.agent) == ("Anonymous", "", "", "")
        assert left.author_ip == readers.ANONYMOUS.address
        assert (await stored_meta.load(site.database, "comment", (made.id,)))[made.id] == {}
        assert await site.browser.who() is None
