//! A roadmap of roadmap.sh of the older kind, drawn with Balsamiq: the names of its groups carry the tree.

use std::collections::HashMap;

use serde_json::Value;

use super::content::{Contents, words};
use super::graph::{Front, Source, cut, folder_of};
use super::{Draft, DraftTopic, Material, MaterialError, Place, Remark, RemarkKind, Wish};
use crate::text::SafeText;

/// More groups than any roadmap has.
const MOST: usize = 20_000;
/// How deep groups may lie in each other, and topics below each other.
const DEEPEST: usize = 24;

/// Reads a drawing, with its content folder where that lies beside it.
///
/// # Errors
/// Where there is no drawing that can be read.
pub(super) fn read(start: &str, material: &dyn Material, wish: &Wish) -> Result<Draft, MaterialError> {
    let source = Source::find(start, material, |value| controls(value.get("mockup")).is_some())?;
    let front = Front::read(material, &source.file);
    let mut groups =
        Groups { file: source.file.clone(), remarks: source.remarks.clone(), ..Groups::default() };
    let all = controls(source.value.get("mockup")).map_or(&[][..], Vec::as_slice);
    groups.collect(all, 0).map_err(|words| {
        MaterialError(SafeText::new(format!("{} cannot be read as a roadmap: {words}", source.file)))
    })?;
    groups.add_missing();
    let (folder, is_given) = folder_of(start, &source.file);
    let mut contents = Contents::beside(material, folder, is_given)?;
    contents.known_by(name_of_file);
    let title = if front.title.is_empty() { source.words() } else { front.title };
    let mut draft = Draft { title, description: front.description, ..Draft::default() };
    draft.topics = groups.topics(&mut contents);
    draft.remarks = groups.remarks;
    contents.leave_out_rest(&mut draft.remarks);
    if let Some(depth) = wish.depth {
        cut(&mut draft, depth);
    }
    Ok(draft)
}

/// The controls of a drawing, or of a group in it (its `children`).
fn controls(value: Option<&Value>) -> Option<&Vec<Value>> {
    value?.pointer("/controls/control")?.as_array()
}

/// A group with a name: a topic.
#[derive(Debug, PartialEq)]
struct Group {
    /// Its name without the number: `section:topic`.
    name: String,
    label: String,
    /// Its number, then its place in the drawing.
    order: (u64, f64, f64),
}

#[derive(Debug, Default)]
struct Groups {
    all: Vec<Group>,
    by_name: HashMap<String, usize>,
    file: String,
    remarks: Vec<Remark>,
}

impl Groups {
    fn collect(&mut self, list: &[Value], depth: usize) -> Result<(), String> {
        for control in list {
            let name = control.pointer("/properties/controlName").and_then(Value::as_str).map(str::trim);
            if let Some(name) =
                name.filter(|_| control.get("typeID").and_then(Value::as_str) == Some("__group__"))
            {
                self.add(name, control);
            }
            if self.all.len() > MOST {
                return Err(format!("it has more than {MOST} topics, which is the most that is read"));
            }
            if let Some(inner) = controls(control.get("children")).filter(|_| depth < DEEPEST) {
                self.collect(inner, depth + 1)?;
            }
        }
        Ok(())
    }

    fn add(&mut self, control_name: &str, control: &Value) {
        let number =
            control_name.split_once('-').map(|(number, _)| number).and_then(|number| number.parse().ok());
        let name = without_number(control_name);
        // The check box of a topic is not one itself.
        if name.is_empty() || name.starts_with("check:") {
            return;
        }
        let label = label(control, 0).unwrap_or_default();
        let is_link = ["ext_link:", "json:", "http:", "https:"].iter().any(|start| name.starts_with(start));
        if is_link {
            self.leave_out(format!("“{label}” is no topic but a link: {name}"));
        } else if self.by_name.contains_key(name) {
            self.leave_out(format!("“{label}” has the name `{name}` of another topic"));
        } else {
            let place = |axis| control.get(axis).and_then(coordinate).unwrap_or(f64::MAX);
            let order = (number.unwrap_or(u64::MAX), place("y"), place("x"));
            self.by_name.insert(name.to_owned(), self.all.len());
            self.all.push(Group { name: name.to_owned(), label, order });
        }
    }

    fn leave_out(&mut self, words: String) {
        let place = Place { file: self.file.clone(), line: 0 };
        self.remarks.push(Remark { kind: RemarkKind::LeftOut, place, words });
    }

