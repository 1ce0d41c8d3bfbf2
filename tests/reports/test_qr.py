"""The QR code as a path: what a scanner needs, drawn from whole units."""

import re

from reports.qr import QUIET_ZONE, qr_code

ADDRESS = "https://lkjip.example.go.id/verifikasi/7K3M-9QXT-0B41-WZ58/"


def dark_modules(path: str) -> set[tuple[int, int]]:
    """Return the squares that a path fills, as (x, y)."""
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", path)
    assert "".join(f"M{x} {y}h{wide}v1h-{back}z" for x, y, wide, back in runs) == path
    assert all(wide == back for _, _, wide, back in runs)
    return {(int(x) + at, int(y)) for x, y, wide, _ in runs for at in range(int(wide))}


def test_a_code_has_its_three_finders_inside_a_quiet_zone():
    drawn = qr_code(ADDRESS)
    dark = dark_modules(drawn.path)
    first, last = QUIET_ZONE, drawn.size - QUIET_ZONE - 1
    assert all(first <= x <= last and first <= y <= last for x, y in dark)
    for x, y in ((first, first), (last - 6, first), (first, last - 6)):
        rim = {(x + across, y + down) for across in range(7) for down in range(7) if {across, down} & {0, 6}}
        core = {(x + across, y + down) for across in range(2, 5) for down in range(2, 5)}
        gap = {(x + across, y + down) for across in range(1, 6) for down in range(1, 6)} - core
        assert rim | core <= dark
        assert not gap & dark


def test_equal_texts_give_equal_drawings():
    assert qr_code(ADDRESS) == qr_code(ADDRESS)
    assert qr_code(ADDRESS) != qr_code(ADDRESS.replace("7", "8"))


def test_modules_are_wide_enough_to_scan_from_paper():
    """At 26 mm with the quiet zone, an address of ordinary length keeps half a millimetre a module (and 20 mm of code)."""
    long = "https://lkjip-triwulanan.kabupaten.example.go.id/verifikasi/7K3M-9QXT-0B41-WZ58/"
    for address in (ADDRESS, long):
        size = qr_code(address).size
        assert 26 * (size - 2 * QUIET_ZONE) / size >= 20
        assert 26 / size >= 0.5
