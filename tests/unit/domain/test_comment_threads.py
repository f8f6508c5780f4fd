"""Trees of comments."""

from engine.domain.comment_threads import _tree
from engine.model.comments import Comment, CommentNode


def comment(identity: int, parent: int = 0) -> Comment:
    return Comment(identity, 1, "", "", "", "", None, None, "", 0, "1", "", "comment", parent, 0)


def shape(nodes: tuple[CommentNode, ...]) -> list[object]:
    """Ids with depths, and what stands below them."""
    return [(node.comment.id, node.depth, shape(node.replies)) for node in nodes]


def test_tree_puts_replies_below_what_they_answer_in_order() -> None:
    nodes = _tree([comment(1), comment(2)], [comment(3, 1), comment(4, 2), comment(5, 1), comment(6, 3)], 5)
    assert shape(nodes) == [
        (1, 1, [(3, 2, [(6, 3, [])]), (5, 2, [])]),
        (2, 1, [(4, 2, [])]),
    ]


def test_tree_too_deep_replies_stand_beside_what_they_answer() -> None:
    nodes = _tree([comment(1)], [comment(2, 1), comment(3, 2), comment(4, 3), comment(5, 1)], 2)
    assert shape(nodes) == [(1, 1, [(2, 2, []), (3, 2, []), (4, 2, []), (5, 2, [])])]


def test_tree_without_depth_is_a_list() -> None:
    nodes = _tree([comment(1), comment(2, 1)], [], 1)
    assert shape(nodes) == [(1, 1, []), (2, 1, [])]


def test_tree_leaves_out_what_answers_nothing_shown() -> None:
    assert shape(_tree([comment(1)], [comment(3, 2)], 5)) == [(1, 1, [])]


def test_tree_follows_a_chain_of_replies_no_further_than_anybody_reads() -> None:
    chain = [comment(number, number - 1) for number in range(2, 3000)]
    assert len(_tree([comment(1)], chain, 1)) == 101
