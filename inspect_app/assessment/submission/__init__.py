"""Finishing: what is missing, ready and not, submitted as a numbered version, signed, returned; never a judgement."""
