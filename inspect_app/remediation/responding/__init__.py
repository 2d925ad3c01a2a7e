"""The local policing body's responses to recommendations within 56 days: what is due, and the document to publish."""
