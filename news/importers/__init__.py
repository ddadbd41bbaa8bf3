"""How do posts come in from elsewhere?"""
