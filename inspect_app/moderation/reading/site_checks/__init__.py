"""What readers want to see on site, as a list to tick off there, with what was found."""
