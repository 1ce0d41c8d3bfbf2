"""The database and the uploaded and issued files of a place in one file, and back into an empty place.

Rows are read and written by Django's own conversions and not by `pg_dump`: one way for both databases, no client
program of the server's own version to be at hand in an emergency, and what began on SQLite may be taken up on
PostgreSQL. The tables themselves come from the migrations, so a file is only put back by the version that wrote it.
"""

from reports.backups.archive import BackupError, Manifest, read_manifest
from reports.backups.making import make_backup, thin_out
from reports.backups.restoring import restore_backup

__all__ = ["BackupError", "Manifest", "make_backup", "read_manifest", "restore_backup", "thin_out"]
