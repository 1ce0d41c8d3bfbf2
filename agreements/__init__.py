"""The organisation and the year's plan. Never imports `reports`."""
