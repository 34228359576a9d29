"""The order of the steps: drafting, reranking, review, writing, checking. They take values and return values; no IO of
their own."""
