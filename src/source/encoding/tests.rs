//! Real sentences in the encodings of their countries, whole, tiny, damaged and cut.

use encoding_rs::{
    ISO_8859_2, KOI8_U, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255,
};
use proptest::prelude::*;

use super::*;

const KOREAN: &str = "# 데이터베이스\n\n트랜잭션은 여러 읽기와 쓰기를 하나로 묶어서, 모두 일어나거나 하나도 일어나지 않게 한다.\n";
const JAPANESE: &str = "# データベース\n\nトランザクションは複数の読み書きを一つにまとめ、全部行うか何も行わないかのどちらかにする。\n";
const SIMPLIFIED: &str =
    "# 数据库\n\n事务把多次读写合为一组,要么全部发生,要么一个也不发生。索引让查询更快,但写入更慢。\n";
const TRADITIONAL_TEXT: &str =
    "# 資料庫\n\n交易把多次讀寫合為一組,要麼全部發生,要麼一個也不發生。索引讓查詢更快,但寫入更慢。\n";
const FRENCH: &str = "# Les bases de données\n\nUne transaction regroupe des lectures et des écritures : tout est exécuté, ou rien ne l’est.\n";
const GERMAN: &str = "# Datenbanken\n\nEine Transaktion fasst Lese- und Schreibvorgänge zusammen: alles geschieht, oder nichts – für „größere“ Änderungen.\n";
const RUSSIAN: &str =
    "# Базы данных\n\nТранзакция объединяет чтения и записи: происходит либо всё, либо ничего.\n";
const GREEK: &str =
    "# Βάσεις δεδομένων\n\nΜια συναλλαγή ενώνει αναγνώσεις και εγγραφές: ή γίνονται όλα ή τίποτα.\n";
const POLISH: &str = "# Bazy danych\n\nTransakcja łączy odczyty i zapisy: dzieje się wszystko albo nic, także gdy serwer się wyłączy. Źródło: książka.\n";
const TURKISH: &str = "# Veritabanları\n\nBir işlem, okumaları ve yazmaları birleştirir: ya hepsi olur ya da hiçbiri. Değişiklik görünmez.\n";
const HEBREW: &str = "# מסדי נתונים\n\nעסקה מאחדת קריאות וכתיבות: או שהכול קורה או ששום דבר לא קורה.\n";

/// A text, its encoding, and where it is at home.
const TEXTS: [(&str, &Encoding, &str); 14] = [
    (KOREAN, EUC_KR, "kr"),
    (JAPANESE, SHIFT_JIS, "jp"),
    (JAPANESE, EUC_JP, "jp"),
    (SIMPLIFIED, GBK, "cn"),
    (TRADITIONAL_TEXT, BIG5, "tw"),
    (FRENCH, WINDOWS_1252, "fr"),
    (GERMAN, WINDOWS_1252, "de"),
    (RUSSIAN, WINDOWS_1251, "ru"),
    (RUSSIAN, KOI8_U, "ru"),
    (GREEK, WINDOWS_1253, "gr"),
    (POLISH, WINDOWS_1250, "pl"),
    (POLISH, ISO_8859_2, "pl"),
    (TURKISH, WINDOWS_1254, "tr"),
    (HEBREW, WINDOWS_1255, "il"),
];

fn bytes(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    let (bytes, used, has_losses) = encoding.encode(text);
    assert!(used == encoding && !has_losses, "{} has no letters for {text}", encoding.name());
    bytes.into_owned()
}

fn wide(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(to_bytes).collect()
}

#[track_caller]
fn assert_read(bytes: &[u8], home: Option<&'static str>, text: &str, form: Form) {
    let reading = read(bytes, false, || home);
    assert_eq!((reading.text.as_ref(), reading.form, reading.has_gaps), (text, form, false), "{home:?}");
}

#[test]
fn a_text_is_read_in_the_encoding_it_was_saved_in() {
    for (text, encoding, home) in TEXTS {
        for home in [None, Some(home)] {
            let bytes = bytes(text, encoding);
            let reading = read(&bytes, false, || home);
            assert_eq!(reading.text, text, "{} at {home:?}", encoding.name());
            // Another one may have the same letters.
            assert!(reading.form != Form::Utf8 && !reading.has_gaps, "{}", encoding.name());
            assert!(!OF_MANY_BYTES.contains(&encoding) || reading.form == Form::Other(encoding));
        }
    }
}

