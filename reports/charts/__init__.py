"""Pictures of figures, drawn once for page and paper: from plain values to shapes with their places. Pure.

Each kind of picture is a dataclass and a `draw` beside it: `scatter` (two figures of many), `bars` (one figure of many,
or money in its ceiling), `trend` (figures over the quarters). No figure is computed here but where on the paper it
lies. `templates/_components/drawing.html` draws what comes out.
"""
