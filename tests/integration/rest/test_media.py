"""Uploads and edits through the API, beyond what is recorded."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from engine.backends.fetch import Answer, Ask
from engine.store import meta
from tests.conformance import recording, replay
from tests.conformance.replay import basic
from tests.conformance.sites import RecordedSite

MEDIA = "/wp-json/wp/v2/media"
HARBOUR = 5
_MEGABYTE = 1024 * 1024


def _authorization(role: str) -> dict[str, str]:
    user = recording.users()[role]
    return {"Authorization": basic(user["login"], user["app_password"])}


async def upload(site: RecordedSite, role: str, name: str, content: Any, **form: str) -> httpx2.Response:
    """Send a file as the body, or with fields as a form."""
    if form:
        case: dict[str, Any] = {"path": MEDIA, "role": role, "method": "POST"}
        return await replay.send(site.client, case, files={"file": (name, content)}, data=form)
    disposition = f'attachment; filename="{name}"'
    headers = {"Content-Type": "application/octet-stream", "Content-Disposition": disposition}
    case = {"path": MEDIA, "role": role, "method": "POST", "headers": headers}
    return await replay.send(site.client, case, content=content)


async def edit(site: RecordedSite, identity: int, **body: Any) -> httpx2.Response:
    case = {"path": f"{MEDIA}/{identity}/edit", "role": "editor", "method": "POST"}
    return await replay.send(site.client, case, json=body)


async def _stream(size: int) -> AsyncIterator[bytes]:
    for _ in range(size // _MEGABYTE):
        yield b"\0" * _MEGABYTE


def _uploaded(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}


async def test_folder_that_takes_no_file_is_told_of(
    site: RecordedSite, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "uploads").rename(tmp_path / "moved")
    (tmp_path / "uploads").touch()
    answer = await upload(site, "author", "note.txt", b"text")
    assert (answer.status_code, answer.json()["code"]) == (503, "rest_upload_unknown_error")
    assert "a file cannot be stored in" in caplog.text
    assert "Traceback" not in caplog.text


async def test_upload_larger_than_allowed_is_refused_as_it_comes(site: RecordedSite, tmp_path: Path) -> None:
    """No Content-Length tells it beforehand; who may not upload is cut off earlier."""
    before = _uploaded(tmp_path)
    for role, size in (("author", 130 * _MEGABYTE), ("subscriber", 17 * _MEGABYTE), ("anon", 17 * _MEGABYTE)):
        headers = {"Content-Type": "video/mp4", "Content-Disposition": 'attachment; filename="x.mp4"'}
        if role != "anon":
            headers |= _authorization(role)
        answer = await site.client.post(MEDIA, headers=headers, content=_stream(size))
        assert (answer.status_code, answer.json()["code"]) == (413, "rest_request_too_large"), role
    assert _uploaded(tmp_path) == before


@pytest.mark.parametrize("kind", ["image/png", "multipart/form-data; boundary=x", "multipart/form-data"])
async def test_upload_cut_off_in_the_middle_leaves_nothing(
    site: RecordedSite, tmp_path: Path, kind: str
) -> None:
    before = _uploaded(tmp_path)
    headers = {
        "Content-Type": kind, "Content-Disposition": 'attachment; filename="x.png"', **_authorization("author"),
    }  # fmt: skip
    body = b'--x\r\nContent-Disposition: form-data; name="file"; filename="x.png"\r\n\r\n\x89PNG'
    answer = await site.client.post(MEDIA, headers=headers, content=body)
    assert answer.status_code in {400, 500}
    assert _uploaded(tmp_path) == before


async def test_upload_with_wrong_checksum_is_refused(site: RecordedSite) -> None:
    headers = {
        "Content-Type": "image/png", "Content-Disposition": 'attachment; filename="x.png"', "Content-MD5": "0" * 32,
    }  # fmt: skip
    case = {"path": MEDIA, "role": "author", "method": "POST", "headers": headers}
    answer = await replay.send(site.client, case, content=recording.media("tiny.png"))
    assert (answer.status_code, answer.json()["code"]) == (412, "rest_upload_hash_mismatch")


async def test_upload_of_a_bomb_is_told_so(site: RecordedSite) -> None:
    huge = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\x0f\0\0\0\x0f\0\0\x08\2\0\0\0"
    answer = await upload(site, "author", "bomb.png", huge + b"\0" * 100)
    assert answer.status_code in {400, 500}
    assert (await upload(site, "author", "fine.png", recording.media("tiny.png"))).status_code == 201


async def test_upload_without_sizes_gets_them_later(site: RecordedSite) -> None:
    made = await upload(
        site, "author", "kiln.jpg", recording.media("kiln.jpg"), generate_sub_sizes="false", title="Kiln"
    )
    assert made.json()["media_details"]["sizes"] == {} or list(made.json()["media_details"]["sizes"]) == [
        "full"
    ]
    assert made.json()["missing_image_sizes"] == ["thumbnail", "medium", "medium_large"]
    case = {"path": f"{MEDIA}/{made.json()['id']}/post-process", "role": "author", "method": "POST"}
    done = await replay.send(site.client, case, json={"action": "create-image-subsizes"})
    assert done.json()["missing_image_sizes"] == []
    assert sorted(done.json()["media_details"]["sizes"]) == ["full", "medium", "medium_large", "thumbnail"]


async def test_upload_is_written_in_the_type_of_the_site_unless_the_client_sees_to_that(
    site: RecordedSite,
) -> None:
    hooks = (await site.application.running()).site.hooks
    hooks.add("image_editor_output_format", lambda formats, *_: {**formats, "image/jpeg": "image/webp"})
    found = {}
    for convert in ("true", "false"):
        made = await upload(
            site, "author", f"{convert}.jpg", recording.media("kiln.jpg"), convert_format=convert
        )
        shown = made.json()
        sizes = {size["mime_type"] for size in shown["media_details"]["sizes"].values()}
        found[convert] = shown["mime_type"], sizes, shown["image_output_format"]
    assert found == {
        "true": ("image/webp", {"image/webp"}, None),
        "false": ("image/jpeg", {"image/jpeg"}, "image/webp"),
    }


class Elsewhere:
    """Another site with one file."""

    def __init__(self, status: int = 200) -> None:
        self.status = status
        self.asked: list[str] = []

    async def __call__(self, ask: Ask) -> Answer:
        self.asked.append(ask.url)
        assert ask.into
        ask.into.write(recording.media("tiny.png"))
        return Answer(url=ask.url, status=self.status)


async def _upload_from(site: RecordedSite, role: str, web: Elsewhere) -> httpx2.Response:
    site.reaches(web)
    case = {"path": MEDIA, "role": role, "method": "POST"}
    body = {"url": "https://pictures.example/a%20b/tiny%20one.png?size=1", "title": "From there"}
    return await replay.send(site.client, case, json=body)


async def test_upload_from_another_site_is_fetched(site: RecordedSite) -> None:
    made = await _upload_from(site, "author", Elsewhere())
    assert made.status_code == 201
    assert made.json()["source_url"].endswith("/tiny-one.png")
    assert made.json()["title"]["raw"] == "From there"


async def test_upload_from_another_site_that_refuses_is_refused(site: RecordedSite, tmp_path: Path) -> None:
    before = _uploaded(tmp_path)
    answer = await _upload_from(site, "author", Elsewhere(404))
    assert (answer.status_code, answer.json()["code"]) == (500, "rest_upload_sideload_error")
    assert _uploaded(tmp_path) == before


async def test_upload_from_another_site_by_who_may_not_asks_nobody(site: RecordedSite) -> None:
    web = Elsewhere()
    assert (await _upload_from(site, "subscriber", web)).status_code == 403
    assert web.asked == []


async def test_upload_from_this_machine_is_refused(site: RecordedSite) -> None:
    for address in ("http://127.0.0.1/x.png", "http://169.254.169.254/latest/x.png", "file:///etc/passwd"):
        case = {"path": MEDIA, "role": "author", "method": "POST"}
        answer = await replay.send(site.client, case, json={"url": address})
        assert answer.status_code in {400, 500}, address
        assert answer.json()["code"] in {
            "rest_upload_sideload_error",
            "rest_upload_no_data",
            "unsafe_address",
        }


async def test_deleted_upload_leaves_no_file(site: RecordedSite, tmp_path: Path) -> None:
    before = _uploaded(tmp_path)
    made = await upload(site, "author", "panorama.jpg", recording.media("panorama.jpg"))
    assert len(_uploaded(tmp_path)) == len(before) + 8
    case = {"path": f"{MEDIA}/{made.json()['id']}?force=true", "role": "author", "method": "DELETE"}
    assert (await replay.send(site.client, case)).status_code == 200
    assert _uploaded(tmp_path) == before


@pytest.mark.parametrize(
    "src",
    [
        "http://blog.test/wp-content/uploads/../../etc/passwd",
        "file:///etc/passwd",
        "http://blog.test/wp-content/uploads/2026/11/kiln.jpg",
        "http://other.example/harbour.jpg",
    ],
)
async def test_edit_of_another_file_is_refused(site: RecordedSite, src: str) -> None:
    """The source is one of the attachment's own files, whatever the address looks like (CVE-2019-8942)."""
    answer = await edit(site, HARBOUR, src=src, rotation=90)
    assert (answer.status_code, answer.json()["code"]) == (404, "rest_unknown_attachment")


