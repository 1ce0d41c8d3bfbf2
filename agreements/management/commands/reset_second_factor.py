"""Let an account in by its password alone again: for the last administrator, whom nobody else can help."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agreements.actions.second_factor import reset_second_factor
from agreements.models import User


class Command(BaseCommand):
    """Take the authenticator of an account away; whoever may run this on the server may read the database anyway."""

    help = "Menyetel ulang verifikasi dua langkah sebuah akun, dan mengakhiri sesinya."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the user name."""
        parser.add_argument("username", metavar="NAMA_PENGGUNA")

    def handle(self, *args: Any, **options: Any) -> None:
        """Reset, and say what comes next."""
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"Tidak ada akun bernama {options['username']}.")
        if not reset_second_factor(user=user, by=None):
            raise CommandError(f"Akun {user.username} tidak memakai verifikasi dua langkah.")
        self.stdout.write(f"Verifikasi dua langkah {user.username} disetel ulang; pasang yang baru saat masuk.")
