#!/usr/bin/env python
"""Run one of the project's commands."""

import os
import sys
from pathlib import Path

if __name__ == "__main__":
    # The project package `portal` lives in site/, a plain folder: the standard
    # library owns the module name `site`, so the folder itself is never a package.
    sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.local")

    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import OperationalError, connection

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as wrong:
        if "--traceback" in sys.argv:
            raise
        sys.exit(f"The settings are not complete: {wrong}")
    except OperationalError:
        try:
            connection.close()
            # A pool tells how long it waited, and not for what.
            connection.settings_dict["OPTIONS"].pop("pool", None)
            connection.ensure_connection()
        except OperationalError as away:
            sys.exit(f"The database cannot be reached: {' '.join(str(away).split())}")
        raise
