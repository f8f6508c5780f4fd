"""Pages as readers see them: what is there, what must not show, and what hostile addresses get."""

import re
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest

from engine.store import options as stored_options
from engine.store import tables
from tests.conformance.sites import RecordedSite, read_site

CONVERSATION = "/2023/02/01/sticky-harbour-rules/"
LOCKED = "/2025/08/01/behind-a-password/"
UPLOAD = "/wp-content/uploads/2026/11/harbour.jpg"
SECRET = "marker-of-what-nobody-may-read"

KINDS = {
    "home": ("/", "blog"),
    "second page": ("/page/2/", "paged-2"),
    "post": (CONVERSATION, "single-post"),
    "page": ("/about/", "page-parent"),
    "category": ("/category/harbour/", "category-harbour"),
    "tag": ("/tag/wind/", "tag-wind"),
    "author": ("/author/arthur/", "author-arthur"),
    "year": ("/2022/", "date"),
    "search": ("/?s=harbour", "search-results"),
    "empty search": ("/?s=zzzz", "search-no-results"),
}


@pytest.mark.parametrize("kind", KINDS)
async def test_page_of_each_kind_is_shown_by_its_template(kind: str, sqlite_url: str, tmp_path: Path) -> None:
    address, name = KINDS[kind]
    async with read_site(sqlite_url, tmp_path) as site:
        answer = await site.ask(address)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "text/html; charset=UTF-8"
        classes = re.search(r'<body class="([^"]*)"', answer.text)
        assert classes is not None
        assert name in classes[1].split()


async def test_page_on_each_database_has_the_same_words(database_url: str, tmp_path: Path) -> None:
    async with read_site(database_url, tmp_path) as site:
        answer = await site.ask(CONVERSATION)
        assert "46 comments" in answer.text
        assert "Reply five, beyond the limit" in answer.text
        assert (await site.ask("/2023/02/")).status_code == 200
        assert (await site.ask("/?monthnum=2&day=1")).status_code == 200


async def test_page_that_is_missing_is_a_clean_404_that_is_not_kept(sqlite_url: str, tmp_path: Path) -> None:
    async with read_site(sqlite_url, tmp_path) as site:
        answer = await site.ask("/nope")
        assert answer.status_code == 404
        assert "no-store" in answer.headers["cache-control"]
        assert "error404" in answer.text


async def test_page_of_the_visitor_says_nothing_about_another(sqlite_url: str, tmp_path: Path) -> None:
    async with read_site(sqlite_url, tmp_path) as site:
        first = await site.ask(CONVERSATION)
        site.client.cookies.set("unrelated", "Wren Remembered")
        assert (await site.ask(CONVERSATION)).text == first.text


async def test_reply_names_whom_it_is_to_and_the_way_back(sqlite_url: str, tmp_path: Path) -> None:
    async with read_site(sqlite_url, tmp_path) as site:
        plain, reply = (
            (await site.ask(CONVERSATION)).text,
            (await site.ask(f"{CONVERSATION}?replytocom=2")).text,
        )
        assert '<input type="hidden" name="comment_parent" value="0">' in plain
        assert '<a id="cancel-comment-reply-link" rel="nofollow" href="#respond" hidden>' in plain
        assert '<input type="hidden" name="comment_parent" value="2">' in reply
        assert (
            f'<a id="cancel-comment-reply-link" rel="nofollow" href="http://blog.test{CONVERSATION}#respond">'
            in reply
        )
        assert 'content="max-image-preview:large, noindex, follow"' in reply


async def test_form_is_not_shown_where_it_could_not_succeed(sqlite_url: str, tmp_path: Path) -> None:
    async with read_site(sqlite_url, tmp_path, shared=True) as site:
        await stored_options.put(site.database, "comment_registration", "1")
        answer = (await site.ask(CONVERSATION)).text
        assert 'id="commentform"' not in answer
        assert "wp-login.php?redirect_to=" in answer


async def test_statements_of_a_list_do_not_depend_on_its_length(sqlite_url: str, tmp_path: Path) -> None:
    async with read_site(sqlite_url, tmp_path, shared=True) as site:
        # Posts of one kind: what some blocks and featured images ask for is asked once for each kind.
        await tables.Posts.filter(type="post").update(content="Plain words.")
        await tables.PostMeta.filter(key="_thumbnail_id").delete()
        counts, shown = [], []
        for size in ("20", "60"):
            await stored_options.put(site.database, "posts_per_page", size)
            counts.append(len(await site.statements("/")))
            shown.append((await site.ask("/")).text.count("<article"))
        assert shown[0] < shown[1]
        # What a menu leads to may be among the posts that are shown, and need not be read again.
        assert counts[1] <= counts[0]


async def test_page_asks_for_no_readers_where_none_has_written(sqlite_url: str, tmp_path: Path) -> None:
    async with read_site(sqlite_url, tmp_path) as site:
        assert not [sql for sql in await site.statements(CONVERSATION) if "tympan_readers" in sql]


# Passwords.


