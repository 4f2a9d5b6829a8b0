"""Prose: lines, titles, headings and their numbers, dates, and what a report says of itself."""
