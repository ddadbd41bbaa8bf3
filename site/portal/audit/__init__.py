"""Who did what at the desk, when, and from where? A chain that shows its changes."""
