"""Slides with real shapes, lines and tables that can be edited, in fonts that show Japanese; python-pptx."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

WIDTH, HEIGHT = 13.333, 7.5
"""Inches: 16 to 9."""
LEFT, TOP = 0.5, 1.15
INNER = WIDTH - 2 * LEFT
LATIN, JAPANESE = "Calibri", "Yu Gothic"
INK, MUTED, LINE, BLUE, RED, HEAD = "1B2430", "596575", "8794A4", "0B62C4", "B3203A", "0E4A67"
BLANK = 5
"""The layout of the default template that has a title and nothing else."""


class Deck:
    """A presentation as it grows."""

    def __init__(self, name: str) -> None:
        self._presentation = Presentation()
        self._presentation.slide_width = Inches(WIDTH)
        self._presentation.slide_height = Inches(HEIGHT)
        self._presentation.core_properties.title = name
        self._presentation.core_properties.author = "Enishi"

    def slide(self, title: str, beneath: str) -> Slide:
        """Begin a slide."""
        page = self._presentation.slides.add_slide(self._presentation.slide_layouts[BLANK])
        heading = page.shapes.title
        heading.left, heading.top = Inches(LEFT), Inches(0.3)
        heading.width, heading.height = Inches(INNER), Inches(0.5)
        _write(heading.text_frame, title, size=24, bold=True, colour=HEAD)
        found = Slide(page)
        found.text(beneath, LEFT, 0.78, INNER, 0.3, size=12, colour=MUTED)
        return found

    def bytes(self) -> bytes:
        """Return the file."""
        stream = io.BytesIO()
        self._presentation.save(stream)
        return stream.getvalue()


class Slide:
    """One slide; places and sizes in inches."""

    def __init__(self, page: Any) -> None:
        self._page = page

    def text(
        self,
        text: str,
        left: float,
        top: float,
        width: float,
        height: float,
        *,
        size: float = 12,
        bold: bool = False,
        colour: str = INK,
    ) -> None:
        """Write a text."""
        box = self._page.shapes.add_textbox(Inches(left), Inches(top), Inches(width), Inches(height))
        box.text_frame.word_wrap = True
        _write(box.text_frame, text, size=size, bold=bold, colour=colour)

    def table(
        self,
        head: Sequence[str],
        rows: Sequence[Sequence[str]],
        left: float,
        top: float,
        widths: Sequence[float],
        *,
        size: float = 11,
        row_height: float = 0.3,
        fills: dict[tuple[int, int], str] | None = None,
    ) -> None:
        """Draw a table; ``widths`` of the columns, ``fills`` the colour of cells by row and column."""
        shape = self._page.shapes.add_table(
            len(rows) + 1,
            len(head),
            Inches(left),
            Inches(top),
            Inches(sum(widths)),
            Inches(row_height * (len(rows) + 1)),
        )
        table = shape.table
        for column, width in enumerate(widths):
            table.columns[column].width = Inches(width)
        for row, cells in enumerate([head, *rows]):
            table.rows[row].height = Inches(row_height)
            for column, text in enumerate(cells):
                cell = table.cell(row, column)
                cell.margin_top = cell.margin_bottom = Emu(20000)
                cell.margin_left = cell.margin_right = Emu(60000)
                is_head = row == 0
                _write(cell.text_frame, text, size=size, bold=is_head, colour="FFFFFF" if is_head else INK)
                fill = HEAD if is_head else (fills or {}).get((row - 1, column), "FFFFFF")
                cell.fill.solid()
                cell.fill.fore_color.rgb = RGBColor.from_string(fill)

    def card(
        self, lines: Sequence[str], left: float, top: float, width: float, height: float, *, edge: str
    ) -> Any:
        """Draw a card whose first line stands out; return the shape, so that lines can hold on to it."""
        shape = self._page.shapes.add_shape(
            MSO_SHAPE.ROUNDED_RECTANGLE, Inches(left), Inches(top), Inches(width), Inches(height)
        )
        shape.adjustments[0] = 0.08
        shape.shadow.inherit = False
        shape.fill.solid()
        shape.fill.fore_color.rgb = RGBColor(255, 255, 255)
        shape.line.color.rgb = RGBColor.from_string(edge)
        shape.line.width = Pt(1.75)
        frame = shape.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = Emu(45000)
        frame.margin_top = frame.margin_bottom = Emu(15000)
        size = max(6.0, min(11.0, height * 13.5))
        for index, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
            paragraph.alignment = PP_ALIGN.LEFT
            _run(
                paragraph, line, size if index == 0 else size * 0.84, index == 0, INK if index == 0 else MUTED
            )
        return shape

    def reports(self, person: Any, manager: Any, *, is_suggested: bool) -> None:
        """Draw a reporting line between two cards."""
        line = self._page.shapes.add_connector(MSO_CONNECTOR.ELBOW, 0, 0, 0, 0)
        line.begin_connect(manager, 2)
        line.end_connect(person, 0)
        _stroke(line, LINE, 1.25, MSO_LINE.ROUND_DOT if is_suggested else MSO_LINE.SOLID)

    def influences(self, start: Any, end: Any, *, is_conflict: bool, is_suggested: bool) -> None:
        """Draw an influence: dashed, with an arrow; a conflict is red."""
        line = self._page.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, 0, 0, 0, 0)
        right = start.left < end.left
        line.begin_connect(start, 3 if right else 1)
        line.end_connect(end, 1 if right else 3)
        dash = MSO_LINE.ROUND_DOT if is_suggested else MSO_LINE.SOLID if is_conflict else MSO_LINE.DASH
        _stroke(line, RED if is_conflict else BLUE, 1.5 if is_conflict else 1.0, dash)
        properties = line.line._get_or_add_ln()
        properties.append(properties.makeelement(qn("a:tailEnd"), {"type": "triangle"}))


def _stroke(line: Any, colour: str, width: float, dash: Any) -> None:
    line.line.color.rgb = RGBColor.from_string(colour)
    line.line.width = Pt(width)
    line.line.dash_style = dash


def _write(frame: Any, text: str, *, size: float, bold: bool, colour: str) -> None:
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT
    _run(paragraph, text, size, bold, colour)


def _run(paragraph: Any, text: str, size: float, bold: bool, colour: str) -> None:
    run = paragraph.add_run()
    # Control characters of a source would make a file that nothing opens.
    run.text = "".join(letter for letter in text if letter >= " " or letter in "\n\t")
    run.font.size = Pt(size)
    run.font.bold = bold
    run.font.color.rgb = RGBColor.from_string(colour)
    run.font.name = LATIN
    properties = run._r.get_or_add_rPr()
    japanese = properties.makeelement(qn("a:ea"), {"typeface": JAPANESE})
    properties.find(qn("a:latin")).addnext(japanese)
