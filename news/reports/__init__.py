"""What does the newsroom's leadership ask about the posts as a whole?"""
