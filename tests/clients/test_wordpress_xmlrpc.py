"""The library python-wordpress-xmlrpc, as it is, against a served site."""

import collections
import collections.abc
from collections.abc import Iterator
from datetime import datetime
from importlib import import_module
from typing import Any

import pytest

from tests.browser.site import served
from tests.clients.pictures import PNG

# The library is older than Python 3.10, which moved this name.
collections.Iterable = collections.abc.Iterable  # type: ignore[attr-defined]

wordpress_xmlrpc = pytest.importorskip("wordpress_xmlrpc")


def part(name: str) -> Any:
    """A module of the library, which has no types."""
    return import_module(f"wordpress_xmlrpc.{name}")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("site")
    with served(folder, password="sesame-12") as address:
        yield wordpress_xmlrpc.Client(f"{address}/xmlrpc.php", "admin", "sesame-12")


def test_post_is_made_read_changed_and_deleted(client: Any) -> None:
    posts = part("methods.posts")

    post = wordpress_xmlrpc.WordPressPost()
    post.title, post.content, post.post_status = "Hello", "Some <b>words</b>", "publish"
    post.terms_names = {"post_tag": ["one", "two"], "category": ["News"]}
    post.custom_fields = [{"key": "mood", "value": "calm"}]
    post.date = datetime(2024, 5, 1, 8, 30)  # noqa: DTZ001 - the library sends it as it is
    post.id = client.call(posts.NewPost(post))
    found = client.call(posts.GetPost(post.id))
    assert (found.title, found.post_status, found.content) == ("Hello", "publish", "Some <b>words</b>")
    assert sorted(term.name for term in found.terms) == ["News", "one", "two"]
    assert [field["value"] for field in found.custom_fields] == ["calm"]
    found.title = "Hello again"
    assert client.call(posts.EditPost(found.id, found))
    assert client.call(posts.GetPosts({"number": 1, "orderby": "title"}))
    assert client.call(posts.GetPost(post.id)).title == "Hello again"
    assert client.call(posts.DeletePost(post.id))
    assert client.call(posts.GetPost(post.id)).post_status == "trash"


def test_page_and_comments(client: Any) -> None:
    comments = part("methods.comments")
    posts = part("methods.posts")

    page = wordpress_xmlrpc.WordPressPage()
    page.title, page.post_status, page.comment_status = "About", "publish", "open"
    page.id = client.call(posts.NewPost(page))
    (found, *_) = client.call(
        posts.GetPosts({"post_type": "page"}, results_class=wordpress_xmlrpc.WordPressPage)
    )
    assert found.title == "About"
    comment = wordpress_xmlrpc.WordPressComment()
    comment.content = "Well said"
    identity = client.call(comments.NewComment(page.id, comment))
    assert client.call(comments.GetComment(identity)).content == "Well said"
    assert client.call(comments.GetCommentCount(page.id))["total_comments"] == 1


def test_media_taxonomies_options_users(client: Any) -> None:
    media = part("methods.media")
    options = part("methods.options")
    taxonomies = part("methods.taxonomies")
    users = part("methods.users")

    uploaded = client.call(media.UploadFile({"name": "dot.png", "type": "image/png", "bits": PNG}))
    assert uploaded["url"].endswith("/dot.png")
    assert client.call(media.GetMediaItem(uploaded["id"])).title == "dot.png"
    assert [one.title for one in client.call(media.GetMediaLibrary({"number": 5}))] == ["dot.png"]
    tag = wordpress_xmlrpc.WordPressTerm()
    tag.taxonomy, tag.name = "post_tag", "three"
    tag.id = client.call(taxonomies.NewTerm(tag))
    assert client.call(taxonomies.GetTerm("post_tag", tag.id)).name == "three"
    assert "category" in [one.name for one in client.call(taxonomies.GetTaxonomies())]
    title = client.call(options.GetOptions(["blog_title"]))
    assert [option.name for option in title] == ["blog_title"]
    assert client.call(users.GetUserInfo()).username == "admin"
    assert client.call(users.GetUsersBlogs())[0].is_admin is True


def test_wrong_password_is_told_as_such(client: Any) -> None:
    refused = part("exceptions").InvalidCredentialsError
    users = part("methods.users")

    other = wordpress_xmlrpc.Client(client.url, "admin", "wrong")
    with pytest.raises(refused):
        other.call(users.GetUserInfo())
