//! The built-in roadmap and its notes: what a reader may rely on in each of them.

mod languages;
mod stale;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use trailmark::roadmap::{Roadmap, parse};

use languages::{LANGUAGES, Language, titles};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn roadmap() -> Roadmap {
    let path = root().join("roadmap.toml");
    let text = std::fs::read_to_string(&path).expect("the roadmap");
    parse(&text, &path).unwrap_or_else(|problems| panic!("{problems}"))
}

/// What a backend engineer looks up by its usual name.
const TERMS: &str = "internet, router, modem, ISP, internet service provider, wired, wireless, private network, protocol, \
    client, server, ping, port, socket, real time, handshake, bidirectional, Request for Comments, RFC, \
    TCP, UDP, TCP/IP, IP address, HTTP, HTTPS, HTTP/1.1, HTTP/2, HTTP/3, QUIC, WebSocket, gRPC, SSE, \
    Server-Sent Events, DNS, domain, hosting, IPv4, IPv6, 32 bits, 128 bits, browser, HTML, CSS, \
    JavaScript, Bootstrap, frontend framework, Python, Java, Ruby, Node.js, NodeJS, Go, C#, \
    asynchronous programming, async, Django, Flask, Spring, Express, Ruby on Rails, version control, Git, \
    branching strategies, branching workflows, pull request, GitHub, GitLab, Bitbucket, repo hosting, \
    terminal, operating system, process management, processes, threads, thread safety, thread-safe, \
    concurrency, concurrency models, concurrent requests, parallelism, parallel, memory, single-threaded, \
    single thread, multi-threaded, Agile, Scrum, Kanban, cross-functional, communication, teamwork, \
    collaboration, problem solving, troubleshooting, continuous learning, relational database, RDB, \
    RDBMS, SQL, Structured Query Language, primary key, table, row, column, database design, \
    data modeling, data model, normalization, query optimization, query plan, index, ACID, atomicity, \
    consistency, isolation, durability, transaction, PostgreSQL, Postgres, MySQL, MariaDB, Oracle, \
    SQL Server, MS SQL, SQLite, NoSQL, Not Only SQL, NewSQL, key-value, key-value cache, key-value store, \
    document, document store, wide-column, wide-column store, Redis, Memcached, DynamoDB, Couchbase, \
    MongoDB, BSON, Cassandra, ORM, migration, connection pool, backup, scale up, scale out, \
    vertical scaling, horizontal scaling, replication, sharding, CAP, API, REST, RESTful, GraphQL, JSON, \
    XML, Protocol Buffers, Protobuf, OpenAPI, Swagger, API Blueprint, API documentation, documentation, \
    authentication, authorization, OAuth, JWT, JSON Web Token, OpenID Connect, SAML, cookie, session, \
    caching, cache, cache eviction, caching strategies, cache-aside, stateful, stateless, \
    stateless caching, HTTP caching, CDN, security, encryption, decryption, TLS, SSL, certificate, \
    secrets, credentials, firewall, DDoS, injection, SQL injection, XSS, cross-site scripting, CSRF, \
    CORS, OWASP, network security, web security, unit test, integration test, end-to-end, JUnit, pytest, \
    Mocha, load test, JMeter, CI/CD, continuous integration, continuous deployment, pipeline, Jenkins, \
    Travis CI, GitLab CI, GitHub Actions, layered architecture, presentation, hexagonal architecture, \
    ports and adapters, event-driven architecture, producer, consumer, broker, microservices, \
    domain-driven design, bounded context, design patterns, SOLID, DRY, software architecture, \
    message queue, message broker, publish-subscribe, publish and subscribe, pub-sub, pub/sub, RabbitMQ, \
    Kafka, Apache Kafka, asynchronous communication, messaging, message format, Docker, Docker Compose, \
    container, containerization, virtualization, virtual machine, orchestration, container orchestration, \
    Kubernetes, web server, application server, web application server, WAS, static content, \
    dynamic content, static, dynamic, Apache, Nginx, Tomcat, WebSphere, proxy, forward proxy, \
    reverse proxy, load balancer, load balancing, layer 3, layer 4, layer 7, TLS termination, \
    service mesh, scalability, DevOps, cloud, data center, IDC, IaaS, PaaS, SaaS, \
    Infrastructure as a Service, Platform as a Service, Software as a Service, Heroku, Elastic Beanstalk, \
    App Service, App Engine, Google Docs, Office 365, Microsoft 365, Creative Cloud, monitoring, logging, \
    Prometheus, Grafana, ELK, Elasticsearch, Logstash, Kibana";

