"""The sample data: five public plans and one invented province, written by `manage.py load_demo`.

`data/` holds the facts and the invented names as TOML; the modules here turn them into rows, each its own noun.
"""
