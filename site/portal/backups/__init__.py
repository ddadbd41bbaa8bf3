"""One file that holds everything a portal needs to stand again, on any database.

`archive` is the file: a compressed tar of members, chained by their hashes. `columns`
and `tables` are the database as lines of JSON, `media` the uploads; `making` and
`restoring` put them together.
"""
