"""A Jekyll site as it stands → what is wrong in it, or will go wrong (no network, no Ruby)."""