/// The same in Korean, as it is written and misspelt.
const KOREAN_TERMS: &str = "인터넷, 네트워크, 프로토콜, 클라이언트, 라우터, 모뎀, 유선, 무선, 소켓, 포트, 도메인, 도메인 주소, 웹 소켓, \
    웹소켓, 양방향 통신, 웹 서버, 웹서버, WAS, 아파치, 엔진엑스, 톰캣, 웹스피어, 아키텍처, 계층형 아키텍처, \
    이벤트 기반 아키텍처, 프로듀서, 브로커, 컨슈머, 비동기, 마이크로서비스 아키텍처, 도메인 주도 설계, 관계형 데이터베이스, \
    RDB, 오라클, 마이에스큐엘, SQL 서버, 포스트그레스큐엘, 기본 키, 쿼리, 트랜잭션, 원자성, 일관성, 격리성, 내구성, \
    스케일업, 스케일 업, 스케일아웃, 스케일 아웃, 키 밸류, 키 밸류 캐시, 키 밸류 스토어, 도큐먼트 스토어, 와이드 컬럼, \
    와이드 컬럼 스토어, 멤캐시드, 레디스, 싱글 스레드, 멀티 스레드, 다이나모디비, 카우치베이스, 몽고디비, \
    카산드라, IDC, IaaS, PaaS, SaaS";

/// A note that a topic names, in one language.
struct Note {
    language: &'static Language,
    /// `None` where the roadmap says no title in that language.
    title: Option<String>,
    path: PathBuf,
    text: String,
}

/// The folder of a language's notes.
fn folder(language: &Language) -> PathBuf {
    root().join("notes").join(language.tag.unwrap_or_default())
}

/// The notes of a language: in that of the roadmap each that is named must be there, in others it may.
fn notes_in(language: &'static Language) -> Vec<Note> {
    let roadmap = roadmap();
    let titles = language.tag.map(titles);
    let note = |topic: &trailmark::roadmap::Topic| {
        let path = folder(language).join(topic.note.as_ref()?.as_str());
        if language.tag.is_some() && !path.is_file() {
            return None;
        }
        let text = std::fs::read_to_string(&path).expect("the note");
        let title = match &titles {
            Some(titles) => titles.get(topic.id.as_str()).cloned(),
            None => Some(topic.title.to_string()),
        };
        Some(Note { language, title, path, text })
    };
    roadmap.topics().iter().filter_map(note).collect()
}

fn notes() -> Vec<Note> {
    LANGUAGES.iter().flat_map(notes_in).collect()
}

/// Lines outside of code, and the languages of the pieces of code.
fn parted(text: &str) -> (Vec<&str>, Vec<&str>) {
    let (mut lines, mut languages, mut is_code) = (Vec::new(), Vec::new(), false);
    for line in text.lines() {
        match line.trim_start().strip_prefix("```") {
            Some(language) if !is_code => {
                languages.push(language.trim());
                is_code = true;
            }
            Some(_) => is_code = false,
            None if !is_code => lines.push(line),
            None => {}
        }
    }
    assert!(!is_code, "a piece of code has no end");
    (lines, languages)
}

/// The targets of links in a line, `[words](target)`.
fn targets(line: &str) -> Vec<&str> {
    let after = line.split("](").skip(1);
    after.filter_map(|rest| rest.split_once(')')).map(|(target, _)| target).collect()
}

