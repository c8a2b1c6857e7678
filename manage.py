#!/usr/bin/env python3
"""Django's command line, with this project's settings."""

import os
import secrets
import sys

# Commands that read a paper and print: no session, no form, no database, hence no secret that another process must know.
NEED_NO_SECRET = ("read_plan", "read_targets", "measure_reading")


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cchc.settings")
    if sys.argv[1:2] and sys.argv[1] in NEED_NO_SECRET:
        os.environ["SECRET_KEY"] = secrets.token_urlsafe(64)
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
