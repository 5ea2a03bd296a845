"""Basic values: problems, quantities, numbers, words, YAML nodes, files, locks, archives and colours."""
