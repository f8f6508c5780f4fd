"""Feeds of other sites, in each of their forms, and what is none."""

import pytest

from engine.content.feed_reader import feed_items

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>T</title>
<item><title>Old &amp; grey</title><link>/old</link><pubDate>Mon, 01 Jan 2024 10:00:00 GMT</pubDate>
<description>&lt;p&gt;A &amp;amp; B&lt;/p&gt;</description><dc:creator>Ann</dc:creator></item>
<item><title>New</title><link>http://b.test/new</link><pubDate>Tue, 02 Jan 2024 10:00:00 +0100</pubDate>
<author>a@b.test (Bob)</author></item></channel></rss>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel><title>T</title></channel><item><title>One</title><link>http://b.test/1</link></item></rdf:RDF>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">&lt;b&gt;One&lt;/b&gt;</title>
<link rel="edit" href="http://b.test/edit"/><link href="/1"/><updated>2024-01-02T03:04:05Z</updated>
<author><name>Ann</name><email>a@b.test</email></author><summary>S</summary></entry></feed>"""


def test_rss_newest_first_with_whole_addresses() -> None:
    new, old = feed_items(RSS, "http://a.test/feed/") or ()

    assert (new.title, new.author, new.link) == ("New", "Bob", "http://b.test/new")
    assert (old.title, old.author, old.link) == ("Old & grey", "Ann", "http://a.test/old")
    assert old.excerpt == "<p>A & B</p>"
    assert old.date
    assert old.date.format("Y-m-d H:i") == "2024-01-01 10:00"


def test_rdf_has_its_entries_beside_the_channel() -> None:
    assert [(one.title, one.date) for one in feed_items(RDF, "") or ()] == [("One", None)]


def test_atom_entry_leads_to_the_page_not_to_what_edits_it() -> None:
    (one,) = feed_items(ATOM, "http://b.test/atom") or ()

    assert (one.title, one.link, one.author, one.excerpt) == ("<b>One</b>", "http://b.test/1", "Ann", "S")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<html><body></body></html>",
        "<rss><channel>",
        "not a feed",
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&a;</title></item></channel></rss>',
    ],
    ids=["nothing", "page", "half", "text", "entities", "files"],
)
def test_what_is_no_feed_has_no_entries(text: str) -> None:
    assert feed_items(text, "http://b.test/") is None
