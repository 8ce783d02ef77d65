//! `undo` and `redo`: steps are taken back and made again, and named.

use super::context::Context;
use super::exit::Exit;
use super::output::Output;
use crate::marking::described_in;
use crate::progress::Change;
use crate::text::SafeText;

/// Takes back the last `number` steps, or as many as there are.
pub(super) fn undo(context: &mut Context, number: u32, out: &mut Output<'_>) -> anyhow::Result<Exit> {
    for count in 0..number {
        // Another window may have taken back the same step in the meantime.
        context.take_in_news()?;
        let Some(step) = context.progress.to_undo() else {
            out.note(if count == 0 { "there is nothing to undo" } else { "there is nothing more to undo" });
            break;
        };
        context.save(vec![Change::Undo(step.key.clone())])?;
        say(out, "undone", &described_in(&context.roadmap, &step));
    }
    Ok(Exit::Success)
}

/// Makes the step again that was undone last.
pub(super) fn redo(context: &mut Context, out: &mut Output<'_>) -> anyhow::Result<Exit> {
    context.take_in_news()?;
    match context.progress.to_redo() {
        None => out.note("there is nothing to redo"),
        Some(step) => {
            context.save(vec![Change::Redo(step.key.clone())])?;
            say(out, "redone", &described_in(&context.roadmap, &step));
        }
    }
    Ok(Exit::Success)
}

fn say(out: &mut Output<'_>, what: &str, done: &SafeText) {
    if !out.looks.quiet {
        out.text(format!("{what}: {done}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::address::resolve;
    use crate::cli::output::Looks;
    use crate::marking::mark_changes;
    use crate::progress::{Mark, Moment};
    use crate::source::Source;
    use crate::store::Places;
    use crate::theme::{Colours, SignSet, Theme};

    fn open(places: &Places) -> Context {
        let roadmap = Source::BuiltIn.load().unwrap();
        Context::open(Source::BuiltIn, places, roadmap, Moment::from_millis(0)).unwrap()
    }

    fn said(work: impl FnOnce(&mut Output<'_>) -> anyhow::Result<Exit>) -> (String, String) {
        let (mut data, mut words) = (Vec::new(), Vec::new());
        let theme = Theme::new(Colours::None, SignSet::Unicode);
        let looks = Looks { theme, coloured: false, terminal: false, width: 80, quiet: false };
        let mut out = Output::new(&mut data, &mut words, looks);
        assert_eq!(work(&mut out).unwrap(), Exit::Success);
        out.finish().unwrap();
        (String::from_utf8(data).unwrap(), String::from_utf8(words).unwrap())
    }

    #[test]
    fn what_another_one_took_back_meanwhile_is_not_taken_back_again() {
        let folder = tempfile::tempdir().unwrap();
        let places = Places { data: folder.path().join("data"), state: folder.path().join("state") };
        let mut first = open(&places);
        let leaf = resolve(&first.roadmap, "how-the-internet-works").unwrap();
        first.save(mark_changes(&first.roadmap, &[leaf], Mark::Done)).unwrap();
        let (mut one, mut two) = (open(&places), open(&places));
        assert!(said(|out| undo(&mut one, 1, out)).0.starts_with("undone: "));
        let nothing = |what: &str| (String::new(), format!("there is nothing to {what}\n"));
        assert_eq!(said(|out| undo(&mut two, 1, out)), nothing("undo"));
        assert!(said(|out| redo(&mut two, out)).0.starts_with("redone: "));
        assert_eq!(said(|out| redo(&mut one, out)), nothing("redo"));
        assert_eq!(open(&places).events, 3);
    }
}
