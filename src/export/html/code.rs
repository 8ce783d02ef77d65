//! Code with its colours: classes for the roles, the style says what they look like.

use super::escape;
use crate::export::markup;
use crate::highlight::{self, Role};
use crate::note::Code;

/// Adds a block of code.
pub(super) fn write(out: &mut String, code: &Code) {
    let language = code.language.as_deref().unwrap_or_default();
    out.push_str("<pre tabindex=\"0\"");
    if !language.is_empty() {
        out.push_str(" data-lang=\"");
        escape::text(out, language);
        out.push('"');
    }
    out.push_str("><code>");
    let lines: Vec<_> = code.text.split('\n').map(escape::clean_line).collect();
    let coloured =
        highlight::knows(language).then(|| highlight::colour(language, &lines.join("\n"))).flatten();
    for (number, line) in lines.iter().enumerate() {
        let mut done = 0;
        for (bytes, role) in coloured.iter().flat_map(|coloured| coloured.line(number)) {
            let Some(piece) = line.get(bytes.clone()) else { break };
            done = bytes.end;
            run(out, piece, role);
        }
        markup::write(out, line.get(done..).unwrap_or_default());
        if number + 1 < lines.len() {
            out.push('\n');
        }
    }
    out.push_str("</code></pre>\n");
}

fn run(out: &mut String, piece: &str, role: Role) {
    let class = match role {
        Role::Text => "",
        Role::Comment => "c",
        Role::String => "s",
        Role::Constant => "n",
        Role::Keyword => "k",
        Role::Function | Role::Type => "f",
        Role::Inserted => "i",
        Role::Deleted => "d",
    };
    if class.is_empty() || piece.trim().is_empty() {
        return markup::write(out, piece);
    }
    out.push_str("<b class=\"");
    out.push_str(class);
    out.push_str("\">");
    markup::write(out, piece);
    out.push_str("</b>");
}
