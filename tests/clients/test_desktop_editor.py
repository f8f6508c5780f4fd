"""What a desktop editor does: find the interfaces, list categories, post with an image, edit, delete."""

import re
import xmlrpc.client
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

import httpx2
import pytest

from tests.browser.site import served
from tests.clients.pictures import PNG

LOGIN = ("admin", "sesame-12")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("site")
    with served(folder, password="sesame-12") as address:
        yield address


def discovered(address: str) -> str:
    """The address of metaWeblog, which the home page leads to."""
    home = httpx2.get(f"{address}/").text
    link = re.search(r'<link rel="EditURI"[^>]*href="([^"]+)"', home)
    document = httpx2.get(link[1] if link else f"{address}/xmlrpc.php?rsd").content
    apis = ET.fromstring(document).findall(".//{*}api")  # noqa: S314 - our own answer
    return next(str(api.get("apiLink")) for api in apis if api.get("name") == "MetaWeblog")


def test_editor_posts_with_an_image_edits_and_deletes(address: str) -> None:
    editor: Any = xmlrpc.client.ServerProxy(discovered(address))
    (blog,) = editor.blogger.getUsersBlogs("key", *LOGIN)
    categories = [one["categoryName"] for one in editor.metaWeblog.getCategories(blog["blogid"], *LOGIN)]
    assert categories == ["Uncategorized"]
    editor.wp.newCategory(blog["blogid"], *LOGIN, {"name": "Travel"})
    image = {"name": "dot.png", "type": "image/png", "bits": xmlrpc.client.Binary(PNG)}
    url = editor.metaWeblog.newMediaObject(blog["blogid"], *LOGIN, image)["url"]
    assert httpx2.get(url).content == PNG
    post = {
        "title": "On the road",
        "description": f'<p><img src="{url}"></p>',
        "mt_text_more": "And on it went.",
        "categories": ["Travel"],
        "mt_keywords": "road, dust",
        "mt_allow_comments": 0,
    }
    identity = editor.metaWeblog.newPost(blog["blogid"], *LOGIN, post, True)
    found = editor.metaWeblog.getPost(identity, *LOGIN)
    assert (found["title"], found["mt_text_more"], found["categories"]) == (
        "On the road", "And on it went.", ["Travel"],
    )  # fmt: skip
    assert found["mt_keywords"] == "dust, road"
    assert "On the road" in httpx2.get(found["permaLink"]).text
    assert editor.metaWeblog.editPost(identity, *LOGIN, {**post, "title": "Off the road"}, True) is True
    recent = editor.metaWeblog.getRecentPosts(blog["blogid"], *LOGIN, 1)
    assert recent[0]["title"] == "Off the road"
    assert editor.mt.getPostCategories(identity, *LOGIN)[0]["isPrimary"] is True
    (item,) = editor.wp.getMediaLibrary(blog["blogid"], *LOGIN, {"parent_id": int(identity)})
    assert item["link"] == url
    assert editor.blogger.deletePost("key", identity, *LOGIN, True) is True
    assert httpx2.get(found["permaLink"]).status_code == 404


def test_editor_with_a_wrong_password_gets_the_fault_it_knows(address: str) -> None:
    editor: Any = xmlrpc.client.ServerProxy(f"{address}/xmlrpc.php")
    with pytest.raises(xmlrpc.client.Fault) as raised:
        editor.wp.getUsersBlogs("admin", "wrong")
    assert raised.value.faultCode == 403
