//! Notes that were damaged, and many that were not.

use encoding_rs::{Encoding, WINDOWS_1252, WINDOWS_1253};
use proptest::prelude::*;

use super::find;

const KOREAN: &str = "# 데이터베이스\n\n트랜잭션은 여러 읽기와 쓰기를 하나로 묶는다.\n모두 일어나거나, 하나도 일어나지 않는다.\n";
const ENGLISH: &str =
    "# It’s a note\n\nA transaction doesn’t do half of its work.\nWhat’s begun is done – or undone.\n";
const FRENCH: &str = "# Les bases de données\n\nUne transaction regroupe des écritures.\nTout est exécuté, ou rien ne l’est.\n";

/// UTF-8 that a program read as `page` and saved again.
fn broken(text: &str, page: &'static Encoding) -> String {
    page.decode_without_bom_handling(text.as_bytes()).0.into_owned()
}

fn broken_as_latin_1(text: &str) -> String {
    text.bytes().map(char::from).collect()
}

#[test]
fn damaged_notes_are_mended() {
    let german = "Eine Änderung fasst Vorgänge zusammen.\nNichts geschieht für sich – „größer“.\n";
    let others = [
        "Транзакция объединяет чтения и записи.\nВсё или ничего.\n",
        "트랜잭션",
        "café",
        "データベースの索引\n",
        "ok 😀 and 🎉 so\nmore 🚀\n",
    ];
    for text in [KOREAN, ENGLISH, FRENCH, german].into_iter().chain(others) {
        for (damaged, names) in [
            (broken(text, WINDOWS_1252), ["Windows-1252", "Windows-1252"]),
            (broken_as_latin_1(text), ["Latin-1", "Windows-1252"]),
        ] {
            let damage = find(&damaged, false).unwrap_or_else(|| panic!("not seen: {damaged}"));
            assert_eq!(damage.mended.as_deref(), Some(text));
            assert!(names.contains(&damage.read_as), "{damaged}: {}", damage.read_as);
        }
    }
    let text = "요약: 여러 줄로 된 글을 읽는다";
    let damage = find(&broken(text, WINDOWS_1253), false).unwrap();
    assert_eq!((damage.mended.as_deref(), damage.read_as), (Some(text), "Windows-1253"));
}

#[test]
fn a_note_that_was_damaged_twice_is_mended_twice() {
    for text in [KOREAN, ENGLISH, FRENCH] {
        let damaged = broken(&broken(text, WINDOWS_1252), WINDOWS_1252);
        assert_eq!(find(&damaged, false).unwrap().mended.as_deref(), Some(text));
    }
}

#[test]
fn what_is_lost_is_not_made_up() {
    // Programs that drop what they have no letter for, or put a sign there, or a space for a no-break space.
    let lossy = [
        broken(KOREAN, WINDOWS_1252).replace(|c| matches!(c, '\u{80}'..='\u{9F}'), ""),
        broken(KOREAN, WINDOWS_1253),
        broken(KOREAN, WINDOWS_1252).replace(|c| matches!(c, '\u{80}'..='\u{9F}'), "\u{FFFD}"),
        broken("Voilà déjà où ça mène, là-bas.\nC’est à côté, très près.\n", WINDOWS_1252)
            .replace('\u{A0}', " "),
    ];
    for damaged in lossy {
        let damage = find(&damaged, false).unwrap_or_else(|| panic!("not seen: {damaged}"));
        assert_eq!(damage.mended, None, "{damaged}");
    }
}

#[test]
fn a_cut_within_a_damaged_character_loses_nothing_else() {
    let damaged = broken(KOREAN.trim_end(), WINDOWS_1252);
    let all: Vec<char> = damaged.chars().collect();
    for end in all.len() - 7..all.len() {
        let cut: String = all[..end].iter().collect();
        let mended = find(&cut, true).unwrap().mended.unwrap_or_else(|| panic!("{end}"));
        assert!(KOREAN.starts_with(&mended) && mended.chars().count() + 5 > KOREAN.chars().count());
    }
}