async def test_edit_whose_metadata_names_a_file_elsewhere_is_refused(
    site: RecordedSite, tmp_path: Path
) -> None:
    (tmp_path / "secret.jpg").write_bytes(recording.media("kiln.jpg"))
    await meta.put(site.database, "post", HARBOUR, key="_wp_attached_file", value="../secret.jpg")
    answer = await edit(site, HARBOUR, src="http://blog.test/wp-content/uploads/../secret.jpg", rotation=90)
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("modifiers", "size"),
    [
        pytest.param([{"type": "rotate", "args": {"angle": 90}}], (1200, 1600), id="rotate"),
        pytest.param(
            [{"type": "flip", "args": {"flip": {"horizontal": True, "vertical": False}}}],
            (1600, 1200),
            id="flip",
        ),
        pytest.param(
            [{"type": "crop", "args": {"left": 25, "top": 0, "width": 50, "height": 100}}],
            (800, 1200),
            id="crop",
        ),
        pytest.param(
            [
                {"type": "rotate", "args": {"angle": 270}},
                {"type": "crop", "args": {"left": 0, "top": 0, "width": 50, "height": 25}},
            ],
            (600, 400),
            id="one after another",
        ),
    ],
)
async def test_edit_makes_a_new_attachment(
    site: RecordedSite, modifiers: list[dict[str, Any]], size: tuple[int, int]
) -> None:
    src = (await site.ask(f"{MEDIA}/{HARBOUR}")).json()["source_url"]
    made = await edit(site, HARBOUR, src=src, modifiers=modifiers, caption="Changed", alt_text="New")
    shown = made.json()
    assert made.status_code == 201
    assert (shown["media_details"]["width"], shown["media_details"]["height"]) == size
    assert shown["media_details"]["parent_image"] == {"attachment_id": HARBOUR, "file": "2026/11/harbour.jpg"}
    assert shown["media_details"]["image_meta"]["camera"] == "FX-7"
    assert (shown["alt_text"], shown["title"]["rendered"]) == ("New", "Harbour wall")
    assert shown["id"] != HARBOUR


