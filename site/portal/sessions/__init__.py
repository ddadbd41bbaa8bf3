"""Where is a person signed in, and how is one of these doors shut from afar?"""
