"""Clients of WordPress as their authors publish them do their work on Tympan."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from wpa import comment, media, option, post, term, user  # type: ignore[import-untyped]
from wpa.api import WPApiClient  # type: ignore[import-untyped]
from wpa.exceptions import WPApiError  # type: ignore[import-untyped]

from tests.clients.served import LOGIN, Served, run


def test_wpapi_writes_and_reads(served: Served, node: str, wpapi_packages: Path) -> None:
    assert wpapi_packages.is_dir()

    seen = run(node, "wpapi.cjs", served)

    assert seen == {
        "status": ["draft", "future", "trash", "draft", "publish"],
        "content": "Two.",
        "media": ["image", "A lamp", True],
        "comment": ["approved", True],
        "roles": ["author"],
        "description": "By wpapi",
        "revisions": True,
        "found": [1, 1, 2],
        "missing": "rest_post_invalid_id",
    }


def test_core_data_writes_and_reads(
    served: Served, node: str, wpapi_packages: Path, editor_packages: Path
) -> None:
    assert wpapi_packages.is_dir()
    assert editor_packages.is_dir()

    seen = run(node, "core_data.cjs", served)

    assert seen == {
        "status": ["draft", "future", "publish", "trash", "draft"],
        "content": "Two.",
        "dirty": False,
        "autosave": [True, "Three, perhaps.", "Two."],
        "duplicate": ["term_exists", True],
        "media": ["image", True],
        "comment": "approved",
        "description": "By core-data",
        "roles": ["editor"],
        "types": ["post", "page"],
        "theme": "string",
        "mayUpload": True,
        "listed": [True],
        "revisions": True,
    }


@pytest.fixture
def wpa(served: Served) -> WPApiClient:
    return WPApiClient(served.address, LOGIN, served.password)


def test_wpa_keeps_posts(wpa: WPApiClient) -> None:
    made = post.create_post(wpa, "By wpa", "One.")
    soon = (datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%S")
    scheduled = post.update_post(wpa, made["id"], content="Two.", status="publish", date_gmt=soon)
    trashed = post.delete_post(wpa, made["id"])
    restored = post.update_post(wpa, made["id"], status="draft")

    assert [one["status"] for one in (made, scheduled, trashed, restored)] == [
        "draft",
        "future",
        "trash",
        "draft",
    ]
    assert post.get_post(wpa, made["id"])["content"] == "<p>Two.</p>\n"
    assert post.delete_post(wpa, made["id"], force=True)["deleted"]
    with pytest.raises(WPApiError):
        post.get_post(wpa, made["id"])


def test_wpa_keeps_terms_comments_and_files(wpa: WPApiClient, served: Served) -> None:
    category = term.create_term(wpa, "Quays")
    made = post.create_post(wpa, "With much", status="publish", categories=[category["id"]])
    said = comment.create_comment(wpa, made["id"], "Well said.")
    held = comment.unapprove_comment(wpa, said["id"])
    file = media.import_media(wpa, str(served.image), title="Screenshot", alt_text="A page", post=made["id"])

    assert (said["status"], held["status"]) == ("approved", "hold")
    assert [one["name"] for one in term.list_terms(wpa, search="Quays")] == ["Quays"]
    assert (file["alt_text"], file["post"]) == ("A page", made["id"])
    assert media.delete_media(wpa, file["id"], force=True)["deleted"]
    assert term.delete_term(wpa, category["id"])["deleted"]


def test_wpa_keeps_accounts_and_settings(wpa: WPApiClient) -> None:
    made = user.create_user(wpa, "wpa-author", "wpa@example.org", "correct horse battery", role="author")
    option.update_setting(wpa, "posts_per_page", "7")

    assert made["roles"] == ["author"]
    assert option.get_setting(wpa, "posts_per_page") == 7
    assert user.delete_user(wpa, made["id"], reassign=1)["deleted"]