fn files(folder: &Path, found: &mut BTreeSet<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("a file").path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.insert(path);
        }
    }
}

/// Runs a check over all notes and names those that fail it.
#[track_caller]
fn all(what: &str, holds: impl Fn(&Note) -> Result<(), String>) {
    let failed = |note: &Note| holds(note).err().map(|why| format!("{}: {why}", note.path.display()));
    let failed: Vec<String> = notes().iter().filter_map(failed).collect();
    assert!(failed.is_empty(), "{what}:\n{}", failed.join("\n"));
}

/// What follows a heading of the second level.
fn part<'a>(note: &'a Note, heading: &str) -> Option<&'a str> {
    note.text.split_once(&format!("\n## {heading}\n")).map(|(_, rest)| rest)
}

fn held(is_so: bool, why: impl Into<String>) -> Result<(), String> {
    if is_so { Ok(()) } else { Err(why.into()) }
}

#[test]
fn every_topic_has_a_note_and_every_note_a_topic() {
    let roadmap = roadmap();
    let without = roadmap.indices().filter(|ix| roadmap.topic(*ix).note.is_none());
    let without: Vec<String> = without.map(|ix| roadmap.topic(ix).id.to_string()).collect();
    assert!(without.is_empty(), "without a note: {without:?}");
    let mut there = BTreeSet::new();
    files(&root().join("notes"), &mut there);
    // Notes in Korean belong to those of the same path.
    there.retain(|path| !path.starts_with(root().join("notes/ko")));
    let named: BTreeSet<PathBuf> = notes().into_iter().map(|note| note.path).collect();
    assert_eq!(named.len(), notes().len(), "two topics have one note");
    let orphans: Vec<_> = there.difference(&named).collect();
    assert!(orphans.is_empty(), "no topic names {orphans:?}");
}

#[test]
fn what_is_said_in_korean_is_there_whole() {
    let sections = ["internet", "relational-databases", "apis", "architecture"];
    let is_in = |path: &Path| {
        path.parent().and_then(Path::file_name).is_some_and(|f| sections.iter().any(|s| f == *s))
    };
    for note in notes_in(&LANGUAGES[0]).iter().filter(|note| is_in(&note.path)) {
        let name = note.path.strip_prefix(folder(&LANGUAGES[0])).expect("a note is in the folder of notes");
        assert!(folder(&LANGUAGES[1]).join(name).is_file(), "not in Korean: {}", name.display());
    }
}

#[test]
fn every_topic_that_is_studied_has_lasting_resources() {
    let roadmap = roadmap();
    for ix in roadmap.indices().filter(|ix| roadmap.is_leaf(*ix)) {
        let topic = roadmap.topic(ix);
        let count = topic.resources.len();
        assert!((1..=4).contains(&count), "{} has {count} resources", topic.id);
        for resource in &topic.resources {
            assert!(resource.url.as_str().starts_with("http"), "{}: {}", topic.id, resource.url);
        }
    }
}

#[test]
fn notes_have_the_form_that_readers_know() {
    all("the title", |note| {
        let first = note.text.lines().next().unwrap_or_default();
        let is_its = note.title.as_ref().is_none_or(|title| first == format!("# {title}"));
        held(is_its, format!("{first:?} and not {:?}", note.title))
    });
    all("the length", |note| {
        let words = note.text.split_whitespace().count();
        held(note.language.words.contains(&words), format!("{words} words"))
    });
    all("the headings", |note| {
        let (lines, _) = parted(&note.text);
        let levels: Vec<usize> = lines
            .iter()
            .filter(|line| {
                line.trim_start_matches('#').len() < line.len()
                    && line.trim_start_matches('#').starts_with(' ')
            })
            .map(|line| line.chars().take_while(|c| *c == '#').count())
            .collect();
        let is_in_order = levels.windows(2).all(|pair| pair[1] <= pair[0] + 1 && pair[1] > 1);
        held(levels.first() == Some(&1) && is_in_order, format!("{levels:?}"))
    });
    all("the languages of code", |note| {
        let (_, languages) = parted(&note.text);
        held(languages.iter().all(|language| !language.is_empty()), format!("{languages:?}"))
    });
    all("the questions", |note| {
        let rest = part(note, note.language.check_yourself).ok_or("there are none")?;
        let is_question = |line: &&str| line.starts_with(|c: char| c.is_ascii_digit());
        let count = rest.lines().filter(is_question).count();
        held((3..=5).contains(&count), format!("{count} questions"))
    });
    all("what goes wrong", |note| {
        held(part(note, note.language.what_goes_wrong).is_some(), "it is not said")
    });
}

