"""WordPress's export files, in and out."""

from pathlib import Path
from typing import Any

import pytest

from engine.domain import posts, terms, users
from engine.domain.importing import BATCH
from engine.model.errors import Forbidden, Invalid
from engine.model.posts import PostQuery
from engine.model.terms import TermQuery
from engine.model.transfer import ExportFilter, ImportChoices
from engine.model.users import NOBODY
from engine.store.connection import Database
from tests.integration.transfer.sites import (
    content,
    counts,
    exported,
    fresh_site,
    imported,
    imported_with_files,
)
from tests.transfer import generated

HEAD = """<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><link>http://old.example</link>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>http://old.example</wp:base_blog_url>"""


def item(identity: int, fields: str = "", *, kind: str = "post", title: str = "", name: str = "") -> str:
    return (
        f"<item><title><![CDATA[{title or identity}]]></title><wp:post_id>{identity}</wp:post_id>"
        f"<wp:post_date>2024-01-01 10:00:00</wp:post_date><wp:post_type>{kind}</wp:post_type>"
        f"<wp:status>publish</wp:status><wp:post_name>{name or f'p{identity}'}</wp:post_name>{fields}</item>"
    )


def export_file(folder: Path, *items: str, head: str = HEAD) -> Path:
    path = folder / "export.xml"
    path.write_text(f'<?xml version="1.0"?>{head}{"".join(items)}</channel></rss>', encoding="utf-8")
    return path


def generated_file(folder: Path, number: int) -> Path:
    path = folder / "generated.xml"
    path.write_text("".join(generated.export(number, 2 * number, authors=4, tags=20)), encoding="utf-8")
    return path


@pytest.mark.parametrize("before", ["\n\n  ", "\ufeff\n", "<b>Notice</b>: undefined index\n"])
async def test_export_is_read_from_where_it_begins(before: str, sqlite_url: str, tmp_path: Path) -> None:
    path = export_file(tmp_path, item(1))
    path.write_text(before + path.read_text(encoding="utf-8"), encoding="utf-8")
    async with fresh_site(sqlite_url, tmp_path) as ctx:
        assert (await imported(ctx, path)).posts == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('<?xml version="1.0" encoding="klingon"?><rss>', "unknown encoding"),
        ('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><rss>', "document type"),
        ("<!DOCTYPE html><html>", "document type"),
        ("", "no element found"),
    ],
)
async def test_what_is_no_export_is_refused_in_a_sentence(
    text: str, told: str, sqlite_url: str, tmp_path: Path
) -> None:
    (tmp_path / "export.xml").write_text(text, encoding="utf-8")
    async with fresh_site(sqlite_url, tmp_path) as ctx:
        with pytest.raises(Invalid, match=told):
            await imported(ctx, tmp_path / "export.xml")


async def test_posts_of_one_number_are_named(sqlite_url: str, tmp_path: Path) -> None:
    path = export_file(tmp_path, item(1, title="One"), item(1, title="Another", name="another"))
    async with fresh_site(sqlite_url, tmp_path) as ctx:
        report = await imported(ctx, path)
        assert (report.posts, [one.name for one in report.left_out]) == (1, ["Another"])
        again = await imported(ctx, path)
        assert (again.posts, again.known) == (0, 1)


async def test_export_imported_twice_comes_once(database_url: str, tmp_path: Path) -> None:
    path = generated_file(tmp_path, 100)
    async with fresh_site(database_url, tmp_path) as ctx:
        first = await imported(ctx, path)
        before = await content(ctx)
        again = await imported(ctx, path)
        assert (first.posts, first.comments, first.authors) == (100, 200, 4)
        assert (again.posts, again.comments, again.terms, again.authors) == (0, 0, 0, 0)
        assert await content(ctx) == before


async def test_what_was_exported_and_imported_elsewhere_is_the_same(
    database_url: str, sqlite_url: str, tmp_path: Path
) -> None:
    path = generated_file(tmp_path, 60)
    async with fresh_site(database_url, tmp_path) as ctx:
        await imported(ctx, path)
        before = await content(ctx)
        out = await exported(ctx, tmp_path / "out.xml")
    async with fresh_site(sqlite_url.replace("sqlite3", "second.sqlite3"), tmp_path) as ctx:
        await imported(ctx, out)
        assert await content(ctx) == before


