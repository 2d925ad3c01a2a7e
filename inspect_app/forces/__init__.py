"""Bodies inspected and inspection cycles, with what a cycle says of the whole country."""
