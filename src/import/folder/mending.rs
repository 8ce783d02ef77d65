//! What topics say of each other, where they have come to other places: what cannot be any more is taken out.

use std::collections::HashSet;

use super::tree::Tree;
use crate::import::circles;
use crate::import::writing::list;

/// Mends a tree, and says what was taken out of it.
pub(super) fn mended(tree: &mut Tree) -> Vec<String> {
    let mut said = Vec::new();
    // What is an id now is no former one.
    let mut claimed: HashSet<String> =
        (0..tree.len()).filter_map(|index| tree.id(index).map(str::to_owned)).collect();
    for index in 0..tree.len() {
        let below = tree.count_below(index);
        let choose = tree.number(index, "choose").and_then(|choose| usize::try_from(choose).ok());
        if choose.is_some_and(|choose| choose > below) {
            let fewer = (below > 0).then(|| below.to_string());
            tree.set(index, "choose", fewer.as_deref());
            said.push(told(tree, index, "choose does not fit what is below it now, and was changed"));
        }
        let was = tree.texts(index, "was");
        let (good, bad): (Vec<String>, Vec<String>) =
            was.into_iter().partition(|id| claimed.insert(id.clone()));
        if !bad.is_empty() {
            tree.set(index, "was", list(&good).as_deref());
            said.push(told(tree, index, "a former id of it is that of another topic now, and was taken out"));
        }
    }
    mend_requirements(tree, &mut said);
    said
}

/// Takes out what a topic requires that is above it, below it, or that requires it in turn.
fn mend_requirements(tree: &mut Tree, said: &mut Vec<String>) {
    let good = |index: usize, id: &String| {
        let other = tree.find(id)?;
        (!is_above(tree, (other, index)) && !is_above(tree, (index, other))).then_some(other)
    };
    let wanted: Vec<Vec<String>> = (0..tree.len()).map(|index| tree.texts(index, "requires")).collect();
    let found = wanted.iter().enumerate();
    let mut edges: Vec<Vec<usize>> =
        found.map(|(index, ids)| ids.iter().filter_map(|id| good(index, id)).collect()).collect();
    circles::broken(&mut edges);
    for (index, (wanted, found)) in wanted.iter().zip(&edges).enumerate() {
        if found.len() == wanted.len() {
            continue;
        }
        let ids: Vec<String> = found.iter().filter_map(|other| tree.id(*other).map(str::to_owned)).collect();
        tree.set(index, "requires", list(&ids).as_deref());
        let words = "it required what is above it, below it or behind it now; that was taken out";
        said.push(told(tree, index, words));
    }
}

fn told(tree: &Tree, index: usize, what: &str) -> String {
    format!("{}: {what}", tree.id(index).unwrap_or_default())
}

/// Whether one topic is, or is above, the other.
fn is_above(tree: &Tree, (above, of): (usize, usize)) -> bool {
    std::iter::successors(Some(of), |of| tree.parent(*of)).any(|of| of == above)
}
