"""What takes too long for the suite: places that are broken on purpose, and what must hold afterwards. `bin/drill`."""