#[test]
fn notes_that_are_not_damaged_are_left_alone() {
    let many_times = |text: &str| text.repeat(5);
    for text in [
        "",
        "plain\n",
        FRENCH,
        "« À CÔTÉ » — « CAFÉ », « FORÊT » : « OÙ ÇA ? » Ça, c’est l’ÉTÉ… « DÉJÀ »\n",
        "„Größe“, „MENÜ“, „Spaß“ – „Ä“, »Ö«, »ß«: heiß… Das heißt ‚Maß‘, ‚SÜSS‘, ‚Fuß‘…\n",
        "Spaß… heiß… GRÖ… Maß“ Fuß” MENÜ” Spaß™ Fuß‰\n",
        "BLÅ» «BLÅ» PÅ… PÅ” FÅ– Ø… RØ” DØ” Æ” 20 Å™\n",
        "Þá var það „GUÐ“ og „LÍFIÐ“, „MAÐ“, „ÁST“ – ég á, „ÉG“ og „Ý“ … „BLÓЅ\n",
        "¿QUÉ? ¡ESPAÑA! «AÑO», «SÍ», ¿Así? “CAMIÓN” “TÚ” “JOSÉ” ºª 1.º 2.ª\n",
        "NÃO, IRMÃ, MAÇÃ, “MAÇÔ, São «João» — manhã… à—, avó—, você—\n",
        "Η συναλλαγή ενώνει «αναγνώσεις» και «εγγραφές»… «ΟΛΑ» ή «ΤΙΠΟΤΑ»— ’ναι· «ΙΔΙΑ»…\n",
        "«Ω» «Α» «Β», ΆΛΦΑ, ΈΨΙΛΟΝ· Η ΏΡΑ, ΕΊΝΑΙ ΌΛΑ ΑΫΛΑ, μΩ• Ω° Ω±1 λ» μ…\n",
        "Değişiklik görünmez: “IŞIK”, “ÇÖZÜM”, İŞLEM… “Ğ”, ‘Ü’, güzelleştirilmiş; Ü” Ç“\n",
        "Một giao dịch gộp nhiều lần đọc và ghi: “TẤT CẢ” hoặc không gì cả… “ĐƯỢC”, “Ô”, “Â”, “Ê”\n",
        "Âu, ÂN, “ÊM”, ‘Ô’—“NÂ…”, bộ não, “CÔ”, “LÊ”\n",
        "Źródło: „ŁĄCZY” odczyty… „KSIĄŻKA”, „MIÓD”, „Ó”, „GÓRA” — żółć\n",
        "„PŘÍKLAD“, „ČÁST“, ‚Í‘, „Ý“ – příliš žluťoučký kůň… „MÁ“\n",
        "Транзакция объединяет чтения и записи: «ВСЁ» либо «НИЧЕГО»… — «Ё»\n",
        "トランザクションは「全部」か「無」か…。×÷§¶°±\n",
        "트랜잭션은 여러 읽기와 쓰기를 묶는다 – “모두”, ‘하나도’… ㎡ ° ± ×\n",
        "事务把多次读写合为一组——“全部”或‘无’……×÷·\n",
        "```text\n┌──────┐   ╔════╗ ░▒▓█\n│ a → b│   ║ ×÷ ║ é»\n└──────┘   ╚════╝ §¶•\n```\n",
        "x² ± ½·y³ ≤ 10 µs, 20 °C, Ω, π ≈ 3.14, “Δ” × 2… ½” ¾” 3×” 5׫\n",
        "i ♥ ☕ – © 2024 ® ™ • · … † ‡ € £ ¥ ¢ ¡ ¿ ª º\n",
    ] {
        for text in [text.to_owned(), many_times(text)] {
            assert_eq!(find(&text, false), None, "{text}");
            for word in text.split_whitespace().filter(|word| word.chars().count() > 4) {
                assert_eq!(find(word, false), None, "{word} alone");
            }
        }
    }
}

#[test]
fn a_note_that_shows_damaged_text_is_not_damaged() {
    let (quote, accent, data) =
        (broken("’", WINDOWS_1252), broken("é", WINDOWS_1252), broken("데이터", WINDOWS_1252));
    let prose = "An encoding says which bytes stand for which letters. A program that guesses shows something else.\n";
    for text in [
        format!(
            "# Encodings\n\nRead as Latin-1, `{accent}` stands where a letter with an accent was.\n{prose}"
        ),
        format!(
            "# Encodings\n\nWhat looks like \"{accent}\", \"{quote}\" or ({data}) was UTF-8.\n\n- `{quote}`\n"
        ),
        format!("{prose}\nThe name comes out as caf{accent} then.\n{prose}{prose}"),
        format!(
            "| before | after |\n| --- | --- |\n| é | {accent} |\n| ’ | {quote} |\n| 데이터 | {data} |\n"
        ),
        format!("{prose}\n```text\n$ cat a.txt\nIt{quote}s caf{accent}\n{data} {data}\n{data}\n```\n"),
        format!("{KOREAN}\n글자가 깨지면 {data} 처럼 보인다.\n"),
        format!("{FRENCH}\nOn voit alors {accent} ou {quote}.\n"),
    ] {
        assert_eq!(find(&text, false), None, "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_is_looked_at(text in "\\PC{0,200}", is_cut: bool) {
        find(&text, is_cut);
    }

    #[test]
    fn letters_of_the_pages_are_looked_at(text in "[a €‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\u{80}-\u{FF}Α-ώ\n]{0,80}", is_cut: bool) {
        if let Some(mended) = find(&text, is_cut).and_then(|damage| damage.mended) {
            prop_assert!(mended.len() <= text.len());
        }
    }

    #[test]
    fn what_was_damaged_without_loss_is_mended(words in prop::collection::vec("[a-z]{0,5}[가-힣]{1,9}", 3..40)) {
        let text = words.join("\n");
        prop_assert_eq!(find(&broken_as_latin_1(&text), false).and_then(|damage| damage.mended), Some(text.clone()));
        let damaged = broken(&text, WINDOWS_1252);
        prop_assert_eq!(find(&damaged, false).and_then(|damage| damage.mended), Some(text));
    }
}
