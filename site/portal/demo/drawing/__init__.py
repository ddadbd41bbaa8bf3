"""How the demo's illustrations are drawn: brush, people, landscape, scenes."""
