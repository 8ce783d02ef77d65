//! What a row may begin and end with, by script.

use std::collections::HashSet;

/// Chinese and Japanese characters, between any two of which a row may end: ideographs, kana, full-width forms.
pub(crate) fn is_ideographic(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{2FDF}'
        | '\u{3001}'..='\u{312F}'
        | '\u{3190}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF01}'..='\u{FF9F}'
        | '\u{20000}'..='\u{3FFFF}')
}

/// Korean letters. Korean is written with spaces, so rows end there and not inside words.
pub(super) fn is_hangul(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{11FF}'
        | '\u{3130}'..='\u{318F}'
        | '\u{A960}'..='\u{A97F}'
        | '\u{AC00}'..='\u{D7FF}'
        | '\u{FFA0}'..='\u{FFDC}')
}

/// What clings to the character before it: closing punctuation, small kana, the prolonged sound mark (JIS X 4051).
pub(super) fn begins_no_row(c: char) -> bool {
    matches!(
        c,
        ',' | '.' | '!' | '?' | ':' | ';' | ')' | ']' | '}' | '%' | '’' | '”' | '»' | '›' | '…' | '‥' | '·'
    ) || matches!(c,
        '、' | '。' | '〉' | '》' | '」' | '』' | '】' | '〕' | '〗' | '〙' | '〛' | '〞' | '〟'
        | '々' | '〻' | '〜' | '゛'..='ゞ' | '゠' | '・'..='ヾ'
        | 'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ' | 'ゅ' | 'ょ' | 'ゎ' | 'ゕ' | 'ゖ'
        | 'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ' | 'ヮ' | 'ヵ' | 'ヶ' | '\u{31F0}'..='\u{31FF}'
        | '！' | '％' | '）' | '，' | '．' | '：' | '；' | '？' | '］' | '｝' | '～' | '｠'..='･' | 'ｧ'..='ｰ' | 'ﾞ' | 'ﾟ')
}

/// What clings to the character after it: opening brackets.
pub(super) fn ends_no_row(c: char) -> bool {
    matches!(
        c,
        '(' | '['
            | '{'
            | '‘'
            | '“'
            | '«'
            | '‹'
            | '〈'
            | '《'
            | '「'
            | '『'
            | '【'
            | '〔'
            | '〖'
            | '〘'
            | '〚'
            | '〝'
            | '（'
            | '［'
            | '｛'
            | '｟'
            | '｢'
    )
}

/// A blank at which a row may end; those that hold words together are none.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{A0}' | '\u{2007}' | '\u{202F}')
}

/// [`super::mark::GUARD`] as an entity.
const ENTITY: &str = "&#x2060;";

/// Lets emphasis begin and end beside Chinese, Japanese and Korean letters.
///
/// `**"인용"**은` is no strong text by the letter of the specification, which wants a space or punctuation after a
/// closing run that stands after punctuation. A word joiner, which is neither, between the two makes it one. Between
/// it and another run it is also written as an entity, so that this run is still beside punctuation. Both are taken out again
/// with the other marks.
pub(crate) fn bridged(source: &str) -> String {
    let is_letter =
        |c: Option<char>| c.is_some_and(|c| is_hangul(c) || (is_ideographic(c) && c.is_alphanumeric()));
    let is_punctuation = |c: Option<char>| c.is_some_and(|c| !c.is_alphanumeric() && !c.is_whitespace());
    let is_sign = |c: Option<char>| matches!(c, Some('*' | '_' | '~'));
    let mut out = String::with_capacity(source.len() + 8);
    let mut before = None;
    // The runs that may be open.
    let mut open = HashSet::new();
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '*' | '~' => rest.len() - rest.trim_start_matches(c).len(),
            '$' => formula(rest),
            '\\' => 1 + rest.chars().nth(1).map_or(0, char::len_utf8),
            _ => c.len_utf8(),
        };
        let (run, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        if matches!(c, '*' | '~') {
            let next = after.chars().next();
            if is_punctuation(before) && is_letter(next) && !before.is_some_and(ends_no_row) {
                out.push_str(if is_sign(before) { ENTITY } else { "" });
                out.push(super::mark::GUARD);
            }
            out.push_str(run);
            // What ends a sentence stands after a closing run, but `.env` is a name.
            let opens = !open.remove(run);
            if opens {
                open.insert(run);
            }
            let begins_name = opens && after.chars().nth(1).is_some_and(char::is_alphanumeric);
            if is_letter(before) && is_punctuation(next) && (begins_name || !next.is_some_and(begins_no_row))
            {
                out.push(super::mark::GUARD);
                out.push_str(if is_sign(next) { ENTITY } else { "" });
            }
        } else {
            out.push_str(run);
        }
        before = run.chars().next_back();
        rest = after;
    }
    out
}

/// How many bytes a formula takes with its dollars, which are escaped where they are text.
fn formula(source: &str) -> usize {
    let after = source.trim_start_matches('$');
    let dollars = source.len() - after.len();
    let inner = source.get(..dollars).and_then(|closing| after.find(closing));
    inner.map_or(dollars, |inner| dollars + inner + dollars)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emphasis_beside_letters_is_bridged() {
        for (source, bridge) in [
            ("**\"인용\"**은", "**\"인용\"|**은"),
            ("은**(괄호)**를", "은**|(괄호)|**를"),
            ("**한글:**조사", "**한글:|**조사"),
            ("「*強調*」は", "「*強調*」は"),
            ("**「強調」**は", "**「強調」|**は"),
            ("a**\"b\"**c", "a**\"b\"**c"),
            (r"가.\*\*은", r"가.\*\*은"),
            ("은**.env**를 **굵게**.", "은**|.env**를 **굵게**."),
            ("은**.env**에 **굵게**.그리고", "은**|.env**에 **굵게**.그리고"),
            ("가**_나_**다", "가**|&_나_&|**다"),
        ] {
            let bridged = bridged(source).replace(ENTITY, "&");
            assert_eq!(bridged.replace(super::super::mark::GUARD, "|"), bridge, "{source}");
        }
    }
}
