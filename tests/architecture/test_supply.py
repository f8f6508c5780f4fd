"""What is installed is what was chosen (E43)."""

import json
import re

import pytest

from tests.messages import ROOT

APP = ROOT / "engine/web/admin/app"


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_locked_by_hash(name: str) -> None:
    text = (ROOT / ".ci" / name).read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    assert lines
    assert [
        line for line in lines if not re.match(r"[\w.\[\]-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line)
    ] == []


def test_every_package_of_the_front_end_is_locked_by_hash() -> None:
    packages = json.loads((APP / "package-lock.json").read_text("utf-8"))["packages"]
    assert [
        name for name, one in packages.items() if name and not one.get("integrity") and not one.get("link")
    ] == []


def test_packages_of_the_front_end_run_nothing_when_installed() -> None:
    assert "ignore-scripts=true" in (APP / ".npmrc").read_text("utf-8").split()
