"""What each feature of a theme looks like in the API: the schema of ``theme_supports``."""

from typing import Any, Final

SUPPORTS: Final[dict[str, Any]] = {
    "align-wide": {"default": False, "type": "boolean"},
    "automatic-feed-links": {"default": False, "type": "boolean"},
    "block-template-parts": {"default": False, "type": "boolean"},
    "block-templates": {"default": False, "type": "boolean"},
    "custom-background": {
        "additionalProperties": False,
        "default": False,
        "properties": {
            "default-attachment": {"enum": ["scroll", "fixed"], "type": "string"},
            "default-color": {"type": "string"},
            "default-image": {"format": "uri", "type": "string"},
            "default-position-x": {"enum": ["left", "center", "right"], "type": "string"},
            "default-position-y": {"enum": ["left", "center", "right"], "type": "string"},
            "default-preset": {"enum": ["default", "fill", "fit", "repeat", "custom"], "type": "string"},
            "default-repeat": {"enum": ["repeat-x", "repeat-y", "repeat", "no-repeat"], "type": "string"},
            "default-size": {"enum": ["auto", "contain", "cover"], "type": "string"},
        },
        "type": ["boolean", "object"],
    },
    "custom-header": {
        "additionalProperties": False,
        "default": False,
        "properties": {
            "default-image": {"format": "uri", "type": "string"},
            "default-text-color": {"type": "string"},
            "flex-height": {"type": "boolean"},
            "flex-width": {"type": "boolean"},
            "header-text": {"type": "boolean"},
            "height": {"type": "integer"},
            "random-default": {"type": "boolean"},
            "uploads": {"type": "boolean"},
            "video": {"type": "boolean"},
            "width": {"type": "integer"},
        },
        "type": ["boolean", "object"],
    },
    "custom-logo": {
        "additionalProperties": False,
        "default": False,
        "properties": {
            "flex-height": {"type": "boolean"},
            "flex-width": {"type": "boolean"},
            "header-text": {"items": {"type": "string"}, "type": "array"},
            "height": {"type": "integer"},
            "unlink-homepage-logo": {"type": "boolean"},
            "width": {"type": "integer"},
        },
        "type": ["boolean", "object"],
    },
    "customize-selective-refresh-widgets": {"default": False, "type": "boolean"},
    "dark-editor-style": {"default": False, "type": "boolean"},
    "disable-custom-colors": {"default": False, "type": "boolean"},
    "disable-custom-font-sizes": {"default": False, "type": "boolean"},
    "disable-custom-gradients": {"default": False, "type": "boolean"},
    "disable-layout-styles": {"default": False, "type": "boolean"},
    "editor-color-palette": {
        "default": False,
        "items": {
            "additionalProperties": False,
            "properties": {
                "color": {"type": "string"},
                "name": {"type": "string"},
                "slug": {"type": "string"},
            },
            "type": "object",
        },
        "type": ["boolean", "array"],
    },
    "editor-font-sizes": {
        "default": False,
        "items": {
            "additionalProperties": False,
            "properties": {
                "name": {"type": "string"},
                "size": {"type": "number"},
                "slug": {"type": "string"},
            },
            "type": "object",
        },
        "type": ["boolean", "array"],
    },
    "editor-gradient-presets": {
        "default": False,
        "items": {
            "additionalProperties": False,
            "properties": {
                "gradient": {"type": "string"},
                "name": {"type": "string"},
                "slug": {"type": "string"},
            },
            "type": "object",
        },
        "type": ["boolean", "array"],
    },
    "editor-spacing-sizes": {
        "default": False,
        "items": {
            "additionalProperties": False,
            "properties": {
                "name": {"type": "string"},
                "size": {"type": "string"},
                "slug": {"type": "string"},
            },
            "type": "object",
        },
        "type": ["boolean", "array"],
    },
    "editor-styles": {"default": False, "type": "boolean"},
    "formats": {
        "default": ["standard"],
        "items": {
            "enum": {
                "aside": "aside",
                "audio": "audio",
                "chat": "chat",
                "gallery": "gallery",
                "image": "image",
                "link": "link",
                "quote": "quote",
                "standard": "standard",
                "status": "status",
                "video": "video",
            },
            "type": "string",
        },
        "type": "array",
    },
    "html5": {
        "default": False,
        "items": {
            "enum": ["search-form", "comment-form", "comment-list", "gallery", "caption", "script", "style"],
            "type": "string",
        },
        "type": ["boolean", "array"],
    },
    "post-thumbnails": {"default": False, "items": {"type": "string"}, "type": ["boolean", "array"]},
    "responsive-embeds": {"default": False, "type": "boolean"},
    "title-tag": {"default": False, "type": "boolean"},
    "wp-block-styles": {"default": False, "type": "boolean"},
}
