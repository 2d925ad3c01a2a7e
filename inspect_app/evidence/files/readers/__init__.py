"""Opens foreign files. Runs only in the confined process that `..confined` starts, never in one that serves people.

It takes a file as its standard input and answers with one line of JSON, after which a picture may follow.
"""
