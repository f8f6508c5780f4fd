"""A picture of one dot."""

import base64
from typing import Final

PNG: Final = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mOQi+oBAAGeAQUx0thWAAAAAElFTkSuQmCC"
)
