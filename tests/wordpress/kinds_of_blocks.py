"""A post of the many kinds of blocks that WordPress 6.1 and today's editor both know."""

import io
from collections.abc import Sequence
from typing import Final

from PIL import Image

# The title, and what an author types below it: the editor makes blocks of it.
TYPED: Final = ("Everything at both desks", "Fog, and a bell.", "## Tides", "- Nets", "Bread", "")

# What today's editor writes in ways that only newer ones read, in WordPress itself as well: the kind, and how it is known.
NEWER: Final = {
    "list with letters": r"list-style-type",  # a style by now
    "table of fixed columns": r"has-fixed-layout",  # the usual one by now, and not noted any more
    "image with a size": r"is-resized.*width:320px",  # with its unit by now
    "cover with a picture": r'^<div class="wp-block-cover"><img',  # below its colour by now
}


def picture() -> bytes:
    """A small PNG of one colour."""
    drawn = io.BytesIO()
    Image.new("RGB", (640, 400), "teal").save(drawn, "PNG")
    return drawn.getvalue()


def markup(pictures: Sequence[tuple[int, str]]) -> str:
    """The post, as any of WordPress's editors may have left it, with two pictures: their ids and addresses."""
    one, first = pictures[0]
    return "\n\n".join(
        [
            *_TEXTS,
            *_LAYOUTS,
            *_WIDGETS,
            *(text.replace("ONE", str(one)).replace("FIRST", first) for text in _PICTURES),
            _gallery(*(_image(*one) for one in pictures)),
            _paragraph("The end."),
        ]
    )


def _paragraph(text: str) -> str:
    return f"<!-- wp:paragraph --><p>{text}</p><!-- /wp:paragraph -->"


def _gallery(*images: str) -> str:
    return (
        '<!-- wp:gallery {"linkTo":"none"} --><figure class="wp-block-gallery has-nested-images columns-default is-cropped">'
        f"{''.join(images)}</figure><!-- /wp:gallery -->"
    )


def _image(identity: int, address: str) -> str:
    return (
        f'<!-- wp:image {{"id":{identity},"sizeSlug":"large","linkDestination":"none"}} --><figure class="wp-block-image size-large">'
        f'<img src="{address}" alt="" class="wp-image-{identity}"/></figure><!-- /wp:image -->'
    )


