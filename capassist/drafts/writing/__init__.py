"""Writing into a draft: slots replaced in its files, all or none, or captions exported beside it."""