#[test]
fn links_lead_to_notes_that_are_there() {
    all("links", |note| {
        let (lines, _) = parted(&note.text);
        let folder = note.path.parent().ok_or("no folder")?;
        for target in lines.iter().flat_map(|line| targets(line)) {
            let file = target.split('#').next().unwrap_or_default();
            let is_there = target.contains("://") || file.is_empty() || folder.join(file).is_file();
            held(is_there, format!("there is no {target}"))?;
        }
        let see_also = note.text.lines().skip_while(|line| !line.starts_with(note.language.see_also));
        let links: usize = see_also.map(|line| targets(line).len()).sum();
        held((1..=5).contains(&links), format!("{links} links to see also"))
    });
}

#[test]
fn facts_that_go_stale_are_marked() {
    all("without a mark `<!-- stale: checked YYYY-MM -->`", |note| {
        let open = stale::unmarked(&note.text, note.language);
        held(open.is_empty(), open.join(", "))
    });
}

/// Whether a line has a word, from its beginning on; one of three letters or fewer as a whole.
fn has(line: &str, word: &str) -> bool {
    let is_inside = |c: char| c.is_ascii_alphanumeric();
    line.match_indices(word).any(|(at, _)| {
        let (before, rest) = line.split_at(at);
        let after = rest.strip_prefix(word).unwrap_or_default();
        !before.ends_with(is_inside) && (word.len() > 3 || !after.starts_with(is_inside))
    })
}

/// The terms of a list that no line has, each word of the term in any place of it.
fn missing<'a>(terms: &'a str, lines: &[String], has: fn(&str, &str) -> bool) -> Vec<&'a str> {
    let is_missing = |term: &&str| {
        let words: Vec<String> = term.split_whitespace().map(str::to_lowercase).collect();
        !lines.iter().any(|line| words.iter().all(|word| has(line, word)))
    };
    terms.split(',').map(str::trim).filter(is_missing).collect()
}

fn lines_of(notes: &[Note]) -> Vec<String> {
    notes.iter().flat_map(|note| note.text.lines()).map(str::to_lowercase).collect()
}

#[test]
fn what_is_looked_up_is_found_by_its_usual_name() {
    let missing = missing(TERMS, &lines_of(&notes_in(&LANGUAGES[0])), has);
    assert!(missing.is_empty(), "no line of a note says {missing:?}");
}

#[test]
fn what_is_looked_up_in_korean_is_found_by_its_usual_name() {
    let titles = titles("ko");
    let mut lines = lines_of(&notes_in(&LANGUAGES[1]));
    lines.extend(titles.values().map(|title| title.to_lowercase()));
    let missing = missing(KOREAN_TERMS, &lines, |line, word| line.contains(word));
    assert!(missing.is_empty(), "no Korean title or line of a note says {missing:?}");
}

#[test]
fn no_paragraph_is_there_twice() {
    for language in &LANGUAGES {
        let mut seen = std::collections::BTreeMap::new();
        for note in notes_in(language) {
            let paragraphs = note.text.split("\n\n");
            for paragraph in paragraphs.filter(|paragraph| paragraph.split_whitespace().count() > 12) {
                let other = seen.insert(paragraph.to_owned(), note.path.clone());
                assert!(other.is_none(), "{} and {other:?} both say: {paragraph}", note.path.display());
            }
        }
    }
}
