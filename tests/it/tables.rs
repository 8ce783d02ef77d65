//! How tables look: in columns, scrolled sideways, record by record.

mod properties;

use ratatui::style::Modifier;
use trailmark::markdown::{Layout, Page, render};
use trailmark::theme::{Colours, SignSet, Theme};

fn theme() -> Theme {
    Theme::new(Colours::Sixteen, SignSet::Unicode)
}

fn shown(page: &Page) -> String {
    page.lines().map(|row| row.to_string()).collect::<Vec<_>>().join("\n")
}

fn pane(markdown: &str, width: usize) -> String {
    shown(&render(markdown, Layout::pane(width), &theme()))
}

fn print(markdown: &str, width: usize) -> String {
    shown(&render(markdown, Layout::print(width), &theme()))
}

const LEVELS: &str = "\
| Level | Dirty read | What it means |
|:------|:----------:|---------------|
| `READ UNCOMMITTED` | yes | Sees what others have not committed yet; few databases do it. |
| SERIALIZABLE | no | As if one ran after the other, [see](pg.md). |
";

const KOREAN: &str = "\
| 격리 수준 | 더티 리드 | 설명 |
|-----------|:---------:|-----:|
| 커밋된 읽기 | 없음 | 다른 트랜잭션이 커밋한 값만 읽는다. |
| 직렬화 가능 | 있음? | 하나씩 차례로 실행한 것과 같다. |
";

