"""Lets bytes of evidence out: pictures that we drew, originals as downloads only, all of an entry in one ZIP."""