async def test_edit_cropped_to_nothing_is_refused(site: RecordedSite) -> None:
    src = (await site.ask(f"{MEDIA}/{HARBOUR}")).json()["source_url"]
    answer = await edit(site, HARBOUR, src=src, x=0, y=0, width=0, height=0)
    assert (answer.status_code, answer.json()["code"]) == (400, "rest_image_crop_failed")


async def test_edit_of_what_is_no_picture_is_refused(site: RecordedSite) -> None:
    src = (await site.ask(f"{MEDIA}/17", "editor")).json()["source_url"]
    answer = await edit(site, 17, src=src, rotation=90)
    assert (answer.status_code, answer.json()["code"]) == (400, "rest_cannot_edit_file_type")


async def test_uploaded_files_are_served_as_what_their_name_says(site: RecordedSite) -> None:
    """A picture with a script behind it stays a picture; what browsers do not show is saved."""
    polyglot = recording.media("tiny.png") + b"<script>alert(1)</script>"
    made = await upload(site, "author", "tiny.png", polyglot)
    served = await site.client.get(made.json()["source_url"])
    assert served.headers["content-type"] == "image/png"
    assert served.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in served.headers["content-security-policy"]
    archive = await upload(site, "author", "x.zip", b"PK\3\4" + b"\0" * 40)
    served = await site.client.get(archive.json()["source_url"])
    assert served.headers["content-disposition"].startswith("attachment")
