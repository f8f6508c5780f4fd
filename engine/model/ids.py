"""The ids of rows."""

# The largest that a column of every database can hold.
MAX_ID = 2**63 - 1


def held(number: int) -> int:
    """What a column holds of a number that is none of an id: as in WordPress's MySQL, the nearest that it can."""
    return min(max(number, 0), MAX_ID)
