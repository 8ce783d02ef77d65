//! Logs that a person has edited: the rest loads, each problem is named, and no byte changes until the next mark.

use crate::store::{HEADER, Place, key, keys, line, mark, troubles};

/// What was done, the log then, the moments of the marks in it, and the lines that are named.
type Case = (&'static str, Vec<u8>, &'static [i64], &'static [usize]);

fn cases() -> Vec<Case> {
    let lines = [line(1, "x"), line(2, "y"), line(3, "z")];
    let all = lines.concat();
    let half = |line: &str| line.split_at(line.len() / 2).0.to_owned();
    let long = format!("# {}\n", "x".repeat(10_000_000));
    let long_value = all.replace("\"y\"", &format!("\"{}\"", "y".repeat(10_000_000)));
    vec![
        ("nothing", format!("{HEADER}{all}").into(), &[1, 2, 3], &[]),
        ("a byte order mark", format!("\u{FEFF}{HEADER}{all}").into(), &[1, 2, 3], &[]),
        ("a byte order mark and no header", format!("\u{FEFF}{all}").into(), &[1, 2, 3], &[]),
        ("line ends of Windows", format!("{HEADER}{all}").replace('\n', "\r\n").into(), &[1, 2, 3], &[]),
        (
            "some line ends of Windows",
            format!("{HEADER}{all}").replacen('\n', "\r\n", 3).into(),
            &[1, 2, 3],
            &[],
        ),
        ("line ends of an old Macintosh", all.replace('\n', "\r").into(), &[], &[1]),
        ("half a line at the end", format!("{}{}", lines[0], half(&lines[1])).into(), &[1], &[2]),
        (
            "half a line in the middle",
            format!("{}{}\n{}", lines[0], half(&lines[1]), lines[2]).into(),
            &[1, 3],
            &[2],
        ),
        ("the end of a line", format!("{}done\" }}\n{}", lines[0], lines[2]).into(), &[1, 3], &[2]),
        ("two lines in one", format!("{}{}{}", lines[0].trim_end(), lines[1], lines[2]).into(), &[3], &[1]),
        ("doubled lines", format!("{all}{}{}", lines[0], lines[2]).into(), &[1, 2, 3], &[]),
        ("another order", format!("{}{}{}{HEADER}", lines[2], lines[0], lines[1]).into(), &[1, 2, 3], &[]),
        ("no line break at the end", all.trim_end().into(), &[1, 2, 3], &[]),
        ("empty lines and comments", format!("\n\n# mine\n{all}\n   \n\t# more\n").into(), &[1, 2, 3], &[]),
        ("other spaces and quotes", all.replace(" = ", "=").replace('"', "'").into(), &[1, 2, 3], &[]),
        ("a comment behind a line", all.replacen(" }\n", " } # yes\n", 1).into(), &[1, 2, 3], &[]),
        ("a status that is misspelt", all.replacen("done", "don", 1).into(), &[2, 3], &[1]),
        ("a topic that cannot be one", all.replacen("\"y\"", "\"../y\"", 1).into(), &[1, 3], &[2]),
        ("a date that does not exist", all.replacen("19700101T", "19700231T", 1).into(), &[2, 3], &[1]),
        ("a table head", format!("[progress]\n{all}").into(), &[1, 2, 3], &[1]),
        (
            "marks of a merge",
            format!("<<<<<<< HEAD\n{}=======\n{}>>>>>>> theirs\n", lines[0], lines[1]).into(),
            &[1, 2],
            &[1, 3, 5],
        ),
        ("bytes that are no text", [b"\xFF\xFE\x00garbage\n", all.as_bytes()].concat(), &[1, 2, 3], &[1]),
        (
            "text of two bytes a letter",
            all.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            &[],
            &[1, 2, 3, 4],
        ),
        ("a line of 10 MB", format!("{}{long}{}{}", lines[0], lines[1], lines[2]).into(), &[1, 2, 3], &[2]),
        ("a line of 10 MB at the end", format!("{all}{}", long.trim_end()).into(), &[1, 2, 3], &[4]),
        ("a title of 10 MB", long_value.into(), &[1, 3], &[2]),
        ("nothing but a line break", b"\n".to_vec(), &[], &[]),
        ("nothing at all", Vec::new(), &[], &[]),
    ]
}

#[test]
fn the_rest_loads_and_nothing_is_written_before_the_next_mark() {
    for (what, log, marks, lines) in cases() {
        for is_own in [true, false] {
            let place = Place::with_device();
            let name = if is_own { "aaaaaa.toml" } else { "bbbbbb.toml" };
            place.put(name, &log);
            let file = place.progress().join(name);
            let mut store = place.open();
            let loaded = store.load().unwrap();
            let expected: Vec<_> = marks.iter().map(|at| key(*at, "aaaaaa")).collect();
            assert_eq!(keys(loaded.events.clone()), expected, "{what}");
            let named: Vec<_> = lines.iter().map(|line| (name.to_owned(), Some(*line))).collect();
            assert_eq!(troubles(&loaded), named, "{what}");
            assert!(loaded.troubles.iter().all(|trouble| !trouble.why.as_str().is_empty()), "{what}");
            assert!(store.refresh().unwrap().is_none(), "{what}");
            assert!(std::fs::read(&file).unwrap() == log, "{what}: reading writes nothing");
            assert_eq!(store.append(&[mark(9, "w")]).unwrap().rekeyed, [], "{what}");
            let after = std::fs::read(&file).unwrap();
            assert!(after.starts_with(&log), "{what}: every byte stays");
            assert_eq!(after.len() > log.len(), is_own, "{what}");
            let added = std::fs::read_to_string(place.own_log()).unwrap_or_default();
            assert!(!is_own && !added.is_empty() || after.ends_with(line(9, "w").as_bytes()), "{what}");
            assert_eq!(place.keys(), [expected, vec![key(9, "aaaaaa")]].concat(), "{what}");
        }
    }
}

#[test]
fn an_edit_while_the_program_runs_is_seen() {
    for (what, log, marks, lines) in cases() {
        let place = Place::with_device();
        place.put("aaaaaa.toml", format!("{HEADER}{}", line(1, "x")));
        let mut store = place.open();
        store.load().unwrap();
        place.put("aaaaaa.toml", &log);
        let loaded = store.refresh().unwrap().unwrap_or_else(|| panic!("{what}"));
        assert_eq!(troubles(&loaded).len(), lines.len(), "{what}");
        store.append(&[mark(9, "w")]).unwrap();
        assert!(std::fs::read(place.own_log()).unwrap().starts_with(&log), "{what}");
        assert_eq!(place.keys().len(), marks.len() + 1, "{what}");
    }
}
