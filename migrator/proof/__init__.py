"""Pages of a post, on Velog and built by Jekyll → what a reader sees otherwise, and where."""
