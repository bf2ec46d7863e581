//! How far the reading is, and what it has to answer.

use crate::{bytes, keep, lane, post};
use js_sys::futures::spawn_local;
use mta_sts_lens::report::border::{Export, Kept, Progress, Told};
use mta_sts_lens::report::container::{Inflate, Inflated, Limits, Session};
use mta_sts_lens::report::export;
use mta_sts_lens::report::merge::Filter;
use mta_sts_lens::report::shown::Shown;
use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;
use web_sys::Blob;

/// How often the page is told how far the work is, in milliseconds.
const OFTEN: f64 = 50.0;

/// How many bytes may be at work at once; a larger file is, alone.
const AT_WORK: u64 = 8_000_000;

/// How much larger packed bytes are taken to be.
const PACKED: u64 = 8;

/// A file.
#[derive(Clone)]
pub struct Given {
    pub name: String,
    pub file: Blob,
    /// Whether it comes from what the browser keeps.
    pub kept: bool,
}

/// What is to be done.
pub enum Job {
    /// Reading a file that was given.
    Read { of: u32, given: Given },
    /// Unpacking something that is in one.
    Unpack { of: u32, wanted: Inflate },
}

impl Job {
    fn weight(&self) -> u64 {
        match self {
            Self::Read { given, .. } => bytes::size(&given.file),
            Self::Unpack { wanted, .. } => wanted.bytes.len() as u64 * PACKED,
        }
    }
}

/// A file that is not done.
struct Open {
    size: u64,
    /// How much of it has still to be unpacked.
    pending: usize,
    /// How many of its bytes are done.
    done: u64,
}

pub type Shared = Rc<RefCell<Inner>>;

/// Reads, and answers.
pub struct Reading(Shared);

/// The state that the lanes share.
pub struct Inner {
    session: Session,
    limits: Limits,
    filter: Filter,
    unread: VecDeque<Job>,
    packed: VecDeque<Job>,
    open: BTreeMap<u32, Open>,
    next: u32,
    progress: Progress,
    /// When the page was told last.
    told: f64,
    /// Whether more files are on their way, and whether anything was given that isn't shown yet.
    more: bool,
    news: bool,
    /// Whether files are kept; those that were read, and how many of these are stored.
    keeps: bool,
    known: Vec<Given>,
    stored: usize,
    /// How many lanes are at work, on how many bytes.
    pub lanes: usize,
    at_work: u64,
    /// Grows when all that is under way is given up.
    pub turn: u32,
}

impl Reading {
    pub fn new() -> Self {
        Self(Rc::new(RefCell::new(Inner::new(Limits::default()))))
    }

    /// Begins anew.
    pub fn begin(&self, limits: Limits) {
        let mut inner = self.0.borrow_mut();
        let (turn, filter) = (inner.turn.wrapping_add(1), inner.filter.clone());
        *inner = Inner::new(limits);
        (inner.turn, inner.filter) = (turn, filter);
    }

    /// Takes files in.
    pub fn add(&self, files: Vec<Given>, more: bool) {
        let mut inner = self.0.borrow_mut();
        (inner.more, inner.news) = (more, true);
        for given in files {
            let size = bytes::size(&given.file);
            inner.progress.files_total += 1;
            inner.progress.bytes_total += size;
            let of = inner.next;
            inner.next = inner.next.wrapping_add(1);
            let (pending, done) = (1, 0);
            inner.open.insert(of, Open { size, pending, done });
            inner.unread.push_back(Job::Read { of, given });
        }
        inner.tell_progress();
        drop(inner);
        lane::start(&self.0);
        self.0.borrow_mut().look();
    }

    /// Shows what passes a filter; while files are read, at their end.
    pub fn show(&self, filter: Filter) {
        let mut inner = self.0.borrow_mut();
        inner.filter = filter;
        // Before the first file there is nothing to show.
        if inner.next > 0 {
            inner.news = true;
            inner.look();
        }
    }

    /// Writes down what passes the filter.
    pub fn export(&self, number: u32, what: Export) {
        let inner = self.0.borrow();
        let view = inner.session.merged().view(&inner.filter);
        let text = match what {
            Export::Failures => export::failures_csv(&view),
            Export::Days => export::days_csv(&view),
            Export::Json => export::json(&view),
            Export::Markdown => export::markdown(&view),
        };
        post::tell(&Told::Exported(number, text));
    }

    /// Keeps files from now on, those that were read among them; or none any more.
    pub fn keep(&self, on: bool) {
        let mut inner = self.0.borrow_mut();
        (inner.keeps, inner.stored) = (on, 0);
        drop(inner);
        lane::store(&self.0);
    }

