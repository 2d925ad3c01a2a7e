"""Shows the trail of what was done, each row only to whom it may be shown; it adds to it only what was taken away."""
