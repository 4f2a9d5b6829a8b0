"""What is asked of every table engine: its verdicts are those of the rules asked one report at a time."""
