"""What became of each draft: the log of the review, the disclosure and the preferences that are read from it."""
