//! Addresses of files: what a note calls another file of its folder, and which file that is.

/// What the names of Markdown files end with, after the dot.
const KINDS: &[&str] = &["md", "markdown", "mdown", "mkd", "mdx"];

/// The text without its percent signs: `%20` is a blank. None where the bytes are no UTF-8.
pub(crate) fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
        match (byte, digit(ahead.next()), digit(ahead.next())) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(u8::try_from(high * 16 + low).unwrap_or_default());
                rest = ahead;
            }
            _ => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).ok()
}

/// A path as an address in Markdown and HTML: what has a meaning there is written in percent.
pub(crate) fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for c in path.chars() {
        // Letters of other scripts stay readable: every browser takes them.
        let is_plain = c.is_ascii_alphanumeric() || "-._~/+,;=@!$".contains(c);
        if is_plain || !c.is_ascii() && c.is_alphanumeric() {
            out.push(c);
        } else {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                out.push('%');
                for digit in [byte >> 4, byte & 15] {
                    out.extend(
                        char::from_digit(u32::from(digit), 16).map(|digit| digit.to_ascii_uppercase()),
                    );
                }
            }
        }
    }
    // What stands before a colon would be a scheme; a colon itself is written in percent.
    out
}

/// The path, below a folder, of what the file `from` of that folder names `path`; none where that is outside. A path with `/`
/// at its beginning begins in the folder itself.
pub(crate) fn resolved(path: &str, from: &str) -> Option<String> {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let (mut parts, path): (Vec<&str>, &str) = match path.strip_prefix('/') {
        Some(path) => (Vec::new(), path),
        None => (folder.split('/').filter(|part| !part.is_empty()).collect(), path),
    };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The address by which the file `from` names the file `to`; both are relative to the same folder.
pub(crate) fn relative(from: &str, to: &str) -> String {
    let folder: Vec<&str> = from.split('/').collect();
    let folder = folder.split_last().map_or(&[][..], |(_, folder)| folder);
    let parts: Vec<&str> = to.split('/').collect();
    let same = folder
        .iter()
        .zip(parts.iter().take(parts.len().saturating_sub(1)))
        .take_while(|(a, b)| a == b)
        .count();
    let up = std::iter::repeat_n("..", folder.len() - same);
    let path: Vec<&str> = up.chain(parts.into_iter().skip(same)).collect();
    encoded(&path.join("/"))
}

/// Whether a file is Markdown, by its name.
pub(crate) fn is_markdown(path: &str) -> bool {
    markdown_stem(path).is_some()
}

/// The path of a Markdown file without what tells its kind; none of another file.
pub(crate) fn markdown_stem(path: &str) -> Option<&str> {
    let (stem, kind) = path.rsplit_once('.')?;
    KINDS.iter().any(|known| kind.eq_ignore_ascii_case(known)).then_some(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_a_file_names_another() {
        for (from, to, address) in [
            ("a.md", "b.md", "b.md"),
            ("d/a.md", "d/b.md", "b.md"),
            ("d/a.md", "b.md", "../b.md"),
            ("d/e/a.md", "d/f/b c(1).md", "../f/b%20c%281%29.md"),
            ("a.md", "d/트랜잭션.md", "d/트랜잭션.md"),
            ("d/d", "d", "../d"),
            ("a.md", "a:b.md", "a%3Ab.md"),
        ] {
            let named = relative(from, to);
            assert_eq!(named, address, "{from} to {to}");
            let back = decoded(&named).and_then(|named| resolved(&named, from));
            assert_eq!(back.as_deref(), Some(to));
        }
    }

    #[test]
    fn addresses_break_no_link() {
        assert_eq!(encoded("notes/한글 노트 (1)&[x].md"), "notes/한글%20노트%20%281%29%26%5Bx%5D.md");
    }

    #[test]
    fn markdown_is_known_by_its_name() {
        for (path, stem) in [
            ("a/b.md", Some("a/b")),
            ("a.MDX", Some("a")),
            ("트랜잭션.markdown", Some("트랜잭션")),
            ("a.md/b", None),
            ("md", None),
            ("a.txt", None),
        ] {
            assert_eq!(markdown_stem(path), stem, "{path}");
        }
    }
}
