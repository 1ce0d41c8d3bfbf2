#!/usr/bin/env python3
"""Command line of the project."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lkjip.settings")
    try:
        from django.core.management import execute_from_command_line  # noqa: PLC0415 -- needs the settings name first

        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        # Ctrl-C before a command listens to it: what shells report for it, without a traceback.
        sys.exit(130)


if __name__ == "__main__":
    main()
