"""How areas end: proof, a proposal, an independent check, and the ends that need no proof."""