    /// Sections that are only named by the topics in them become topics too, called like their name.
    fn add_missing(&mut self) {
        let mut at = 0;
        while let Some(group) = self.all.get(at) {
            at += 1;
            let Some(above) = above(&group.name).filter(|above| !self.by_name.contains_key(*above)) else {
                continue;
            };
            let group = Group { name: above.to_owned(), label: String::new(), order: group.order };
            self.by_name.insert(group.name.clone(), self.all.len());
            self.all.push(group);
        }
    }

    fn topics(&mut self, contents: &mut Contents<'_>) -> Vec<DraftTopic> {
        let mut below: HashMap<Option<&str>, Vec<&Group>> = HashMap::new();
        for group in &self.all {
            below.entry(above(&group.name)).or_default().push(group);
        }
        for list in below.values_mut() {
            list.sort_by(|a, b| {
                let ((a_number, a_y, a_x), (b_number, b_y, b_x)) = (a.order, b.order);
                a_number.cmp(&b_number).then(a_y.total_cmp(&b_y)).then(a_x.total_cmp(&b_x))
            });
        }
        let mut remarks = std::mem::take(&mut self.remarks);
        let topics = grow(None, &below, &mut |topic, name| contents.fill(name, topic, false, &mut remarks));
        self.remarks = remarks;
        topics
    }
}

fn grow(
    above: Option<&str>,
    below: &HashMap<Option<&str>, Vec<&Group>>,
    fill: &mut impl FnMut(&mut DraftTopic, &str),
) -> Vec<DraftTopic> {
    let groups = below.get(&above).into_iter().flatten();
    let topics = groups.map(|group| {
        let slug = group.name.rsplit(':').next().unwrap_or(&group.name);
        let title = if group.label.is_empty() { words(slug) } else { group.label.clone() };
        let title = if title.is_empty() { group.name.clone() } else { title };
        let mut topic = DraftTopic { title, origin: Some(group.name.clone()), ..DraftTopic::default() };
        fill(&mut topic, &group.name);
        topic.topics = grow(Some(&group.name), below, fill);
        topic
    });
    topics.collect()
}

/// The name of the section that a topic is in. What is named too deep stands in no deeper one.
fn above(name: &str) -> Option<&str> {
    let (above, _) = name.rsplit_once(':')?;
    let is_shallow = above.matches(':').count() < DEEPEST;
    (is_shallow && !above.is_empty()).then_some(above)
}

fn without_number(name: &str) -> &str {
    match name.split_once('-') {
        Some((number, rest)) if !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()) => rest,
        _ => name,
    }
}

/// A coordinate, which is written as a text.
fn coordinate(value: &Value) -> Option<f64> {
    let number = value.as_str().map_or_else(|| value.as_f64(), |text| text.trim().parse().ok());
    number.filter(|number| number.is_finite())
}

/// What the first label of a group says.
fn label(control: &Value, depth: usize) -> Option<String> {
    let list = controls(control.get("children"))?;
    let own = list.iter().filter(|child| child.get("typeID").and_then(Value::as_str) == Some("Label"));
    let mut own = own.filter_map(|child| child.pointer("/properties/text")?.as_str());
    let text = own.find_map(|text| Some(decoded(text)).filter(|text| !text.is_empty()));
    let inner = || list.iter().find_map(|child| label(child, depth + 1));
    text.or_else(|| if depth < DEEPEST { inner() } else { None })
}

