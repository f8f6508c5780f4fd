"""Who may do what with whose posts: every role, every route, every owner, whatever the request is dressed up as."""

from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.conformance import replay
from tests.conformance.sites import RecordedSite, recorded_site

POSTS = "/wp-json/wp/v2/posts"
ROLES = ("anon", "subscriber", "contributor", "author", "editor", "admin")
WRITERS = ("contributor", "author", "editor", "admin")

# Who may publish, and with posts of others do anything.
PUBLISHERS = frozenset({"author", "editor", "admin"})
EDITORS = frozenset({"editor", "admin"})


async def send(
    site: RecordedSite, role: str, request: tuple[str, str], said: Any = None, **headers: str
) -> httpx2.Response:
    """A request by its method and path."""
    content = {} if said is None else {"json": said}
    case = {"role": role, "method": request[0], "path": request[1], "headers": headers}
    return await replay.send(site.client, case, **content)


def allowed(role: str, owner: str, status: str, change: str) -> bool:
    """WordPress's rule: what is published, or shall be, takes the right to publish; what is others', to edit theirs."""
    if role not in WRITERS or (owner != role and role not in EDITORS):
        return False
    if change in {"sticky", "author"}:
        return role in EDITORS
    return role in PUBLISHERS if status == "publish" or change != "title" else True


CHANGES: dict[str, dict[str, Any]] = {
    "title": {"title": "Changed"},
    "publish": {"status": "publish"},
    "private": {"status": "private"},
    "future": {"status": "future", "date_gmt": "2099-01-01T00:00:00"},
    "sticky": {"sticky": True},
    "author": {"author": 1},
}


async def _posts(site: RecordedSite) -> dict[tuple[str, str], int]:
    """A draft and a published post of each writer, by owner and status."""
    return {
        (owner, status): await _post(site, owner, status)
        for owner in WRITERS
        for status in ("draft", "publish")
    }


async def _post(site: RecordedSite, owner: str, status: str) -> int:
    """A post of this owner; the administrator publishes it, for contributors may not."""
    identity: int = (await send(site, owner, ("POST", POSTS), {"title": "T", "content": "c"})).json()["id"]
    if status == "publish":
        await send(site, "admin", ("PUT", f"{POSTS}/{identity}"), {"status": "publish"})
    return identity


@pytest.mark.parametrize("role", ROLES)
async def test_change_of_a_post_takes_the_rights_to_it(sqlite_url: str, tmp_path: Path, role: str) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        made = await _posts(site)
        for change, said in CHANGES.items():
            for owner, status in made:
                if change == "author" and owner == "admin" and role == "admin":
                    continue
                path = f"{POSTS}/{made[owner, status]}"
                before = (await send(site, "admin", ("GET", f"{path}?context=edit"))).json()
                answer = await send(site, role, ("PUT", path), said)
                after = (await send(site, "admin", ("GET", f"{path}?context=edit"))).json()
                case = (role, change, owner, status)
                if allowed(role, owner, status, change):
                    assert answer.status_code == 200, case
                    made[owner, status] = await _post(site, owner, status)
                else:
                    assert answer.status_code in {401, 403}, case
                    for name in ("title", "status", "sticky", "author", "content"):
                        assert after[name] == before[name], case


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("route", ["", "?force=true"])
async def test_removal_of_a_post_takes_the_rights_to_it(
    sqlite_url: str, tmp_path: Path, role: str, route: str
) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        for (owner, status), identity in (await _posts(site)).items():
            answer = await send(site, role, ("DELETE", f"{POSTS}/{identity}{route}"))
            expected = {200} if allowed(role, owner, status, "title") else {401, 403}
            assert answer.status_code in expected, (role, owner, status)


@pytest.mark.parametrize("role", ROLES)
async def test_what_hangs_on_a_post_is_for_its_editors(sqlite_url: str, tmp_path: Path, role: str) -> None:
    """Autosaves, revisions, the text as written."""
    async with recorded_site(sqlite_url, tmp_path) as site:
        for (owner, status), identity in (await _posts(site)).items():
            path = f"{POSTS}/{identity}"
            may = allowed(role, owner, status, "title")
            asked = [("GET", f"{path}?context=edit"), ("GET", f"{path}/revisions"), ("GET", f"{path}/autosaves"),
                     ("POST", f"{path}/autosaves")]  # fmt: skip
            for method, address in asked:
                answer = await send(
                    site, role, (method, address), {"content": "x"} if method == "POST" else None
                )
                assert (answer.status_code == 200) == may, (role, owner, status, method, address)


