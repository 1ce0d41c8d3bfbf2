"""Units side by side: what the pages and papers of the comparison show, from the figures of summaries. Pure.

`values` are the figures of units, `choice` is what an address asks for, `units`, `quarters`, `programmes` and `costs`
each make a `Section`: a sentence, pictures (`reports.charts`) and a table of the same figures.
"""
