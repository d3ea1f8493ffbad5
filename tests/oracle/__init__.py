"""Whether a converted post looks on Jekyll as it looked on Velog."""
