"""What readers ask the force: a question, or evidence, by a day; answered by the force in words and with evidence."""
