//! The nodes of a graph as they stand in its JSON.

use serde_json::Value;

use super::geometry::Area;
use crate::roadmap::Kind as Advice;

/// Farther from the middle than any drawing goes, in pixels, and larger than anything in it.
const FARTHEST: f64 = 1e6;
const LARGEST: f64 = 1e5;
/// Thinner lines do not happen; a rectangle of nothing covers nothing.
const SMALLEST: f64 = 1.0;
/// What a node is as large as that does not say it: most are.
const USUAL: (f64, f64) = (160.0, 49.0);
/// Letters of a label that a title has room for.
const LONGEST: usize = 300;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A yellow box, usually on the spine.
    Topic,
    /// A pale box.
    Subtopic,
    /// A line with a check box; also one of a checklist.
    Todo,
    /// The heading of a group.
    Label,
    /// A hint, a heading, or an empty frame.
    Paragraph,
    /// A frame.
    Section,
    /// A free-standing connector.
    Line {
        /// Whether it runs from left to right.
        is_across: bool,
    },
    /// The name of the roadmap.
    Title,
    /// What is no topic: a button, a legend, links to other roadmaps.
    Aside,
}

impl Kind {
    fn of(word: &str) -> Self {
        match word {
            "topic" => Self::Topic,
            "subtopic" => Self::Subtopic,
            "todo" => Self::Todo,
            "label" => Self::Label,
            "paragraph" => Self::Paragraph,
            "section" => Self::Section,
            "vertical" => Self::Line { is_across: false },
            "horizontal" => Self::Line { is_across: true },
            "title" => Self::Title,
            _ => Self::Aside,
        }
    }

    /// Whether people tick it.
    pub(super) fn is_tracked(self) -> bool {
        matches!(self, Self::Topic | Self::Subtopic | Self::Todo)
    }
}

/// A node of a graph.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node {
    /// What edges and content files know it by.
    pub(super) id: Option<String>,
    pub(super) kind: Kind,
    /// What is written on it; empty where nothing is.
    pub(super) label: String,
    /// Where it is drawn; none where the source does not say.
    pub(super) area: Option<Area>,
    /// Whether it is a line of dashes or dots.
    pub(super) is_dashed: bool,
    /// How strongly it is advised.
    pub(super) advice: Option<Advice>,
    /// Where it leads.
    pub(super) href: Option<String>,
}

impl Node {
    /// The node that `value` describes.
    ///
    /// # Errors
    /// Words for what is wrong with it.
    pub(super) fn read(value: &Value) -> Result<Self, &'static str> {
        if !value.is_object() {
            return Err("a node that is no table");
        }
        let kind = value.get("type").and_then(Value::as_str).ok_or("a node without a type")?;
        let data = value.get("data").unwrap_or(&Value::Null);
        let style = data.get("style").unwrap_or(&Value::Null);
        Ok(Self {
            id: id(value),
            kind: Kind::of(kind),
            label: label(data),
            area: area(value),
            is_dashed: is_dashed(style),
            advice: data.get("legend").and_then(|legend| advice(&label(legend))),
            href: href(data),
        })
    }

    /// The lines of a checklist, each as a node of its own, from top to bottom; none where `value` is none.
    pub(super) fn checklist(value: &Value) -> Vec<Self> {
        if value.get("type").and_then(Value::as_str) != Some("checklist") {
            return Vec::new();
        }
        let lines =
            value.pointer("/data/checklists").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let frame = area(value);
        let mut top = frame.map_or(0.0, |frame| frame.top);
        let mut nodes = Vec::new();
        for line in lines {
            let height = frame.map_or(0.0, |frame| frame.height()) / length(lines.len());
            nodes.push(Self {
                id: id(line),
                kind: Kind::Todo,
                label: label(line),
                area: frame.map(|frame| Area { top, bottom: top + height, ..frame }),
                is_dashed: false,
                advice: None,
                href: None,
            });
            top += height;
        }
        nodes
    }
}

fn length(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from).max(1.0)
}

fn id(value: &Value) -> Option<String> {
    value.get("id").and_then(Value::as_str).filter(|id| !id.trim().is_empty()).map(str::to_owned)
}

/// The label on one line.
fn label(data: &Value) -> String {
    let label = data.get("label").and_then(Value::as_str).unwrap_or_default();
    let label = label.split_whitespace().collect::<Vec<_>>().join(" ");
    label.chars().filter(|c| !c.is_control()).take(LONGEST).collect()
}

/// Where a node leads; a group of links has several addresses.
fn href(data: &Value) -> Option<String> {
    let links = data.get("links").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let own = data.get("href").into_iter().chain(links.iter().filter_map(|link| link.get("url")));
    let all: Vec<&str> =
        own.filter_map(Value::as_str).map(str::trim).filter(|href| !href.is_empty()).collect();
    (!all.is_empty()).then(|| all.join(", "))
}

/// Where a node is drawn. Three places say how large it is: only `measured` is what a person sees.
fn area(value: &Value) -> Option<Area> {
    let place = |axis| number(value.get("position")?.get(axis)?).filter(|at| at.abs() <= FARTHEST);
    let size = |side| {
        let sizes = [value.get("measured"), Some(value), value.get("style")];
        let mut sizes = sizes.into_iter().flatten().filter_map(|table| number(table.get(side)?));
        sizes.find(|size| (0.0..=LARGEST).contains(size)).map(|size| size.max(SMALLEST))
    };
    let size = (size("width").unwrap_or(USUAL.0), size("height").unwrap_or(USUAL.1));
    Some(Area::new((place("x")?, place("y")?), size))
}

