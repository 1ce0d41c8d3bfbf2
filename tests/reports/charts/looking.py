"""What holds for every picture: nothing sticks out of it, and no word stands on another."""

from reports.charts.shapes import Drawing, Frame, Text


def words(drawing: Drawing) -> list[Text]:
    return [shape for shape in drawing.shapes if isinstance(shape, Text)]


def check(drawing: Drawing) -> None:
    paper = Frame(0, 0, drawing.width, drawing.height)
    for shape in drawing.shapes:
        assert paper.holds(shape.frame), shape
    texts = words(drawing)
    for number, text in enumerate(texts):
        assert text.text, "a text without words"
        for other in texts[number + 1 :]:
            assert not text.frame.meets(other.frame), (text, other)
