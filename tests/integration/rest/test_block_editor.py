"""Every request that the block editor makes, answered with what it reads of the answers."""

from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.conformance import recording, replay
from tests.conformance.sites import RecordedSite, recorded_site

API = "/wp-json"
POST = 51
THEME = "fixture"
STYLES = 204
CATEGORY = 2

# What is asked while a post is opened and edited: the path, and members of the answer or of its first item.
READS = [
    ("/wp/v2/users/me?context=edit", "id name meta capabilities"),
    ("/wp/v2/types?context=view", "post page attachment wp_block"),
    ("/wp/v2/types/post?context=edit", "slug rest_base rest_namespace supports labels viewable"),
    ("/wp/v2/taxonomies?context=view", "category post_tag"),
    ("/wp/v2/taxonomies?context=edit", "category post_tag"),
    ("/wp/v2/taxonomies?context=edit&per_page=100", "category"),
    (
        f"/wp/v2/posts/{POST}?context=edit",
        "id type title content status link permalink_template generated_slug excerpt author modified date _links",
    ),
    (f"/wp/v2/posts/{POST}/autosaves?context=edit", ""),
    (f"/wp/v2/posts/{POST}/revisions?context=edit&per_page=100&_fields=id,date,author", "id date author"),
    ("/wp/v2/settings", "title description site_logo site_icon posts_per_page"),
    (("/?_fields=description,gmt_offset,home,name,site_icon,site_icon_url,site_logo,timezone_string,url,"
     "page_for_posts,page_on_front,show_on_front"), "description gmt_offset home name site_icon_url"),
    ("/wp/v2/themes?context=edit&status=active", "stylesheet theme_supports _links"),
    (f"/wp/v2/global-styles/themes/{THEME}?context=view", "settings styles"),
    (f"/wp/v2/global-styles/themes/{THEME}/variations?context=view", "title"),
    (f"/wp/v2/global-styles/{STYLES}?context=edit", "id settings styles"),
    ("/wp/v2/templates/lookup?slug=front-page", "slug content"),
    ("/wp/v2/templates/lookup?slug=single-post", "slug content"),
    ("/wp/v2/block-patterns/categories", ""),
    ("/wp/v2/block-patterns/patterns", ""),
    ("/wp/v2/users/1?context=view&_fields=id,name", "id name"),
    (f"/wp/v2/comments?context=edit&post={POST}&type=note&status=all&per_page=100", ""),
    (("/wp/v2/media?context=edit&per_page=50&page=1&status=inherit&search=&_embed=author,wp:attached-to"
     "&media_type[0]=image"), "id source_url media_details"),
    ("/wp/v2/categories?context=view&per_page=100&orderby=name&order=asc&_fields=id,name,parent&page=1",
     "id name parent"),
    ("/wp/v2/tags?context=view&per_page=10&orderby=count&order=desc&hide_empty=true&_fields=id,name,count",
     "id name count"),
    ("/wp/v2/tags?context=view&per_page=100&_fields=id,name&search=o", "id name"),
    ("/wp/v2/tags?context=view&per_page=100&_fields=id,name&include=17,18", "id name"),
    (f"/wp/v2/categories/{CATEGORY}?context=edit", "id name slug"),
    (f"/wp/v2/categories?context=edit&exclude[0]={CATEGORY}&per_page=1", "id"),
    ("/wp/v2/tags?context=edit&per_page=1", "id"),
    ("/wp/v2/media/11?context=view", "source_url alt_text mime_type"),
    ("/wp/v2/search?search=a&per_page=20&type=post", "id title url type subtype"),
    ("/wp/v2/search?search=a&per_page=20&type=term", "id title url type"),
    ("/wp/v2/search?search=a&per_page=20&type=post-format", ""),
    ("/wp/v2/media?search=a&per_page=20", "id"),
    ("/wp/v2/blocks?context=edit&per_page=100&page=1", "id title content"),
    ("/wp/v2/wp_pattern_category?context=view&per_page=100&_fields=id,name,description,slug", "id name slug"),
    ("/wp/v2/blocks/20?context=edit", "id title content wp_pattern_sync_status"),
    ("/wp/v2/block-renderer/core/archives?context=edit&attributes[showPostCounts]=true", "rendered"),
    ("/wp/v2/block-renderer/core/calendar?context=edit", "rendered"),
    ("/wp/v2/block-renderer/core/tag-cloud?context=edit", "rendered"),
    ("/wp/v2/block-renderer/core/latest-comments?context=edit", "rendered"),
    ("/wp/v2/posts?context=edit&order=desc&orderby=date&per_page=5&_embed=author,wp:featuredmedia&ignore_sticky=true",
     "id _embedded"),
    ("/wp/v2/posts?context=edit&status=publish&per_page=1", "id"),
    ("/wp/v2/categories?context=view&per_page=100&hide_empty=true", "id"),
    ("/wp/v2/pages?context=edit&per_page=100&_fields=id,link,menu_order,parent,title,type&orderby=menu_order&order=asc",
     "id link menu_order parent title type"),
    ("/wp/v2/users?context=view&per_page=100&has_published_posts[0]=post", "id name"),
]  # fmt: skip

