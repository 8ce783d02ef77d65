//! A note of any size, for the benches.

/// What a note of a few screens is made of.
const SECTION: &str = "\
## How it works

A transaction groups **statements** so that all of them take effect or *none* do, see `COMMIT` and
[the manual](https://www.postgresql.org/docs/current/tutorial-transactions.html). 트랜잭션은 여러 쿼리를 하나의 작업
단위로 **\"묶는\"**것이다.

- first point, with words enough to be broken into two rows on a page of seventy-two cells
  - nested point
- [x] done

> A quote that somebody said, also long enough that it has to be broken into two rows of text.

```sql
SELECT * FROM account WHERE id = 'bo';
```

| Level | Dirty read | Phantom |
|-------|-----------|---------|
| READ COMMITTED | no | possible |

";

/// Sections, about so many bytes in all.
pub(crate) fn note_of(bytes: usize) -> String {
    SECTION.repeat(bytes / SECTION.len() + 1)
}
