"""What stands beside the form while somebody writes, and what goes into it."""
