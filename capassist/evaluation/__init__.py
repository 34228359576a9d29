"""How close captions come to those that authors wrote: of a paper, of a file, of the published benchmarks."""
