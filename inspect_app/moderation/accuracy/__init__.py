"""Factual accuracy: a force says what is wrong in its draft report, by a day, and each challenge is answered."""
