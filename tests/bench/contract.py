"""Is the API what it says it is? `python -m tests.bench.contract [DATABASE …] [--seconds N]`.

schemathesis asks what /openapi.json describes, rightly and wrongly, as an administrator: nothing may answer 500, and no
answer may be outside of its schema.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from tests.bench import contestants
from tests.bench.writers import DATABASES, PORT, site
from tests.conformance import recording

SECONDS = 180
_ROOT = Path(__file__).resolve().parents[2]
_CHECKS = "nothing_fails_unforeseen,response_schema_conformance"
# It would take away the very account and password that everything is asked with.
_LEFT_OUT = ("application-passwords", r"/users/(me|\{id\})$")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.contract", description=__doc__)
    parser.add_argument("databases", nargs="*", metavar="DATABASE", help=", ".join(DATABASES))
    parser.add_argument("--seconds", type=int, default=SECONDS)
    parser.add_argument("--only", default="", metavar="REGEX", help="only paths like this")
    options = parser.parse_args()
    results = [run(name, options.seconds, options.only) for name in options.databases or list(DATABASES)]
    sys.exit(max(results))


def run(name: str, seconds: int, only: str = "") -> int:
    """Ask for so long; 0 where everything was as described."""
    with site(name) as (url, folder):
        uploads = recording.unpack_uploads(folder)
        with contestants.tympan("Tympan", url, PORT + 1, folder=uploads) as server:
            print(f"{name}:", flush=True)
            command = _command(server.address, seconds, only, folder)
            hooks = {"SCHEMATHESIS_HOOKS": "tests.bench.contract_checks", "PYTHONPATH": str(_ROOT)}
            # What it notes of a run goes with the site.
            return subprocess.run(command, check=False, cwd=folder, env={**os.environ, **hooks}).returncode


def _command(address: str, seconds: int, only: str, folder: Path) -> list[str]:
    user = recording.users()["admin"]
    program = Path(sys.executable).with_name("schemathesis")
    return [
        str(program), "run", f"{address}/openapi.json", "--url", f"{address}/wp-json", "--max-time", str(seconds),
        "--auth", f"{user['login']}:{user['app_password']}", "--checks", _CHECKS, "--no-color",
        "--phases", "coverage,fuzzing", "--continue-on-failure", "--generation-database", str(folder / "examples"),
        "--suppress-health-check", "all", "--warnings", "off", "--request-timeout", "60",
        *[part for left_out in _LEFT_OUT for part in ("--exclude-path-regex", left_out)],
        *(["--include-path-regex", only] if only else []),
    ]  # fmt: skip


if __name__ == "__main__":
    main()