_TEXTS: Final = (
    '<!-- wp:paragraph --><p>Fog <strong>bold</strong> <a href="https://example.org">link</a></p><!-- /wp:paragraph -->',
    '<!-- wp:paragraph {"align":"center","dropCap":false} --><p class="has-text-align-center">Centred</p><!-- /wp:paragraph -->',
    '<!-- wp:paragraph {"backgroundColor":"primary","fontSize":"large"} --><p class="has-primary-background-color has-background has-large-font-size">Coloured</p><!-- /wp:paragraph -->',
    "<!-- wp:heading --><h2>Tides</h2><!-- /wp:heading -->",
    '<!-- wp:heading {"textAlign":"center","level":3} --><h3 class="has-text-align-center">Tides</h3><!-- /wp:heading -->',
    "<!-- wp:list --><ul><!-- wp:list-item --><li>Nets<!-- wp:list --><ul><!-- wp:list-item --><li>Deep</li><!-- /wp:list-item --></ul><!-- /wp:list --></li><!-- /wp:list-item --></ul><!-- /wp:list -->",
    '<!-- wp:list {"ordered":true,"start":3,"reversed":true,"type":"A"} --><ol reversed start="3" type="A"><!-- wp:list-item --><li>Nets</li><!-- /wp:list-item --></ol><!-- /wp:list -->',
    '<!-- wp:quote --><blockquote class="wp-block-quote">' + _paragraph("Sea.") + "<cite>Somebody</cite></blockquote><!-- /wp:quote -->",
    '<!-- wp:code --><pre class="wp-block-code"><code>moon + sun</code></pre><!-- /wp:code -->',
    '<!-- wp:preformatted --><pre class="wp-block-preformatted">as it  is</pre><!-- /wp:preformatted -->',
    '<!-- wp:pullquote --><figure class="wp-block-pullquote"><blockquote><p>Pulled.</p><cite>Who</cite></blockquote></figure><!-- /wp:pullquote -->',
    '<!-- wp:verse --><pre class="wp-block-verse">rhyme</pre><!-- /wp:verse -->',
    '<!-- wp:verse {"textAlign":"center"} --><pre class="wp-block-verse has-text-align-center">rhyme</pre><!-- /wp:verse -->',
    '<!-- wp:table --><figure class="wp-block-table"><table><thead><tr><th>H</th></tr></thead><tbody><tr><td>High</td></tr></tbody></table><figcaption>Tides</figcaption></figure><!-- /wp:table -->',
    '<!-- wp:table {"hasFixedLayout":true} --><figure class="wp-block-table"><table class="has-fixed-layout"><tbody><tr><td>High</td></tr></tbody></table></figure><!-- /wp:table -->',
    "<!-- wp:html --><em>By hand</em><!-- /wp:html -->",
    "<!-- wp:shortcode -->[gallery]<!-- /wp:shortcode -->",
    "<!-- wp:more --><!--more--><!-- /wp:more -->",
    "<!-- wp:nextpage --><!--nextpage--><!-- /wp:nextpage -->",
)  # fmt: skip
_LAYOUTS: Final = (
    '<!-- wp:buttons --><div class="wp-block-buttons"><!-- wp:button {"backgroundColor":"primary"} --><div class="wp-block-button"><a class="wp-block-button__link has-primary-background-color has-background wp-element-button" href="https://example.org">Press</a></div><!-- /wp:button --></div><!-- /wp:buttons -->',
    '<!-- wp:columns --><div class="wp-block-columns"><!-- wp:column {"width":"33.33%"} --><div class="wp-block-column" style="flex-basis:33.33%">' + _paragraph("Left") + '</div><!-- /wp:column --><!-- wp:column --><div class="wp-block-column">' + _paragraph("Right") + "</div><!-- /wp:column --></div><!-- /wp:columns -->",
    '<!-- wp:group {"layout":{"type":"constrained"}} --><div class="wp-block-group">' + _paragraph("Together") + "</div><!-- /wp:group -->",
    '<!-- wp:group {"layout":{"type":"flex","flexWrap":"nowrap"}} --><div class="wp-block-group">' + _paragraph("In a row") + "</div><!-- /wp:group -->",
    '<!-- wp:cover {"overlayColor":"primary"} --><div class="wp-block-cover"><span aria-hidden="true" class="wp-block-cover__background has-primary-background-color has-background-dim-100 has-background-dim"></span><div class="wp-block-cover__inner-container">' + _paragraph("Over") + "</div></div><!-- /wp:cover -->",
    '<!-- wp:separator --><hr class="wp-block-separator has-alpha-channel-opacity"/><!-- /wp:separator -->',
    '<!-- wp:spacer --><div style="height:100px" aria-hidden="true" class="wp-block-spacer"></div><!-- /wp:spacer -->',
    '<!-- wp:embed {"url":"https://example.org/film","type":"rich"} --><figure class="wp-block-embed is-type-rich"><div class="wp-block-embed__wrapper">\nhttps://example.org/film\n</div></figure><!-- /wp:embed -->',
    '<!-- wp:audio --><figure class="wp-block-audio"><audio controls src="https://example.org/a.mp3"></audio></figure><!-- /wp:audio -->',
    '<!-- wp:video --><figure class="wp-block-video"><video controls src="https://example.org/a.mp4"></video></figure><!-- /wp:video -->',
)  # fmt: skip
_WIDGETS: Final = (
    "<!-- wp:latest-posts /-->",
    "<!-- wp:categories /-->",
    "<!-- wp:archives /-->",
    '<!-- wp:search {"label":"Search","buttonText":"Search"} /-->',
    '<!-- wp:social-links --><ul class="wp-block-social-links"><!-- wp:social-link {"url":"https://example.org","service":"wordpress"} /--></ul><!-- /wp:social-links -->',
    '<!-- wp:query {"queryId":1,"query":{"perPage":3,"pages":0,"offset":0,"postType":"post","order":"desc","orderBy":"date","author":"","search":"","exclude":[],"sticky":"","inherit":false}} --><div class="wp-block-query"><!-- wp:post-template --><!-- wp:post-title /--><!-- /wp:post-template --></div><!-- /wp:query -->',
)  # fmt: skip
_PICTURES: Final = (
    '<!-- wp:image {"id":ONE,"sizeSlug":"large","linkDestination":"none"} --><figure class="wp-block-image size-large"><img src="FIRST" alt="" class="wp-image-ONE"/></figure><!-- /wp:image -->',
    '<!-- wp:image {"id":ONE,"align":"wide","sizeSlug":"full","linkDestination":"media"} --><figure class="wp-block-image alignwide size-full"><a href="FIRST"><img src="FIRST" alt="A quay" class="wp-image-ONE"/></a><figcaption class="wp-element-caption">The quay</figcaption></figure><!-- /wp:image -->',
    '<!-- wp:image {"id":ONE,"width":"320px","height":"200px","sizeSlug":"full","linkDestination":"none"} --><figure class="wp-block-image size-full is-resized"><img src="FIRST" alt="" class="wp-image-ONE" style="width:320px;height:200px"/></figure><!-- /wp:image -->',
    '<!-- wp:cover {"url":"FIRST","id":ONE,"dimRatio":50} --><div class="wp-block-cover"><span aria-hidden="true" class="wp-block-cover__background has-background-dim"></span><img class="wp-block-cover__image-background wp-image-ONE" alt="" src="FIRST" data-object-fit="cover"/><div class="wp-block-cover__inner-container">' + _paragraph("Over") + "</div></div><!-- /wp:cover -->",
    '<!-- wp:media-text {"mediaId":ONE,"mediaType":"image"} --><div class="wp-block-media-text alignwide is-stacked-on-mobile"><figure class="wp-block-media-text__media"><img src="FIRST" alt="" class="wp-image-ONE size-full"/></figure><div class="wp-block-media-text__content">' + _paragraph("Beside") + "</div></div><!-- /wp:media-text -->",
    '<!-- wp:file {"id":ONE,"href":"FIRST"} --><div class="wp-block-file"><a id="wp-block-file--media-1" href="FIRST">quay</a><a href="FIRST" class="wp-block-file__button wp-element-button" download aria-describedby="wp-block-file--media-1">Download</a></div><!-- /wp:file -->',
)  # fmt: skip
