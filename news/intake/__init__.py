"""How do files that an editor uploads become posts, with a person in between?

`folders` keeps the files, `unpacking` takes them in, `reading` finds the posts,
`corrections` puts right what was read, `bringing` imports it, `checking` compares it
afterwards, and `work` does all this in the background, a slice at a time.
"""
