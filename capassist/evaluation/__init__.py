"""How close captions come to those that authors wrote: one paper, a file of predictions, or the published benchmarks."""
