use super::*;

/// Old title, new title; `|` between.
const SAME: &[&str] = &[
    // Case, signs, blanks, forms of Unicode, emoji.
    "Transactions and ACID | transactions & acid and ACID",
    "Node.js | NodeJS",
    "E-mail | Email",
    "Front-end | Frontend",
    "Docker | 🐳 Docker",
    "Café | Cafe\u{301}",
    "ＳＱＬ | SQL",
    "Big-O notation | Big O Notation!",
    "What's DNS? | Whats DNS",
    // One in the other.
    "Databases | NoSQL Databases",
    "Relational Databases | Databases",
    "Redis | Redis as a cache",
    "HTTP/1.1 | HTTP/1.1, HTTP/2 and HTTP/3",
    "The terminal | Terminal",
    "Git | Git and GitHub",
    "Indexes | Indexes: B-trees and hashes",
    "락 | 락 (Lock)",
    // Slips.
    "Normalisation | Normalization",
    "Kubernets | Kubernetes",
    "Authetication | Authentication",
    "Caching stratgies | Caching strategies",
    // Initials, both ways.
    "JWT | JSON Web Tokens",
    "JSON Web Tokens | JWTs",
    "RDBMS | Relational Database Management Systems",
    "Object-relational mapping | ORMs",
    "CI/CD | Continuous integration and continuous delivery",
    "DNS | Domain Name System",
    "Representational State Transfer | REST",
    "OWASP Top 10 | Open Web Application Security Project",
    "OS | Operating systems",
    "TLS certificates | Transport Layer Security",
    // Nothing to compare.
    " | Kubernetes",
    "Kubernetes | ",
    "!!! | Kubernetes",
];

const RELATED: &[&str] = &[
    "Learn a Language | Pick a Language",
    "Relational Databases | Relational model",
    "SQL joins | Joins in depth",
    "How browsers work | Browser rendering",
    "Caching | Cache strategies",
    "Containers | Containerization",
    "Message brokers | Messaging with Kafka brokers",
    "Java | JavaScript",
    "Auth | Authentication",
    "Postgres | PostgreSQL tuning",
    "IPv4 | IPv6",
    "HTTP/2 | HTTP/3",
    "API | REST APIs",
    "DB design | Modelling a database",
    "K8s | Deploying to Kubernetes",
    "Introduction | Getting started",
    "Version Control Systems | Version control with Git",
    "Relational Databases | Document databases",
    // Translations.
    "Transactions | 트랜잭션",
    "데이터베이스 | Databases",
    "트랜잭션과 ACID | Transactions",
    "Threads | スレッド",
    "事务 | Transactions",
    "Сети | Networks",
    // Korean: particles and compounds.
    "트랜잭션 | 트랜잭션과 격리 수준",
    "데이터베이스 | 데이터 모델링",
    "관계형데이터베이스 | 데이터베이스의 종류",
    "운영체제의 원리 | 운영체제",
    "락 | 락과 교착 상태",
    "프로세스와 스레드 | 스레드와 동시성",
    "数据库事务 | 分布式事务",
];

const DIFFERENT: &[&str] = &[
    "Cookies | Kubernetes",
    "Git | Docker",
    "SQL | NoSQL",
    "Rust | Ruby",
    "Redis | React",
    "C | C++",
    "C | C#",
    "CSS | Cassandra",
    "Go | Git",
    "TCP | UDP",
    "Authentication | Authorization",
    // The one is an example of the other, which only a person knows. Who has learned what a relational database is does not
    // know PostgreSQL: better to ask.
    "Relational Databases | PostgreSQL",
    "Message brokers | Kafka",
    "Unit testing | Load balancing",
    "Schema migrations | Connection pooling",
    "How the internet works | How to write tests",
    "Introduction | Kubernetes",
    "Introduction to Git | Introduction to Docker",
    "Docker basics | Linux basics",
    "Top 10 mistakes | 10 patterns",
    "Web hosting | Threads",
    "GraphQL | gRPC",
    "인증 | 인가",
    "쿠키 | 도커",
    "네트워크 기초 | 자료구조 기초",
    "트랜잭션 | 인덱스",
    "프로세스 스케줄링 | 가상 메모리",
    "事务 | 索引",
];

#[test]
fn titles_of_real_roadmaps() {
    for (expected, pairs) in
        [(Likeness::Same, SAME), (Likeness::Related, RELATED), (Likeness::Different, DIFFERENT)]
    {
        let wrong: Vec<String> = pairs
            .iter()
            .filter_map(|pair| {
                let (old, new) = pair.split_once('|').expect("two titles");
                let found = [likeness(old.trim(), new.trim()), likeness(new.trim(), old.trim())];
                (found != [expected; 2]).then(|| format!("{pair}: {found:?}"))
            })
            .collect();
        assert!(wrong.is_empty(), "not {expected:?}:\n{}", wrong.join("\n"));
    }
}

/// It would take minutes where each word was compared with each other one.
#[test]
fn titles_without_end_are_compared_by_their_beginning() {
    let long = |letter: char| format!("{letter}{letter}{letter} ").repeat(100_000);
    assert_eq!(likeness(&long('a'), &long('b')), Likeness::Different);
    assert_eq!(
        likeness(&format!("Cookies {}", long('a')), &format!("Cookies {}", long('b'))),
        Likeness::Related
    );
    assert_eq!(likeness(&"가".repeat(1_000_000), &"나".repeat(1_000_000)), Likeness::Different);
}

#[test]
fn small_words_can_be_looked_up() {
    assert!(SMALL.is_sorted());
}

#[test]
fn a_fingerprint_sees_letters_only() {
    for (a, b) in [
        ("SQL joins", "sql-JOINS!"),
        ("Café", "CAFE\u{301}"),
        ("ß", "SS"),
        ("ΛΌΓΟΣ", "λόγος"),
        ("트랜잭션", "트랜잭션 "),
        ("!?", ""),
    ] {
        assert_eq!(fingerprint(a), fingerprint(b), "{a} {b}");
    }
    for (a, b) in [("SQL joins", "SQL join"), ("C", "C++"), ("a", ""), ("트랜잭션", "인덱스")] {
        assert_ne!(fingerprint(a), fingerprint(b), "{a} {b}");
    }
}

proptest::proptest! {
    #[test]
    fn any_two_titles_can_be_compared(old in ".{0,30}", new in ".{0,30}") {
        proptest::prop_assert_eq!(likeness(&old, &new), likeness(&new, &old));
        proptest::prop_assert_eq!(likeness(&old, &old), Likeness::Same);
        proptest::prop_assert_eq!(likeness(&old, &old.to_uppercase().to_lowercase()) != Likeness::Different, true);
    }
}
