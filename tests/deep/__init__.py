"""What takes long: `make deep` tries much, by chance that a seed decides, and writes down what came of it."""
