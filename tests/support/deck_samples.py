"""A deck that has every kind of slide, block and figure, with made-up but lifelike content."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from handouts.core.problem import Mark
from handouts.document.blocks import (
    Answer,
    Answers,
    Block,
    Bullets,
    Callout,
    Card,
    Cards,
    Column,
    ColumnPair,
    Entry,
    Fact,
    Facts,
    Field,
    Fields,
    FigureBlock,
    Gate,
    Gates,
    Group,
    Option,
    Options,
    Paragraph,
    References,
    Row,
    Table,
)
from handouts.document.document import Badge, Document, Reads, Section, SlideKind, Teaching
from handouts.document.figures import (
    BarRow,
    Bars,
    Diagram,
    Edge,
    EdgeKind,
    IconArray,
    IntervalRow,
    Intervals,
    Node,
    NodeKind,
    Part,
    Span,
    Tick,
    Timeline,
)
from handouts.document.text import Citation, Lowered, Raised, Strong, Text, Unit, Value, Words
from handouts.render.deck.look import DeckLook, read_deck_look

LAYOUTS = Path(__file__).parents[2] / "layouts"
MARK = Mark("content/decks/sample.yaml", 7, 3)


def read_look() -> DeckLook:
    """The shipped deck layout."""
    found, problems = read_deck_look(LAYOUTS, "widescreen")
    assert found is not None, problems
    return found


def unit(name: str, *text: str | object) -> Unit:
    """A text unit; words between asterisks are bold."""
    parts: list[object] = []
    for piece in text:
        if isinstance(piece, str):
            for place, words in enumerate(piece.split("*")):
                if words:
                    parts.append(Strong((Words(words),)) if place % 2 else Words(words))
        else:
            parts.append(piece)
    return Unit(f"sample/{name}", tuple(parts), MARK, "en")  # type: ignore[arg-type]


def value(source: str, text: str) -> Value:
    """A printed value of a claim."""
    return Value("claim", source, None, None, None, text)


def slide(
    name: str,
    kind: SlideKind,
    title: str,
    *blocks: Block,
    source: str = "",
    badge: Badge | None = None,
    minutes: str = "2",
) -> Section:
    """A slide with notes."""
    notes = (
        unit(f"{name}/notes", "Say in two sentences what the slide shows, and why it matters at the bedside."),
        unit(f"{name}/rests", "It rests on one cohort and two small trials; the full references follow."),
    )
    line = unit(f"{name}/source", source) if source else None
    teaching = Teaching(kind, notes, Decimal(minutes), True, line, badge)
    return Section(name, unit(f"{name}/title", title), blocks, MARK, teaching=teaching)


def bullets(name: str, *items: str, style: str = "dot") -> Bullets:
    """A list."""
    texts = tuple(unit(f"{name}/{place}", item) for place, item in enumerate(items))
    return Bullets(name, texts, style)  # type: ignore[arg-type]


def paragraph(name: str, *text: str | object, role: str = "body") -> Paragraph:
    """Running text."""
    return Paragraph(unit(name, *text), role)  # type: ignore[arg-type]


def node(name: str, label: str, detail: str = "", kind: NodeKind = "plain") -> Node:
    """A box of a diagram."""
    return Node(name, unit(f"node/{name}", label), unit(f"node/{name}/d", detail) if detail else None, kind)


def edge(name: str, start: str, end: str, label: str = "", kind: EdgeKind = "leads") -> Edge:
    """An arrow of a diagram."""
    return Edge(name, start, end, unit(f"edge/{name}", label) if label else None, kind)


def figure(name: str, drawn: object, alt: str, caption: str = "", *, illustration: bool = False) -> FigureBlock:
    """A figure with its alt text."""
    text = unit(f"{name}/caption", caption) if caption else None
    return FigureBlock(name, drawn, text, unit(f"{name}/alt", alt), illustration)  # type: ignore[arg-type]


def cycle(shown: tuple[str, ...] | None = None) -> Diagram:
    """The vitamin K cycle with the drug that stops it and what depends on it."""
    return Diagram(
        "cycle",
        (("reduced", "epoxide"), ("warfarin",), ("liver", "bone", "artery")),
        (
            node("reduced", "Reduced K"),
            node("epoxide", "K epoxide"),
            node("warfarin", "Warfarin", kind="danger"),
            node("liver", "Liver", "Factors II, VII, IX and X can bind calcium", "primary"),
            node("bone", "Bone", "Osteocalcin binds calcium in bone", "primary"),
            node("artery", "Artery", "MGP keeps calcium out of the wall", "primary"),
        ),
        (
            edge("ggcx", "reduced", "epoxide", "GGCX"),
            edge("vkorc1", "epoxide", "reduced", "VKORC1"),
            edge("stop", "warfarin", "vkorc1", kind="blocks"),
            edge("to-liver", "ggcx", "liver"),
            edge("to-bone", "ggcx", "bone"),
            edge("to-artery", "ggcx", "artery"),
        ),
        shown,
    )


def lanes() -> Diagram:
    """Two lanes of three boxes."""
    return Diagram(
        "lanes",
        (("more", "falls", "clot"), ("fewer", "rises", "bleed")),
        (
            node("more", "More greens than usual"),
            node("falls", "INR falls"),
            node("clot", "Clot risk rises", kind="danger"),
            node("fewer", "Fewer greens than usual"),
            node("rises", "INR rises"),
            node("bleed", "Bleeding risk rises", kind="danger"),
        ),
        (
            edge("1", "more", "falls", "days"),
            edge("2", "falls", "clot"),
            edge("3", "fewer", "rises", "days"),
            edge("4", "rises", "bleed"),
        ),
    )


def gatekeeper() -> Diagram:
    """A tree with labels and a blocking arrow."""
    return Diagram(
        "lanes",
        (("mgp",), ("active", "inactive"), ("wall",)),
        (
            node("mgp", "Matrix Gla protein (MGP)", "made by smooth muscle of the artery"),
            node("active", "Carboxylated MGP", kind="good"),
            node("inactive", "Uncarboxylated MGP", kind="warning"),
            node("wall", "Calcium in the artery wall", kind="quiet"),
        ),
        (
            edge("k", "mgp", "active", "vitamin K"),
            edge("no-k", "mgp", "inactive", "no vitamin K", "acts"),
            edge("keeps", "active", "wall", "keeps out", "blocks"),
            edge("lets", "inactive", "wall", "lets in"),
        ),
    )


def intervals(*, log: bool = True) -> Intervals:
    """Three estimates."""

    def row(name: str, label: str, estimate: str, low: str, high: str) -> IntervalRow:
        printed = Unit(f"sample/{name}/p", (value(name, f"{estimate} ({low}\u2013{high})"),), MARK, "en")
        return IntervalRow(name, unit(name, label), Decimal(estimate), Decimal(low), Decimal(high), printed)

    rows = (
        row("chd", "Death from coronary heart disease", "0.43", "0.24", "0.77"),
        row("all", "Death from any cause", "0.74", "0.59", "0.92"),
        row("calc", "Severe aortic calcification", "0.48", "0.32", "0.71"),
    )
    return Intervals(
        rows,
        unit("axis", "Relative risk, highest against lowest third of intake"),
        unit("lower", "lower risk"),
        unit("higher", "higher risk"),
        log,
    )


def bars() -> Bars:
    """Five foods, sorted."""
    rows = (
        ("kale", "Kale, cooked, ½ cup", "247"),
        ("spinach", "Spinach, raw, 1 cup", "145"),
        ("broccoli", "Broccoli, ½ cup", "110"),
        ("oil", "Soybean oil, 1 tablespoon", "25"),
        ("egg", "Egg, 1", "4"),
    )
    return Bars(
        tuple(BarRow(name, unit(name, label), Decimal(n), unit(f"{name}/n", f"{n} µg")) for name, label, n in rows),
        unit("bars/axis", "Vitamin K1, µg a serving"),
    )


def timeline() -> Timeline:
    """When babies bleed."""

    def tick(at: str, label: str) -> Tick:
        return Tick(Decimal(at), unit(f"tick/{at}", label))

    def span(name: str, label: str, start: str, end: str, kind: str) -> Span:
        return Span(name, unit(f"span/{name}", label), Decimal(start), Decimal(end), kind)  # type: ignore[arg-type]

    return Timeline(
        (
            span("early", "Early", "0", "1", "early"),
            span("classic", "Classic", "1", "7", "classic"),
            span("late", "Late", "7", "180", "late"),
            span("peak", "Late: peak", "14", "56", "peak"),
        ),
        (
            tick("0", "birth"),
            tick("1", "24 hours"),
            tick("7", "1 week"),
            tick("14", "2 weeks"),
            tick("56", "8 weeks"),
            tick("180", "6 months"),
        ),
    )


def icons() -> IconArray:
    """A risk of 1,000."""
    part = Part("bleed", unit("bleed", "2.5 to 17 babies bleed in the first week"), Decimal("2.5"), Decimal(17))
    return IconArray(1000, part, unit("rest", "983 or more of 1,000 babies do not"))


def table(name: str, rows: int) -> Table:
    """A table of trials with so many rows."""
    columns = tuple(
        Column(f"c{n}", unit(f"{name}/c{n}", head), kind)  # type: ignore[arg-type]
        for n, (head, kind) in enumerate(
            [("Trial", "text"), ("Who", "text"), ("Dose a day", "text"), ("Years", "number"), ("Result", "text")]
        )
    )
    content = [
        (
            "Knapen 2013",
            "244 healthy women after the menopause",
            "MK-7 180 µg",
            "3",
            "Slower loss of density at two sites",
        ),
        ("Rønn 2016", "148 women with osteopenia", "MK-7 375 µg", "1", "No difference in density"),
        ("Inoue 2009", "4,378 women with osteoporosis", "MK-4 45 mg", "3", "Primary endpoint not met"),
        ("Sato 2002", "Retracted: fabricated data", "\u2013", "\u2013", "Do not cite"),
    ]
    made = tuple(
        Row(
            f"r{n}",
            tuple(unit(f"{name}/r{n}/c{c}", text) for c, text in enumerate(content[n % 4])),
            "danger" if n % 4 == 3 else "plain",
        )
        for n in range(rows)
    )
    return Table(name, None, columns, (Group("all", None, None, made),))


def small_table() -> Table:
    """Warfarin against DOACs."""
    heads = ("", "Warfarin", "DOACs")
    rows = (
        ("Target", "VKORC1 in the vitamin K cycle", "Thrombin (dabigatran) or factor Xa"),
        ("Dietary vitamin K", "Keep intake steady", "No effect on the drug's action"),
        ("Monitoring", "INR to the patient's own target", "No routine INR"),
        ("K2 supplement", "Only with the prescriber and a plan for the INR", "No interaction through the cycle"),
    )
    columns = tuple(Column(f"c{n}", unit(f"t/c{n}", head)) for n, head in enumerate(heads))
    made = tuple(
        Row(f"r{n}", tuple(unit(f"t/r{n}/c{c}", text) for c, text in enumerate(row))) for n, row in enumerate(rows)
    )
    return Table("t", None, columns, (Group("all", None, None, made),))


def card(name: str, title: str, kind: NodeKind, *items: str) -> Card:
    """A card with a list."""
    return Card(name, unit(f"{name}/title", title), (bullets(f"{name}/list", *items),), kind)


def references(count: int) -> References:
    """A list of references."""
    text = (
        "Geleijnse JM, Vermeer C, Grobbee DE, et al. Dietary intake of menaquinone is associated with a reduced "
        "risk of coronary heart disease: the Rotterdam Study. J Nutr. 2004;134(11):3100-5."
    )
    entries = tuple(Entry(f"ref{n}", unit(f"refs/{n}", text)) for n in range(count))
    return References("refs", entries, True)


LOW = Badge("low", "cohort")
CHEM: Text = (Words("Ca"), Raised((Words("2+"),)), Words(" binds Gla; CO"), Lowered((Words("2"),)), Words(" is added"))


def second_part() -> Section:
    """A section slide after the first."""
    return slide("part2", "section", "Where we stand", paragraph("part2/p", "What holds, what may hold, what does not"))


def sections() -> tuple[Section, ...]:
    """Every kind of slide."""
    return (
        slide("cover", "title", "Artery and anticoagulants"),
        slide(
            "aims",
            "objectives",
            "After this lesson you can",
            bullets(
                "aims",
                "*Explain* how matrix Gla protein keeps calcium out of the artery wall",
                "*Choose* between steady intake and avoidance for a patient on warfarin",
                "*Judge* what cohorts and trials of K2 show, and what they do not",
                style="number",
            ),
        ),
        slide(
            "part",
            "section",
            "How the artery keeps calcium out",
            paragraph("part/p", "One protein, one vitamin, one drug in the way"),
        ),
        slide(
            "case",
            "case",
            "A 71-year-old woman on warfarin asks for K2 “for her bones”. Her INR has been stable at 2.4.",
            paragraph("case/1", "What do you ask first?"),
            paragraph("case/2", "What do you tell her?"),
        ),
        slide(
            "state",
            "statement",
            "Steady intake beats avoidance",
            paragraph(
                "state/p",
                "A stable INR needs a stable intake of vitamin K: about ",
                value("k.ai", "90\u2013120\u00a0µg a day"),
                ". ",
                Citation("x"),
                "People who avoid greens have the least stable INR.",
            ),
            source="Sconce 2005; Franco 2004",
            badge=Badge("moderate", "trial"),
        ),
        slide(
            "bul",
            "bullets",
            "Three questions decide whether K2 is safe for her",
            bullets(
                "bul",
                "Which anticoagulant does she take, and why?",
                "Is the INR stable, and who adjusts the dose?",
                "What does the label of the product say it contains?",
                "Can she keep the same dose every day?",
            ),
            source="Holbrook 2024",
            badge=LOW,
        ),
        slide(
            "chem",
            "bullets",
            "Carboxylation adds the second acid group that calcium needs",
            Bullets(
                "chem",
                (
                    Unit("sample/chem/1", CHEM, MARK, "en"),
                    unit("chem/2", "Without it the protein is made but does not work"),
                ),
            ),
            Callout(
                "note",
                "note",
                unit("note/t", "In practice"),
                (paragraph("note/p", "An inactive protein is not measured by the routine INR."),),
            ),
        ),
        slide(
            "two",
            "two-columns",
            "Often said and shown are two different things",
            ColumnPair(
                "two",
                (
                    card(
                        "said", "Often said", "warning", "K2 cleans the arteries", "Warfarin patients must avoid greens"
                    ),
                    card(
                        "shown",
                        "What the evidence shows",
                        "good",
                        "Cohorts differ; trials found no less calcification",
                        "A steady intake keeps the INR steadier than avoidance",
                    ),
                ),
            ),
        ),
        slide(
            "tab",
            "table",
            "Warfarin needs steady vitamin K; DOACs bypass the cycle",
            small_table(),
            source="CHEST guideline 2012; NIH ODS 2021",
        ),
        slide(
            "long",
            "table",
            "Trials of K2 and bone are small and mixed, and one is retracted",
            table("trials", 12),
            badge=Badge("low", "trial"),
        ),
        slide(
            "int",
            "chart",
            "In one cohort the highest K2 intake went with fewer coronary deaths",
            figure(
                "int",
                intervals(),
                "Relative risks with intervals: coronary death 0.43, any death 0.74, calcification 0.48.",
            ),
            source="Geleijnse 2004",
            badge=LOW,
        ),
        slide(
            "int2",
            "chart",
            "The same chart with text beside it stays readable",
            figure(
                "int2",
                Intervals(intervals().rows[:2], unit("a", "Relative risk"), unit("l", "less"), unit("h", "more"), True),
                "Two relative risks.",
            ),
            bullets(
                "int2b",
                "*One* contrast only: highest against lowest third",
                "Intake was estimated once",
                "Cheese and meat carry other nutrients",
            ),
        ),
        slide(
            "bar",
            "chart",
            "Most of our vitamin K is K1 from leaves",
            figure("bar", bars(), "Bars of vitamin K1: kale 247 µg to egg 4 µg."),
            bullets("barb", "One dark green serving covers a day", "Oils count too", "Eggs hardly matter"),
            source="USDA SR28",
        ),
        slide(
            "bar2",
            "chart",
            "Without text the bars fill the slide",
            figure("bar2", bars(), "The same bars."),
            source="USDA SR28",
        ),
        slide(
            "cyc1",
            "diagram",
            "Every form of vitamin K turns the same cycle",
            figure(
                "cyc1",
                cycle(("reduced", "epoxide", "ggcx", "vkorc1")),
                "A cycle of two forms of vitamin K.",
                illustration=True,
            ),
        ),
        slide(
            "cyc2",
            "diagram",
            "Warfarin blocks the way back, so the pool of active vitamin K runs dry",
            figure("cyc2", cycle(), "The cycle with warfarin blocking VKORC1 and three organs that depend on GGCX."),
            source="Shearer 2014",
        ),
        slide(
            "lan",
            "diagram",
            "More greens lower the INR, fewer raise it",
            figure("lan", lanes(), "Two chains of three steps."),
            source="Own drawing",
        ),
        slide(
            "gate",
            "diagram",
            "MGP is the gatekeeper only when it is carboxylated",
            figure("gate", gatekeeper(), "A tree from MGP to the artery wall."),
            source="Schurgers 2008",
        ),
        slide(
            "time",
            "diagram",
            "Late bleeding peaks at 2 to 8 weeks, after most families have gone home",
            figure("time", timeline(), "Three windows on a line from birth to six months."),
            paragraph("time/p", "Half of the late cases bleed into the brain."),
            source="Sutor 1999",
            badge=Badge("high", "cohort"),
        ),
        slide(
            "ico",
            "chart",
            "Without the injection 2.5 to 17 of 1,000 babies bleed in the first week",
            figure("ico", icons(), "1,000 icons of which 2 are filled and 15 half filled."),
            source="Hand 2022",
        ),
        slide(
            "ask",
            "question",
            "She eats a cup of spinach every day. What is the best advice?",
            bullets(
                "ask",
                "Stop eating spinach",
                "Keep the spinach and the habit",
                "Add K2 to even things out",
                "Change to a DOAC today",
                style="letter",
            ),
        ),
        slide(
            "ans",
            "answer",
            "Keep the habit: the dose has been set to it",
            Options(
                "ans",
                (
                    Option(
                        "a",
                        unit("a", "Stop eating spinach"),
                        False,
                        unit("a/r", "The INR would rise above her target within days"),
                    ),
                    Option(
                        "b",
                        unit("b", "Keep the habit"),
                        True,
                        unit("b/r", "The warfarin dose was found with this intake"),
                    ),
                    Option(
                        "c",
                        unit("c", "Add K2"),
                        False,
                        unit("c/r", "It works against warfarin and adds a second variable"),
                    ),
                    Option(
                        "d", unit("d", "Change to a DOAC"), False, unit("d/r", "A valve or kidney reason may forbid it")
                    ),
                ),
            ),
        ),
        second_part(),
        slide(
            "sum",
            "summary",
            "Where we stand: firm on mechanism, unsure on outcome",
            Cards(
                "sum",
                "summary",
                (
                    card(
                        "firm",
                        "Firm",
                        "good",
                        "One enzyme for every form of K",
                        "Warfarin stops the cycle",
                        "Steady intake steadies the INR",
                    ),
                    card("plaus", "Plausible", "warning", "K2 slows stiffening of arteries", "dp-ucMGP falls with K2"),
                    card("not", "Not shown", "quiet", "Fewer heart attacks", "Less coronary calcium"),
                ),
            ),
            source="Mott 2019; AVADEC 2022",
        ),
        slide(
            "misc",
            "bullets",
            "Other kinds of block are drawn simply",
            Gates(
                "gates",
                (
                    Gate("g1", unit("g1", "Mechanical valve?"), unit("g1/s", "Stay on warfarin and ask the clinic")),
                    Gate("g2", unit("g2", "Pregnant?"), unit("g2/s", "Ask the obstetric team")),
                ),
            ),
            Fields("fields", (Field("inr", unit("f1", "My INR target"), "text"),)),
            Answers(
                "answers",
                (
                    Answer(
                        "q",
                        unit("q", "May I drink green tea?"),
                        (paragraph("q/a", "Yes, brewed tea has little vitamin K."),),
                    ),
                ),
            ),
            Facts("facts", (Fact("f", unit("f", "Half-life"), unit("f/t", "About 3 days")),)),
        ),
        slide("refs", "references", "References", references(26)),
    )


def deck(*chosen: Section) -> Document:
    """The sample deck, or one with these slides alone."""
    return Document(
        "sample",
        "deck",
        "en",
        unit("title", "Artery and anticoagulants"),
        unit("lead", "Vitamin K, matrix Gla protein and the choice of anticoagulant"),
        chosen or sections(),
        "1.0",
        date(2026, 11, 22),
        date(2027, 11, 22),
        Reads(),
        subject="Vitamin K for clinicians",
    )


def written(*chosen: Section, look: DeckLook | None = None) -> bytes:
    """The bytes of the sample deck, or of one of these sections."""
    from handouts.render.deck import footers_of, paginate
    from handouts.render.deck.pptx import write_deck

    document, chosen_look = deck(*chosen), look or read_look()
    return write_deck(paginate(document, chosen_look, footers_of(document, "draft")), document, chosen_look)[0]
