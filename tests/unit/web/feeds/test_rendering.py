"""What our templates of feeds write is XML, whatever is put into them."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.web.feeds.rendering import cdata, xml


@given(st.text())
def test_any_text_in_an_address_leaves_a_sitemap_well_formed(text: str) -> None:
    found = ET.fromstring(xml("sitemap-index.xml.jinja", urls=[text], style="s.xsl"))  # noqa: S314 - the same
    assert len(found) == 1


@pytest.mark.parametrize("text", ["a ]]> b", "]]]]>>", "<b>&amp;</b>", "]]>]]>"])
def test_end_of_a_section_in_a_text_is_part_of_it(text: str) -> None:

    assert ET.fromstring(f"<a>{cdata(text)}</a>").text == text  # noqa: S314 - the same
