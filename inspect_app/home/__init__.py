"""Each role's first page: how things stand, what to do next, what changed since the last visit. It writes nothing."""
