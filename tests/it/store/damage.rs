//! Logs that people, sync tools and crashes have left behind.

use super::*;

#[test]
fn half_a_line_at_the_end_is_ended_first() {
    let place = Place::with_device();
    let torn = line(2, "y");
    let torn = torn.trim_end().strip_suffix("done\" }").unwrap();
    place.put("aaaaaa.toml", format!("{HEADER}{}{torn}", line(1, "x")));
    let loaded = place.load();
    assert_eq!((loaded.events.len(), troubles(&loaded)), (1, vec![("aaaaaa.toml".to_owned(), Some(4))]));
    place.open().append(&[mark(3, "z")]).unwrap();
    let text = std::fs::read_to_string(place.own_log()).unwrap();
    assert_eq!(text, format!("{HEADER}{}{torn}\n{}", line(1, "x"), line(3, "z")));
    assert_eq!(place.keys(), [key(1, "aaaaaa"), key(3, "aaaaaa")]);
}

#[test]
fn a_missing_line_break_costs_nothing() {
    let place = Place::with_device();
    place.put("aaaaaa.toml", line(1, "x").trim_end());
    let mut store = place.open();
    assert_eq!(store.load().unwrap().events.len(), 1);
    store.append(&[mark(2, "y")]).unwrap();
    store.append(&[mark(3, "z")]).unwrap();
    let loaded = place.load();
    assert_eq!((loaded.events.len(), loaded.troubles), (3, vec![]));
    assert_eq!(store.refresh().unwrap(), None);
}

#[test]
fn a_log_that_is_replaced_is_read_whole() {
    let place = Place::with_device();
    let text = |range: std::ops::Range<i64>| range.map(|at| line(at, "x")).collect::<String>();
    place.put("bbbbbb.toml", text(1..9));
    let mut store = place.open();
    let mut progress = Progress::default();
    progress.extend(store.load().unwrap().events);
    // Longer, shorter, other content at the same place and in the same file.
    for (new, known) in [(text(5..20), 19), (text(20..22), 21), (text(30..33), 24), (text(33..36), 27)] {
        place.put("bbbbbb.toml", new);
        assert!(progress.extend(store.refresh().unwrap().unwrap().events));
        assert_eq!(progress.len(), known);
    }
    std::fs::remove_file(place.progress().join("bbbbbb.toml")).unwrap();
    let gone = store.refresh().unwrap().unwrap();
    assert_eq!((gone.events.len(), gone.troubles.len()), (0, 1));
    assert_eq!(store.refresh().unwrap(), None);
}

#[test]
fn an_edit_that_leaves_the_length_is_seen() {
    let place = Place::with_device();
    let text: String = (1..9).map(|at| line(at, "x")).collect();
    place.put("bbbbbb.toml", &text);
    let mut store = place.open();
    store.load().unwrap();
    place.put("bbbbbb.toml", text.replacen("\"x\"", "\"y\"", 2));
    let file = std::fs::File::options().write(true).open(place.progress().join("bbbbbb.toml")).unwrap();
    file.set_modified(std::time::UNIX_EPOCH).unwrap();
    assert_eq!(store.refresh().unwrap().unwrap().events[0], mark(1, "y"));
}

#[test]
fn a_folder_that_vanishes_is_made_again() {
    let place = Place::with_device();
    let mut store = place.open();
    store.append(&[mark(1, "x")]).unwrap();
    std::fs::remove_dir_all(&place.places.data).unwrap();
    let gone = store.refresh().unwrap().unwrap();
    insta::assert_snapshot!(gone.troubles[0].why, @"the logs that were here are gone; what they held is kept in memory until you quit: put them back before that");
    store.append(&[mark(2, "y")]).unwrap();
    assert_eq!(std::fs::read_to_string(place.own_log()).unwrap(), format!("{HEADER}{}", line(2, "y")));
    // What is lost is put back when it is asked for.
    assert_eq!(store.restore(&store.lost()).unwrap(), 1);
    std::fs::remove_dir_all(&place.places.state).unwrap();
    store.append(&[mark(3, "z")]).unwrap();
    assert_eq!(place.keys().len(), 3);
    let after = store.refresh().unwrap();
    assert!(after.is_none_or(|loaded| loaded.troubles.is_empty()));
}

