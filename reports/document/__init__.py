"""The document of a report: what stands in it, in order. Pure; drawn by preview, PDF and Excel alike."""
