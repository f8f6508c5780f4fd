"""Nobody may do by XML-RPC what the domain does not let them do."""

import pytest

from tests.integration.xmlrpc.conftest import Spoken

OTHERS_POST = 1
ARTHURS_DRAFT = 6
PRIVATE = 9


@pytest.mark.parametrize("name", ["sue", "colin", "arthur"])
@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("wp.getPost", (OTHERS_POST,)),
        ("wp.editPost", (OTHERS_POST, {"post_title": "Mine"})),
        ("wp.deletePost", (OTHERS_POST,)),
        ("wp.getRevisions", (OTHERS_POST,)),
        ("wp.newPost", ({"post_title": "x", "sticky": True, "post_status": "publish"},)),
        ("wp.newPost", ({"post_title": "x", "post_author": 1},)),
        ("wp.newTerm", ({"name": "x", "taxonomy": "category"},)),
        ("wp.deleteTerm", ("category", 2)),
        ("wp.setOptions", ({"blog_title": "x"},)),
        ("wp.getUsers", ()),
        ("wp.getUser", (1,)),
        ("wp.getPages", ()),
        ("wp.newPage", ({"title": "x"}, True)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_author_and_below_asking_for_more_than_their_own_are_refused(
    spoken: Spoken, name: str, method: str, params: tuple[object, ...]
) -> None:
    assert await spoken.fault(name, method, *params) in {401, 403}


async def test_contributor_publishing_is_refused_and_leaves_nothing_behind(spoken: Spoken) -> None:
    before = await spoken.as_user(
        "admin", "wp.getPosts", {"post_status": "auto-draft", "number": 50}, ["post_id"]
    )
    assert await spoken.fault("colin", "wp.newPost", {"post_title": "x", "post_status": "publish"}) == 401
    after = await spoken.as_user(
        "admin", "wp.getPosts", {"post_status": "auto-draft", "number": 50}, ["post_id"]
    )
    assert after == before


async def test_id_in_the_struct_does_not_name_the_post(spoken: Spoken) -> None:
    made = await spoken.as_user("arthur", "wp.newPost", {"ID": OTHERS_POST, "post_title": "Mine"})
    assert made != str(OTHERS_POST)
    assert (await spoken.as_user("admin", "wp.getPost", OTHERS_POST))["post_title"] == "First light"


async def test_markup_of_an_author_is_cleaned(spoken: Spoken) -> None:
    made = await spoken.as_user(
        "arthur", "wp.newPost", {"post_content": "<script>x</script><b onclick=x>y</b>"}
    )
    assert (await spoken.as_user("arthur", "wp.getPost", int(made)))["post_content"] == "x<b>y</b>"


async def test_comments_are_listed_on_readable_posts_alone(spoken: Spoken) -> None:
    await spoken.as_user("admin", "wp.editPost", OTHERS_POST, {"post_status": "private"})
    found = await spoken.as_user("sue", "wp.getComments", {"post_id": OTHERS_POST, "status": "approve"})
    assert found == []
    assert await spoken.call("mt.getTrackbackPings", OTHERS_POST) == []


async def test_protected_meta_is_neither_shown_nor_written(spoken: Spoken) -> None:
    fields = [{"key": "_hidden", "value": "x"}, {"key": "shown", "value": "y"}]
    made = int(await spoken.as_user("admin", "wp.newPost", {"post_title": "x", "custom_fields": fields}))
    found = await spoken.as_user("admin", "wp.getPost", made, ["custom_fields"])
    assert [one["key"] for one in found["custom_fields"]] == ["shown"]


async def test_custom_field_of_another_post_is_not_changed(spoken: Spoken) -> None:
    shown = await spoken.as_user("admin", "wp.getPost", OTHERS_POST, ["custom_fields"])
    row = shown["custom_fields"][0]
    made = int(await spoken.as_user("arthur", "wp.newPost", {"post_title": "x"}))
    await spoken.as_user("arthur", "wp.editPost", made, {"custom_fields": [{**row, "value": "stolen"}]})
    assert await spoken.as_user("admin", "wp.getPost", OTHERS_POST, ["custom_fields"]) == shown


async def test_file_that_is_no_picture_is_not_taken_for_one(spoken: Spoken) -> None:
    struct = {"name": "a.png", "type": "image/png", "bits": b"<script>"}
    assert await spoken.fault("arthur", "wp.uploadFile", struct) == 500


async def test_upload_to_a_post_of_somebody_else_is_refused(spoken: Spoken) -> None:
    struct = {"name": "a.txt", "type": "text/plain", "bits": b"x", "post_id": OTHERS_POST}
    assert await spoken.fault("arthur", "wp.uploadFile", struct) == 401
