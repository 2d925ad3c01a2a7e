"""What every page and every document shows alike: marks, charts, words and files of the look.

It knows no force, no edition and no database; slices hand it plain values to show.
"""
