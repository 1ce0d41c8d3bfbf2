"""What is wrong with an NIP. Pure."""

import datetime


def nip_fault(value: str) -> str:
    """Say what is wrong with an NIP, as the rest of a sentence; '' where nothing is.

    Layout (BKN): birth date 8, appointment month 6, sex 1, serial 3.
    """
    if len(value) != 18 or not (value.isascii() and value.isdigit()):
        return "harus 18 angka"
    try:
        birth = datetime.date(int(value[:4]), int(value[4:6]), int(value[6:8]))
        start = datetime.date(int(value[8:12]), int(value[12:14]), 1)
    except ValueError:
        return "memuat tanggal lahir atau bulan pengangkatan yang tidak ada"
    if start <= birth:
        return "memuat pengangkatan yang mendahului tanggal lahir"
    if value[14] not in "12":
        return "harus mempunyai 1 (laki-laki) atau 2 (perempuan) sebagai angka ke-15"
    return ""
