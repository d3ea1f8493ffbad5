"""The Jekyll checkout as it is: its posts, its images and what this tool wrote into it before."""
