"""How often a process looks for garbage that goes in circles."""

import gc
from typing import Final

# A request makes thousands of objects and hardly a circle: to look for circles every 700 new ones, as is the default,
# takes about a twentieth of the time.
_BETWEEN_LOOKS: Final = 20_000


def look_seldom() -> None:
    """Look for circles seldom, and never again at what there is by now: call it when all is loaded."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_BETWEEN_LOOKS)
