"""Where the land lives: boundaries in, published topologies out."""