async def test_locked_post_shows_a_form_and_neither_text_nor_comments(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with read_site(sqlite_url, tmp_path) as site:
        await tables.Posts.filter(id=87).update(content=SECRET, excerpt=SECRET)
        for address in (LOCKED, "/?s=password", "/author/admin/", "/"):
            assert SECRET not in (await site.ask(address)).text
        answer = await site.ask(LOCKED)
        assert 'name="post_password"' in answer.text
        assert 'id="comments"' not in answer.text
        assert "no-store" in answer.headers["cache-control"]


@pytest.mark.parametrize(("password", "opens"), [("leek", True), ("wrong", False)])
async def test_password_of_a_locked_post_opens_it_if_right(
    password: str, opens: bool, sqlite_url: str, tmp_path: Path
) -> None:
    async with read_site(sqlite_url, tmp_path) as site:
        await tables.Posts.filter(id=87).update(content=SECRET)
        form = {"post_password": password, "redirect_to": f"http://blog.test{LOCKED}"}
        sent = await site.client.post("/wp-login.php?action=postpass", data=form)
        assert (sent.status_code, sent.headers["location"]) == (302, f"http://blog.test{LOCKED}")
        cookie: SimpleCookie = SimpleCookie(sent.headers["set-cookie"])
        (name, kept) = next(iter(cookie.items()))
        assert kept["httponly"]
        assert kept["samesite"] == "lax"
        site.client.cookies.set(name, kept.value)
        assert (SECRET in (await site.ask(LOCKED)).text) == opens


@pytest.mark.parametrize("kept", ["%24P%24C12345678aaaaaaaaaaaaaaaaaaaaaa", "leek", "x" * 5000, "%00"])
async def test_cookie_that_is_no_hash_of_ours_opens_nothing(
    kept: str, sqlite_url: str, tmp_path: Path
) -> None:
    async with read_site(sqlite_url, tmp_path) as site:
        sent = await site.client.post("/wp-login.php?action=postpass", data={"post_password": "leek"})
        name = sent.headers["set-cookie"].partition("=")[0]
        site.client.cookies.clear()
        answer = await site.client.get(LOCKED, headers={"cookie": f"{name}={kept}"})
        assert 'name="post_password"' in answer.text


# What nobody may read.

CRAWLED = [
    "/", "/page/2/", "/page/14/", "/?s=marker", "/author/admin/", "/author/edith/", "/category/uncategorized/",
    "/2025/", "/2026/", "/?post_type=post", "/?cat=1", "/?orderby=title&order=asc", "/nope-marker/",
]  # fmt: skip


async def test_anonymous_crawl_finds_nothing_of_what_is_not_public(sqlite_url: str, tmp_path: Path) -> None:
    async with read_site(sqlite_url, tmp_path) as site:
        hidden = tables.Posts.filter(status__in=["draft", "private", "future", "trash", "pending"])
        ids = await hidden.values_list("id", flat=True)
        await hidden.update(title=SECRET, content=SECRET, excerpt=SECRET, name=f"{SECRET}-slug")
        asked = [*CRAWLED, f"/{SECRET}-slug/", f"/?name={SECRET}-slug", f"/{SECRET}"]
        asked += [f"/?{name}={identity}" for identity in ids for name in ("p", "page_id", "preview=true&p")]
        for address in asked:
            answer = await site.ask(address)
            found = SECRET in answer.text.replace(f"{SECRET}-slug", "") or SECRET in answer.headers.get(
                "location", ""
            )
            assert not found or address == f"/{SECRET}", address


async def test_private_post_is_shown_to_its_readers_alone(sqlite_url: str, tmp_path: Path) -> None:
    async with read_site(sqlite_url, tmp_path) as site:
        answer = await site.ask("/?p=100")
        assert answer.status_code == 404
        assert "Private by admin" not in answer.text


# Hostile names and addresses.


async def test_hostile_names_are_shown_as_text(sqlite_url: str, tmp_path: Path) -> None:
    script = "<script>alert(1)</script>"
    async with read_site(sqlite_url, tmp_path, shared=True) as site:
        await stored_options.put(site.database, "blogname", script)
        await stored_options.put(site.database, "blogdescription", f'"{script}')
        await tables.Users.filter(id=1).update(display_name=script)
        await tables.Comments.filter(post=77).update(author=script, author_url="javascript:alert(1)")
        for address in (CONVERSATION, "/", "/author/admin/", f"/?s={script}", f"/?s=%22%3E{script}"):
            answer = (await site.ask(address)).text
            assert "<script>" not in answer, address
            assert 'href="javascript:' not in answer, address


@pytest.mark.parametrize(
    ("settings", "options", "folder"),
    [
        ({"uploads_path": "media"}, {"upload_path": "elsewhere"}, "media"),
        ({}, {"upload_path": "wp-content/files/"}, "wp-content/files"),
        ({}, {"upload_path": "/srv/www/files"}, "wp-content/uploads"),
    ],
)
async def test_uploads_have_the_addresses_that_wordpress_gave_them(
    settings: dict[str, Any], options: dict[str, str], folder: str, sqlite_url: str, tmp_path: Path
) -> None:
    async with read_site(sqlite_url, tmp_path, **settings) as site:
        for name, value in options.items():
            await stored_options.put(site.database, name, value)
        media = (await site.ask("/wp-json/wp/v2/media")).json()[0]["source_url"]
        assert media.startswith(f"http://blog.test/{folder}/2026/")
        assert (await site.ask(media.removeprefix("http://blog.test"))).status_code == 200
        assert (await site.ask(UPLOAD)).status_code == 200
        assert (await site.ask(f"/{folder}/no-such.jpg")).status_code == 404
        assert (await site.ask(f"/{folder}/..%2f..%2fetc%2fpasswd")).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/wp-content/uploads/../../engine/app.py",
        "/wp-content/uploads/%2e%2e/%2e%2e/etc/passwd",
        "/wp-content/uploads/..%2f..%2fetc%2fpasswd",
        "/wp-content/uploads//etc/passwd",
        "/wp-content/uploads/.htaccess",
        "/wp-content/uploads/2026%00.jpg",
        "/wp-content/themes/frisket/../frisket/base.jinja",
        "/wp-content/themes/frisket/base.jinja",
        "/wp-content/themes/frisket/theme.py",
        "/wp-content/themes/frisket/..%2f..%2fpyproject.toml",
        "/wp-content/themes/..%2ffrisket/style.css",
        "/wp-content/themes/none/style.css",
    ],
)
async def test_address_that_leads_out_of_a_folder_finds_no_file(
    path: str, sqlite_url: str, tmp_path: Path
) -> None:
    async with read_site(sqlite_url, tmp_path) as site:
        (tmp_path / "uploads" / ".htaccess").write_text("secret", encoding="utf-8")
        answer = await site.ask(path)
        assert answer.status_code == 404
        assert "root:" not in answer.text


