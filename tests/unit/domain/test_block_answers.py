"""Whatever a block may ask of the site, somebody answers."""

from engine.content.blocks import data
from engine.content.blocks.needs import Need
from engine.domain.block_answers import LOADERS


def test_every_question_has_who_answers_it() -> None:
    questions = {
        one
        for one in vars(data).values()
        if isinstance(one, type) and issubclass(one, Need) and one is not Need
    }

    assert questions == set(LOADERS)
