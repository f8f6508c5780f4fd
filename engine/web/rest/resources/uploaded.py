"""The file of an upload: a form's field `file`, or the body itself named by Content-Disposition."""

import hashlib

from engine.domain.uploads import NewFile
from engine.model.errors import Invalid
from engine.web.rest.errors import RestError, from_domain
from engine.web.rest.routes import Call


async def new_file(call: Call) -> NewFile:
    """What was sent; raises RestError for nothing, for a body without type or name, and for a wrong checksum."""
    file = await _of_form(call) if call.files else await _of_body(call)
    checksum = call.headers.get("content-md5", "").strip()
    if checksum and checksum != hashlib.md5(file.content, usedforsecurity=False).hexdigest():
        raise RestError("rest_upload_hash_mismatch", "The file is not what its checksum says.", 412)
    return file


def refusal(call: Call, error: Invalid) -> RestError:
    """What a client is told of a file that cannot be taken; WordPress blames itself."""
    if not error.code.startswith("upload_"):
        return from_domain(call.ctx, error)
    code = "rest_upload_unknown_error" if call.files else "rest_upload_sideload_error"
    return RestError(code, error.message, 500)


async def _of_form(call: Call) -> NewFile:
    upload = call.files.get("file")
    if upload is None:
        raise RestError("rest_upload_unknown_error", "The form has no field named file.", 500)
    return NewFile(upload.name, await upload.read())


async def _of_body(call: Call) -> NewFile:
    content = await call.raw.read() if call.raw else b""
    if not content:
        raise RestError("rest_upload_no_data", "There is no file.", 400)
    if not call.headers.get("content-type"):
        raise RestError("rest_upload_no_content_type", "The file needs a Content-Type.", 400)
    disposition = call.headers.get("content-disposition", "")
    if not disposition:
        raise RestError("rest_upload_no_content_disposition", "The file needs a Content-Disposition.", 400)
    name = filename(disposition)
    if not name:
        raise RestError("rest_upload_invalid_disposition", "The Content-Disposition names no file.", 400)
    return NewFile(name, content)


def filename(disposition: str) -> str:
    """The name in a Content-Disposition such as ``attachment; filename="image.png"``, '' if there is none."""
    for part in disposition.split(";")[1:]:
        key, equals, value = part.partition("=")
        if equals and key.strip() == "filename":
            name = value.strip()
            return name[1:-1] if len(name) > 1 and name[0] == name[-1] == '"' else name
    return ""
