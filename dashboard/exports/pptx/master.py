"""The master and its layouts, built by code: the dashboard's colours, 16:9, titles of 28 points."""

import re
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.presentation import Presentation as Deck
from pptx.util import Emu, Inches

from dashboard.exports import palette

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
TITLE_FONT, TEXT_FONT = "Cambria", "Calibri"
TITLE_PT, TEXT_PT, SMALL_PT = 28, 18, 12
EYEBROW, LEAD = 13, 14
COVER, MESSAGE = "Couverture", "Message"

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
TREE = "{http://schemas.openxmlformats.org/presentationml/2006/main}spTree"
COLOURS = {
    "dk1": palette.INK, "lt1": palette.WHITE, "dk2": palette.BAND, "lt2": palette.PAPER,
    **{f"accent{rank}": colour for rank, colour in enumerate((*palette.SERIES, "9C2B16"), start=1)},
    "hlink": palette.MAIN, "folHlink": palette.QUIET,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide, in inches."""

    left: float
    top: float
    width: float
    height: float

    @property
    def emu(self) -> tuple[Emu, Emu, Emu, Emu]:
        """Return left, top, width and height in the units of the format."""
        return Inches(self.left), Inches(self.top), Inches(self.width), Inches(self.height)


MARGIN = 0.6
FULL = 13.333 - 2 * MARGIN
BODY = Box(MARGIN, 2.42, FULL, 4.35)
FOOT = Box(MARGIN, 6.92, 9.3, 0.42)
NUMBER = Box(12.033, 6.95, 0.7, 0.36)
MARK = Box(9.95, 6.95, 2.1, 0.36)


@dataclass(frozen=True, slots=True)
class Style:
    """How a placeholder's words look."""

    points: int
    colour: str
    font: str = "+mn-lt"
    bold: bool = False
    anchor: str = "t"
    align: str = "l"


@dataclass(frozen=True, slots=True)
class Holder:
    """A placeholder: its kind, its number, where it stands and how its words look."""

    name: str
    kind: str
    index: int
    box: Box
    style: Style
    prompt: str = ""


TITLE = Holder(
    "Titre", "title", 0, Box(MARGIN, 0.72, FULL, 1.02),
    Style(TITLE_PT, "dk2", "+mj-lt", bold=True), "Le message de la diapositive",
)  # fmt: skip
FOOTER = Holder("Pied de page", "ftr", 11, FOOT, Style(SMALL_PT, "tx2", anchor="ctr"))
PAGE = Holder("Numéro de diapositive", "sldNum", 12, NUMBER, Style(SMALL_PT, "tx2", anchor="ctr", align="r"))
LAYOUTS = {
    COVER: (
        Holder(
            "Titre", "ctrTitle", 0, Box(1.1, 2.0, 11, 1.6),
            Style(44, "dk2", "+mj-lt", bold=True, anchor="b"), "Le titre du plan",
        ),
        Holder("Sous-titre", "subTitle", 1, Box(1.1, 3.75, 11, 2.2), Style(24, "tx1"), "Ce qui est présenté"),
    ),
    MESSAGE: (
        Holder(
            "Sujet", "body", EYEBROW, Box(MARGIN, 0.3, FULL, 0.42),
            Style(TEXT_PT, "accent1", bold=True, anchor="b"), "Le sujet",
        ),
        TITLE,
        Holder("Phrase", "body", LEAD, Box(MARGIN, 1.74, FULL, 0.68), Style(TEXT_PT, "tx1"), "Une phrase"),
    ),
}  # fmt: skip


def blank() -> Deck:
    """Return a presentation without slides, with the dashboard's own master."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    master = deck.slide_master
    _theme(master)
    _keep_two_layouts(deck)
    _replace(master, [TITLE, _body(), FOOTER, PAGE], _band(Box(0, 0, 13.333, 0.12)))
    for layout, (name, holders) in zip(deck.slide_layouts, LAYOUTS.items(), strict=True):
        layout.name = name
        side = _band(Box(0, 0, 0.4, 7.5)) if name == COVER else ""
        _replace(layout, [*holders, FOOTER, PAGE], side)
    return deck


def _body() -> Holder:
    return Holder("Texte", "body", 1, BODY, Style(TEXT_PT, "tx1"), "Texte")


def _theme(master: object) -> None:
    """Give the theme the dashboard's colours and two fonts that every office suite has, or a twin of."""
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)  # type: ignore[attr-defined]
    text = part.blob.decode()
    for name, colour in COLOURS.items():
        text = re.sub(
            rf"<a:{name}>.*?</a:{name}>",
            f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>',
            text,
            flags=re.DOTALL,
        )
    for kind, font in (("major", TITLE_FONT), ("minor", TEXT_FONT)):
        text = re.sub(rf'(<a:{kind}Font>\s*<a:latin typeface=")[^"]*', rf"\g<1>{font}", text, flags=re.DOTALL)
    part._blob = re.sub(r'(<a:theme [^>]*name=")[^"]*', r"\g<1>Inclusion", text).encode()


def _keep_two_layouts(deck: Deck) -> None:
    for layout in list(deck.slide_layouts)[len(LAYOUTS) :]:
        deck.slide_layouts.remove(layout)


def _replace(page: object, holders: list[Holder], decoration: str) -> None:
    """Replace a page's shapes with its decoration, then its placeholders in reading order."""
    tree = page._element.find(f".//{TREE}")  # type: ignore[attr-defined]
    for shape in list(tree)[2:]:
        tree.remove(shape)
    shapes = [decoration] if decoration else []
    for rank, each in enumerate([*shapes, *(_holder(holder) for holder in holders)], start=2):
        shape = etree.fromstring(each)
        shape.find(".//{*}cNvPr").set("id", str(rank))
        tree.append(shape)


def _holder(holder: Holder) -> str:
    style = holder.style
    kind = "" if holder.kind == "body" and holder.index > 1 else f"type={quoteattr(holder.kind)} "
    index = f'idx="{holder.index}" ' if holder.index else ""
    small = 'sz="quarter" ' if holder.kind in ("ftr", "sldNum") else ""
    words = (
        '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="fr-FR"/>'
        "<a:t>‹N°›</a:t></a:fld>"
        if holder.kind == "sldNum"
        else f'<a:r><a:rPr lang="fr-FR"/><a:t>{holder.prompt}</a:t></a:r>'
    )
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="0" name={quoteattr(holder.name)}/><p:cNvSpPr>'
        f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {kind}{small}{index}/></p:nvPr></p:nvSpPr>'
        f'<p:spPr>{_frame(holder.box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{style.anchor}"><a:normAutofit/>'
        f'</a:bodyPr><a:lstStyle><a:lvl1pPr marL="0" indent="0" algn="{style.align}">'
        f'<a:lnSpc><a:spcPct val="95000"/></a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>'
        f'<a:defRPr lang="fr-FR" sz="{style.points * 100}" b="{int(style.bold)}">'
        f'<a:solidFill><a:schemeClr val="{style.colour}"/></a:solidFill><a:latin typeface="{style.font}"/>'
        f"</a:defRPr></a:lvl1pPr></a:lstStyle><a:p>{words}</a:p></p:txBody></p:sp>"
    )


def _band(box: Box) -> str:
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="0" name="Bandeau"/><p:cNvSpPr/><p:nvPr userDrawn="1"/>'
        f'</p:nvSpPr><p:spPr>{_frame(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
    )


def _frame(box: Box) -> str:
    left, top, width, height = box.emu
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
