"""What is there, in which state, and what does the gate hold against it?"""