async def test_ids_stay_where_they_are_free(sqlite_url: str, tmp_path: Path) -> None:
    other = HEAD.replace("old.example", "other.example")
    async with fresh_site(sqlite_url, tmp_path) as ctx:
        await imported(ctx, export_file(tmp_path, item(77, name="free")))
        await imported(ctx, export_file(tmp_path, item(77, name="taken"), head=other))
        found = {post.name: post.id for post in (await posts.query(ctx, PostQuery(per_page=-1))).items}
        assert found["free"] == 77
        assert found["taken"] != 77


async def test_parent_thumbnail_and_menu_item_that_come_before_their_aim_are_led_to_it(
    sqlite_url: str, tmp_path: Path
) -> None:
    thumb = (
        "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>2</wp:meta_value></wp:postmeta>"
    )
    path = export_file(
        tmp_path,
        item(1, "<wp:post_parent>3</wp:post_parent>" + thumb, kind="page", name="child"),
        item(2, kind="page", name="image"),
        item(3, kind="page", name="above"),
    )
    async with fresh_site(sqlite_url, tmp_path) as ctx:
        report = await imported(ctx, path)
        query = PostQuery(types=("page",), per_page=-1)
        found = {post.name: post for post in (await posts.query(ctx, query)).items}
        await posts.remember_meta(ctx, found.values())
        assert found["child"].parent == found["above"].id
        assert posts.featured_media(ctx, found["child"]) == found["image"].id
        assert report.left_out == []


async def test_pages_of_one_slug_keep_it_below_parents_that_come_later(
    sqlite_url: str, tmp_path: Path
) -> None:
    def page(identity: int, name: str, parent: int = 0) -> str:
        return item(identity, f"<wp:post_parent>{parent}</wp:post_parent>", kind="page", name=name)

    path = export_file(
        tmp_path,
        page(19, "team", 99),
        page(20, "team"),
        page(21, "team", 31),
        page(22, "team", 32),
        page(31, "here"),
        page(32, "there"),
    )
    async with fresh_site(sqlite_url, tmp_path) as ctx:
        await imported(ctx, path)
        found = (await posts.query(ctx, PostQuery(types=("page",), slugs=("team",)))).items
        (stray,) = (await posts.by_ids(ctx, (19,))).values()
    assert sorted((one.id, one.parent) for one in found) == [(20, 0), (21, 31), (22, 32)]
    assert (stray.name, stray.parent) == ("team-2", 0)


async def test_parent_of_a_menu_item_that_leads_to_a_term_is_the_parent_of_the_term(
    sqlite_url: str, tmp_path: Path
) -> None:
    meta = "".join(
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value>{value}</wp:meta_value></wp:postmeta>"
        for key, value in (("_menu_item_type", "taxonomy"), ("_menu_item_object_id", 41))
    )
    cats = "".join(
        f"<wp:category><wp:term_id>{identity}</wp:term_id><wp:category_nicename>{slug}</wp:category_nicename>"
        f"<wp:category_parent>{parent}</wp:category_parent><wp:cat_name>{slug}</wp:cat_name></wp:category>"
        for identity, slug, parent in ((40, "boats", ""), (41, "dinghies", "boats"))
    )
    entry = item(50, f"<wp:post_parent>40</wp:post_parent>{meta}", kind="nav_menu_item")
    path = export_file(tmp_path, item(40), entry, head=HEAD + cats)
    async with fresh_site(sqlite_url, tmp_path) as ctx:
        report = await imported(ctx, path)
        (found,) = (await posts.query(ctx, PostQuery(types=("nav_menu_item",)))).items
        (boats,) = (await terms.query(ctx, TermQuery(("category",), slugs=("boats",)))).items
    assert found.parent == boats.id
    assert not report.left_out


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
async def test_export_of_each_version_is_read(version: str, sqlite_url: str, tmp_path: Path) -> None:
    old = '<category><![CDATA[Old]]></category><category domain="tag" nicename="t"><![CDATA[T]]></category>'
    head = HEAD.replace("<wp:wxr_version>1.2", f"<wp:wxr_version>{version}")
    path = export_file(tmp_path, item(9, old), head=head)
    async with fresh_site(sqlite_url, tmp_path) as ctx:
        assert (await imported(ctx, path)).posts == 1
        found = (await terms.query(ctx, TermQuery(("post_tag",)))).items
        assert [term.name for term in found] == ["T"]


