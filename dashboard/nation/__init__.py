"""A made-up nation for measuring and for trying: written by `manage.py make_nation`, deterministic by its seed.

`codes` and `landmarks` say what is where; `units`, `amounts` and `standing` are plain Python; the others write rows.
"""
