"""Velog, or a backup of it → posts, and the bytes of images."""
