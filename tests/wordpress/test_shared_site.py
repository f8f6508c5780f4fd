import re
from urllib.parse import urlsplit

import httpx2
import pytest

from tests.wordpress.conftest import PASSWORD
from tests.wordpress.database import execute
from tests.wordpress.server import WordPress

pytestmark = pytest.mark.wordpress


def test_wordpress_serves_the_recorded_site(wordpress: WordPress) -> None:
    for path in ("/", "/wp-json/wp/v2/posts", "/wp-json/wp/v2/comments", "/feed/", "/wp-login.php"):
        answer = httpx2.get(wordpress.home + path, follow_redirects=True)
        assert (answer.status_code, bool(answer.text)) == (200, True), path


def test_comment_written_by_tympan_is_shown_by_wordpress(
    wordpress: WordPress, tympan: str, shared_site: str
) -> None:
    post = open_post(wordpress)
    answer = leave_comment(tympan, wordpress, post["id"], "Written by Tympan, read by WordPress.")
    assert answer.status_code == 302
    newest = httpx2.get(f"{wordpress.home}/wp-json/wp/v2/comments").json()[0]
    assert "Written by Tympan, read by WordPress." in newest["content"]["rendered"]
    assert "Written by Tympan, read by WordPress." in httpx2.get(post["link"]).text
    assert httpx2.get(wordpress.home, follow_redirects=True).status_code == 200
    counted, approved = counts(shared_site, post["id"])
    assert counted == approved


def test_comment_written_by_wordpress_is_shown_by_tympan_at_once(wordpress: WordPress, tympan: str) -> None:
    post = open_post(wordpress)
    page = tympan + urlsplit(post["link"]).path
    host = {"Host": urlsplit(wordpress.home).netloc}
    text = "Written by WordPress, read by Tympan."
    assert text not in httpx2.get(page, headers=host).text
    assert leave_comment(wordpress.home, wordpress, post["id"], text).status_code == 302
    assert text in httpx2.get(page, headers=host).text


def test_login_at_wordpress_is_valid_at_tympan(wordpress: WordPress, tympan: str) -> None:
    with httpx2.Client(base_url=wordpress.home) as client:
        client.get("/wp-login.php")
        client.post("/wp-login.php", data={"log": "admin", "pwd": PASSWORD, "testcookie": "1"})
        nonce = client.get("/wp-admin/admin-ajax.php", params={"action": "rest-nonce"}).text
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in client.cookies.jar)
    headers = {"Host": urlsplit(wordpress.home).netloc, "Cookie": cookies, "X-WP-Nonce": nonce}
    answer = httpx2.get(f"{tympan}/wp-json/wp/v2/users/me", headers=headers)
    assert re.fullmatch("[0-9a-f]{10}", nonce)
    assert (answer.status_code, answer.json().get("slug")) == (200, "admin")


def open_post(wordpress: WordPress) -> dict[str, str]:
    posts = httpx2.get(f"{wordpress.home}/wp-json/wp/v2/posts").json()
    return next(
        post for post in posts if post["comment_status"] == "open" and not post["content"]["protected"]
    )


def leave_comment(address: str, wordpress: WordPress, post: str, text: str) -> httpx2.Response:
    form = {"comment_post_ID": post, "author": "Nora", "email": "nora@example.net", "comment": text}
    headers = {"Host": urlsplit(wordpress.home).netloc}
    return httpx2.post(f"{address}/wp-comments-post.php", data=form, headers=headers)


def counts(database: str, post: str) -> tuple[str, str]:
    """The post's comment count as stored, and as it should be."""
    approved = f"SELECT count(*) FROM wp_comments WHERE comment_approved = '1' AND comment_post_ID = {post}"  # noqa: S608
    row = execute(database, f"SELECT comment_count, ({approved}) FROM wp_posts WHERE ID = {post}")  # noqa: S608
    counted, found = row.split()
    return counted, found