    /// Reads what is kept, and keeps what will be given.
    pub fn recall(&self) {
        self.0.borrow_mut().keeps = true;
        let reading = Self(Rc::clone(&self.0));
        spawn_local(async move {
            let files = keep::recall().await;
            let kept = keep::count().await;
            post::tell(&Told::Kept(Kept {
                refused: kept.refused || files.is_err(),
                ..kept
            }));
            let files = files.unwrap_or_default();
            if !files.is_empty() {
                let more = reading.0.borrow().more;
                reading.add(files, more);
            }
        });
    }

    /// Reads no further.
    pub fn cancel(&self) {
        let mut inner = self.0.borrow_mut();
        inner.turn = inner.turn.wrapping_add(1);
        inner.unread.clear();
        inner.packed.clear();
        inner.open.clear();
        inner.session.cancel();
        (inner.lanes, inner.at_work) = (0, 0);
        inner.progress.files_total = inner.progress.files_done;
        inner.progress.bytes_total = inner.progress.bytes_done;
        (inner.more, inner.news) = (false, true);
        inner.look();
    }
}

impl Inner {
    fn new(limits: Limits) -> Self {
        Self {
            session: Session::new(limits),
            limits,
            filter: Filter::default(),
            unread: VecDeque::new(),
            packed: VecDeque::new(),
            open: BTreeMap::new(),
            next: 0,
            progress: Progress::default(),
            told: 0.0,
            more: false,
            news: false,
            keeps: false,
            known: Vec::new(),
            stored: 0,
            lanes: 0,
            at_work: 0,
            turn: 0,
        }
    }

    /// Whether a file of that size may be read.
    pub fn fits(&self, size: u64) -> bool {
        size <= self.limits.file_bytes as u64
    }

    /// What is to be done next: what came out of files before further files, so that little is held.
    pub fn next(&mut self) -> Option<Job> {
        let queue = if self.packed.is_empty() {
            &mut self.unread
        } else {
            &mut self.packed
        };
        let weight = queue.front()?.weight();
        if self.lanes > 0 && self.at_work + weight > AT_WORK {
            return None;
        }
        self.at_work += weight;
        queue.pop_front()
    }

    /// A file was read; nothing came of one that is too large, or can't be read for what the browser says.
    pub fn read(&mut self, of: u32, given: Given, read: Option<Result<Vec<u8>, String>>) {
        let size = self.open.get(&of).map_or(0, |open| open.size);
        self.at_work = self.at_work.saturating_sub(size);
        let length = usize::try_from(size).unwrap_or(usize::MAX);
        let wanted = match read {
            Some(Ok(bytes)) => {
                let wanted = self.session.add(&given.name, bytes);
                self.known.extend(Some(given).filter(|given| !given.kept));
                wanted
            }
            Some(Err(why)) => {
                self.session.add_unread(&given.name, length, Some(&why));
                Vec::new()
            }
            None => {
                self.session.add_unread(&given.name, length, None);
                Vec::new()
            }
        };
        self.step(of, 0, wanted);
    }

    /// Something was unpacked.
    pub fn unpacked(&mut self, of: u32, wanted: &Inflate, outcome: Inflated) {
        let packed = wanted.bytes.len() as u64;
        self.at_work = self.at_work.saturating_sub(packed * PACKED);
        let more = self.session.inflated(wanted.id, outcome);
        self.step(of, packed, more);
    }

    /// A piece of work on a file is done, so many of its bytes with it; this is what it left to be done.
    fn step(&mut self, of: u32, bytes: u64, wanted: Vec<Inflate>) {
        if let Some(open) = self.open.get_mut(&of) {
            open.pending = (open.pending + wanted.len()).saturating_sub(1);
            // What is packed in something packed has more bytes than the file.
            let bytes = bytes.min(open.size - open.done);
            open.done += bytes;
            self.progress.bytes_done += bytes;
            if open.pending == 0 {
                self.progress.bytes_done += open.size - open.done;
                self.progress.files_done += 1;
                self.open.remove(&of);
            }
        }
        for wanted in wanted {
            self.packed.push_back(Job::Unpack { of, wanted });
        }
        if js_sys::Date::now() - self.told >= OFTEN {
            self.tell_progress();
        }
    }

    /// The files that are to be stored, once all are read.
    pub fn unstored(&mut self) -> Vec<Given> {
        if !self.keeps || self.lanes > 0 {
            return Vec::new();
        }
        let files = self.known.get(self.stored..).unwrap_or_default().to_vec();
        self.stored = self.known.len();
        files
    }

    fn tell_progress(&mut self) {
        self.told = js_sys::Date::now();
        post::tell(&Told::Reading(self.progress));
    }

    /// Sees whether all is read, and shows it then.
    pub fn look(&mut self) {
        let reads = self.lanes > 0 || !self.unread.is_empty() || !self.packed.is_empty();
        if reads || self.more || !self.news {
            return;
        }
        self.news = false;
        let shown = Shown::of(&self.session, &self.filter);
        post::tell(&Told::Shown(Box::new(shown)));
    }
}
