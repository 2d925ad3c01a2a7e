"""Adding evidence in three short pages: what there is, what it is, and what it supports. Each can be sent twice."""
