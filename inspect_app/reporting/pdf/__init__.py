"""The drawing kit of the printed report: type, marks, tables, charts and pages, tagged for PDF/UA-1.

It sets whatever it is given and knows no content: no force, no grade by name, no rule of any edition.
"""
