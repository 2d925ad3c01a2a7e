"""An index of words that slices feed, each row with its force and audience. It decides nothing about who may look."""