/// The text of a label, in which letters may be written like in an address.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        let code = after.get(..2).filter(|digits| digits.chars().all(|c| c.is_ascii_hexdigit()));
        let code = code.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(code.unwrap_or(b'%'));
        rest = code.and_then(|_| after.get(2..)).unwrap_or(after);
    }
    bytes.extend_from_slice(rest.as_bytes());
    // What is no text when decoded was not encoded.
    let text = String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned());
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The name of a topic that a content file is about, of the kind `100-section/101-topic.md`.
fn name_of_file(file: &str) -> Option<String> {
    let path = file.rsplit_once("content/").map_or(file, |(_, path)| path).strip_suffix(".md")?;
    let mut parts: Vec<&str> = path.split('/').map(without_number).collect();
    if parts.last().is_some_and(|last| matches!(*last, "index" | "readme")) {
        parts.pop();
    }
    (!parts.is_empty()).then(|| parts.join(":"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::import::material::Memory;

    fn group(name: &str, label: &str, place: (&str, &str)) -> Value {
        json!({"typeID": "__group__", "x": place.0, "y": place.1, "properties": {"controlName": name},
        "children": {"controls": {"control": [
            {"typeID": "TextArea"}, {"typeID": "Label", "properties": {"text": label}},
        ]}}})
    }

    fn draft(controls: &Value, files: &[(&str, &str)]) -> Draft {
        let text = json!({"mockup": {"controls": {"control": controls}}}).to_string();
        let mut all = vec![("tea-making.json", text.as_str())];
        all.extend(files);
        read("tea-making.json", &Memory::new(&all), &Wish::default()).expect("a draft")
    }

    fn outline(topics: &[DraftTopic], depth: usize) -> String {
        let line = |topic: &DraftTopic| {
            format!("{}{}\n{}", "  ".repeat(depth), topic.title, outline(&topic.topics, depth + 1))
        };
        topics.iter().map(line).collect()
    }

    #[test]
    fn names_carry_the_tree_and_numbers_the_order() {
        let controls = json!([
            {"typeID": "Arrow", "properties": {}},
            group("101-water", "Water%20%26%20heat", ("10", "900")),
            group("100-leaves", "Leaves", ("10", "1000")),
            group("102-water:kettle", "100%", ("5", "20")),
            group("water:cold", "Cold%0Awater", ("9", "7")),
            group("water:hot", "%ED%95%9C", ("100", "7")),
            group("103-pots:clay:red", "Red", ("0", "0")),
            group("check:water", "x", ("0", "0")),
            group("ext_link:example.org", "More", ("0", "0")),
            group("200-leaves", "Leaves again", ("0", "0")),
        ]);
        let draft = draft(&controls, &[]);
        insta::assert_snapshot!(outline(&draft.topics, 0), @r"
        Leaves
        Water & heat
          100%
          Cold water
          한
        Pots
          Clay
            Red
        ");
        assert_eq!(draft.title, "Tea making");
        assert_eq!(draft.topics[1].topics[0].origin.as_deref(), Some("water:kettle"));
        let words: Vec<&str> = draft.remarks.iter().map(|remark| remark.words.as_str()).collect();
        assert_eq!(
            words,
            [
                "“More” is no topic but a link: ext_link:example.org",
                "“Leaves again” has the name `leaves` of another topic",
            ]
        );
    }

    #[test]
    fn content_files_are_found_by_their_path() {
        let controls =
            json!([group("100-water", "Water", ("0", "0")), group("101-water:hot", "Hot", ("0", "0"))]);
        let files = [
            ("content/100-water/index.md", "# Water\n\nWet.\n"),
            ("content/100-water/101-hot.md", "# Hot\n\n- [@video@V](https://a.test)\n"),
            ("content/100-water/102-gone.md", "# Gone\n"),
            ("tea-making.md", "---\ntitle: 'Tea'\ndescription: 'How to make it'\n---\n"),
        ];
        let draft = draft(&controls, &files);
        assert_eq!((draft.title.as_str(), draft.description.as_str()), ("Tea", "How to make it"));
        assert_eq!(draft.topics[0].note.as_ref().expect("a note").markdown, "Wet.\n");
        assert_eq!(draft.topics[0].topics[0].resources.len(), 1);
        assert_eq!(draft.remarks.len(), 1);
        assert_eq!(draft.remarks[0].place.file, "content/100-water/102-gone.md");
    }

    #[test]
    fn nonsense_is_no_topic_and_stops_nothing() {
        let deep = "a:".repeat(5000);
        let controls = json!([
            null, 5, [], {}, {"typeID": "__group__"}, {"typeID": "__group__", "properties": {"controlName": 7}},
            group("", "Empty", ("x", "y")), group("12-", "Number", ("NaN", "inf")), group(&deep, "Deep", ("", "")),
            group("a::b", "Colons", ("1e999", "-")),
            {"typeID": "__group__", "properties": {"controlName": "bare"}, "children": 5},
        ]);
        let draft = draft(&controls, &[]);
        let titles: Vec<&str> = draft.topics.iter().map(|topic| topic.title.as_str()).collect();
        assert!(titles.contains(&"Deep") && titles.contains(&"Bare"), "{titles:?}");
    }

    #[test]
    fn labels_are_decoded_only_where_they_are_encoded() {
        for (text, expected) in [
            ("a%20b", "a b"),
            ("100%", "100%"),
            ("%", "%"),
            ("%2", "%2"),
            ("%zz", "%zz"),
            ("%+1", "%+1"),
            ("%ff", "%ff"),
            ("%한국", "%한국"),
            (" a\r\nb ", "a b"),
        ] {
            assert_eq!(decoded(text), expected, "{text}");
        }
    }
}
