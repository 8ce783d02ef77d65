//! A roadmap with everything in it that a page shows, and much that it must not do.

use std::path::Path;

use jiff::tz::TimeZone;
use trailmark::calendar::Calendar;
use trailmark::counts::Counts;
use trailmark::export::Study;
use trailmark::export::html::{Matter, Options, Texts, page};
use trailmark::progress::{Change, DeviceId, Mark, Moment, Progress};
use trailmark::roadmap::{NotePath, Roadmap, TopicIx, parse};

const ROADMAP: &str = r#"
id = "sample"
title = "A sample </title><script>window.hacked = 'title'</script>"
description = "Everything that a page shows."

[[topics]]
id = "net"
title = "Networks"
note = "net.md"

[[topics.topics]]
id = "tcp"
title = "TCP"
note = "tcp.md"
minutes = 90
tags = ["network", "a-tag-that-is-so-long-that-it-does-not-fit-into-a-narrow-window-at-all"]
resources = [{ type = "docs", title = "RFC 9293", url = "https://example.org/rfc9293?q=\"onclick=\"window.hacked='url'" }]

[[topics.topics]]
id = "udp"
title = "UDP"
note = "udp.md"
requires = ["tcp"]

[[topics.topics]]
id = "deep"
title = "Deep"

[[topics.topics.topics]]
id = "deeper"
title = "Deeper"

[[topics.topics.topics.topics]]
id = "deepest"
title = "Deepest of them all, with a title that goes on and on and on"
note = "deepest.md"

[[topics]]
id = "database"
title = "데이터베이스"

[[topics.topics]]
id = "transactions"
title = "트랜잭션"
note = "transactions.md"

[[topics.topics]]
id = "hostile"
title = "<img src=x onerror=\"window.hacked='topic'\">"
note = "hostile.md"
"#;

const TCP: &str = "\
# TCP

A stream of bytes between two programs. See [UDP](udp.md#ports) and [nothing](gone.md).

## Handshake

```rust
fn main() { let address = \"127.0.0.1\"; } // a comment
```

| Flag | Meaning | Another column that is rather wide | And one more | And the last |
|---|---|---|---|---|
| SYN | begins a connection with a number | synchronizesthenumbersofbothsides | unbreakable_identifier_in_a_cell | end |

![a dot](dot.png)
";

const HOSTILE: &str = "\
<script>window.hacked = 'script'</script>

<img src=x onerror=\"window.hacked = 'image'\"> <svg onload=\"window.hacked = 'svg'\"></svg>

[click](javascript:window.hacked='link') <a href=\"javascript:window.hacked='anchor'\" onclick=\"window.hacked='click'\">me</a>

![x](https://tracker.example/pixel.png) <img src=\"https://tracker.example/pixel.png\">

<iframe src=\"javascript:window.hacked='frame'\"></iframe>
<style>@import 'https://tracker.example/x.css';</style>
<link rel=stylesheet href=\"https://tracker.example/y.css\">
<meta http-equiv=\"refresh\" content=\"0;url=https://tracker.example/\">

`</code></p></main><script>window.hacked = 'code'</script>`

AVeryLongWordThatHasNoPlaceToBreakAndGoesOnAndOnAndOnUntilItIsWiderThanANarrowWindowCouldEverBe
";

struct Sample(Roadmap);

impl Texts for Sample {
    fn note(&self, topic: TopicIx) -> Option<String> {
        let text = match self.0.topic(topic).id.as_str() {
            "net" => "How machines talk, with the word *ethernet*.",
            "tcp" => TCP,
            "udp" => "# UDP\n\nDatagrams.\n\n## Ports\n\nA port names a program.\n",
            "deepest" => "At the bottom lies a pearl.",
            "transactions" => "여러 쿼리를 하나의 **작업 단위**로 묶는다.",
            "hostile" => HOSTILE,
            _ => return None,
        };
        Some(text.to_owned())
    }

    fn summary(&self, topic: TopicIx) -> Option<String> {
        let is_wanted = self.0.topic(topic).id.as_str() == "transactions";
        is_wanted.then(|| "전부 성공하면 COMMIT\n하나라도 실패하면 ROLLBACK".to_owned())
    }

    fn picture(&self, path: &NotePath) -> Option<Vec<u8>> {
        (path.as_str() == "dot.png").then(|| include_bytes!("dot.png").to_vec())
    }
}

/// The page of the sample: TCP is done, UDP in progress.
pub(crate) fn sample() -> String {
    let roadmap = parse(ROADMAP, Path::new("roadmap.toml")).unwrap_or_else(|problems| panic!("{problems}"));
    let device = DeviceId::new("k3f9q2").unwrap();
    let mut progress = Progress::default();
    for (id, mark) in [("tcp", Mark::Done), ("udp", Mark::InProgress)] {
        let topic = roadmap.topic(roadmap.find_named(id).unwrap());
        let change = Change::Mark { topic: topic.id.clone(), title: topic.title.clone(), mark };
        let step = progress.next_step(vec![change], Moment::from_millis(1_760_000_000_000), &device);
        progress.extend(step);
    }
    let standing = progress.on(&roadmap);
    let counts = Counts::new(&roadmap, &standing);
    let calendar = Calendar::new(TimeZone::UTC, Moment::from_millis(1_790_000_000_000));
    let texts = Sample(roadmap.clone());
    let matter = Matter {
        study: Study { roadmap: &roadmap, standing: &standing, counts: &counts },
        calendar: &calendar,
        texts: &texts,
    };
    page(&matter, Options::default())
}
