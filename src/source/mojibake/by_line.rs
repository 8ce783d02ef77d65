//! Damage, a line at a time: what is whole is mended though other lines are not.

use super::{Letters, MOST_TIMES, Page, QUOTES, Run, Survey};

/// A text of which every line that could be mended is.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::source) struct Mended {
    /// The text; none where it is as it was.
    pub(in crate::source) text: Option<String>,
    /// What was found: a line from 1, or 0 for the whole text, and words.
    pub(in crate::source) damage: Vec<(usize, String)>,
}

/// Mends each line of a text that can be mended without loss.
pub(in crate::source) fn by_line(text: &str) -> Mended {
    let pages = [Page::Western, Page::Greek].map(|page| (page, page.may_have_touched(text)));
    if pages.iter().all(|(_, may)| !may) {
        return Mended::default();
    }
    let mut lines: Vec<Line<'_>> = text.split('\n').map(Line::new).collect();
    let damaged = pages.into_iter().filter(|(page, _)| page.may_be_in(text)).find_map(|(page, _)| {
        let letters = Letters::of(page);
        Survey::of(text, &letters).is_damaged(text).then_some((page, letters))
    });
    if let Some((page, letters)) = damaged {
        let name = page.name(text);
        for line in &mut lines {
            line.mend(name, &letters);
        }
        mend_again(&mut lines);
    } else {
        for (page, _) in pages.into_iter().filter(|(_, may)| *may) {
            mend_some(&mut lines, page);
        }
    }
    outcome(&lines)
}

/// A line, and what became of it.
struct Line<'a> {
    source: &'a str,
    /// The line as it was before it was damaged.
    mended: Option<String>,
    /// What its UTF-8 was read as, where that cost a part of it.
    lost: Option<&'static str>,
    /// What its UTF-8 was read as, where it was mended.
    read_as: &'static str,
}

impl<'a> Line<'a> {
    fn new(source: &'a str) -> Self {
        Self { source, mended: None, lost: None, read_as: "" }
    }

    fn text(&self) -> &str {
        self.mended.as_deref().unwrap_or(self.source)
    }

    /// Mends the line, if it is damaged, and all of it is there.
    fn mend(&mut self, read_as: &'static str, letters: &Letters) {
        if self.lost.is_some() || self.text().is_ascii() {
            return;
        }
        let (mut is_lossy, mut is_damaged) = (false, false);
        letters.pieces(self.text(), |_, bytes| {
            let run = Run::of(bytes);
            is_lossy |= run.is_lossy();
            is_damaged |= run.is_whole();
        });
        if is_lossy {
            // The line as the source has it: half mended it would be neither.
            self.mended = None;
            self.lost = Some(read_as);
        } else if is_damaged {
            self.mended = Some(letters.mended(self.text()));
            self.read_as = read_as;
        }
    }
}

