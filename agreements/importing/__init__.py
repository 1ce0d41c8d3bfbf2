"""Sheets that people hand in, held against what stands: what they ask for, row by row, before anything is written."""