/// A number, also one that is written as a text.
fn number(value: &Value) -> Option<f64> {
    let number = match value {
        Value::Number(number) => number.as_f64()?,
        Value::String(text) => text.trim().trim_end_matches("px").parse().ok()?,
        _ => return None,
    };
    number.is_finite().then_some(number)
}

/// Whether a style draws dashes or dots.
pub(super) fn is_dashed(style: &Value) -> bool {
    match style.get("strokeDasharray") {
        Some(Value::String(dashes)) => !matches!(dashes.trim(), "" | "0" | "none"),
        Some(Value::Number(dash)) => dash.as_f64().is_some_and(|dash| dash > 0.0),
        _ => false,
    }
}

/// What the colour of a node means, from the words of its legend.
fn advice(legend: &str) -> Option<Advice> {
    let words = legend.to_lowercase();
    if words.contains("alternative") {
        Some(Advice::Alternative)
    } else if words.contains("optional") {
        Some(Advice::Optional)
    } else if words.contains("recommend") && !words.contains("not ") && !words.contains("n't ") {
        Some(Advice::Recommended)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(value: &Value) -> Node {
        Node::read(value).expect("a node")
    }

    #[test]
    fn the_measured_size_wins_over_the_two_others() {
        let all = json!({"type": "topic", "position": {"x": 10, "y": 20}, "width": 3, "height": 4,
            "measured": {"width": 1, "height": 2}, "style": {"width": 5, "height": 6}});
        let expected = |w, h| Some(Area::new((10.0, 20.0), (w, h)));
        assert_eq!(read(&all).area, expected(1.0, 2.0));
        let without = |keys: &[&str]| {
            let mut value = all.clone();
            for key in keys {
                value.as_object_mut().expect("a table").remove(*key);
            }
            read(&value).area
        };
        assert_eq!(without(&["measured"]), expected(3.0, 4.0));
        assert_eq!(without(&["measured", "width"]), expected(5.0, 4.0));
        assert_eq!(without(&["measured", "width", "height", "style"]), expected(USUAL.0, USUAL.1));
    }

    #[test]
    fn a_place_that_cannot_be_is_none() {
        for place in [
            json!({"x": 1e300, "y": 0}),
            json!({"x": -2e6, "y": 0}),
            json!({"x": null, "y": 0}),
            json!({"x": "NaN", "y": 0}),
            json!({"x": "inf", "y": 0}),
            json!({"y": 0}),
            json!([1, 2]),
            Value::Null,
        ] {
            let node = read(&json!({"type": "topic", "position": place, "data": {"label": "A"}}));
            assert_eq!((node.area, node.label.as_str()), (None, "A"), "{place}");
        }
        let huge = json!({"type": "topic", "position": {"x": "1", "y": "2px"}, "width": 1e30, "height": -5});
        assert_eq!(read(&huge).area, Some(Area::new((1.0, 2.0), USUAL)));
    }

    #[test]
    fn what_is_no_node_is_refused_and_what_is_missing_is_empty() {
        for value in [json!(null), json!([]), json!("x"), json!({}), json!({"type": 5})] {
            assert!(Node::read(&value).is_err(), "{value}");
        }
        let node = read(&json!({"type": "unheard-of", "id": 7, "data": {"label": [1]}}));
        assert_eq!((node.id, node.kind, node.label.as_str()), (None, Kind::Aside, ""));
        let node = read(&json!({"type": "label", "id": "a", "data": {"label": " Two\n  lines\u{7} "}}));
        assert_eq!(node.label, "Two lines");
    }

    #[test]
    fn a_node_leads_to_its_own_address_and_to_those_of_its_links() {
        for (data, expected) in [
            (json!({"href": "https://a.test"}), Some("https://a.test")),
            (json!({"href": ""}), None),
            (
                json!({"href": null, "links": [{"url": "https://a.test", "href": ""}, {"url": "/b"}, 5]}),
                Some("https://a.test, /b"),
            ),
            (json!({"links": {}}), None),
        ] {
            let node = read(&json!({"type": "button", "data": data}));
            assert_eq!(node.href.as_deref(), expected);
        }
    }

    #[test]
    fn a_checklist_is_cut_into_its_lines() {
        let value = json!({"type": "checklist", "id": "c", "position": {"x": 0, "y": 100},
            "measured": {"width": 50, "height": 40},
            "data": {"checklists": [{"id": "a", "label": "One"}, {"label": "Two"}, 5, null]}});
        let lines = Node::checklist(&value);
        let labels: Vec<(&str, f64)> =
            lines.iter().map(|line| (line.label.as_str(), line.area.expect("a place").top)).collect();
        assert_eq!(labels, [("One", 100.0), ("Two", 110.0), ("", 120.0), ("", 130.0)]);
        assert_eq!(Node::checklist(&json!({"type": "checklist", "data": {"checklists": 1}})), []);
        assert_eq!(Node::checklist(&json!({"type": "topic"})), []);
    }

    #[test]
    fn dashes_and_advice_are_read_from_what_authors_write() {
        for (style, dashed) in [
            (json!({"strokeDasharray": "0.8 8"}), true),
            (json!({"strokeDasharray": 4}), true),
            (json!({"strokeDasharray": "0"}), false),
            (json!({"strokeDasharray": ""}), false),
            (json!({"strokeDasharray": null}), false),
            (json!({}), false),
            (json!(5), false),
        ] {
            assert_eq!(is_dashed(&style), dashed, "{style}");
        }
        for (legend, expected) in [
            ("Personal Recommendation", Some(Advice::Recommended)),
            ("Alternative option: pick this or that", Some(Advice::Alternative)),
            ("Optional", Some(Advice::Optional)),
            ("I would not recommend it", None),
            ("Learn it anytime", None),
            ("", None),
        ] {
            assert_eq!(advice(legend), expected, "{legend}");
        }
    }
}
