"""Finds and reads the tables behind a draft's plots. Scripts are looked at for the names in them, and never run."""
