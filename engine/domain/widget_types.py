"""The kinds of widgets that WordPress brings, with their settings."""

from engine.model.widgets import WidgetField as Field
from engine.model.widgets import WidgetType

_TITLE = Field("title", "text", "Title:")
_COUNT = Field("count", "checkbox", "Show post counts")
_DROPDOWN = Field("dropdown", "checkbox", "Display as dropdown")
_SORTS = {"post_title": "Page title", "menu_order": "Page order", "ID": "Page ID"}

# What media widgets keep beside the file itself.
_FILE = (Field("attachment_id", "number", default=0), Field("url", "url"), _TITLE)
_PLAYER = (Field("preload", "hidden", default="metadata"), Field("loop", "flag", default=False))
_IMAGE = (
    Field("size", "hidden", default="medium"), Field("width", "number", default=0), Field("height", "number", default=0),
    Field("caption", "html"), Field("alt", "text"), Field("link_type", "hidden", default="custom"),
    Field("link_url", "url"), Field("image_classes", "hidden"), Field("link_classes", "hidden"),
    Field("link_rel", "hidden"), Field("link_target_blank", "flag", default=False), Field("image_title", "hidden"),
)  # fmt: skip
_GALLERY = (
    _TITLE, Field("ids", "ids", default=()), Field("columns", "number", default=3),
    Field("size", "hidden", default="thumbnail"), Field("link_type", "hidden", default="post"),
    Field("orderby_random", "flag", default=False),
)  # fmt: skip


def _sources(*extensions: str) -> tuple[Field, ...]:
    return tuple(Field(extension, "url") for extension in extensions)


CORE = (
    WidgetType("pages", "Pages", "A list of the site’s pages.", "widget_pages", (
        _TITLE, Field("sortby", "choice", "Sort by:", "post_title", _SORTS), Field("exclude", "text", "Exclude:"),
    )),
    WidgetType("calendar", "Calendar", "A calendar of the site’s posts.", "widget_calendar", (_TITLE,)),
    WidgetType("archives", "Archives", "The months in which there are posts.", "widget_archive", (
        _TITLE, _DROPDOWN, _COUNT,
    )),
    WidgetType("media_audio", "Audio", "A player for sound.", "widget_media_audio", (
        *_FILE, *_PLAYER, *_sources("mp3", "ogg", "flac", "m4a", "wav"),
    )),
    WidgetType("media_image", "Image", "A picture.", "widget_media_image", (*_FILE, *_IMAGE)),
    WidgetType("media_gallery", "Gallery", "Several pictures.", "widget_media_gallery", _GALLERY),
    WidgetType("media_video", "Video", "A player for films, or one embedded from elsewhere.", "widget_media_video", (
        *_FILE, *_PLAYER, Field("content", "html"), *_sources("mp4", "m4v", "webm", "ogv", "flv"),
    )),
    WidgetType("meta", "Meta", "Links to log in, to the feeds and to the software.", "widget_meta", (_TITLE,)),
    WidgetType("search", "Search", "A form to search the site.", "widget_search", (_TITLE,)),
    WidgetType("text", "Text", "Text of one’s own.", "widget_text", (
        _TITLE, Field("text", "html"), Field("filter", "flag", default=False), Field("visual", "flag", default=None),
    )),
    WidgetType("categories", "Categories", "A list or dropdown of categories.", "widget_categories", (
        _TITLE, _DROPDOWN, _COUNT, Field("hierarchical", "checkbox", "Show hierarchy"),
    )),
    WidgetType("recent-posts", "Recent Posts", "The latest posts.", "widget_recent_entries", (
        _TITLE, Field("number", "number", "Number of posts to show:", 5, lowest=1),
        Field("show_date", "flag", "Display post date?", default=False),
    )),
    WidgetType("recent-comments", "Recent Comments", "The latest comments.", "widget_recent_comments", (
        _TITLE, Field("number", "number", "Number of comments to show:", 5, lowest=1),
    )),
    WidgetType("rss", "RSS", "The entries of a feed.", "widget_rss", (
        _TITLE, Field("url", "url", "Address of the feed:"),
        Field("items", "number", "Number of entries to show:", 10, lowest=1),
        Field("show_summary", "checkbox", "Display their content?"),
        Field("show_author", "checkbox", "Display their author?"), Field("show_date", "checkbox", "Display their date?"),
    )),
    WidgetType("tag_cloud", "Tag Cloud", "The most used tags.", "widget_tag_cloud", (
        _TITLE, Field("count", "checkbox", "Show tag counts"), Field("taxonomy", "taxonomy", "Taxonomy:", "post_tag"),
    )),
    WidgetType("nav_menu", "Navigation Menu", "One of the site’s menus.", "widget_nav_menu", (
        Field("title", "text", "Title:", optional=True), Field("nav_menu", "menu", "Select Menu:", 0, optional=True),
    )),
    WidgetType("custom_html", "Custom HTML", "HTML of one’s own.", "widget_custom_html", (
        _TITLE, Field("content", "html"),
    )),
    WidgetType("block", "Block", "Blocks of one’s own.", "widget_block", (
        Field("content", "html", "Block HTML:"),
    )),
)  # fmt: skip

BY_ID = {one.id: one for one in CORE}