@pytest.mark.parametrize("role", ["contributor", "author"])
async def test_draft_of_another_is_not_attached_to(sqlite_url: str, tmp_path: Path, role: str) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        draft = (await _posts(site))["editor", "draft"]
        answer = await send(site, role, ("POST", "/wp-json/wp/v2/media"), {"post": draft})
        assert answer.status_code == 403


# The same request in another dress (E1, E34).


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (f"{POSTS}/51?id=52", {"title": "x"}), (f"{POSTS}/51?id=51abc", {"title": "x"}),
        (f"{POSTS}/51?id[]=51", {"title": "x"}), (f"{POSTS}/51", {"id": 52, "title": "x"}),
        (f"{POSTS}/51", {"id": "51abc", "title": "x"}), (f"{POSTS}/51", {"id": [51], "title": "x"}),
        (f"{POSTS}/51abc", {"title": "x"}), (f"{POSTS}/51%00", {"title": "x"}), (f"{POSTS}/-51", {"title": "x"}),
        (f"{POSTS}/051.0", {"title": "x"}), (f"{POSTS}/51?context=edit&id=1abc", {"title": "x"}),
    ],
)  # fmt: skip
async def test_second_id_changes_nothing(
    sqlite_url: str, tmp_path: Path, path: str, said: dict[str, Any]
) -> None:
    """The author owns 51; an editor's request with two ids would be just as wrong."""
    async with recorded_site(sqlite_url, tmp_path) as site:
        listed = f"{POSTS}?include=51,52&context=edit&_fields=title,modified"
        before = (await site.ask(listed, "admin")).json()
        for role in ("anon", "author", "editor"):
            answer = await send(site, role, ("PUT", path), said)
            assert answer.status_code in {400, 401, 403, 404}, role
        assert (await site.ask(listed, "admin")).json() == before


@pytest.mark.parametrize(
    "said",
    [
        {"type": "page"}, {"guid": {"raw": "http://evil.example"}}, {"comment_count": 99}, {"post_author": 1},
        {"modified": "1999-01-01T00:00:00"}, {"ID": 52}, {"post_type": "page"}, {"to_ping": "http://evil.example"},
        {"post_password": "x"}, {"meta_input": {"_wp_attached_file": "../x"}}, {"tax_input": {"category": [1]}},
        {"__proto__": {"status": "publish"}}, {"constructor": {"prototype": 1}}, {"filter": "raw"},
        {"meta": {"_edit_lock": "1:1", "_wp_page_template": "x"}}, {"_links": {"self": []}}, {"__class__": "x"},
    ],
)  # fmt: skip
async def test_field_that_is_not_the_clients_is_passed_over(
    sqlite_url: str, tmp_path: Path, said: dict[str, Any]
) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        shown = (
            f"{POSTS}/51?context=edit&_fields=type,guid,author,status,slug,password,meta,categories,parent"
        )
        before = (await site.ask(shown, "author")).json()
        answer = await send(site, "author", ("PUT", f"{POSTS}/51"), said)
        assert answer.status_code in {200, 400}
        assert (await site.ask(shown, "author")).json() == before


@pytest.mark.parametrize("name", ["status", "format", "template", "comment_status"])
@pytest.mark.parametrize(
    "value", ["__class__", "../../etc/passwd", "publish\0", "publish_post", "{status}", "new_to_x"]
)
async def test_name_out_of_a_list_never_becomes_another(
    sqlite_url: str, tmp_path: Path, name: str, value: str
) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        answer = await send(site, "editor", ("PUT", f"{POSTS}/51"), {name: value})
        assert (answer.status_code, list(answer.json()["data"]["params"])) == (400, [name])


# Names and lists in questions (E3).

