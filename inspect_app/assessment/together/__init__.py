"""Several people on one assessment: comments with mentions, drafts for one pair of eyes, two versions of one text."""
