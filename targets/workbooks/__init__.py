"""A report as an Excel file: written out, filled in elsewhere, read back and compared before anything is kept."""
