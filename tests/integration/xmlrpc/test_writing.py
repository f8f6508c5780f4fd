"""What calls leave behind, and what they are refused, as a WordPress beside it does."""

import xmlrpc.client
from typing import Any

import pytest

from engine.domain import meta, posts, revisions
from engine.model.posts import PostQuery
from tests.integration.xmlrpc.conftest import Spoken

ADMIN = ("admin", "admin-pass-1")


async def _post(spoken: Spoken, identity: int) -> dict[str, Any]:
    found: dict[str, Any] = await spoken.as_user("admin", "wp.getPost", identity)
    return found


async def _revisions(spoken: Spoken, identity: int) -> int:
    ctx = await spoken.site.begin()
    query = PostQuery(types=("revision",), statuses=("inherit",), parents=(identity,), per_page=-1)
    return len([one for one in (await posts.query(ctx, query)).items if not revisions.is_autosave(one)])


async def test_blogger_post_begins_with_its_date_and_without_history(spoken: Spoken) -> None:
    made = await spoken.call("blogger.newPost", "k", 1, *ADMIN, "<title>T</title>text", False)
    post = await _post(spoken, made)
    assert post["post_status"] == "draft"
    assert post["post_date_gmt"] != xmlrpc.client.DateTime("00000000T00:00:00Z")
    assert await _revisions(spoken, made) == 0


async def test_categories_that_are_set_change_nothing_else(spoken: Spoken) -> None:
    before = await _post(spoken, 2)
    assert await spoken.call("mt.setPostCategories", 2, *ADMIN, [{"categoryId": "3"}]) is True
    after = await _post(spoken, 2)
    assert [term["term_id"] for term in after["terms"] if term["taxonomy"] == "category"] == ["3"]
    assert after["post_modified"] == before["post_modified"]
    assert await _revisions(spoken, 2) == 0


async def test_category_that_does_not_say_which_it_is_takes_all_away(spoken: Spoken) -> None:
    await spoken.call("mt.setPostCategories", 2, *ADMIN, [2])
    assert await spoken.call("mt.getPostCategories", 2, *ADMIN) == []
    await spoken.call("mt.setPostCategories", 2, *ADMIN, [])
    assert [one["categoryId"] for one in await spoken.call("mt.getPostCategories", 2, *ADMIN)] == ["1"]


async def test_date_in_another_form_than_the_compact_one_is_none(spoken: Spoken) -> None:
    dashed = xmlrpc.client.DateTime("2024-06-15T10:20:30")
    compact = xmlrpc.client.DateTime("20240615T10:20:30")
    for date, is_taken in ((dashed, False), (compact, True)):
        made = await spoken.as_user("admin", "wp.newPost", {"post_title": "Dated", "post_date": date})
        assert ((await _post(spoken, int(made)))["post_date"] == compact) is is_taken


async def test_date_of_utc_that_names_another_zone_is_of_that(spoken: Spoken) -> None:
    date = xmlrpc.client.DateTime("20240115T10:20:30+0200")
    made = await spoken.as_user("admin", "wp.newPost", {"post_title": "Dated", "post_date_gmt": date})
    assert (await _post(spoken, int(made)))["post_date_gmt"] == xmlrpc.client.DateTime("20240115T08:20:30")


REFUSED = {
    "list of types": (403, "wp.getPosts", {"post_type": ["post", "page"]}),
    "author beyond the column": (500, "wp.editComment", 1, {"author": "x" * 300}),
    "comment that stays as it is": (500, "wp.editComment", 1, {}),
    "term called nothing": (403, "wp.newTerm", {"taxonomy": "post_tag", "name": "0"}),
    "category nobody knows": (401, "wp.deleteCategory", 9999),
    "thumbnail by a word": (404, "wp.editPost", 2, {"post_thumbnail": "abc"}),
    "slug beyond its column": (500, "wp.editProfile", {"nicename": "x" * 51}),
    "author nobody is": (404, "metaWeblog.newPost", {"title": "T", "wp_author_id": 0}, True),
    "thumbnail of nothing": (404, "metaWeblog.newPost", {"title": "T", "wp_post_thumbnail": ""}, True),
    "template no theme has": (500, "wp.newPage", {"title": "T", "wp_page_template": "nosuch"}, True),
}


@pytest.mark.parametrize("case", REFUSED)
async def test_call_that_cannot_be_done_is_refused(case: str, spoken: Spoken) -> None:
    code, method, *params = REFUSED[case]
    assert await spoken.fault("admin", str(method), *params) == code


