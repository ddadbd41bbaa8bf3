"""All that is public, in a form that any program reads: JSON Lines and files.

`public` says which fields leave and which never do, `records` how a thing is written
and read (`streams` which of its texts), `folder` what the folder looks like and whether
it is whole; `leaving` writes it (`seen`: which versions), `coming` makes an empty site
of it (`doors`: which files).
"""
