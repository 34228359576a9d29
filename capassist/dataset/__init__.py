"""Data sets of figures and captions in the formats of LaMP-Cap and SciCap: read as they were published, and built from
papers."""
