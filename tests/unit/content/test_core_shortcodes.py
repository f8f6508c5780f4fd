import pytest

from engine.content.attachments import Attachment, AttachmentQuery, attachment_queries
from engine.content.core_shortcodes import CoreShortcodes
from engine.content.images import ImageSize, Loading, Picture
from engine.content.shortcodes import do_shortcode
from tests.unit.content.browser import dangers

BOAT = Attachment(
    7,
    url="http://a.example/wp-content/uploads/boat.jpg",
    link="http://a.example/boat/",
    title="Boat",
    caption="The boat's name",
    picture=Picture(
        7,
        "http://a.example/wp-content/uploads/boat.jpg",
        "A boat",
        width=400,
        height=800,
        sizes=(ImageSize("thumbnail", "http://a.example/wp-content/uploads/boat-150x150.jpg", 150, 150),),
    ),
)
BELL = Attachment(8, url="http://a.example/bell.mp3", link="http://a.example/bell/", title="Bell")
FOUND = {
    AttachmentQuery("image", include=(7,), orderby="post__in"): (BOAT,),
    AttachmentQuery("audio", parent=3): (BELL,),
    AttachmentQuery("audio", include=(8,), orderby="post__in"): (BELL,),
}


def found(query: AttachmentQuery) -> tuple[Attachment, ...]:
    return FOUND.get(query, ())


def shown(text: str) -> str:
    return do_shortcode(text, CoreShortcodes(found, post_id=3, loading=Loading()).handlers())


@pytest.mark.parametrize(
    ("text", "queries"),
    [
        ("nothing", set()),
        ('[gallery ids="7"]', {AttachmentQuery("image", include=(7,), orderby="post__in")}),
        ("[gallery]", {AttachmentQuery("image", parent=3)}),
        (
            '[gallery id="9" exclude="1,2" order="desc"]',
            {AttachmentQuery("image", (), 9, (1, 2), order="DESC")},
        ),
        ("[caption][gallery ids=7][/caption]", {AttachmentQuery("image", include=(7,), orderby="post__in")}),
        ('[playlist type="video"]', {AttachmentQuery("video", parent=3)}),
        ("[audio][video]", {AttachmentQuery("audio", parent=3), AttachmentQuery("video", parent=3)}),
    ],
)
def test_attachment_queries_of_a_text_name_all_it_will_show(text: str, queries: set[AttachmentQuery]) -> None:
    assert attachment_queries(text, 3) == queries


def test_gallery_shows_portrait_with_caption_and_link() -> None:
    html = shown('[gallery ids="7"]')
    assert "<div class='gallery-icon portrait'>" in html
    assert '<a href=\'http://a.example/boat/\'><img width="150" height="150"' in html
    assert "id='gallery-1-7'>\n\t\t\t\tThe boat&#8217;s name\n" in html


def test_galleries_of_one_page_are_counted() -> None:
    html = shown('[gallery ids="7"][gallery ids="7"]')
    assert "id='gallery-1'" in html
    assert "id='gallery-2'" in html


def test_gallery_without_pictures_shows_nothing() -> None:
    assert shown('[gallery ids="99"]') == ""


def test_captions_of_one_page_have_ids_of_their_own() -> None:
    html = shown('[caption id="x" width="9"]<img src="a"> b[/caption]' * 2)
    assert 'id="x"' in html
    assert 'id="x-2"' in html


@pytest.mark.parametrize("width", ["", "0", "-5", "abc"])
def test_caption_without_width_is_its_content(width: str) -> None:
    assert shown(f'[caption width="{width}" caption="c"]<img src="a">[/caption]') == '<img src="a">'


def test_audio_without_source_plays_the_posts_own_recording() -> None:
    assert 'src="http://a.example/bell.mp3?_=1"' in shown("[audio]")


def test_playlist_of_the_posts_own_files_is_for_those_logged_in() -> None:
    assert shown("[playlist]") == ""
    answers = CoreShortcodes(found, post_id=3, may_read=True).handlers()
    assert "<li><a href='http://a.example/bell.mp3'>Bell</a></li>" in do_shortcode("[playlist]", answers)


def test_playlist_data_cannot_end_its_script() -> None:
    evil = Attachment(8, url="http://a.example/b.mp3", link="", title="</script><script>alert(1)")
    answers = CoreShortcodes(lambda _query: (evil,)).handlers()
    html = do_shortcode('[playlist ids="8"]', answers)
    assert html.count("</script>") == 1
    assert "\\u003C/script\\u003E" in html


@pytest.mark.parametrize(
    "text",
    [
        '[video src="javascript:alert(1)"]',
        '[audio src="javascript:alert(1).mp3"]',
        '[video src="a.mp4" poster="javascript:alert(1)" class="x\\" onclick=\\"y"]',
        '[video src="a.mp4" width="1\\" onclick=\\"y" height="2"]',
        "[audio src='a.mp3' style='x\" onclick=\"y' preload='\" onclick=\"']",
        '[gallery ids="7" itemtag="script" icontag="img onerror=x" captiontag="svg/onload=x" size="a b\' onclick=\'c"]',
        "[caption id='\" onclick=\"x' align='\" onclick=\"x' class='\" onclick=\"x' width='9']<img src=a> b[/caption]",
        "[caption width='9' caption='<img src=x onerror=y>']<img src=a>[/caption]",
    ],
)
def test_hostile_shortcode_runs_nothing(text: str) -> None:
    assert dangers(shown(text)) == []
