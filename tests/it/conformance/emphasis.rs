//! Emphasis beside Korean, Japanese and Chinese letters.
//!
//! Korean puts its particles right after a word, and neither Japanese nor Chinese has blanks between words. By the letter
//! of the specification emphasis that ends in punctuation ends only before a blank or punctuation; people write it
//! before letters and mean it.

use ratatui::style::Modifier;
use unicode_normalization::UnicodeNormalization as _;

use super::{letters, page};

const BOLD: Modifier = Modifier::BOLD;
const ITALIC: Modifier = Modifier::ITALIC;
const STRUCK: Modifier = Modifier::CROSSED_OUT;

/// A note, a weight, what of the text has it, and the whole text; both without blanks and backticks.
type Case = (&'static str, Modifier, &'static str, &'static str);

/// The text of a note that has a weight, and the whole text.
fn weighed(markdown: &str, weight: Modifier) -> (String, String) {
    let rows = page(markdown, 60);
    let spans = || rows.iter().flat_map(|row| &row.spans);
    let weighed = spans().filter(|span| span.style.add_modifier.contains(weight));
    let text = |text: String| letters(&text).replace('`', "");
    (
        text(weighed.map(|span| span.content.as_ref()).collect()),
        text(spans().map(|s| s.content.as_ref()).collect()),
    )
}

fn check(cases: &[Case]) {
    let wrong = cases.iter().filter_map(|(markdown, weight, part, whole)| {
        let (found, shown) = weighed(markdown, *weight);
        let is_right = found == *part && shown == *whole;
        (!is_right).then(|| format!("{markdown:?}: {found:?} in {shown:?}, not {part:?} in {whole:?}"))
    });
    let wrong: Vec<_> = wrong.collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn a_particle_follows_a_word() {
    check(&[
        ("**굵게**를", BOLD, "굵게", "굵게를"),
        ("*기울임*은", ITALIC, "기울임", "기울임은"),
        ("~~취소~~는", STRUCK, "취소", "취소는"),
        ("**A**가", BOLD, "A", "A가"),
        ("**100**을", BOLD, "100", "100을"),
        ("앞**굵게**뒤", BOLD, "굵게", "앞굵게뒤"),
        ("**하나**와**둘**", BOLD, "하나둘", "하나와둘"),
        ("**하나**·**둘**은", BOLD, "하나둘", "하나·둘은"),
        ("***둘 다***를", BOLD, "둘다", "둘다를"),
        ("***둘 다***를", ITALIC, "둘다", "둘다를"),
        ("**굵고 *기운* 글**이", BOLD, "굵고기운글", "굵고기운글이"),
        ("**굵고 *기운* 글**이", ITALIC, "기운", "굵고기운글이"),
        ("*기운 **굵은** 글*이", BOLD, "굵은", "기운굵은글이"),
        ("**~~둘~~**은", STRUCK, "둘", "둘은"),
        ("~~**둘**~~은", BOLD, "둘", "둘은"),
        ("**_둘 다_**를", BOLD, "둘다", "둘다를"),
        ("**_둘 다_**를", ITALIC, "둘다", "둘다를"),
        ("앞**_둘 다_**를", ITALIC, "둘다", "앞둘다를"),
        ("~~**\"둘\"**~~은", BOLD, "\"둘\"", "\"둘\"은"),
        ("앞~~**\"둘\"**~~은", BOLD, "\"둘\"", "앞\"둘\"은"),
        ("앞~~**\"둘\"**~~은", STRUCK, "\"둘\"", "앞\"둘\"은"),
        ("**여러\n줄**을", BOLD, "여러줄", "여러줄을"),
        ("(**굵게**)를", BOLD, "굵게", "(굵게)를"),
        ("\"**굵게**\"를", BOLD, "굵게", "\"굵게\"를"),
        ("‘*기울임*’은", ITALIC, "기울임", "‘기울임’은"),
        ("**굵게**, *기울임*은", ITALIC, "기울임", "굵게,기울임은"),
    ]);
}

#[test]
fn a_particle_follows_punctuation() {
    check(&[
        ("**\"인용\"**은", BOLD, "\"인용\"", "\"인용\"은"),
        ("**'인용'**은", BOLD, "'인용'", "'인용'은"),
        ("**“인용”**은", BOLD, "“인용”", "“인용”은"),
        ("**‘인용’**은", BOLD, "‘인용’", "‘인용’은"),
        ("**(괄호)**를", BOLD, "(괄호)", "(괄호)를"),
        ("**[괄호]**를", BOLD, "[괄호]", "[괄호]를"),
        ("**「낫표」**는", BOLD, "「낫표」", "「낫표」는"),
        ("**《제목》**의", BOLD, "《제목》", "《제목》의"),
        ("**트랜잭션(transaction)**은", BOLD, "트랜잭션(transaction)", "트랜잭션(transaction)은"),
        ("**\"인용\"(설명)**은", BOLD, "\"인용\"(설명)", "\"인용\"(설명)은"),
        ("**한글:**조사", BOLD, "한글:", "한글:조사"),
        ("**끝.**다음", BOLD, "끝.", "끝.다음"),
        ("**정말?**이라고", BOLD, "정말?", "정말?이라고"),
        ("**와!**하고", BOLD, "와!", "와!하고"),
        ("**100%**가", BOLD, "100%", "100%가"),
        ("**C++**를", BOLD, "C++", "C++를"),
        ("**C#**은", BOLD, "C#", "C#은"),
        ("이것은**.env**를", BOLD, ".env", "이것은.env를"),
        ("값은**:has()**이다. **끝**.그리고", BOLD, ":has()끝", "값은:has()이다.끝.그리고"),
        ("메서드에**@Transactional**을", BOLD, "@Transactional", "메서드에@Transactional을"),
        ("*(기울임)*은", ITALIC, "(기울임)", "(기울임)은"),
        ("*\"가\"*나*\"다\"*라", ITALIC, "\"가\"\"다\"", "\"가\"나\"다\"라"),
        ("~~(취소)~~는", STRUCK, "(취소)", "(취소)는"),
        ("~~\"취소\"~~를", STRUCK, "\"취소\"", "\"취소\"를"),
        ("***\"둘\"***은", BOLD, "\"둘\"", "\"둘\"은"),
        ("***\"둘\"***은", ITALIC, "\"둘\"", "\"둘\"은"),
        ("**굵고 *(기운)*글**이", ITALIC, "(기운)", "굵고(기운)글이"),
        ("**\"가\"**와 **\"나\"**는", BOLD, "\"가\"\"나\"", "\"가\"와\"나\"는"),
        ("**\"가\"**와 *(나)*는 ~~'다'~~를", STRUCK, "'다'", "\"가\"와(나)는'다'를"),
        ("앞**\"인용\"**뒤", BOLD, "\"인용\"", "앞\"인용\"뒤"),
        ("앞**(괄호)**뒤", BOLD, "(괄호)", "앞(괄호)뒤"),
        ("**🔥**를", BOLD, "🔥", "🔥를"),
        ("**완료 ✓**는", BOLD, "완료✓", "완료✓는"),
        ("**가 → 나**로", BOLD, "가→나", "가→나로"),
        ("**\\*별표\\***는", BOLD, "*별표*", "*별표*는"),
        ("**A&amp;B**는 **&lt;b&gt;**를", BOLD, "A&B<b>", "A&B는<b>를"),
    ]);
}

#[test]
fn a_particle_follows_code_and_links() {
    check(&[
        ("**`code`**를", BOLD, "code", "code를"),
        ("앞**`code`**뒤", BOLD, "code", "앞code뒤"),
        ("**`SELECT *`**는", BOLD, "SELECT*", "SELECT*는"),
        ("`코드`**굵게**를", BOLD, "굵게", "코드굵게를"),
        ("**굵게**`코드`", BOLD, "굵게", "굵게코드"),
        ("*`code`*를", ITALIC, "code", "code를"),
        ("~~`code`~~는", STRUCK, "code", "code는"),
        ("**[링크](a.md)**는", BOLD, "링크", "링크는"),
        ("앞**[링크](a.md)**뒤", BOLD, "링크", "앞링크뒤"),
        ("[**굵은 링크**](a.md)는", BOLD, "굵은링크", "굵은링크는"),
        ("[**\"인용\"**](a.md)은", BOLD, "\"인용\"", "\"인용\"은"),
        ("[**\"인용\"**은](a.md)", BOLD, "\"인용\"", "\"인용\"은"),
        ("**굵게**[링크](a.md)", BOLD, "굵게", "굵게링크"),
        ("*[링크](a.md)*와 ~~[링크](b.md)~~를", STRUCK, "링크", "링크와링크를"),
        ("**굵게**<br>다음", BOLD, "굵게", "굵게다음"),
        ("**굵게**<!-- 주석 -->를", BOLD, "굵게", "굵게를"),
    ]);
}

#[test]
fn emphasis_stands_in_every_block() {
    check(&[
        ("- **\"인용\"**은", BOLD, "\"인용\"", "∙\"인용\"은"),
        ("1. *(기울임)*은", ITALIC, "(기울임)", "1.(기울임)은"),
        ("- [x] ~~(취소)~~는", STRUCK, "(취소)", "✓(취소)는"),
        ("> **\"인용\"**은", BOLD, "\"인용\"", "│\"인용\"은"),
        ("## *(기울임)*은", ITALIC, "(기울임)", "(기울임)은"),
        ("가[^1]\n\n[^1]: **\"인용\"**은", BOLD, "\"인용\"", "가[1][1]\"인용\"은"),
    ]);
    let (bold, _) = weighed("| a |\n|---|\n| 앞**\"인용\"**은 |", BOLD);
    assert_eq!(bold, "a\"인용\"");
    let (italic, _) = weighed("| a |\n|---|\n| *(기울임)*은 |", ITALIC);
    assert_eq!(italic, "(기울임)");
}

#[test]
fn japanese_and_chinese_have_no_blanks() {
    check(&[
        ("これは**強調**です", BOLD, "強調", "これは強調です"),
        ("これは*斜体*です", ITALIC, "斜体", "これは斜体です"),
        ("これは~~取消~~です", STRUCK, "取消", "これは取消です"),
        ("これは**「強調」**です", BOLD, "「強調」", "これは「強調」です"),
        ("これは**（括弧）**です", BOLD, "（括弧）", "これは（括弧）です"),
        ("**React（リアクト）**は", BOLD, "React（リアクト）", "React（リアクト）は"),
        ("**強調。**次の文", BOLD, "強調。", "強調。次の文"),
        ("**サーバー**は", BOLD, "サーバー", "サーバーは"),
        ("**`code`**は", BOLD, "code", "codeは"),
        ("**[リンク](a.md)**は", BOLD, "リンク", "リンクは"),
        ("「**強調**」は", BOLD, "強調", "「強調」は"),
        ("*「強調」*は~~（取消）~~と", STRUCK, "（取消）", "「強調」は（取消）と"),
        ("这是**粗体**的", BOLD, "粗体", "这是粗体的"),
        ("**“引号”**是", BOLD, "“引号”", "“引号”是"),
        ("这是**《书名》**的", BOLD, "《书名》", "这是《书名》的"),
        ("**重点：**内容", BOLD, "重点：", "重点：内容"),
        ("**（括号）**是", BOLD, "（括号）", "（括号）是"),
        ("**注意！**请", BOLD, "注意！", "注意！请"),
        ("中文**English**中文", BOLD, "English", "中文English中文"),
        ("数据库**Redis(内存)**是", BOLD, "Redis(内存)", "数据库Redis(内存)是"),
    ]);
}

#[test]
fn decomposed_hangul_is_korean_too() {
    for markdown in ["**굵게**를", "**\"인용\"**은", "앞**(괄호)**를", "*기울임.*은"] {
        let decomposed: String = markdown.nfd().collect();
        let weight = if markdown.contains("**") { BOLD } else { ITALIC };
        let (composed, _) = weighed(markdown, weight);
        let (found, _) = weighed(&decomposed, weight);
        assert!(!composed.is_empty() && found.nfc().eq(composed.chars()), "{markdown}: {found}");
    }
}

#[test]
fn what_is_no_emphasis_stays_as_it_was_written() {
    check(&[
        ("**굵게 **를", BOLD, "", "**굵게**를"),
        ("가 * 나 * 다", ITALIC, "", "가*나*다"),
        ("별*표 하나", ITALIC, "", "별*표하나"),
        ("**\"인용\"은", BOLD, "", "**\"인용\"은"),
        ("\\*\\*굵게\\*\\*를", BOLD, "", "**굵게**를"),
        ("`**굵게**를`", BOLD, "", "**굵게**를"),
        ("snake_case_이름", ITALIC, "", "snake_case_이름"),
        ("이름_기울임_은", ITALIC, "", "이름_기울임_은"),
        ("가 ~ 나 ~ 다", STRUCK, "", "가~나~다"),
        ("10~20분, 30~40분", STRUCK, "", "10~20분,30~40분"),
        ("오전~오후, 월~금", STRUCK, "", "오전~오후,월~금"),
        ("a**\"b\"**c", BOLD, "", "a**\"b\"**c"),
    ]);
}
