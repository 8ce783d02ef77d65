//! What a web address is really about: who gets what is sent there.

use std::ops::Range;

/// The scheme of an address: what stands before `:`, if it can be one.
pub(crate) fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '-');
    (scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(fits)).then_some(scheme)
}

/// The bytes of an address that name its host, without name, password and port, or who gets a mail; none where it names
/// neither.
///
/// Read as browsers read it, <https://url.spec.whatwg.org/#authority-state>: the name and the password before the host end at
/// the last `@`, and a `\` is as good as a `/`. So nobody can make one host look like another.
pub fn destination(address: &str) -> Option<Range<usize>> {
    let scheme = scheme(address)?;
    let start = scheme.len() + 1;
    let rest = address.get(start..)?;
    let (start, end) = if scheme.eq_ignore_ascii_case("mailto") {
        (start, start + rest.find('?').unwrap_or(rest.len()))
    } else {
        let authority = rest.trim_start_matches(['/', '\\']);
        let start = address.len() - authority.len();
        let authority = authority.split(['/', '\\', '?', '#']).next()?;
        let named = authority.rsplit_once('@').map_or(0, |(before, _)| before.len() + 1);
        let host = authority.get(named..)?;
        // The colons of an address of numbers in brackets begin no port.
        let behind = host.rfind(']').map_or(0, |bracket| bracket + 1);
        let port = host.get(behind..)?.find(':').map_or(host.len(), |colon| behind + colon);
        (start + named, start + named + port)
    };
    (start < end).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_is_found_whatever_stands_around_it() {
        for (address, host) in [
            ("https://example.org/", "example.org"),
            ("https://example.org", "example.org"),
            ("HTTPS://Example.org:8080/a@b:1", "Example.org"),
            ("https://example.org@evil.test/", "evil.test"),
            ("https://example.org:443@evil.test:80/x", "evil.test"),
            ("https://a@b@evil.test?@example.org", "evil.test"),
            ("https://evil.test#@example.org", "evil.test"),
            ("https://evil.test\\@example.org/", "evil.test"),
            ("https://\\evil.test/", "evil.test"),
            ("https://example.org%40evil.test/", "example.org%40evil.test"),
            ("https://user:pass@[::1]:8080/", "[::1]"),
            ("https://[2001:db8::1]", "[2001:db8::1]"),
            ("https://한국어.test:1/한국어", "한국어.test"),
            ("https://xn--3e0b707e.test", "xn--3e0b707e.test"),
            ("https://пример.рф?x", "пример.рф"),
            ("https://:80/", ""),
            ("https://user@/", ""),
            ("https://", ""),
            ("mailto:ann@example.org", "ann@example.org"),
            ("mailto:ann@example.org,bob@evil.test?cc=c@d.test", "ann@example.org,bob@evil.test"),
            ("mailto:?to=a@b.test", ""),
            ("no address", ""),
            ("", ""),
        ] {
            let found =
                destination(address).map_or("", |bytes| address.get(bytes).expect("whole characters"));
            assert_eq!(found, host, "{address}");
        }
    }
}
