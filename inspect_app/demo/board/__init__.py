"""The demonstration of a board: the actions of a commissioner's board of 2019, with its meetings and papers."""
