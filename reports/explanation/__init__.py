"""How each figure came about, told from the very operands that it was computed from. Pure; computes nothing.

`keys` names every figure of a report, `equations` prints its formula with the figures that went in, `explain` tells the
rest: where they come from, what was left out, what would mend a figure that is missing. `table` lists all formulas.
"""
