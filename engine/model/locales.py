"""Names of languages, as WordPress has them."""

import re
from typing import Final

ENGLISH: Final = "en_US"
LOCALE: Final = re.compile(r"[a-z]{2,3}(_[A-Z]{2}(_[a-z0-9]+)?)?")
