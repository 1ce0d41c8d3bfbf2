"""The daily run of a scheduler: reminders of due dates, then one digest per account by mail."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from reports.mailing import MailServerError, remind, send_digests


class Command(BaseCommand):
    """`send_notices`: running it again on the same day tells and mails nothing twice."""

    help = "Memberitahukan batas waktu yang mendekat dan mengirim ringkasan harian lewat surel. Jalankan sekali sehari."

    def handle(self, *args: Any, **options: Any) -> None:
        """Remind, mail, and say how many."""
        today = timezone.localdate()
        self.stdout.write(f"Laporan yang batas waktunya mendekat: {remind(today)}")
        if not settings.MAIL:
            self.stdout.write("Surel belum diatur (EMAIL_URL); pemberitahuan hanya ada di aplikasi.")
            return
        try:
            mailed = send_digests(today)
        except MailServerError as error:
            raise CommandError(
                f"Server surel tidak menjawab ({error}). Terkirim sebelumnya: {error.sent}; "
                "sisanya dikirim saat perintah ini dijalankan lagi."
            ) from error
        self.stdout.write(f"Ringkasan dikirim: {mailed.sent}")
        if mailed.failed:
            self.stdout.write(f"Ringkasan yang gagal (lihat log): {mailed.failed}")
