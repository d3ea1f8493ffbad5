"""A post as Velog has it → the page that Jekyll gets: pure, same input same bytes."""
