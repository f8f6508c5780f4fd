from engine.content.comment_classes import CommentClasses


def test_comment_classes_alternate_over_comments_and_threads() -> None:
    classes = CommentClasses()
    assert classes.following("", account="anna", account_id=3, more="x  y") == (
        *("comment", "byuser", "comment-author-anna", "even", "thread-even", "depth-1", "x", "y"),
    )
    assert classes.following("comment", 2) == ("comment", "odd", "alt", "depth-2")
    assert classes.following("pingback") == ("pingback", "even", "thread-odd", "thread-alt", "depth-1")


def test_comment_classes_of_a_name_without_letters_use_the_id() -> None:
    assert "comment-author-3" in CommentClasses().following("comment", account="ё", account_id=3)


def test_comment_classes_name_the_posts_author() -> None:
    classes = CommentClasses().following("comment", account="anna", account_id=3, is_by_post_author=True)
    assert "bypostauthor" in classes
