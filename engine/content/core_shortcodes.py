"""What answers to WordPress's own shortcodes, from attachments that were loaded before."""

from collections.abc import Callable, MutableMapping

from engine.content.attachments import Attachment, AttachmentQuery, gallery_query, playlist_kind
from engine.content.galleries import Captions, bare_gallery, captioned, gallery
from engine.content.images import Loading
from engine.content.players import audio, bare_playlist, playlist, video
from engine.content.shortcodes import Handler, Shortcode, do_shortcode
from engine.content.texturize import ENGLISH, Typography

Find = Callable[[AttachmentQuery], tuple[Attachment, ...]]
"""What the library has for a question."""


def nothing_found(query: AttachmentQuery) -> tuple[Attachment, ...]:
    """Find nothing for any question."""
    del query
    return ()


class CoreShortcodes:
    """Answers for one page: its galleries and players are counted, in `numbers` where other texts count on.

    `find` answers what galleries and players ask of the library. Without `loading`
    the images' loading is left to what runs after the shortcodes. `in_feed` shows galleries and playlists bare.
    """

    def __init__(
        self,
        find: Find = nothing_found,
        *,
        post_id: int = 0,
        loading: Loading | None = None,
        typography: Typography = ENGLISH,
        may_read: bool = False,
        numbers: MutableMapping[str, int] | None = None,
        in_feed: bool = False,
    ) -> None:
        self._find = find
        self._post_id = post_id
        self._loading = loading
        self._typography = typography
        self._may_read = may_read
        self._numbers = {} if numbers is None else numbers
        self._in_feed = in_feed
        self._captions = Captions()

    def handlers(self) -> dict[str, Handler]:
        """Return the callables by the shortcodes' names."""
        return {
            "wp_caption": self._caption,
            "caption": self._caption,
            "gallery": self._gallery,
            "playlist": self._playlist,
            "audio": self._audio,
            "video": self._video,
            "embed": self._embed,
        }

    def _caption(self, shortcode: Shortcode) -> str:
        attributes, content = captioned(shortcode.attributes, shortcode.content or "")
        front, back = self._captions.caption(attributes)
        return f"{front}{do_shortcode(content, self.handlers())}{back}" if front else content

    def _gallery(self, shortcode: Shortcode) -> str:
        query = gallery_query(shortcode.attributes, "image", self._post_id)
        shown = self._find(query)
        if self._in_feed:
            return bare_gallery(shortcode.attributes, shown, loading=self._loading)
        return gallery(
            shortcode.attributes,
            shown,
            number=self._next("gallery"),
            post_id=self._post_id,
            loading=self._loading,
            typography=self._typography,
        )

    def _playlist(self, shortcode: Shortcode) -> str:
        kind = playlist_kind(shortcode.attributes)
        query = gallery_query(shortcode.attributes, kind, self._post_id)
        # A post's own files are listed only for those who are logged in.
        readable = bool(query.include) or self._may_read
        shown = self._find(query) if readable else ()
        return bare_playlist(shown) if self._in_feed else playlist(shortcode.attributes, kind, shown)

    def _audio(self, shortcode: Shortcode) -> str:
        own = self._find(AttachmentQuery("audio", parent=self._post_id))
        return audio(shortcode.attributes, own, post_id=self._post_id, number=self._next("audio"))

    def _video(self, shortcode: Shortcode) -> str:
        own = self._find(AttachmentQuery("video", parent=self._post_id))
        number = self._next("video")
        return video(shortcode.attributes, shortcode.content, own, post_id=self._post_id, number=number)

    @staticmethod
    def _embed(shortcode: Shortcode) -> str:
        # Embeds are found before shortcodes are; one that is left has nothing to show.
        del shortcode
        return ""

    def _next(self, kind: str) -> int:
        self._numbers[kind] = self._numbers.get(kind, 0) + 1
        return self._numbers[kind]
