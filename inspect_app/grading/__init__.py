"""Turns facts about one force and one framework into a proposed grade and direction, with every reason.

Pure arithmetic over plain values: it opens no file, asks no clock and knows no methodology. The words of a
methodology (its grades, ratings and rules) reach it only as an `Edition`.
"""