async def test_what_the_site_does_not_know_is_left_out_and_named(sqlite_url: str, tmp_path: Path) -> None:
    path = export_file(
        tmp_path,
        item(5, kind="product", title="Chair"),
        item(6, '<category domain="colour" nicename="red"><![CDATA[Red]]></category>'),
        item(7, "<wp:post_parent>99</wp:post_parent>"),
    )
    async with fresh_site(sqlite_url, tmp_path) as ctx:
        report = await imported(ctx, path)
    assert {(one.kind, one.why) for one in report.left_out} == {
        ("product", "this site has no such post type"),
        ("term", "this site has no such taxonomy"),
        ("link", "its parent 99 did not come along"),
    }


async def test_author_goes_to_the_account_named_else_to_one_of_the_same_name_or_address(
    sqlite_url: str, tmp_path: Path
) -> None:
    people = "".join(
        f"<wp:author><wp:author_login>{login}</wp:author_login><wp:author_email>{mail}</wp:author_email></wp:author>"
        for login, mail in (("boss", ""), ("new", "new@old.example"), ("nobody", ""))
    )
    items = [
        item(20 + number, f"<dc:creator>{login}</dc:creator>", name=login)
        for number, login in enumerate(("boss", "new", "nobody"))
    ]
    path = export_file(tmp_path, people, *items)
    async with fresh_site(sqlite_url, tmp_path) as ctx:
        report = await imported(ctx, path, ImportChoices(accounts={"boss": "admin"}))
        found = (await posts.query(ctx, PostQuery(per_page=-1))).items
        await users.remember(ctx, [post.author for post in found])
        authors = {post.name: users.memory(ctx)[post.author].login for post in found}
        assert {name: authors[name] for name in ("boss", "new", "nobody")} == {
            "boss": "admin", "new": "new", "nobody": "admin",
        }  # fmt: skip
        assert report.authors == 1


