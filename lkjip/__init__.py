"""Settings, URLs and the WSGI entry of LKjIP Triwulanan."""
