"""The ids of rows."""

# The largest that a column of every database can hold.
MAX_ID = 2**63 - 1
