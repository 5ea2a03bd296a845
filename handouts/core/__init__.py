"""Values that everything is written in: problems, quantities, numbers, words, YAML nodes, files, locks, colours."""
