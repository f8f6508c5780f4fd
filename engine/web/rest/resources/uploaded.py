"""The file of an upload: a form's field `file`, the body itself named by Content-Disposition, or another site's."""

import asyncio
import hashlib
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from engine.domain import uploads
from engine.domain.uploads import NewFile
from engine.model.errors import Invalid
from engine.web.rest.errors import RestError, from_domain, renamed
from engine.web.rest.routes import Call, Upload

# Refusals of our own, which WordPress has no words for.
_OWN = {"upload_image_too_large": ("rest_upload_image_too_large", 400)}


@asynccontextmanager
async def new_file(call: Call) -> AsyncIterator[NewFile]:
    """What was sent, on the disk for as long as the block lasts.

    Raises RestError for nothing, for a body without type or name, for what is too large, and for a wrong checksum.
    """
    if call["url"] and not call.files and call.raw is None:
        async with uploads.from_elsewhere(call.ctx, str(call["url"])) as file:
            yield file
        return
    name, upload = _of_form(call) if call.files else _of_body(call)
    if upload.size > call.ctx.site.settings.upload_size:
        raise RestError("rest_upload_file_too_big", "The file is larger than this site takes.", 400)
    with tempfile.NamedTemporaryFile(prefix="tympan-") as kept:
        checksum = await asyncio.to_thread(_kept, upload, Path(kept.name))
        asked = call.headers.get("content-md5", "").strip()
        if asked and asked != checksum:
            raise RestError("rest_upload_hash_mismatch", "The file is not what its checksum says.", 412)
        yield NewFile(name, Path(kept.name))


def _kept(upload: Upload, path: Path) -> str:
    """Copy what was sent to a place of its own; the answer is its MD5."""
    with path.open("wb") as target:
        shutil.copyfileobj(upload.file, target, 1024 * 1024)
    with path.open("rb") as content:
        return hashlib.file_digest(content, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


def refusal(call: Call, error: Invalid) -> RestError:
    """What a client is told of a file that cannot be taken; WordPress blames itself."""
    if error.code in _OWN:
        code, status = _OWN[error.code]
        return renamed(error, code, status)
    if not error.code.startswith("upload_"):
        return from_domain(call.ctx, error)
    code = "rest_upload_unknown_error" if call.files else "rest_upload_sideload_error"
    return renamed(error, code, 500)


def _of_form(call: Call) -> tuple[str, Upload]:
    upload = call.files.get("file")
    if upload is None:
        raise RestError("rest_upload_unknown_error", "The form has no field named file.", 500)
    return upload.name, upload


def _of_body(call: Call) -> tuple[str, Upload]:
    if call.raw is None:
        raise RestError("rest_upload_no_data", "There is no file.", 400)
    if not call.headers.get("content-type"):
        raise RestError("rest_upload_no_content_type", "The file needs a Content-Type.", 400)
    disposition = call.headers.get("content-disposition", "")
    if not disposition:
        raise RestError("rest_upload_no_content_disposition", "The file needs a Content-Disposition.", 400)
    name = filename(disposition)
    if not name:
        raise RestError("rest_upload_invalid_disposition", "The Content-Disposition names no file.", 400)
    return name, call.raw


def filename(disposition: str) -> str:
    """The name in a Content-Disposition such as ``attachment; filename="image.png"``, '' if there is none."""
    for part in disposition.split(";")[1:]:
        key, equals, value = part.partition("=")
        if equals and key.strip() == "filename":
            name = value.strip()
            return name[1:-1] if len(name) > 1 and name[0] == name[-1] == '"' else name
    return ""
