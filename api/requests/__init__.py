"""How every route reads its parameters and bodies, and how it refuses them."""
