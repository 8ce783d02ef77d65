//! What a page calls its own script and style by, so that no other one runs.

use sha2::{Digest as _, Sha256};

use crate::base64;

/// What a Content-Security-Policy calls a script or a style with this text.
pub(super) fn source(text: &str) -> String {
    format!("'sha256-{}'", base64::encoded(&Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_those_of_the_standard() {
        for (text, name) in [
            ("", "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"),
            ("abc", "'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "'sha256-JI1qYdIGOLjlwCaTDD5gOaM85Flk/yFn9uzt1BnbBsE='",
            ),
        ] {
            assert_eq!(source(text), name);
        }
        assert_eq!(source(&"a".repeat(1_000_000)), "'sha256-zcduXJkU+5KBocfihNc+Z/GAmkiklyAOBG05zMcRLNA='");
    }
}
