"""A nation to try moderation on: one force's published record, and forces made up around it, named as simulated.

Their grades reproduce the published national distributions; their ratings are drawn until the engine proposes them.
"""
