"""An author on Velog → a Jekyll site of our own in an empty folder, filled with what is theirs."""
