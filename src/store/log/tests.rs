use proptest::prelude::*;

use super::*;
use crate::progress::{Change, DeviceId, EventKey, Moment, write_line};
use crate::store::RealFiles;

fn events(count: i64) -> Vec<Event> {
    (0..count)
        .map(|at| {
            let key = EventKey::new(Moment::from_millis(at), 0, DeviceId::new("aaaaaa").unwrap()).unwrap();
            Event { key: key.clone(), step: None, change: Change::Undo(key) }
        })
        .collect()
}

fn text(events: &[Event]) -> String {
    events.iter().fold(HEADER.to_owned(), |text, event| text + &write_line(event))
}

fn faults(log: &Log) -> Vec<(Option<usize>, String)> {
    log.faults().map(|(line, why)| (line, why.into())).collect()
}

#[test]
fn each_fault_has_its_line() {
    let mut log = Log::default();
    let good = write_line(&events(1)[0]);
    let text =
        [b"\xEF\xBB\xBF# x\r\nformat = 2\r\n\xFF\xFE\r\n", good.as_bytes(), b"\0\0\n\n[x\nhalf"].concat();
    assert_eq!(log.take(&text), events(1));
    let lines: Vec<_> = log.faults().map(|(line, _)| line.unwrap()).collect();
    assert_eq!(lines, [2, 3, 5, 7, 8]);
    assert_eq!(faults(&log)[1].1, "the line is not UTF-8 text");
    assert!(faults(&log)[0].1.contains("update trailmark"), "{:?}", faults(&log)[0]);
}

#[test]
fn half_a_line_is_read_again_when_it_is_whole() {
    let text = text(&events(3));
    let (first, rest) = text.split_at(text.len() - 20);
    let mut log = Log::default();
    assert_eq!(log.take(first.as_bytes()), events(2));
    assert_eq!(faults(&log).len(), 1);
    let read_to = usize::try_from(log.read_to).unwrap();
    let more = log.take(&[&first.as_bytes()[read_to..], rest.as_bytes()].concat());
    assert_eq!(more, events(3)[2..]);
    assert_eq!(faults(&log), []);
    assert_eq!(log.lines, 5);
}

#[test]
fn a_flood_of_faults_is_counted() {
    let mut log = Log::default();
    log.take("x\n".repeat(MAX_FAULTS + 5).as_bytes());
    assert_eq!(faults(&log).len(), MAX_FAULTS + 1);
    assert_eq!(faults(&log).pop(), Some((None, "5 more lines cannot be read".to_owned())));
}

#[test]
fn what_we_append_is_not_read_again() {
    let stamp = |len| Stamp { len, modified: None, inode: 7, is_regular: true };
    let text = text(&events(2));
    let mut log = Log::default();
    log.appended(text.as_bytes(), 0, stamp(text.len() as u64));
    assert_eq!((log.read_to, log.lines, log.inode()), (text.len() as u64, 4, Some(7)));
    // Somebody else has written in between: the next look must read that.
    log.appended(b"x\n", text.len() as u64 + 10, stamp(text.len() as u64 + 12));
    assert_eq!(log.read_to, text.len() as u64);
}

#[expect(clippy::disallowed_methods, reason = "a test may lose its files")]
fn put(path: &Path, content: &[u8]) {
    std::fs::write(path, content).unwrap();
}

#[test]
fn a_long_log_is_read_to_its_end() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("aaaaaa.toml");
    put(&path, text(&events(1)).as_bytes());
    let file = std::fs::OpenOptions::new().append(true).open(&path).unwrap();
    // A hole: it takes no room.
    file.set_len(70 * 1024 * 1024).unwrap();
    std::io::Write::write_all(&mut &file, format!("\n{}", write_line(&events(2)[1])).as_bytes()).unwrap();
    let mut log = Log::default();
    assert_eq!(log.catch_up(&RealFiles, &path).unwrap().unwrap(), events(2));
    let why = "the line is longer than 65536 bytes, which is the limit".to_owned();
    assert_eq!(faults(&log), [(Some(4), why)]);
    std::io::Write::write_all(&mut &file, write_line(&events(3)[2]).as_bytes()).unwrap();
    assert_eq!(log.catch_up(&RealFiles, &path).unwrap().unwrap(), events(3)[2..]);
    assert_eq!(log.lines, 6);
}

proptest! {
    #[test]
    fn reading_in_chunks_is_reading_at_once(chunk in 100_u64..2000, long in 0_usize..1000, at in 0_usize..10, end in 0_usize..3) {
        let mut lines: Vec<String> = events(9).iter().map(write_line).collect();
        lines.insert(at, format!("{}\n", "x".repeat(long)));
        let mut text = lines.concat();
        text.truncate(text.len() - end);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("aaaaaa.toml");
        put(&path, text.as_bytes());
        let (mut log, mut once) = (Log::default(), Log::default());
        prop_assert_eq!(log.read_on(&RealFiles, &path, chunk).unwrap(), once.take(text.as_bytes()));
        let lines = |log: &Log| log.faults().map(|(line, _)| line).collect::<Vec<_>>();
        prop_assert_eq!((lines(&log), log.lines, log.read_to), (lines(&once), once.lines, once.read_to));
        prop_assert!(text.as_bytes()[..usize::try_from(log.read_to).unwrap()].ends_with(&log.tail));
    }

    #[test]
    fn a_log_cut_anywhere_loads_as_a_prefix(cut in any::<prop::sample::Index>()) {
        let all = events(12);
        let text = text(&all);
        let cut = cut.index(text.len() + 1);
        let mut log = Log::default();
        let read = log.take(&text.as_bytes()[..cut]);
        prop_assert_eq!(&read, &all[..read.len()]);
        prop_assert!(faults(&log).len() <= 1);
        // Whatever is appended to the half line on a line of its own is read.
        let more = format!("\n{}", write_line(&all[11]));
        let read_to = usize::try_from(log.read_to).unwrap();
        let read = log.take(&[&text.as_bytes()[read_to..cut], more.as_bytes()].concat());
        prop_assert_eq!(read.last(), all.last());
    }

    #[test]
    fn reading_in_parts_is_reading_at_once(parts in prop::collection::vec(any::<prop::sample::Index>(), 0..6)) {
        let text = text(&events(9)).replace("0000002Z", "#").into_bytes();
        let mut cuts: Vec<usize> = parts.iter().map(|part| part.index(text.len())).chain([text.len()]).collect();
        cuts.sort_unstable();
        let (mut log, mut read) = (Log::default(), Vec::new());
        for cut in cuts {
            let from = usize::try_from(log.read_to).unwrap();
            read.extend(log.take(&text[from..cut]));
        }
        read.dedup();
        let mut once = Log::default();
        prop_assert_eq!(read, once.take(&text));
        prop_assert_eq!((faults(&log), log.lines, log.tail), (faults(&once), once.lines, once.tail));
    }

    #[test]
    fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        Log::default().take(&bytes);
    }
}