@pytest.mark.parametrize(
    "hostile",
    [
        '<!DOCTYPE rss [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;&a;">]><rss><channel>&b;</channel></rss>',
        '<!DOCTYPE rss SYSTEM "file:///etc/passwd"><rss/>',
        "<a>" * 100 + "</a>" * 100,
        "<rss><channel><item>",
        "no xml",
        "<rss><channel></channel></rss>",
    ],
    ids=["bomb", "external", "deep", "broken off", "text", "no export"],
)
async def test_hostile_file_is_refused_in_a_sentence(hostile: str, sqlite_url: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.xml"
    path.write_text(hostile, encoding="utf-8")
    async with fresh_site(sqlite_url, tmp_path) as ctx:
        with pytest.raises(Invalid):
            await imported(ctx, path)


async def test_hostile_stored_values_are_exported_as_they_are(database_url: str, tmp_path: Path) -> None:
    hostile = "x'); DROP TABLE wp_posts;-- ]]> <!ENTITY %s \\ \" & \x0b"
    clean = hostile.replace("\x0b", "")
    cdata = clean.replace("]]>", "]]]]><![CDATA[>")
    meta = f"<wp:postmeta><wp:meta_key><![CDATA[k']]></wp:meta_key><wp:meta_value><![CDATA[{cdata}]]></wp:meta_value></wp:postmeta>"
    path = export_file(
        tmp_path,
        item(40, f"<content:encoded><![CDATA[{cdata}]]></content:encoded>{meta}", title=cdata, name="bad"),
    )
    async with fresh_site(database_url, tmp_path) as ctx:
        await imported(ctx, path)
        before = await content(ctx)
        out = await exported(ctx, tmp_path / "out.xml")
    async with fresh_site(f"sqlite:///{tmp_path}/again.sqlite3", tmp_path) as ctx:
        await imported(ctx, out)
        assert await content(ctx) == before
    assert any(clean in one["post"] for one in before.values())


async def test_export_narrowed_has_only_what_was_asked_for(sqlite_url: str, tmp_path: Path) -> None:
    path = generated_file(tmp_path, 60)
    async with fresh_site(sqlite_url, tmp_path) as ctx:
        await imported(ctx, path)
        writer = await users.by_login(ctx, "writer3")
        assert writer
        out = await exported(ctx, tmp_path / "o.xml", ExportFilter(type="post", author=writer.id))
        text = out.read_text(encoding="utf-8")
        assert text.count("<item>") == 12
        assert "<wp:tag>" not in text
        assert text.count("<wp:author>") == 1


async def test_export_and_import_need_the_right_to(sqlite_url: str, tmp_path: Path) -> None:
    path = export_file(tmp_path, item(1))
    async with fresh_site(sqlite_url, tmp_path) as ctx:
        anybody = await ctx.site.begin(NOBODY)
        with pytest.raises(Forbidden):
            await imported(anybody, path)
        with pytest.raises(Forbidden):
            await exported(anybody, tmp_path / "o.xml")


async def test_files_are_taken_from_a_folder_and_from_nowhere_else(sqlite_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "theirs"
    (folder / "2024/01").mkdir(parents=True)
    (folder / "2024/01/note.txt").write_text("words", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    base = "http://old.example/wp-content/uploads"
    items = [
        item(
            number,
            f"<wp:attachment_url>{base}/{name}</wp:attachment_url>",
            kind="attachment",
            name=f"a{number}",
        )
        for number, name in ((30, "2024/01/note.txt"), (31, "../../secret.txt"), (32, "2024/01/gone.txt"))
    ]
    text = f"<content:encoded><![CDATA[<a href='{base}/2024/01/note.txt'>n</a>]]></content:encoded>"
    path = export_file(tmp_path, *items, item(33, text, name="shows"))
    async with fresh_site(sqlite_url, tmp_path) as ctx:
        report = await imported_with_files(ctx, path, folder)
        assert report.files == 1
        assert sorted(one.name.rpartition("/")[2] for one in report.left_out if one.kind == "file") == [
            "gone.txt", "secret.txt",
        ]  # fmt: skip
        kept = [one for one in (tmp_path / "uploads").rglob("*") if one.is_file()]
        assert [one.read_text(encoding="utf-8") for one in kept] == ["words"]
        (shows,) = (await posts.query(ctx, PostQuery(slugs=("shows",)))).items
        assert "http://new.example/wp-content/uploads/2024/01/note.txt" in shows.content


async def test_file_in_a_private_network_is_not_fetched(sqlite_url: str, tmp_path: Path) -> None:
    url = "<wp:attachment_url>http://169.254.169.254/latest/a.txt</wp:attachment_url>"
    path = export_file(tmp_path, item(30, url, kind="attachment"))
    async with fresh_site(sqlite_url, tmp_path) as ctx:
        report = await imported_with_files(ctx, path, None)
    assert report.files == 0
    assert [one.kind for one in report.left_out] == ["file"]


class _Killed(BaseException):
    """What ends an import at once."""


async def test_import_that_ends_while_it_writes_and_is_started_again_ends_like_one_that_did_not(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = generated_file(tmp_path, BATCH + 20)
    async with fresh_site(f"sqlite:///{tmp_path}/whole.sqlite3", tmp_path) as ctx:
        await imported(ctx, path)
        whole = await content(ctx), await counts(ctx)
    insert, written = Database.insert, 0

    async def dying(db: Database, name: str, *rows: Any) -> None:
        nonlocal written
        await insert(db, name, *rows)
        written += name == "comments"
        if written == 2:
            raise _Killed

    async with fresh_site(database_url, tmp_path) as ctx:
        with monkeypatch.context() as patched:
            patched.setattr(Database, "insert", dying)
            with pytest.raises(_Killed):
                await imported(ctx, path)
        report = await imported(ctx, path)
        assert report.known == BATCH
        assert (await content(ctx), await counts(ctx)) == whole
