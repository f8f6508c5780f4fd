"""What can be switched on: plugins and themes as their headers describe them."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Plugin:
    """A plugin that is installed; `id` is the path of its file without the extension, as WordPress names plugins.

    `place` is its folder or its only file.
    """

    id: str
    place: Path
    name: str
    description: str = ""
    version: str = ""
    uri: str = ""
    author: str = ""
    author_uri: str = ""
    textdomain: str = ""
    requires: str = ""
    requires_php: str = ""

    def is_meant_by(self, entry: str) -> bool:
        """Whether an entry of the option active_plugins means this plugin: by its file, or by its folder alone."""
        named = entry.removesuffix(".php").removesuffix(".py")
        if named == self.id:
            return True
        folder, _, file = self.id.partition("/")
        return file == "plugin" and named.split("/")[0] == folder


@dataclass(frozen=True, slots=True)
class InstalledTheme:
    """A theme that is installed; `template` is the slug of the theme it is a child of, or its own.

    `screenshot` is the name of its picture, '' where it has none.
    """

    slug: str
    template: str
    name: str
    folder: Path
    description: str = ""
    version: str = ""
    uri: str = ""
    author: str = ""
    author_uri: str = ""
    textdomain: str = ""
    requires: str = ""
    requires_php: str = ""
    tags: tuple[str, ...] = ()
    screenshot: str = ""
    is_block_theme: bool = False
