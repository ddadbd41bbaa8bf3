"""What may come in as a file, what is taken out of it, and what is read from it?

Every entrance (the library, several at once, the choosers, a new file for an old
photo, the imports) asks the same two functions: `photos.taken_in` and
`attachments.taken_in`; and before both, whether there is a virus in it (`viruses`).
"""
