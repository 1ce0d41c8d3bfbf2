"""The key of a try-out is made once and kept."""

from concurrent.futures import ThreadPoolExecutor

from lkjip.secret import try_out_key


def test_key_is_long_kept_and_private(tmp_path):
    folder = tmp_path / "var"

    key = try_out_key(folder)

    assert len(key) >= 50
    assert try_out_key(folder) == key
    assert (folder / "secret_key").stat().st_mode & 0o077 == 0


def test_each_place_has_its_own(tmp_path):
    assert try_out_key(tmp_path / "a") != try_out_key(tmp_path / "b")


def test_starting_together_gives_one_key(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(try_out_key, [tmp_path] * 32))

    assert len(keys) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]
