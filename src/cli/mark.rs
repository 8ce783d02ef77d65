//! `done`, `start`, `skip`, `todo`: one step a command line, however many topics it names.

use std::collections::BTreeSet;

use super::address::resolve;
use super::context::Context;
use super::exit::Exit;
use super::output::Output;
use super::status::totals;
use crate::marking::mark_changes;
use crate::progress::Mark;
use crate::roadmap::TopicIx;
use crate::text::{SafeText, counted};
use crate::theme::span;

/// What a mark does to one of the topics that are named.
pub(super) struct Plan {
    /// It.
    pub(super) topic: TopicIx,
    /// The units that change.
    pub(super) units: Vec<TopicIx>,
    /// How many units below it have another mark and keep it.
    pub(super) kept: usize,
}

/// Marks topics and says so.
pub(super) fn run(
    context: &mut Context,
    topics: &[String],
    mark: Mark,
    out: &mut Output<'_>,
) -> anyhow::Result<Exit> {
    // All are looked up before the first is marked: a slip in the last one changes nothing.
    let named: Vec<TopicIx> =
        topics.iter().map(|words| resolve(&context.roadmap, words)).collect::<Result<_, _>>()?;
    let plans = apply(context, &named, mark)?;
    for plan in &plans {
        report(context, plan, (mark, out));
    }
    if plans.iter().any(|plan| !plan.units.is_empty()) && !out.looks.quiet {
        out.text(totals(context.counts.whole()));
        out.text("undo: trailmark undo");
    }
    Ok(Exit::Success)
}

/// Gives topics a mark, in one step, and tells what that came to for each of them.
///
/// # Errors
/// Where it could not be saved.
pub(super) fn apply(context: &mut Context, named: &[TopicIx], mark: Mark) -> anyhow::Result<Vec<Plan>> {
    let plans = plan(context, named, mark);
    let units: Vec<TopicIx> = plans.iter().flat_map(|plan| plan.units.iter().copied()).collect();
    let changes = mark_changes(&context.roadmap, &units, mark);
    if !changes.is_empty() {
        context.save(changes)?;
    }
    Ok(plans)
}

fn plan(context: &Context, named: &[TopicIx], mark: Mark) -> Vec<Plan> {
    let mut seen = BTreeSet::new();
    let mut plans = Vec::with_capacity(named.len());
    for &topic in named {
        let is_leaf = context.roadmap.is_leaf(topic);
        let mut units: Vec<TopicIx> = Vec::new();
        let mut kept = 0;
        // Any mark says what a leaf is that was in doubt; of a topic with children only "to do" is said of itself.
        let settles = context.standing.doubt(topic).is_some() && (is_leaf || mark == Mark::Todo);
        let itself = (settles && !context.roadmap.is_unit(topic)).then_some(topic);
        for unit in itself.into_iter().chain(context.roadmap.units(topic)) {
            let now = context.standing.status(unit).mark();
            // On a topic with children a mark is for what has none yet; "to do" is for what has one.
            let applies = now != mark && (is_leaf || now == Mark::Todo || mark == Mark::Todo);
            if (applies || (settles && unit == topic)) && seen.insert(unit) {
                units.push(unit);
            } else if !applies && now != mark {
                kept += 1;
            }
        }
        plans.push(Plan { topic, units, kept });
    }
    plans
}

fn report(context: &Context, plan: &Plan, (mark, out): (Mark, &mut Output<'_>)) {
    if out.looks.quiet {
        return;
    }
    if plan.units.is_empty() {
        out.text(unchanged(context, plan, mark));
        return;
    }
    let theme = out.looks.theme.clone();
    let title = context.title(plan.topic);
    let number = if context.roadmap.is_leaf(plan.topic) {
        String::new()
    } else {
        format!(": {}", counted(plan.units.len(), "topic"))
    };
    let kept = match plan.kept {
        0 => String::new(),
        number => format!(" ({number} marked otherwise: as before)"),
    };
    let words = format!(" {title}{number} {}{kept}", mark.label());
    out.line(&[span(theme.sign(mark), theme.sign_style(mark)), span(words, theme.text)]);
}

/// Why nothing changes.
pub(super) fn unchanged(context: &Context, plan: &Plan, mark: Mark) -> SafeText {
    let title = context.title(plan.topic);
    let is_so = context.roadmap.is_leaf(plan.topic) || context.counts.mark(plan.topic) == mark;
    SafeText::new(if is_so {
        format!("{title} is already {}", mark.label())
    } else {
        format!("{title}: everything below it is marked already")
    })
}
