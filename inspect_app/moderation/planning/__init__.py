"""The plan of an inspection: how entries are validated, who reads them, visits to forces, and what comes and goes."""