async def test_unknown_host_is_refused_and_shapes_no_page(sqlite_url: str, tmp_path: Path) -> None:
    async with read_site(sqlite_url, tmp_path) as site:
        answer = await site.client.get("/", headers={"host": "evil.example"})
        assert answer.status_code == 400
        forwarded = await site.client.get("/", headers={"x-forwarded-host": "evil.example"})
        assert "evil.example" not in forwarded.text


# Files.


async def test_upload_is_served_as_what_its_name_says_and_nothing_else(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with read_site(sqlite_url, tmp_path) as site:
        answer = await site.ask(UPLOAD)
        assert answer.headers["content-type"] == "image/jpeg"
        assert answer.headers["x-content-type-options"] == "nosniff"
        again = await site.client.get(UPLOAD, headers={"if-none-match": answer.headers["etag"]})
        assert again.status_code == 304
        part = await site.client.get(UPLOAD, headers={"range": "bytes=0-9"})
        assert (part.status_code, len(part.content)) == (206, 10)


@pytest.mark.parametrize("name", ["page.html", "picture.svg", "script.js", "run.php", "data.xml", "noname"])
async def test_upload_that_could_run_is_offered_for_saving(
    name: str, sqlite_url: str, tmp_path: Path
) -> None:
    async with read_site(sqlite_url, tmp_path) as site:
        (tmp_path / "uploads" / name).write_text("<script>alert(1)</script>", encoding="utf-8")
        answer = await site.ask(f"/wp-content/uploads/{name}")
        assert answer.headers["content-disposition"] == "attachment"
        assert "sandbox" in answer.headers["content-security-policy"]


async def test_theme_file_under_its_own_address_is_kept_for_ever(sqlite_url: str, tmp_path: Path) -> None:
    async with read_site(sqlite_url, tmp_path) as site:
        sheet = await style_sheet(site)
        answer = await site.ask(sheet)
        assert answer.headers["content-type"] == "text/css; charset=UTF-8"
        assert "immutable" in answer.headers["cache-control"]
        assert "immutable" not in (await site.ask(sheet.partition("?")[0])).headers["cache-control"]


async def style_sheet(site: RecordedSite) -> str:
    found = re.search(r'<link rel="stylesheet" href="([^"]+)"', (await site.ask("/")).text)
    assert found is not None
    return found[1]


async def test_style_sheet_asks_no_other_host(sqlite_url: str, tmp_path: Path) -> None:
    async with read_site(sqlite_url, tmp_path) as site:
        text = (await site.ask(await style_sheet(site))).text
        assert "@import" not in text
        assert "url(http" not in text
        assert "//" not in re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


async def test_link_to_the_rest_of_a_post_leads_to_a_place_in_it(sqlite_url: str, tmp_path: Path) -> None:
    body = {"title": "Parted", "content": "<p><b>Ebb<!--more Go on-->tide</b></p>", "status": "publish"}
    async with read_site(sqlite_url, tmp_path) as site:
        made = (await site.send("POST", "/wp-json/wp/v2/posts", json=body)).json()
        page = (await site.ask(made["link"].removeprefix("http://blog.test"))).text
        assert f'<span id="more-{made["id"]}"></span>tide' in page
        assert "<!--more" not in page
