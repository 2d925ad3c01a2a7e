"""Peer groups: with which forces a force is compared, from which day, and from which source."""
