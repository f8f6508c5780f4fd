"""What the admin's screens store is WordPress's own: it shows requests and widgets that Tympan noted, and the other way round."""

import re
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest

from tests.wordpress.conftest import PASSWORD
from tests.wordpress.server import WordPress

pytestmark = pytest.mark.wordpress

REQUESTS = "/wp-json/tympan/v1/personal-data-requests"
SCREEN = "/wp-admin/export-personal-data.php"
EXPORT = "export_personal_data"


@pytest.fixture(scope="module")
def admin(wordpress: WordPress) -> Iterator[httpx2.Client]:
    """The administrator, logged in at WordPress."""
    with httpx2.Client(base_url=wordpress.home) as client:
        client.get("/wp-login.php")
        client.post("/wp-login.php", data={"log": "admin", "pwd": PASSWORD, "testcookie": "1"})
        client.headers["X-WP-Nonce"] = client.get("/wp-admin/admin-ajax.php?action=rest-nonce").text
        yield client


@pytest.fixture(scope="module")
def at_tympan(admin: httpx2.Client, tympan: str) -> Iterator[httpx2.Client]:
    """The same session, at Tympan."""
    headers = {
        "Host": admin.base_url.netloc.decode(),
        "Cookie": "; ".join(f"{one.name}={one.value}" for one in admin.cookies.jar),
        "X-WP-Nonce": admin.headers["X-WP-Nonce"],
    }
    with httpx2.Client(base_url=tympan, headers=headers) as client:
        yield client


def test_request_noted_by_tympan_is_listed_by_wordpress(
    admin: httpx2.Client, at_tympan: httpx2.Client
) -> None:
    said = {"action_name": EXPORT, "person": "tess@example.org", "send_confirmation_email": False}
    assert at_tympan.post(REQUESTS, json=said).status_code == 201
    page = admin.get(SCREEN).text
    row = re.search(r"<tr.*?tess@example\.org.*?</tr>", page, re.DOTALL)
    assert row is not None
    assert "status-request-confirmed" in row[0]


def test_request_noted_by_wordpress_is_answered_by_tympan(
    admin: httpx2.Client, at_tympan: httpx2.Client
) -> None:
    nonce = re.search(r'name="_wpnonce" value="([^"]+)"', admin.get(SCREEN).text)
    assert nonce is not None
    form = {
        "_wpnonce": nonce[1],
        "action": f"add_{EXPORT}_request",
        "type_of_action": EXPORT,
        "username_or_email_for_privacy_request": "admin",
    }
    assert "Request added" in admin.post(SCREEN, data=form).text
    (noted,) = at_tympan.get(REQUESTS, params={"action_name": EXPORT, "search": "admin"}).json()
    assert (noted["status"], noted["user"]) == ("request-confirmed", 1)
    address = f"{REQUESTS}/{noted['id']}"
    assert at_tympan.post(f"{address}/answer", json={}).status_code == 202
    done = _done(at_tympan, address)
    assert done["outcome"]["error"] == ""
    assert at_tympan.get(urlsplit(done["file"]).path).content.startswith(b"PK")
    assert at_tympan.post(f"{address}/complete", json={}).status_code == 200
    row = re.search(r"<tr(?:(?!</tr>).)*admin@(?:(?!</tr>).)*</tr>", admin.get(SCREEN).text, re.DOTALL)
    assert row is not None
    assert "status-request-completed" in row[0]


def _done(at_tympan: httpx2.Client, address: str) -> Any:
    for _ in range(100):
        found = at_tympan.get(address).json()
        if not found["is_worked_on"]:
            return found
        time.sleep(0.1)
    raise AssertionError(found)


def test_widget_made_by_tympan_is_wordpress_s(admin: httpx2.Client, at_tympan: httpx2.Client) -> None:
    content = "<!-- wp:paragraph -->\n<p>Open from six.</p>\n<!-- /wp:paragraph -->"
    said = {"id_base": "block", "sidebar": "wp_inactive_widgets", "instance": {"raw": {"content": content}}}
    made = at_tympan.post("/wp-json/wp/v2/widgets", json=said)
    assert made.status_code == 201, made.text
    found = admin.get(f"/wp-json/wp/v2/widgets/{made.json()['id']}?context=edit").json()
    assert found["instance"]["raw"]["content"] == content
