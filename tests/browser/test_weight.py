"""The pages that are opened most keep their weight, as a real place serves them: counted by the benchmark's own code."""

import pytest

from benchmarks import weight

pytestmark = pytest.mark.browser


def test_pages_are_light_and_ask_no_foreign_host(browser):
    with weight.served() as (address, password):
        weights = weight.weigh(browser, address, weight.signed_in(browser, address, password))
    assert weights.keys() == {"login", "home", "grid"}
    for name, found in weights.items():
        assert 0 < found.repeat < found.first <= weight.BOUNDS.first, name
        assert found.repeat <= weight.BOUNDS.repeat, name
        assert 0 < found.script <= weight.BOUNDS.script, name
        assert found.foreign == weight.BOUNDS.foreign, name