#[test]
fn a_table_that_fits_is_as_wide_as_its_text() {
    insta::assert_snapshot!(pane("| Name | N |\n|:--|--:|\n| a `c` | 1 |\n| 한글 | [x](y.md) |", 40), @r"
    ┌───────┬───┐
    │ Name  │ N │
    ├───────┼───┤
    │ a `c` │ 1 │
    │ 한글  │ x │
    └───────┴───┘
    ");
    insta::assert_snapshot!(pane(KOREAN, 80), @r"
    ┌─────────────┬───────────┬─────────────────────────────────────┐
    │ 격리 수준   │ 더티 리드 │                                설명 │
    ├─────────────┼───────────┼─────────────────────────────────────┤
    │ 커밋된 읽기 │   없음    │ 다른 트랜잭션이 커밋한 값만 읽는다. │
    │ 직렬화 가능 │   있음?   │     하나씩 차례로 실행한 것과 같다. │
    └─────────────┴───────────┴─────────────────────────────────────┘
    ");
    insta::assert_snapshot!(print("| left | center | right |\n|:--|:-:|--:|\n| a | b | c |\n| | 한글 | 12345678 |", 40), @r"
    ┌──────┬────────┬──────────┐
    │ left │ center │    right │
    ├──────┼────────┼──────────┤
    │ a    │   b    │        c │
    │      │  한글  │ 12345678 │
    └──────┴────────┴──────────┘
    ");
}

#[test]
fn columns_shrink_and_cells_wrap() {
    insta::assert_snapshot!(pane("| a | b |\n|--|--|\n| one two three | four |\n| 1 | 2 |", 17), @r"
    ┌────────┬──────┐
    │ a      │ b    │
    ├────────┼──────┤
    │ one    │ four │
    │ two    │      │
    │ three  │      │
    ├────────┼──────┤
    │ 1      │ 2    │
    └────────┴──────┘
    ");
    insta::assert_snapshot!(pane(LEVELS, 72), @r"
    ┌────────────────────┬────────────┬────────────────────────────────────┐
    │ Level              │ Dirty read │ What it means                      │
    ├────────────────────┼────────────┼────────────────────────────────────┤
    │ `READ UNCOMMITTED` │    yes     │ Sees what others have not          │
    │                    │            │ committed yet; few databases do    │
    │                    │            │ it.                                │
    ├────────────────────┼────────────┼────────────────────────────────────┤
    │ SERIALIZABLE       │     no     │ As if one ran after the other,     │
    │                    │            │ see.                               │
    └────────────────────┴────────────┴────────────────────────────────────┘
    ");
    insta::assert_snapshot!(pane(LEVELS, 48), @r"
    ┌──────────────┬────────────┬──────────────────┐
    │ Level        │ Dirty read │ What it means    │
    ├──────────────┼────────────┼──────────────────┤
    │ `READ        │    yes     │ Sees what others │
    │ UNCOMMITTED` │            │ have not         │
    │              │            │ committed yet;   │
    │              │            │ few databases do │
    │              │            │ it.              │
    ├──────────────┼────────────┼──────────────────┤
    │ SERIALIZABLE │     no     │ As if one ran    │
    │              │            │ after the other, │
    │              │            │ see.             │
    └──────────────┴────────────┴──────────────────┘
    ");
    insta::assert_snapshot!(pane(KOREAN, 50), @r"
    ┌─────────────┬───────────┬──────────────────────┐
    │ 격리 수준   │ 더티 리드 │                 설명 │
    ├─────────────┼───────────┼──────────────────────┤
    │ 커밋된 읽기 │   없음    │      다른 트랜잭션이 │
    │             │           │  커밋한 값만 읽는다. │
    ├─────────────┼───────────┼──────────────────────┤
    │ 직렬화 가능 │   있음?   │ 하나씩 차례로 실행한 │
    │             │           │           것과 같다. │
    └─────────────┴───────────┴──────────────────────┘
    ");
    insta::assert_snapshot!(pane(KOREAN, 40), @r"
    ┌────────┬───────────┬─────────────────┐
    │ 격리   │ 더티 리드 │            설명 │
    │ 수준   │           │                 │
    ├────────┼───────────┼─────────────────┤
    │ 커밋된 │   없음    │ 다른 트랜잭션이 │
    │ 읽기   │           │     커밋한 값만 │
    │        │           │         읽는다. │
    ├────────┼───────────┼─────────────────┤
    │ 직렬화 │   있음?   │   하나씩 차례로 │
    │ 가능   │           │     실행한 것과 │
    │        │           │           같다. │
    └────────┴───────────┴─────────────────┘
    ");
    insta::assert_snapshot!(pane("| 言葉 | 意味 |\n|--|--|\n| 索引 | 「索引」は、検索を速くするためのデータ構造です。 |", 26), @r"
    ┌──────┬─────────────────┐
    │ 言葉 │ 意味            │
    ├──────┼─────────────────┤
    │ 索引 │ 「索引」は、検  │
    │      │ 索を速くするた  │
    │      │ めのデータ構造  │
    │      │ です。          │
    └──────┴─────────────────┘
    ");
    insta::assert_snapshot!(pane("| left | center | right |\n|:--|:-:|--:|\n| one two three | four five six | seven eight nine |", 40), @r"
    ┌────────────┬───────────┬─────────────┐
    │ left       │  center   │       right │
    ├────────────┼───────────┼─────────────┤
    │ one two    │ four five │ seven eight │
    │ three      │    six    │        nine │
    └────────────┴───────────┴─────────────┘
    ");
}

#[test]
fn words_stay_whole_while_there_is_room_elsewhere() {
    insta::assert_snapshot!(pane("| Setting | What it does |\n|--|--|\n| `max_connections_per_user` | how many at once |", 42), @r"
    ┌────────────────────────────┬───────────┐
    │ Setting                    │ What it   │
    │                            │ does      │
    ├────────────────────────────┼───────────┤
    │ `max_connections_per_user` │ how many  │
    │                            │ at once   │
    └────────────────────────────┴───────────┘
    ");
}

#[test]
fn in_a_pane_a_wide_table_is_scrolled() {
    insta::assert_snapshot!(pane(LEVELS, 30), @r"
    ┌──────────────┬────────────┬⋯
    │ Level        │ Dirty read │⋯
    ├──────────────┼────────────┼⋯
    │ `READ        │    yes     │⋯
    │ UNCOMMITTED` │            │⋯
    │              │            │⋯
    │              │            │⋯
    │              │            │⋯
    ├──────────────┼────────────┼⋯
    │ SERIALIZABLE │     no     │⋯
    │              │            │⋯
    │              │            │⋯
    └──────────────┴────────────┴⋯
    ");
    insta::assert_snapshot!(pane(KOREAN, 20), @r"
    ┌─────────────┬────⋯
    │ 격리 수준   │ 더 ⋯
    ├─────────────┼────⋯
    │ 커밋된 읽기 │    ⋯
    │             │    ⋯
    │             │    ⋯
    │             │    ⋯
    ├─────────────┼────⋯
    │ 직렬화 가능 │    ⋯
    │             │    ⋯
    │             │    ⋯
    │             │    ⋯
    └─────────────┴────⋯
    ");
    let page = render(LEVELS, Layout::pane(30), &theme());
    let scrolled: Vec<_> =
        (0..page.len()).map(|row| page.line(row, page.overhang(), &[]).to_string()).collect();
    insta::assert_snapshot!(scrolled.join("\n"), @r"
    ⋯──────────┬─────────────────┐
    ⋯irty read │ What it means   │
    ⋯──────────┼─────────────────┤
    ⋯  yes     │ Sees what       │
    ⋯          │ others have not │
    ⋯          │ committed yet;  │
    ⋯          │ few databases   │
    ⋯          │ do it.          │
    ⋯──────────┼─────────────────┤
    ⋯   no     │ As if one ran   │
    ⋯          │ after the       │
    ⋯          │ other, see.     │
    ⋯──────────┴─────────────────┘
    ");
}

#[test]
fn on_paper_a_wide_table_becomes_records() {
    insta::assert_snapshot!(print(LEVELS, 30), @r"
    Level: `READ UNCOMMITTED`
    Dirty read: yes
    What it means: Sees what
      others have not committed
      yet; few databases do it.
    ──────────────────────────────
    Level: SERIALIZABLE
    Dirty read: no
    What it means: As if one ran
      after the other, see.
    ");
    insta::assert_snapshot!(print(KOREAN, 20), @r"
    격리 수준: 커밋된
      읽기
    더티 리드: 없음
    설명: 다른
      트랜잭션이 커밋한
      값만 읽는다.
    ────────────────────
    격리 수준: 직렬화
      가능
    더티 리드: 있음?
    설명: 하나씩 차례로
      실행한 것과 같다.
    ");
    insta::assert_snapshot!(print("| a: | | c d<br>e |\n|--|--|--|\n| 1 | x | |\n| | | |\n| 2 | | one<br>two three |", 12), @r"
    a: 1
    x
    c d e:
    ────────────
    a: 2
    c d e: one
      two three
    ");
    insta::assert_snapshot!(print("| a very long header | b |\n|--|--|\n| 1 | 2 |\n| 3 | 4 |", 12), @r"
    a very long
      header: 1
    b: 2
    ────────────
    a very lon⋯:
      3
    b: 4
    ");
    assert_eq!(print("| a | b |\n|--|--|", 6), "a\nb");
}

#[test]
fn cells_have_lines_of_their_own() {
    insta::assert_snapshot!(pane("| a<br>b | c |\n|--|--:|\n| one | 1 |\n| two<br>three four | 2 |", 30), @r"
    ┌────────────┬───┐
    │ a          │ c │
    │ b          │   │
    ├────────────┼───┤
    │ one        │ 1 │
    ├────────────┼───┤
    │ two        │ 2 │
    │ three four │   │
    └────────────┴───┘
    ");
}

#[test]
fn only_cells_below_the_header_ask_for_lines_between_rows() {
    insta::assert_snapshot!(pane("| a long header | b |\n|--|--|\n| 1 | 2 |\n| 3 | 4 |", 14), @r"
    ┌────────┬───┐
    │ a long │ b │
    │ header │   │
    ├────────┼───┤
    │ 1      │ 2 │
    │ 3      │ 4 │
    └────────┴───┘
    ");
}

#[test]
fn small_and_odd_tables() {
    insta::assert_snapshot!(pane("| a | b |\n|--|--|", 20), @r"
    ┌───┬───┐
    │ a │ b │
    ├───┼───┤
    └───┴───┘
    ");
    insta::assert_snapshot!(pane("| one |\n|--|\n| |\n| 2 |", 20), @r"
    ┌─────┐
    │ one │
    ├─────┤
    │     │
    │ 2   │
    └─────┘
    ");
    insta::assert_snapshot!(pane("| | |\n|--|--|\n| no | header |", 20), @r"
    ┌────┬────────┐
    │ no │ header │
    └────┴────────┘
    ");
    insta::assert_snapshot!(pane("| | |\n|--|--|", 20), @r"
    ┌───┬───┐
    │   │   │
    ├───┼───┤
    └───┴───┘
    ");
    insta::assert_snapshot!(pane("| a | b |\n|--|--|\n| too few |\n| too | many | cells |", 30), @r"
    ┌─────────┬──────┐
    │ a       │ b    │
    ├─────────┼──────┤
    │ too few │      │
    │ too     │ many │
    └─────────┴──────┘
    ");
}

#[test]
fn tables_stand_in_quotes_and_lists() {
    insta::assert_snapshot!(pane("> | a | b | c |\n> |--|--|--|\n> | 1 | 2 | 3 |", 12), @r"
    │ ┌───┬───┬⋯
    │ │ a │ b │⋯
    │ ├───┼───┼⋯
    │ │ 1 │ 2 │⋯
    │ └───┴───┴⋯
    ");
    insta::assert_snapshot!(print("> | a | b | c |\n> |--|--|--|\n> | 1 | 2 | 3 |", 12), @r"
    │ a: 1
    │ b: 2
    │ c: 3
    ");
    insta::assert_snapshot!(pane("1. text\n\n   | a | b |\n   |--|--|\n   | one two | 2 |\n\n   text\n2. | c |\n   |--|", 16), @r"
    1. text

       ┌───────┬───┐
       │ a     │ b │
       ├───────┼───┤
       │ one   │ 2 │
       │ two   │   │
       └───────┴───┘

       text

    2. ┌───┐
       │ c │
       ├───┤
       └───┘
    ");
    // The sign of the item would shift the upper edge.
    insta::assert_snapshot!(print("10. | a |\n    |--|\n    | 1 |", 11), @r"
    10.
    ┌───┐
    │ a │
    ├───┤
    │ 1 │
    └───┘
    ");
}

#[test]
fn frames_are_ascii_where_signs_are() {
    let theme = Theme::new(Colours::None, SignSet::Ascii);
    insta::assert_snapshot!(shown(&render("| a | b |\n|--|--|\n| one two three | 2 |", Layout::pane(16), &theme)), @r"
    +----------+---+
    | a        | b |
    +----------+---+
    | one two  | 2 |
    | three    |   |
    +----------+---+
    ");
    insta::assert_snapshot!(shown(&render("| aaaa | bbbb |\n|--|--|\n| 1 | 2 |", Layout::pane(10), &theme)), @r"
    +------+-~
    | aaaa | ~
    +------+-~
    | 1    | ~
    +------+-~
    ");
    insta::assert_snapshot!(shown(&render("| aaaa | bbbb |\n|--|--|\n| 1 | 2 |\n| 3 | 4 |", Layout::print(10), &theme)), @r"
    aaaa: 1
    bbbb: 2
    ----------
    aaaa: 3
    bbbb: 4
    ");
}

#[test]
fn a_link_that_is_broken_in_a_cell_keeps_its_number_and_leaves_others_alone() {
    for layout in [Layout::pane(16), Layout::print(16), Layout::print(6)] {
        let note = "| a | b |\n|---|---|\n| [one two](x.md) | three four [**five**](y.md) |";
        let page = render(note, layout, &theme());
        assert_eq!(page.links, ["x.md".into(), "y.md".into()]);
        let texts = |link| -> Vec<_> {
            let in_row = |row| page.link_in_row(row, link).map(move |bytes| (row, bytes));
            (0..page.len())
                .flat_map(in_row)
                .filter_map(|(row, bytes)| page.row_text(row).get(bytes).map(str::to_owned))
                .collect()
        };
        assert_eq!((texts(0).join(" "), texts(1).join(" ")), ("one two".to_owned(), "five".to_owned()));
        let underlined: Vec<_> = page
            .lines()
            .flat_map(|row| row.spans)
            .filter(|span| span.style.add_modifier.contains(Modifier::UNDERLINED))
            .map(|span| span.content.to_string())
            .collect();
        assert_eq!(underlined.join(" "), "one two five", "{layout:?}");
    }
}

#[test]
fn styles_go_on_in_wrapped_cells_and_the_header_is_strong() {
    let theme = theme();
    let page = render("| head er | *x* |\n|---|---|\n| a **b c** | d |", Layout::pane(14), &theme);
    let spans: Vec<_> = page.lines().flat_map(|row| row.spans).collect();
    for (text, style) in [
        ("head", theme.strong),
        ("er", theme.strong),
        ("x", theme.strong.patch(theme.emphasis)),
        ("b c", theme.strong),
        ("d", theme.text),
        ("│ ", theme.frame),
    ] {
        let span = spans.iter().find(|span| span.content == text);
        assert_eq!(span.map(|span| span.style), Some(style), "{text:?} in {spans:?}");
    }
}

#[test]
fn large_tables_stay_small() {
    let table = |columns: usize, rows: usize, cell: &str| {
        let row = |cell: &str| format!("| {cell} ").repeat(columns) + "|\n";
        row("a") + &row("---") + &row(cell).repeat(rows)
    };
    for (columns, rows) in [(100, 100), (2, 50_000), (10_000, 1)] {
        for cell in ["b", "**b**"] {
            let note = table(columns, rows, cell);
            assert_eq!(render(&note, Layout::pane(72), &theme()).len(), rows + 4);
        }
        assert!(render(&table(columns, rows, "b"), Layout::print(20), &theme()).len() >= rows);
    }
}

#[test]
fn a_book_in_a_cell_does_not_make_a_thousand_others_as_high() {
    let note =
        format!("{}\n{}\n| {} |\n", "| a ".repeat(10_000), "|---".repeat(10_000), "word ".repeat(50_000));
    let page = render(&note, Layout::pane(72), &theme());
    assert!(page.len() < 100, "{}", page.len());
    assert!(page.overhang() > 10_000);
    // And a header that long is said once.
    let note =
        format!("| {} | a | b |\n|--|--|--|\n{}", "word ".repeat(10_000), "| 1 | 2 | 3 |\n".repeat(1_000));
    let rows = render(&note, Layout::print(12), &theme()).len();
    assert!((8_000..15_000).contains(&rows), "{rows}");
}
