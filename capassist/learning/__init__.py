"""What the author chose, made into training data, and models that were trained on it: exported, trained by a provider,
compared and promoted."""