/// What was damaged more than once is mended as often.
fn mend_again(lines: &mut [Line<'_>]) {
    for _ in 1..MOST_TIMES {
        let mended: Vec<&str> = lines.iter().filter_map(|line| line.mended.as_deref()).collect();
        let text = mended.join("\n");
        let page = [Page::Western, Page::Greek]
            .into_iter()
            .find(|page| page.may_be_in(&text) && Survey::of(&text, &Letters::of(*page)).is_damaged(&text));
        let Some(page) = page else { return };
        let letters = Letters::of(page);
        let name = page.name(&text);
        lines.iter_mut().filter(|line| line.mended.is_some()).for_each(|line| line.mend(name, &letters));
    }
}

/// Mends lines of a text that is not damaged as a whole: those that are damaged beyond doubt, and quotes and dashes within a
/// word. Code and what stands between quotes may be an example.
fn mend_some(lines: &mut [Line<'_>], page: Page) {
    let letters = Letters::of(page);
    let mut is_code = false;
    for line in lines {
        let is_fence = ["```", "~~~"].iter().any(|fence| line.source.trim_start().starts_with(fence));
        is_code ^= is_fence;
        if is_code || line.mended.is_some() || line.lost.is_some() || !page.may_have_touched(line.source) {
            continue;
        }
        let mut survey = Survey::default();
        survey.add_line(line.source, false, &letters);
        if survey.characters >= 3 && survey.words >= 2 && survey.is_damaged(line.source) {
            line.mend(page.name(line.source), &letters);
        } else if matches!(page, Page::Western) {
            line.mended = with_signs_mended(line.source, &letters);
            line.read_as = page.name(line.source);
        }
    }
}

/// The line with the quotes and dashes mended that stand between two letters of a word, as in `doesnâ€™t`.
fn with_signs_mended(line: &str, letters: &Letters) -> Option<String> {
    let mut is_span = false;
    let mut mended = String::with_capacity(line.len());
    for word in line.split_inclusive(|c: char| c.is_ascii_whitespace()) {
        let is_example = is_span || word.starts_with(QUOTES) || word.contains('`');
        is_span ^= word.bytes().filter(|byte| *byte == b'`').count() % 2 == 1;
        let is_damaged = !is_example && !word.is_ascii() && has_signs_only(word, letters);
        let whole = is_damaged.then(|| letters.mended(word));
        mended.push_str(whole.as_deref().unwrap_or(word));
    }
    (mended != line).then_some(mended)
}

/// Whether all that is beyond ASCII in a word are damaged quotes and dashes between letters.
fn has_signs_only(word: &str, letters: &Letters) -> bool {
    let (mut is_between, mut is_open, mut is_all) = (false, false, true);
    letters.pieces(word, |piece, bytes| {
        if bytes.is_empty() {
            is_all &= piece.is_ascii() && (!is_open || piece.starts_with(|c: char| c.is_ascii_alphabetic()));
            is_open = false;
            is_between = piece.ends_with(|c: char| c.is_ascii_alphabetic());
        } else {
            let is_sign = |c| matches!(c, '\u{2010}'..='\u{2027}');
            is_all &= is_between && std::str::from_utf8(bytes).is_ok_and(|text| text.chars().all(is_sign));
            is_open = true;
        }
    });
    is_all && !is_open
}

fn outcome(lines: &[Line<'_>]) -> Mended {
    let mut damage = Vec::new();
    let mended: Vec<&Line<'_>> = lines.iter().filter(|line| line.mended.is_some()).collect();
    if let Some(first) = mended.first() {
        let number = crate::text::counted(mended.len(), "line");
        damage.push((
            0,
            format!("its UTF-8 was read as {} before it came here; {number} mended", first.read_as),
        ));
    }
    for (index, line) in lines.iter().enumerate() {
        if let Some(page) = line.lost {
            let words =
                format!("UTF-8 was read as {page} here and a part is lost; the line was kept as it is");
            damage.push((index + 1, words));
        }
    }
    let text = || lines.iter().map(Line::text).collect::<Vec<_>>().join("\n");
    Mended { text: (!mended.is_empty()).then(text), damage }
}

impl Page {
    /// Whether a damaged character may stand somewhere in the text. Quick.
    pub(super) fn may_have_touched(self, text: &str) -> bool {
        text.as_bytes().windows(4).any(|bytes| self.may_begin(bytes))
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::{WINDOWS_1252, WINDOWS_1253};
    use proptest::prelude::*;

    use super::*;

    fn greek(text: &str) -> String {
        WINDOWS_1253.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    fn western(text: &str) -> String {
        WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    #[test]
    fn whole_lines_are_mended_and_torn_ones_are_kept_and_named() {
        let whole = "요약: 여러 줄로 된 글을 읽는다";
        // What a program drops that has no letter for a byte.
        let torn = greek("스레드는 흐름이다").replace(|c| matches!(c, '\u{80}'..='\u{9F}'), "");
        let text = format!("# {}\n\n{torn}\nplain\n{}\n", greek(whole), greek(whole));
        let mended = by_line(&text);
        assert_eq!(mended.text, Some(format!("# {whole}\n\n{torn}\nplain\n{whole}\n")));
        let lines: Vec<usize> = mended.damage.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [0, 3], "{:?}", mended.damage);
        assert!(mended.damage[0].1.ends_with("Windows-1253 before it came here; 2 lines mended"));
    }

    #[test]
    fn what_was_damaged_twice_is_mended_twice() {
        let text = "# 운영체제\n\n프로세스와 스레드를 나누어 본다.\n둘 다 알아야 한다.\n";
        assert_eq!(by_line(&western(&western(text))).text.as_deref(), Some(text));
    }

    #[test]
    fn a_damaged_line_in_a_whole_text_is_mended() {
        let korean = "프로세스는 실행 중인 프로그램이다.\n".repeat(9);
        let text = format!("{korean}{}\n", western("스레드는 그 안의 흐름이다"));
        let mended = by_line(&text);
        assert_eq!(mended.text, Some(format!("{korean}스레드는 그 안의 흐름이다\n")));
        let words = format!("{}It doesn{}t matter\n", "plain words here\n".repeat(20), western("’"));
        assert_eq!(by_line(&words).text, Some(words.replace(&western("’"), "’")));
    }

    #[test]
    fn examples_of_damaged_text_are_left_alone() {
        let (accent, data) = (western("é"), western("데이터"));
        let prose = "An encoding says which bytes stand for which letters.\n".repeat(4);
        for text in [
            format!("{prose}The name comes out as caf{accent} then.\n"),
            format!("{prose}It is `doesn{}t` then.\n", western("’")),
            format!("{prose}```text\n{data} {data} {data}\n```\n"),
            format!("{prose}글자가 깨지면 {data} 처럼 보인다.\n"),
            "Spaß… heiß… GRÖ… Maß“ Fuß” MENÜ” Spaß™ Fuß‰\n".to_owned(),
            "Η συναλλαγή ενώνει «αναγνώσεις» και «εγγραφές»… «ΟΛΑ» ή «ΤΙΠΟΤΑ»— ’ναι\n".to_owned(),
        ] {
            assert_eq!(by_line(&text), Mended::default(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn lines_stay_lines(text in "[a €‚„…†‡‰‹‘’“”•–—™›\u{80}-\u{FF}Α-ώ\u{FFFD}\n]{0,120}") {
            if let Some(mended) = by_line(&text).text {
                prop_assert_eq!(mended.matches('\n').count(), text.matches('\n').count());
            }
        }

        #[test]
        fn a_mended_line_was_damaged_to_what_it_was(lines in prop::collection::vec("[a-z]{0,4} [가-힣]{2,9}", 3..20)) {
            let source = lines.iter().map(|line| greek(line)).collect::<Vec<_>>();
            let text = by_line(&source.join("\n")).text.unwrap_or_else(|| source.join("\n"));
            for (line, (source, before)) in text.split('\n').zip(source.iter().zip(&lines)) {
                prop_assert!(line == source || line == before);
            }
        }
    }
}