# Collections whose `Allow` tells the editor what to offer.
ALLOWED = ["settings", "media", "pages", "blocks", "templates", "posts", f"global-styles/{STYLES}"]


async def ask(
    site: RecordedSite, method: str, path: str, *, role: str = "admin", **content: Any
) -> httpx2.Response:
    """A request as @wordpress/api-fetch sends it: changes go as POST, with the method that is meant beside."""
    headers = {"Accept": "application/json, */*;q=0.1"}
    if method in {"PUT", "PATCH", "DELETE"}:
        headers["X-HTTP-Method-Override"] = method
        method = "POST"
    address = f"{API}{path}{'&' if '?' in path else '?'}_locale=user"
    case = {"path": address, "role": role, "method": method, "headers": headers}
    return await replay.send(site.client, case, **content)


async def test_reads_have_what_the_editor_needs(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        for path, members in READS:
            answer = await ask(site, "GET", path)
            assert answer.status_code == 200, (path, answer.text[:300])
            data = answer.json()
            shown = data[0] if isinstance(data, list) and data else data
            assert not members or set(members.split()) <= set(shown), path


@pytest.mark.parametrize("base", ALLOWED)
async def test_options_say_what_may_be_done(sqlite_url: str, tmp_path: Path, base: str) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        admin = await ask(site, "OPTIONS", f"/wp/v2/{base}")
        reader = await ask(site, "OPTIONS", f"/wp/v2/{base}", role="subscriber")
        assert "POST" in admin.headers["allow"]
        assert (admin.status_code, reader.status_code) == (200, 200)
        assert "POST" not in reader.headers.get("allow", "")


async def test_post_is_written_saved_published_and_trashed(database_url: str, tmp_path: Path) -> None:
    async with recorded_site(database_url, tmp_path) as site:
        made = (await ask(site, "POST", "/wp/v2/posts", json={"title": "New", "status": "draft"})).json()
        path = f"/wp/v2/posts/{made['id']}"
        texts = {
            "title": "Éclairs & <b>lamps</b>",
            "content": "<!-- wp:paragraph -->\n<p>x</p>\n<!-- /wp:paragraph -->",
        }
        saved = (await ask(site, "PUT", path, json={"id": made["id"], "excerpt": "Short", **texts})).json()
        assert {name: saved[name]["raw"] for name in texts} == texts
        assert saved["excerpt"]["raw"] == "Short"
        aside = (
            await ask(site, "POST", f"{path}/autosaves", json={"content": "y", "status": "draft"})
        ).json()
        assert (aside["id"], aside["content"]["raw"]) == (made["id"], "y")
        published = (await ask(site, "PUT", path, json={"id": made["id"], "status": "publish"})).json()
        assert published["status"] == "publish"
        assert "wp:action-publish" in published["_links"]
        aside = (await ask(site, "POST", f"{path}/autosaves", json={"content": "z"})).json()
        assert (aside["parent"], aside["content"]["raw"]) == (made["id"], "z")
        assert (await ask(site, "DELETE", path)).json()["status"] == "trash"


async def test_terms_are_made_and_found_again(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        parent = (await ask(site, "POST", "/wp/v2/categories", json={"name": "Quays"})).json()
        child = (
            await ask(site, "POST", "/wp/v2/categories", json={"name": "East", "parent": parent["id"]})
        ).json()
        again = await ask(site, "POST", "/wp/v2/categories", json={"name": "East", "parent": parent["id"]})
        assert child["parent"] == parent["id"]
        assert (again.json()["code"], again.json()["data"]["term_id"]) == ("term_exists", child["id"])


async def test_upload_is_answered_with_what_its_block_shows(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        picture = next((recording.unpack_uploads(tmp_path / "more")).rglob("badge.png")).read_bytes()
        files = {"file": ("lamp.png", picture, "image/png")}
        answer = await ask(
            site, "POST", "/wp/v2/media?_embed=wp:featuredmedia", files=files, data={"post": str(POST)}
        )
        made = answer.json()
        assert answer.status_code == 201
        assert (made["post"], made["mime_type"], made["media_type"]) == (POST, "image/png", "image")
        assert {"raw", "rendered"} <= set(made["caption"])
        assert {"thumbnail", "full"} <= set(made["media_details"]["sizes"])


async def test_pattern_is_kept(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        said = {
            "title": "Hero",
            "content": "<p>x</p>",
            "status": "publish",
            "meta": {"wp_pattern_sync_status": "unsynced"},
        }
        made = (await ask(site, "POST", "/wp/v2/blocks", json=said)).json()
        assert (made["title"]["raw"], made["wp_pattern_sync_status"]) == ("Hero", "unsynced")


async def test_preferences_are_kept(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        kept = {"core": {"welcomeGuide": False}, "_modified": "2026-01-02T03:04:05.000Z"}
        await ask(site, "PUT", "/wp/v2/users/me", json={"meta": {"persisted_preferences": kept}})
        me = (await ask(site, "GET", "/wp/v2/users/me?context=edit")).json()
        assert me["meta"]["persisted_preferences"] == kept
