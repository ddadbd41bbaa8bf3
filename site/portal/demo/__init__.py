"""The portal's demo content: posts to import and the illustrations drawn for them."""
