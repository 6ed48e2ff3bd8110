"""The styles and list numbering of our Word files. Only what a document uses, so that its style list stays readable."""

from collections.abc import Iterator

FONT, MONO = "Calibri", "Consolas"
INK, GREY, DEEP, PALE, WASH = "20292E", "59656B", "0B5563", "DDE3E5", "F1F4F5"
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BULLETS, FIRST_NUMBERED = 1, 2
LEVELS = 3
HEADINGS = ((34, 360), (27, 300), (23, 240), (21, 200), (21, 200), (21, 200))  # half points, space before in twentieths


def styles(language_tag: str) -> str:
    """All styles, as the content of styles.xml."""
    return f"<w:styles {NAMESPACE}>{_defaults(language_tag)}{''.join(_styles())}</w:styles>"


def numbering(starts: list[int]) -> str:
    """Dots, and one numbering per numbered list so that each begins where it should."""
    dots = "".join(_level(i, "bullet", "•" if i % 2 == 0 else "–") for i in range(LEVELS))
    figures = "".join(_level(i, "decimal" if i % 2 == 0 else "lowerLetter", f"%{i + 1}.") for i in range(LEVELS))
    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{i}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        for i, levels in enumerate((dots, figures))
    )
    lists = f'<w:num w:numId="{BULLETS}"><w:abstractNumId w:val="0"/></w:num>'
    for number, start in enumerate(starts, start=FIRST_NUMBERED):
        override = "".join(
            f'<w:lvlOverride w:ilvl="{i}"><w:startOverride w:val="{start}"/></w:lvlOverride>' for i in range(LEVELS)
        )
        lists += f'<w:num w:numId="{number}"><w:abstractNumId w:val="1"/>{override}</w:num>'
    return f"<w:numbering {NAMESPACE}>{kinds}{lists}</w:numbering>"


def _level(level: int, kind: str, sign: str) -> str:
    left = 360 * (level + 1)
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{sign}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="300"/></w:pPr></w:lvl>'
    )


def _defaults(language_tag: str) -> str:
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{_font(FONT)}<w:color w:val="{INK}"/><w:sz w:val="22"/>'
        f'<w:szCs w:val="22"/><w:lang w:val="{language_tag}" w:eastAsia="{language_tag}" w:bidi="ar-SA"/></w:rPr>'
        '</w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
    )


def _font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def _style(name: str, paragraph: str = "", run: str = "", based_on: str = "Normal", following: str = "") -> str:
    identity = "".join(word[0].upper() + word[1:] for word in name.split())
    then = f'<w:next w:val="{following}"/>' if following else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{identity}"><w:name w:val="{name}"/><w:basedOn w:val="{based_on}"/>'
        f"{then}<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _look(size: int, colour: str = "", bold: bool = False) -> str:
    paint = f'<w:color w:val="{colour}"/>' if colour else ""
    return f'{"<w:b/><w:bCs/>" if bold else ""}{paint}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


def _styles() -> Iterator[str]:
    yield '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    yield '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>'
    yield _style("Title", '<w:spacing w:after="60" w:line="240" w:lineRule="auto"/>', _look(52, DEEP, bold=True))
    yield _style("Subtitle", '<w:spacing w:after="60"/>', _look(26))
    for level, (size, before) in enumerate(HEADINGS, start=1):
        place = f'<w:keepNext/><w:keepLines/><w:spacing w:before="{before}" w:after="100"/>'
        yield _style(
            f"heading {level}",
            f'{place}<w:outlineLvl w:val="{level - 1}"/>',
            _look(size, DEEP, True),
            "Normal",
            "Normal",
        )
    yield from _list_styles()
    yield _style("TOC Heading", '<w:keepNext/><w:spacing w:before="360" w:after="100"/>', _look(30, DEEP, bold=True))
    for level in (1, 2):
        stop = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9180"/></w:tabs>'
        yield _style(f"toc {level}", f'{stop}<w:spacing w:after="40"/><w:ind w:left="{(level - 1) * 300}"/>')
    edge = '<w:pBdr><w:left w:val="single" w:sz="{}" w:space="8" w:color="{}"/></w:pBdr>'
    yield _style("Quote", edge.format(12, PALE) + '<w:ind w:left="240"/>', f'<w:i/><w:iCs/><w:color w:val="{GREY}"/>')
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{WASH}"/>'
    yield _style(
        "Callout", edge.format(24, DEEP) + shade + '<w:spacing w:before="120" w:after="160"/><w:ind w:left="180"/>'
    )
    yield _style("Code", f'{shade}<w:spacing w:line="240" w:lineRule="auto"/>', _font(MONO) + _look(19))
    yield _style("caption", '<w:spacing w:before="60" w:after="160"/>', _look(18, GREY))
    yield _style("Table Text", '<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>', _look(20))
    yield _style("Table Gap", '<w:spacing w:after="0" w:line="200" w:lineRule="exact"/>', _look(12))
    yield _style("footer", '<w:tabs><w:tab w:val="right" w:pos="9180"/></w:tabs>', _look(18, GREY))
    yield _character("Hyperlink", f'<w:color w:val="{DEEP}"/><w:u w:val="single"/>')
    yield _character("Code Text", _font(MONO) + '<w:sz w:val="20"/>')
    yield _table_style()


def _list_styles() -> Iterator[str]:
    for level in range(LEVELS):
        suffix = f" {level + 1}" if level else ""
        dots = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{BULLETS}"/></w:numPr>'
        spacing = '<w:spacing w:after="60"/>'
        yield _style(f"List Bullet{suffix}", dots + spacing)
        yield _style(f"List Number{suffix}", spacing)
        yield _style(f"List Continue{suffix}", f'{spacing}<w:ind w:left="{360 * (level + 1)}"/>')


def _character(name: str, run: str) -> str:
    identity = name.replace(" ", "")
    return f'<w:style w:type="character" w:styleId="{identity}"><w:name w:val="{name}"/><w:rPr>{run}</w:rPr></w:style>'


def _table_style() -> str:
    line = '<w:{} w:val="single" w:sz="{}" w:space="0" w:color="{}"/>'
    borders = line.format("bottom", 4, PALE) + line.format("insideH", 4, PALE)
    header = line.format("bottom", 8, DEEP)
    return (
        '<w:style w:type="table" w:styleId="VierspanTable"><w:name w:val="Vierspan Table"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f'<w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar><w:left w:w="85" w:type="dxa"/>'
        '<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr><w:tcBorders>{header}</w:tcBorders>'
        "</w:tcPr></w:tblStylePr></w:style>"
    )
