"""What published figures prove of this year against last, taken over by somebody as a fact about direction."""