#[test]
fn utf_8_always_wins() {
    for (text, _, home) in TEXTS {
        for home in ["kr", "jp", "cn", "tw", "ru", home] {
            assert_read(text.as_bytes(), Some(home), text, Form::Utf8);
            let marked = format!("\u{FEFF}{text}");
            assert_read(marked.as_bytes(), Some(home), text, Form::Utf8);
        }
    }
    assert_read(b"", Some("kr"), "", Form::Utf8);
    assert_read(b"plain", Some("kr"), "plain", Form::Utf8);
}

#[test]
fn tiny_notes_are_read_by_the_language_of_the_roadmap() {
    for (text, encoding, home) in [
        ("한글", EUC_KR, "kr"),
        ("# 락\n", EUC_KR, "kr"),
        ("똠방각하", EUC_KR, "kr"),
        ("索引", GBK, "cn"),
        ("索引", BIG5, "tw"),
        ("日本", SHIFT_JIS, "jp"),
        ("日本語", EUC_JP, "jp"),
        ("Это", WINDOWS_1251, "ru"),
        ("café", WINDOWS_1252, "kr"),
        ("Où déjà ? « ça »", WINDOWS_1252, "kr"),
    ] {
        assert_read(&bytes(text, encoding), Some(home), text, Form::Other(encoding));
    }
    assert_read(b"caf\xE9!", None, "café!", Form::Other(WINDOWS_1252));
}

#[test]
fn the_home_of_a_roadmap_is_where_its_language_is_spoken() {
    for (language, home) in [
        ("ko", Some("kr")),
        ("ko-KR", Some("kr")),
        ("JA_jp", Some("jp")),
        ("zh", Some("cn")),
        ("zh-Hans-CN", Some("cn")),
        ("zh-Hant", Some("tw")),
        ("zh_TW", Some("tw")),
        ("en", None),
        ("한국어", None),
        ("", None),
    ] {
        assert_eq!(home_of(language), home, "{language}");
    }
    let parsed = |head: &str, title: &str| {
        let text =
            format!("id = \"a\"\ntitle = \"A\"\n{head}\n[[topics]]\nid = \"x\"\ntitle = \"{title}\"\n");
        crate::roadmap::parse(&text, std::path::Path::new("roadmap.toml")).unwrap()
    };
    assert_eq!(home(&parsed("", "Backend")), None);
    assert_eq!(home(&parsed("", "Backend 개발")), Some("kr"));
    assert_eq!(home(&parsed("", "データ")), Some("jp"));
    assert_eq!(home(&parsed("language = \"ja\"", "한국어")), Some("jp"));
    // The detector is particular about what it is asked with.
    for (_, home) in HOMES {
        assert!(EncodingDetector::tld_may_affect_guess(Some(home.as_bytes())), "{home}");
    }
}

#[test]
fn utf_16_is_known_by_its_mark_or_by_its_zeros() {
    let texts = TEXTS.map(|(text, ..)| text);
    for text in texts.into_iter().chain(["Hi", "a\n", "plain text\r\n", "가 나\n", "😀 ok\n"]) {
        let marked = format!("\u{FEFF}{text}");
        for (to_bytes, encoding) in
            [(u16::to_le_bytes as fn(u16) -> [u8; 2], UTF_16LE), (u16::to_be_bytes, UTF_16BE)]
        {
            assert_read(&wide(&marked, to_bytes), Some("kr"), text, Form::Other(encoding));
            assert_read(&wide(text, to_bytes), Some("kr"), text, Form::Other(encoding));
        }
    }
}

/// The texts with every byte in turn damaged.
fn damaged(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let spots = (0..bytes.len()).filter(|at| !bytes[*at].is_ascii());
    spots.map(|at| {
        let mut bytes = bytes.to_vec();
        bytes[at] = 0xFF;
        bytes
    })
}

#[test]
fn one_damaged_byte_makes_no_other_encoding_of_utf_8() {
    for (text, _, home) in
        TEXTS.into_iter().chain([("한글 메모\n", EUC_KR, "kr"), ("naïve café\n", EUC_KR, "kr")])
    {
        for bytes in damaged(text.as_bytes()) {
            let reading = read(&bytes, false, || Some(home));
            assert_eq!(reading.text, String::from_utf8_lossy(&bytes));
            assert!(reading.form == Form::Utf8 && reading.has_gaps);
        }
    }
}