async def test_term_that_is_no_category_is_not_deleted_as_one(spoken: Spoken) -> None:
    assert await spoken.as_user("edith", "wp.deleteCategory", 9) is False
    assert (await spoken.as_user("edith", "wp.getTerm", "post_tag", 9))["name"] == "Knots"


async def test_category_below_what_is_none_is_at_the_top(spoken: Spoken) -> None:
    for parent in (9999, 9):
        made = await spoken.as_user(
            "admin", "wp.newCategory", {"name": f"Below {parent}", "parent_id": parent}
        )
        assert (await spoken.as_user("admin", "wp.getTerm", "category", made))["parent"] == "0"


async def test_lists_read_statuses_as_get_posts_does(spoken: Spoken) -> None:
    async def statuses(asked: str) -> set[str]:
        wanted = {"post_status": asked, "number": 100}
        return {one["post_status"] for one in await spoken.as_user("admin", "wp.getPosts", wanted)}

    assert await statuses("") == {"publish"}
    assert {"publish", "trash", "draft"} <= await statuses("nosuch")
    assert await statuses("draft,nosuch") == {"draft"}


async def test_fields_are_named_by_the_members_of_a_struct_too(spoken: Spoken) -> None:
    found = await spoken.as_user("admin", "wp.getPost", 1, {"a": "post_title"})
    assert set(found) == {"post_id", "post_title"}


async def test_order_that_is_not_ascending_descends(spoken: Spoken) -> None:
    for method, name in (("wp.getUsers", "user_id"), ("wp.getTerms", "term_id")):
        kind = ["post_tag"] if method == "wp.getTerms" else []
        wanted = {"orderby": "id", "order": "backwards"}
        ids = [int(one[name]) for one in await spoken.as_user("admin", method, *kind, wanted)]
        assert ids == sorted(ids, reverse=True)


async def test_filter_without_names_fits_nothing_and_an_empty_one_everything(spoken: Spoken) -> None:
    assert await spoken.as_user("admin", "wp.getTaxonomies", ["public"]) == []
    assert len(await spoken.as_user("admin", "wp.getTaxonomies", [])) > 3


async def test_switch_that_is_true_closes_comments(spoken: Spoken) -> None:
    made = await spoken.as_user(
        "admin", "metaWeblog.newPost", {"title": "T", "mt_allow_comments": True}, True
    )
    assert (await _post(spoken, int(made)))["comment_status"] == "closed"


async def test_who_may_not_ask_is_told_so_before_what_is_wrong_with_the_fields(spoken: Spoken) -> None:
    for method, subject in (("wp.getPost", 1), ("wp.getTaxonomy", "category"), ("wp.getRevisions", 1)):
        assert await spoken.fault("sue", method, subject, "post_title") == 401


async def test_profile_takes_nought_for_nothing(spoken: Spoken) -> None:
    await spoken.as_user("sue", "wp.editProfile", {"first_name": "0", "nickname": "", "display_name": "0"})
    profile = await spoken.as_user("sue", "wp.getProfile")
    assert (profile["first_name"], profile["nickname"], profile["display_name"]) == ("", "sue", "sue")


async def test_post_in_no_known_category_is_in_the_usual_one(spoken: Spoken) -> None:
    made = await spoken.as_user("admin", "metaWeblog.newPost", {"title": "T", "categories": ["nosuch"]}, True)
    assert [one["categoryId"] for one in await spoken.call("mt.getPostCategories", made, *ADMIN)] == ["1"]


async def test_links_are_nobodys_where_the_site_keeps_none(spoken: Spoken) -> None:
    assert await spoken.fault("admin", "wp.getTaxonomy", "link_category") == 401


async def test_option_that_stays_as_it_is_is_told_as_it_is_stored(spoken: Spoken) -> None:
    told = await spoken.as_user("admin", "wp.setOptions", {"thumbnail_size_w": "150", "medium_size_w": "301"})
    assert (told["thumbnail_size_w"]["value"], told["medium_size_w"]["value"]) == ("150", 301)
    await spoken.as_user("admin", "wp.setOptions", {"large_size_w": "nought"})
    assert (await spoken.as_user("admin", "wp.getOptions", ["large_size_w"]))["large_size_w"]["value"] == "0"


async def test_restored_revision_says_who_edited_last(spoken: Spoken) -> None:
    await spoken.as_user("edith", "wp.restoreRevision", 46)
    ctx = await spoken.site.begin()
    await meta.remember(ctx, "post", (1,))
    assert meta.value(ctx, "post", 1, "_edit_last") == "2"
