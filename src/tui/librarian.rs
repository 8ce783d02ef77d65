//! Notes and summaries are read, and lines looked for in them, on a thread of its own: of ten thousand notes neither is done
//! between two frames.

mod library;

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::thread;
use std::time::{Duration, Instant};

use self::library::{Library, ROOM};
use super::goto::{Findings, Names};
use crate::roadmap::{Roadmap, TopicId, TopicIx};
use crate::source::Source;
use crate::store::Summaries;

/// How often it is said how far it is.
const REPORT: Duration = Duration::from_millis(30);

/// Which texts there are.
pub(super) struct Catalogue {
    /// Where the notes are.
    pub(super) source: Source,
    /// Where the summaries are.
    pub(super) summaries: Summaries,
    /// The topics with their notes.
    pub(super) roadmap: Arc<Roadmap>,
    /// The topics with summaries, and the ids that these are named after.
    pub(super) written: Vec<(TopicIx, TopicId)>,
}

enum Order {
    /// Make the names ready, and read what is new in these texts.
    Read(Names, Box<Catalogue>),
    /// Look for these words.
    Find(String),
    /// Do nothing until something else is ordered.
    Rest,
}

type Numbered = (u64, Order);

struct News {
    /// The number of the order that it answers.
    order: u64,
    findings: Findings,
    /// Whether there is nothing left to do.
    is_over: bool,
}

/// The thread, and what it was asked last.
#[derive(Default)]
pub(super) struct Librarian {
    thread: Option<(Sender<Numbered>, Receiver<News>)>,
    order: u64,
    is_busy: bool,
    /// The opening whose texts are read, and the words that are looked for.
    opening: Option<u64>,
    words: String,
}

impl Librarian {
    /// Whether something is being read or looked for.
    pub(super) fn is_busy(&self) -> bool {
        self.is_busy
    }

    /// Whether it reads for this opening.
    pub(super) fn is_for(&self, opening: u64) -> bool {
        self.opening == Some(opening)
    }

    /// Makes the names ready and reads what is new in the texts. Where there is no thread to be had, nothing is found in them.
    pub(super) fn read(&mut self, opening: u64, names: Names, catalogue: Catalogue) {
        self.opening = Some(opening);
        self.words.clear();
        if self.thread.is_none() {
            let (orders, to_do) = channel();
            let (sender, news) = channel();
            let room = move || Room::new(to_do, sender).work();
            self.thread =
                thread::Builder::new().name("texts".to_owned()).spawn(room).is_ok().then_some((orders, news));
        }
        self.send(Order::Read(names, Box::new(catalogue)));
    }

    /// Looks for words. Says whether they are other ones than before.
    pub(super) fn find(&mut self, words: &str) -> bool {
        let is_new = words != self.words;
        if is_new {
            words.clone_into(&mut self.words);
            self.send(Order::Find(words.to_owned()));
        }
        is_new
    }

    /// Stops; what is read is kept.
    pub(super) fn rest(&mut self) {
        if self.opening.take().is_some() {
            self.words.clear();
            self.send(Order::Rest);
            self.is_busy = false;
        }
    }

    fn send(&mut self, order: Order) {
        self.order += 1;
        let sent = self.thread.as_ref().is_some_and(|(orders, _)| orders.send((self.order, order)).is_ok());
        self.is_busy = sent;
    }

    /// What is new, waited for so long.
    pub(super) fn collect(&mut self, patience: Duration) -> Option<Findings> {
        while self.is_busy {
            let (_, news) = self.thread.as_ref()?;
            match news.recv_timeout(patience) {
                Ok(news) if news.order == self.order => {
                    self.is_busy = !news.is_over;
                    return Some(news.findings);
                }
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) => return None,
                Err(RecvTimeoutError::Disconnected) => self.is_busy = false,
            }
        }
        None
    }
}

/// What the thread has before it.
struct Room {
    orders: Receiver<Numbered>,
    news: Sender<News>,
    library: Library,
    order: u64,
    is_resting: bool,
}

impl Room {
    fn new(orders: Receiver<Numbered>, news: Sender<News>) -> Self {
        Self { orders, news, library: Library::new(ROOM), order: 0, is_resting: true }
    }

    /// Works until nobody orders anything any more.
    fn work(mut self) {
        let mut reported = Instant::now();
        loop {
            let order = if self.is_resting {
                self.orders.recv().map_err(|_| TryRecvError::Disconnected)
            } else {
                self.orders.try_recv()
            };
            match order {
                Ok((number, order)) => {
                    self.order = number;
                    self.take(order);
                    reported = Instant::now();
                    continue;
                }
                Err(TryRecvError::Disconnected) => return,
                Err(TryRecvError::Empty) => {}
            }
            self.is_resting = !self.library.go_on();
            if self.is_resting || reported.elapsed() >= REPORT {
                reported = Instant::now();
                let findings = self.library.findings();
                // Nobody listens any more where the program is ending.
                let _ = self.news.send(News { order: self.order, findings, is_over: self.is_resting });
            }
        }
    }

    fn take(&mut self, order: Order) {
        self.is_resting = false;
        match order {
            Order::Read(names, catalogue) => {
                names.prepare();
                self.library.open(*catalogue);
            }
            Order::Find(words) => self.library.look_for(words),
            Order::Rest => self.is_resting = true,
        }
    }
}
