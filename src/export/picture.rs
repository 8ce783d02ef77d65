//! Pictures for the profile page of a person or of a project, as SVG: a badge of one line, and a card.
//!
//! A picture has its colours for light and dark pages in one file, loads nothing, and is the same for the same progress: no time is
//! in it that was not asked for. Whatever font there is, texts are drawn as wide as the room that was reckoned for them.

mod badge;
mod card;
mod label;

pub use badge::badge;
pub use card::card;

/// The fonts that systems bring, for Latin letters and then for Korean ones.
const FONTS: &str = "-apple-system,BlinkMacSystemFont,\"Segoe UI\",\"Noto Sans\",\"Apple SD Gothic Neo\",\"Malgun Gothic\",\
                     \"Noto Sans CJK KR\",Helvetica,Arial,sans-serif";

/// A length in pixels with one decimal, of a tenth of pixels: floating point is not the same everywhere.
fn pixels(tenths: u32) -> String {
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        rest => format!("{}.{rest}", tenths / 10),
    }
}

/// How a picture begins, up to its style, which is open then. `said` is what it shows, in words, escaped.
fn head(width: &str, height: u32, said: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         role=\"img\" aria-label=\"{said}\">\n\
         <title>{said}</title>\n\
         <style>\n"
    )
}

/// The share of a length, in tenths of pixels.
fn share(length: u32, part: u32, whole: u32) -> u32 {
    let share = u64::from(length) * 10 * u64::from(part) / u64::from(whole.max(1));
    u32::try_from(share).unwrap_or_default()
}

#[cfg(test)]
mod tests;