#[test]
fn one_damaged_byte_makes_no_one_byte_encoding_of_one_of_many() {
    for (text, encoding, home) in TEXTS.into_iter().take(5) {
        for home in [None, Some(home)] {
            let all = bytes(text, encoding);
            for bytes in damaged(&all).map(|bytes| [bytes, all.repeat(2)].concat()).step_by(3) {
                let reading = read(&bytes, false, || home);
                assert_eq!(reading.form, Form::Other(encoding), "{}", reading.text);
                // The line with the damaged byte may be another one.
                assert!(reading.text.ends_with(&text.repeat(2)), "{}", reading.text);
            }
        }
    }
}

#[test]
fn a_cut_text_ends_with_a_whole_character() {
    let wide_texts = [UTF_16LE, UTF_16BE].map(|encoding| {
        let to_bytes = if encoding == UTF_16LE { u16::to_le_bytes } else { u16::to_be_bytes };
        (format!("{KOREAN}😀"), encoding, wide(&format!("\u{FEFF}{KOREAN}😀"), to_bytes))
    });
    let narrow = TEXTS.map(|(text, encoding, _)| (text.to_owned(), encoding, bytes(text, encoding)));
    let utf_8 = [(KOREAN.to_owned(), UTF_8, KOREAN.as_bytes().to_vec())];
    for (text, encoding, bytes) in narrow.into_iter().chain(wide_texts).chain(utf_8) {
        for end in bytes.len() - 6..bytes.len() {
            let reading = read(&bytes[..end], true, || None);
            assert!(text.starts_with(reading.text.as_ref()), "{}: {}", encoding.name(), reading.text);
            assert!(text.chars().count() - reading.text.chars().count() <= 6 && !reading.has_gaps);
        }
    }
}

#[test]
fn what_is_no_text_is_shown_in_short() {
    let picture =
        [b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\x01\0".as_slice(), &[0, 7, 0x9C, 0xFF].repeat(500)].concat();
    let program = [b"\x7FELF\x02\x01\x01".as_slice(), &[0; 3000]].concat();
    let numbers: Vec<u8> = (0..2000u16).flat_map(u16::to_le_bytes).collect();
    // The high bytes of a product are as good as random.
    let random: Vec<u8> =
        (1..5000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 23).to_le_bytes()[0]).collect();
    let zeros = vec![0; 4000];
    let marked = [b"\xFF\xFE\0\0".as_slice(), &[b'a', 0, 0, 0].repeat(500)].concat();
    for bytes in [picture, program, numbers, random, zeros, marked] {
        let reading = read(&bytes, false, || Some("kr"));
        assert_eq!(reading.form, Form::NoText, "{:?}", reading.text);
        assert!(reading.text.len() <= 3 * NO_TEXT_SHOWN);
    }
    assert_read(
        "a\0b, and more text than that\n".as_bytes(),
        None,
        "a\0b, and more text than that\n",
        Form::Utf8,
    );
}

#[test]
fn what_fits_nothing_stays_damaged_utf_8() {
    for bytes in [b"\xC3\xA9\xC3\xA9\xFF\xFF ok".as_slice(), b"\xFE\xFF\xD8"] {
        let reading = read(bytes, false, || None);
        assert!(reading.has_gaps && reading.text.contains('\u{FFFD}'), "{reading:?}");
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_and_the_text_is_bounded(
        bytes in prop::collection::vec(any::<u8>(), 0..400),
        is_cut: bool,
        home in prop::sample::select(vec![None, Some("kr"), Some("jp"), Some("cn"), Some("tw"), Some("ru")]),
    ) {
        let reading = read(&bytes, is_cut, || home);
        prop_assert!(reading.text.len() <= 3 * bytes.len());
        if let Ok(text) = std::str::from_utf8(&bytes) {
            prop_assert!(reading.form != Form::Utf8 || text.ends_with(reading.text.as_ref()));
        }
    }

    #[test]
    fn letters_between_ascii_are_read_in_the_encoding_of_the_roadmap(text in "([가-힣]{2,6}[ .\n]){4,20}") {
        let (bytes, _, _) = EUC_KR.encode(&text);
        if std::str::from_utf8(&bytes).is_err() {
            let reading = read(&bytes, false, || Some("kr"));
            prop_assert_eq!(reading.form, Form::Other(EUC_KR));
            prop_assert_eq!(reading.text.as_ref(), text.as_str());
        }
    }
}
