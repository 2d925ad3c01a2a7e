"""Uploaded files: kept by their digest, known by their content, read and drawn in a process of their own.

It knows neither the web nor the database, and it never trusts a name, a size or a word that a file says of itself.
"""
