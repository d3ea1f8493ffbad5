"""Velog, or a backup of it, in; posts and the bytes of images out."""