#[test]
fn an_error_in_the_own_log_does_not_hide_what_is_new_in_others() {
    let place = Place::with_device();
    let mut store = place.open();
    store.load().unwrap();
    place.put("a00000.toml", line(1, "x"));
    std::fs::create_dir(place.own_log()).unwrap();
    place.put("bbbbbb.toml", line(2, "y"));
    let news = store.refresh().unwrap().unwrap();
    assert_eq!(keys(news.events.clone()), [key(1, "aaaaaa"), key(2, "aaaaaa")]);
    assert_eq!(troubles(&news), [("aaaaaa.toml".to_owned(), None)]);
    store.refresh().unwrap_err();
    place.put("bbbbbb.toml", line(2, "y") + &line(3, "z"));
    assert_eq!(store.refresh().unwrap().unwrap().events, [mark(3, "z")]);
    store.refresh().unwrap_err();
    std::fs::remove_dir(place.own_log()).unwrap();
    assert_eq!(store.refresh().unwrap().unwrap(), Loaded::default());
    assert_eq!(store.refresh().unwrap(), None);
}

#[test]
fn what_was_read_beside_a_log_in_error_is_not_lost() {
    let place = Place::with_device();
    place.put("a00000.toml", line(1, "x"));
    std::fs::create_dir(place.own_log()).unwrap();
    let mut store = place.open();
    store.load().unwrap_err();
    std::fs::remove_dir(place.own_log()).unwrap();
    assert_eq!(store.refresh().unwrap().unwrap().events, [mark(1, "x")]);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    #[test]
    fn a_link_stays_a_link_and_a_mode_stays() {
        let place = Place::with_device();
        let target = place.places.data.join("elsewhere.toml");
        symlink(&target, place.own_log()).unwrap();
        let mut store = place.open();
        store.load().unwrap();
        store.append(&[mark(1, "x")]).unwrap();
        std::fs::set_permissions(&target, std::fs::Permissions::from_mode(0o640)).unwrap();
        store.append(&[mark(2, "y")]).unwrap();
        assert!(std::fs::symlink_metadata(place.own_log()).unwrap().is_symlink());
        let metadata = std::fs::metadata(&target).unwrap();
        assert_eq!(metadata.permissions().mode() & 0o777, 0o640);
        assert_eq!(
            std::fs::read_to_string(&target).unwrap(),
            format!("{HEADER}{}{}", line(1, "x"), line(2, "y"))
        );
    }

    #[test]
    fn what_is_no_file_is_named_and_never_waited_for() {
        let place = Place::with_device();
        place.put("good.toml", line(1, "x"));
        std::fs::create_dir(place.progress().join("folder.toml")).unwrap();
        symlink("nowhere", place.progress().join("link.toml")).unwrap();
        symlink("/dev/zero", place.progress().join("zero.toml")).unwrap();
        make_pipe(&place.progress().join("pipe.toml"));
        let mut store = place.open();
        let loaded = store.load().unwrap();
        assert_eq!(loaded.events.len(), 1);
        let names =
            ["folder.toml", "link.toml", "pipe.toml", "zero.toml"].map(|name| (name.to_owned(), None));
        assert_eq!(troubles(&loaded), names);
        assert_eq!(store.refresh().unwrap(), None, "known troubles are no change");
        make_pipe(&place.own_log());
        let error = store.load().unwrap_err().to_string();
        assert!(error.contains("aaaaaa.toml: it is not a regular file. Move"), "{error}");
        let error = store.append(&[mark(2, "y")]).unwrap_err().to_string();
        assert!(error.contains("aaaaaa.toml: it is not a regular file. Move"), "{error}");
    }

    fn make_pipe(path: &Path) {
        assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success());
    }
}
