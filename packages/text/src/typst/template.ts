/**
 * The page, as typst sources. It is the same for every text: the text comes as data beside it, so no word of a
 * document is ever source, whatever it looks like.
 */
export const TEMPLATE = `#let d = json(bytes(sys.inputs.document))
#set document(title: d.title, date: datetime(year: d.date.at(0), month: d.date.at(1), day: d.date.at(2)))
#set text(
  font: d.fonts, fallback: false, size: 11pt, dir: if d.rtl { rtl } else { ltr },
  lang: d.language, region: d.region, overhang: false,
)
#set page(
  paper: "a4", margin: 2.5cm,
  header: if d.symbol != none { align(end, text(size: 9pt, dir: ltr, d.symbol)) },
  footer: context align(center, text(size: 9pt, counter(page).display("1"))),
)
// Arabic letters reach further up and down.
#set par(leading: if d.rtl { 0.9em } else { 0.65em }, spacing: if d.rtl { 1.2em } else { 0.9em })
#set table(stroke: 0.5pt)
#show heading: set block(above: 1.4em, below: 0.8em)
#show link: underline
// Scripts without slanted letters show emphasis in bold.
#show emph: it => if d.slanted { it } else { strong(it.body) }

#let words(run) = {
  let body = text(run.text)
  if run.at("underline", default: false) { body = underline(body) }
  if run.at("emphasis", default: false) { body = emph(body) }
  if run.at("strong", default: false) { body = strong(body) }
  if "href" in run { body = link(run.href, body) }
  body
}
#let inline(runs) = for run in runs {
  if "newline" in run { linebreak() }
  else if "again" in run { footnote(label(run.again)) }
  else if "note" in run {
    [#footnote(for part in run.runs { if "newline" in part { linebreak() } else { words(part) } })#label(run.note)]
  } else { words(run) }
}
#let cell(it) = table.cell(x: it.x, y: it.y, colspan: it.columns, rowspan: it.rows, {
  set par(spacing: 0.5em)
  for runs in it.paragraphs { par(if it.header { strong(inline(runs)) } else { inline(runs) }) }
})
#let numbered(block) = context {
  let number = text(dir: ltr, block.label)
  let width = calc.max(1cm, measure(number).width + 5pt)
  par({ box(width: width, align(if d.rtl { right } else { left }, number)); inline(block.runs) })
}

#if d.heading != none { align(center, block(below: 2em, std.title(inline(d.heading)))) }
#for it in d.blocks {
  if it.kind == "heading" {
    heading(level: it.level, inline(it.runs))
  } else if it.kind == "table" {
    let head = if it.head.len() > 0 { (table.header(..it.head.map(cell)),) } else { () }
    table(columns: (1fr,) * it.columns, ..head, ..it.cells.map(cell))
  } else {
    let inset = it.depth * 1cm
    let body = if it.label == none { par({ h(1cm); inline(it.runs) }) } else { numbered(it) }
    if it.depth == 0 { body } else if d.rtl { pad(right: inset, body) } else { pad(left: inset, body) }
  }
}
`;
