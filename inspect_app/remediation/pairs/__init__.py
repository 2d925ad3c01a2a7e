"""Areas of a whole force that look alike, two by two: offered to people, who link them or tell them apart."""
