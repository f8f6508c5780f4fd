from tests.growth import is_linear


def test_work_that_goes_over_its_input_once_is_linear() -> None:
    assert is_linear(lambda size: sum(range(size * 100)), 1 << 16)


def test_work_that_goes_over_its_input_for_each_part_is_not() -> None:
    assert not is_linear(lambda size: [sum(range(size)) for _ in range(size)], 1 << 13)