LISTS = {
    "posts": ("author", "author_exclude", "include", "exclude", "categories", "categories_exclude", "tags", "slug",
              "status", "orderby", "order", "search_columns", "tax_relation", "format", "offset", "page", "per_page",
              "after", "sticky"),
    "pages": ("parent", "parent_exclude", "menu_order", "orderby"),
    "comments": ("author", "author_exclude", "parent", "parent_exclude", "post", "include", "exclude", "orderby", "type",
                 "status"),
    "users": ("include", "exclude", "roles", "capabilities", "slug", "orderby", "who", "has_published_posts",
              "search_columns"),
    "categories": ("include", "exclude", "parent", "post", "slug", "orderby", "order", "hide_empty"),
    "tags": ("include", "offset", "orderby"),
    "media": ("media_type", "mime_type", "parent", "author", "orderby"),
    "search": ("type", "subtype", "include", "exclude"),
    "posts/51/revisions": ("include", "exclude", "orderby", "order", "offset"),
    "blocks": ("wp_pattern_category", "include", "orderby"),
}  # fmt: skip
HOSTILE = (
    "={0}", "[]={0}", "[a][b]={0}", "[0][terms][]={0}", "[terms]={0}",
)  # fmt: skip
_MARK = "zq8'\") OR 1=1 -- "


@pytest.mark.parametrize("base", LISTS)
async def test_hostile_argument_reaches_no_statement_as_text(
    database_url: str, tmp_path: Path, base: str
) -> None:
    async with recorded_site(database_url, tmp_path) as site:
        seen: list[str] = []
        site.database.log = seen
        for name in LISTS[base]:
            for form in HOSTILE:
                query = form.format("zq8%27%22%29%20OR%201%3D1%20--%20")
                answer = await site.ask(f"/wp-json/wp/v2/{base}?_fields=id&{name}{query}", "admin")
                assert answer.status_code in {200, 400}, (name, form, answer.text[:300])
        site.database.log = None
        assert seen
        assert not [statement for statement in seen if "zq8" in statement.lower() or "OR 1=1" in statement]


# Who is known to whom (E13), and who asks in whose name (E16).


async def test_time_and_words_of_a_failed_login_do_not_tell_names(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        answers = []
        for login in ("admin", "nobody-of-this-name", "admin@example.org"):
            headers = {"Authorization": replay.basic(login, "wrong")}
            answers.append(await send(site, "anon", ("GET", "/wp-json/wp/v2/users/me"), **headers))
        assert len({(answer.status_code, answer.text) for answer in answers}) == 1


@pytest.mark.parametrize("query", ["search=example.org", "search=admin@", "search_columns[]=email&search=author2", "orderby=email",
                                   "capabilities=manage_options", "roles=administrator", "context=edit"])  # fmt: skip
async def test_visitor_learns_nothing_of_accounts_but_public_names(
    sqlite_url: str, tmp_path: Path, query: str
) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        answer = await site.ask(f"/wp-json/wp/v2/users?{query}")
        assert answer.status_code in {400, 401} or answer.json() == []


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "x-http-method-override"])
@pytest.mark.parametrize("method", ["DELETE", "PUT", "HEAD", "OPTIONS", "TRACE", "x" * 5000])
async def test_answer_to_an_overridden_method_is_kept_by_no_cache(
    sqlite_url: str, tmp_path: Path, header: str, method: str
) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        answer = await send(site, "anon", ("GET", f"{POSTS}/51"), **{header: method})
        assert "no-store" in answer.headers.get("cache-control", "")
        assert answer.status_code in {200, 401, 404}


@pytest.mark.parametrize("name", ["Host", "X-Forwarded-Host", "X-Original-URL", "X-Rewrite-URL"])
async def test_host_of_somebody_else_is_in_no_address(sqlite_url: str, tmp_path: Path, name: str) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        answer = await send(site, "anon", ("GET", f"{POSTS}?per_page=1"), **{name: "evil.example"})
        assert (answer.status_code == 400) == (name == "Host")
        assert "evil.example" not in answer.text + str(answer.headers)


async def test_answer_to_another_origin_says_that_it_depends_on_it(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        for origin in ("https://app.example", "null", ""):
            headers = {"Origin": origin} if origin else {}
            answer = await send(site, "anon", ("GET", f"{POSTS}/51"), **headers)
            assert "origin" in answer.headers["vary"].lower()
