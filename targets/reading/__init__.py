"""How a plan's sentence becomes targets: each module holds one step, `targets/wording.py` puts them in a row."""
