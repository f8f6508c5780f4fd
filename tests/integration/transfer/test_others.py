"""Exports of other programs, by the same way in."""

import json
from dataclasses import replace
from pathlib import Path

from engine.domain import posts, users
from engine.model.posts import PostQuery
from tests.conformance import recording
from tests.integration.transfer.sites import content, fresh_site, imported, imported_with_files

GHOST = {
    "db": [{"meta": {"version": "5.0"}, "data": {
        "settings": [{"key": "url", "value": "https://ghost.example"}, {"key": "title", "value": "G"}],
        "users": [{"id": "u1", "name": "Ada", "slug": "ada", "email": "ada@ghost.example"}],
        "tags": [{"id": "t1", "name": "News", "slug": "news"}],
        "posts_tags": [{"post_id": "p1", "tag_id": "t1", "sort_order": 0}],
        "posts_authors": [{"post_id": "p1", "author_id": "u1", "sort_order": 0}],
        "posts": [
            {"id": "p1", "title": "Hello", "slug": "hello", "html": "<p><img src='__GHOST_URL__/content/images/a.png'></p>",
             "feature_image": "__GHOST_URL__/content/images/b.png", "status": "published", "type": "post",
             "featured": 1, "published_at": "2024-03-01T10:00:00.000Z", "custom_excerpt": "Short"},
            {"id": "p2", "title": "Secret", "slug": "secret", "html": "<p>x</p>", "status": "published",
             "type": "page", "visibility": "paid", "published_at": "2024-03-02T10:00:00.000Z"},
            {"id": "p3", "title": "New", "slug": "untitled", "html": None, "plaintext": "Only words", "lexical": "{}",
             "status": "draft", "type": "post"},
        ],
    }}]
}  # fmt: skip


async def test_ghost_export_brings_posts_tags_authors_and_pictures(sqlite_url: str, tmp_path: Path) -> None:
    path = tmp_path / "ghost.json"
    path.write_text(json.dumps(GHOST), encoding="utf-8")
    async with fresh_site(sqlite_url, tmp_path) as ctx:
        report = await imported(ctx, path)
        found = await content(ctx)
        (hello,) = (await posts.query(ctx, PostQuery(slugs=("hello",)))).items
        await posts.remember_terms(ctx, (hello,))
        await posts.remember_thumbnails(ctx, (hello,))
        await users.remember(ctx, (hello.author,))
        image = posts.memory(ctx)[posts.featured_media(ctx, hello)]
        assert users.memory(ctx)[hello.author].login == "ada"
        assert [term.slug for term in posts.terms(ctx, hello, "post_tag")] == ["news"]
        assert (image.type, image.mime_type) == ("attachment", "image/png")
        assert posts.is_sticky(await ctx.site.begin(ctx.actor), hello)
        assert "https://ghost.example/content/images/a.png" in hello.content
    statuses = {one["post"][0]: one["post"][3] for one in found.values()}
    assert statuses == {
        "Hello": "publish",
        "Secret": "private",
        "New": "draft",
        "a": "inherit",
        "b": "inherit",
    }
    assert {one.kind for one in report.left_out} == {"visibility", "format"}


async def test_markdown_folder_brings_posts_with_their_front_matter(sqlite_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "blog"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "2024-02-01-first-light.md").write_text(
        "---\ntitle: First light\ntags: [sea, morning]\ncategories: Boats\ndescription: Short\n---\n"
        "# Dawn\n\nIt *came*.\n",
        encoding="utf-8",
    )
    (folder / "about.md").write_text("---\ntype: page\ndate: 2024-01-05 08:00:00\n---\nUs.", encoding="utf-8")
    (folder / "later.markdown").write_text("---\ndraft: true\n---\nNot yet.", encoding="utf-8")
    (folder / "broken.md").write_text("---\ntitle: [\n---\nx", encoding="utf-8")
    async with fresh_site(sqlite_url, tmp_path) as ctx:
        report = await imported(ctx, folder)
        again = await imported(ctx, folder)
        found = {key.split("/")[1]: one for key, one in (await content(ctx)).items()}
    assert (report.posts, again.posts, again.known) == (3, 0, 3)
    assert [one.name for one in report.left_out] == ["broken.md"]
    assert found["first-light"]["post"][:4] == (
        "First light", "<h1>Dawn</h1>\n<p>It <em>came</em>.</p>\n", "Short", "publish",
    )  # fmt: skip
    assert {(one, slug) for one, slug, _ in found["first-light"]["terms"]} == {
        ("post_tag", "sea"), ("post_tag", "morning"), ("category", "boats"),
    }  # fmt: skip
    assert str(found["first-light"]["post"][4]) == "2024-02-01 00:00:00"
    assert found["later"]["post"][3] == "draft"


async def test_pictures_beside_markdown_are_attached_and_shown(sqlite_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "blog"
    (folder / "deep").mkdir(parents=True)
    (tmp_path / "secret.png").write_bytes(recording.media("tiny.png"))
    for name in ("deep/a b.png", "cover.png"):
        (folder / name).write_bytes(recording.media("tiny.png"))
    (folder / "deep" / "one.md").write_text(
        "---\ncover: /cover.png\n---\n![x](a%20b.png) ![y](https://far.example/z.png) ![s](../../secret.png)",
        encoding="utf-8",
    )
    (folder / "two.md").write_text("![x](deep/a%20b.png) ![c](cover.png)", encoding="utf-8")
    async with fresh_site(sqlite_url, tmp_path) as ctx:
        report = await imported_with_files(ctx, folder, folder)
        query = PostQuery(types=("post", "attachment"), statuses=("publish", "inherit"))
        found = {one.name: one for one in (await posts.query(ctx, query)).items}
        await posts.remember_thumbnails(ctx, (found["one"],))
        assert posts.featured_media(ctx, found["one"]) == found["cover"].id
    assert (report.files, report.left_out) == (2, [])
    uploaded = 'src="http://new.example/wp-content/uploads/'
    assert (found["one"].content.count(uploaded), found["two"].content.count(uploaded)) == (1, 2)
    assert 'src="https://far.example/z.png"' in found["one"].content
    assert found["a-b"].parent == found["one"].id


async def test_text_of_who_may_not_write_any_html_is_filtered(sqlite_url: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.md"
    path.write_text("Words <script>alert(1)</script>", encoding="utf-8")
    async with fresh_site(sqlite_url, tmp_path) as ctx:
        user = await users.by_login(ctx, "admin")
        assert user
        asked = await users.act_as(ctx, user, via="cli")
        held = asked.actor.capabilities - {"unfiltered_html"}
        await imported(ctx.acting_as(replace(asked.actor, capabilities=held)), path)
        (found,) = (await content(ctx)).values()
    assert "<script" not in found["post"][1]
