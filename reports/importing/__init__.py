"""Spreadsheets of a quarter coming in: what a sheet says, what of it is new, what a page shows before it is applied.

`agreements.sheets` lets a file in and reads its cells; here rows become what an action writes. Nothing is written here.
"""
