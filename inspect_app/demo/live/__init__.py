"""A self-assessment under way, to start with: Kent's year of 2005/06 as a team might have had it in June 2006.

The findings are the record's, from the published report. Everything else is invented and says so where it is made:
the people, their ratings of what the report does not speak of, the documents and the dates.
"""
