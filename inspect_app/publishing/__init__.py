"""Publishing: a report is rendered, frozen with its digest and shown; a correction is a new version, never a change."""
