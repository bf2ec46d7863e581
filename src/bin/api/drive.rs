//! A check: what is to be asked now, and what came back. The requests themselves are the script's (`js/check-domain.js`).
//!
//! Checks are named by numbers: an object of its own would outlive the program where that broke off.

use crate::value::value;
use mta_sts_lens::dns::input::Target;
use mta_sts_lens::dns::{Failure, Lookup, Name, doh};
use mta_sts_lens::later;
use mta_sts_lens::survey::drive::{Drive, Launch};
use mta_sts_lens::survey::facts::BODY_LIMIT;
use mta_sts_lens::survey::judge::judge_with;
use mta_sts_lens::survey::settings::Resolver;
use mta_sts_lens::survey::{PolicyRead, ProbeReport, Question, Reply};
use serde::Serialize;
use std::cell::RefCell;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

thread_local! {
    static CHECKS: RefCell<Checks> = const { RefCell::new(Checks { next: 0, open: Vec::new() }) };
}

/// The checks under way.
struct Checks {
    next: u32,
    open: Vec<(u32, Drive)>,
}

/// What is to be done now.
#[derive(Serialize)]
struct Todo<'a> {
    start: Vec<Ask<'a>>,
    cancel: &'a [u32],
    wake_at: Option<u32>,
    over: bool,
}

/// A request to be made.
#[derive(Serialize)]
struct Ask<'a> {
    id: u32,
    /// `dns`, `policy` or `probe`.
    kind: &'static str,
    url: &'a str,
    host: Option<&'a str>,
    /// How much of the answer is read, in bytes.
    limit: usize,
}

impl<'a> Ask<'a> {
    fn of(launch: &'a Launch) -> Self {
        let (kind, limit) = match launch.question {
            Question::Dns { .. } => ("dns", doh::BODY_LIMIT),
            Question::Policy => ("policy", BODY_LIMIT),
            Question::Probe => ("probe", 0),
        };
        Self {
            id: launch.id,
            kind,
            url: &launch.url,
            host: launch.host.as_ref().map(Name::as_str),
            limit,
        }
    }
}

/// Does something with a check; `None`: no such check.
pub fn with<T>(check: u32, work: impl FnOnce(&mut Drive) -> T) -> Option<T> {
    CHECKS.with(|checks| {
        let mut checks = checks.try_borrow_mut().ok()?;
        let found = checks.open.iter_mut().find(|(id, _)| *id == check)?;
        Some(work(&mut found.1))
    })
}

/// Begins a check; gives its number. `None`: something else is done with the checks just now.
#[expect(
    clippy::cast_possible_truncation,
    reason = "seconds fit for a long time; a float that doesn't saturates"
)]
pub fn open(target: Target, resolvers: Vec<Resolver>, now: f64) -> Option<u32> {
    let drive = Drive::new(target.domain, target.unicode, resolvers, now as i64);
    CHECKS.with(|checks| {
        let mut checks = checks.try_borrow_mut().ok()?;
        let id = checks.next;
        checks.next = id.wrapping_add(1);
        checks.open.push((id, drive));
        Some(id)
    })
}

/// What there is to do now; `now` is in milliseconds since the check began, as everywhere here. `null`: no such check.
#[wasm_bindgen]
pub fn advance(check: u32, now: u32) -> JsValue {
    let todo = with(check, |drive| {
        let turn = drive.advance(now);
        value(&Todo {
            start: turn.start.iter().map(Ask::of).collect(),
            cancel: &turn.cancel,
            wake_at: turn.wake_at,
            over: drive.is_over(),
        })
    });
    todo.unwrap_or(JsValue::NULL)
}

/// Takes in an answer. Whether something has changed.
#[wasm_bindgen]
#[expect(clippy::needless_pass_by_value, reason = "what comes from JavaScript is owned")]
#[expect(clippy::too_many_arguments, reason = "what an HTTP answer consists of")]
pub fn answered(
    check: u32,
    id: u32,
    now: u32,
    status: u16,
    url: String,
    redirected: bool,
    content_type: Option<String>,
    retry_after: Option<String>,
    body: Vec<u8>,
    cut: bool,
) -> bool {
    let land = |drive: &mut Drive| {
        let reply = match drive.asked(id)? {
            Question::Dns { .. } if cut => Reply::Dns(Lookup::Failed(Failure::TooLarge)),
            Question::Dns { name, rtype } => {
                Reply::Dns(doh::decode_reply(name, *rtype, status, retry_after.as_deref(), &body))
            }
            Question::Policy => Reply::Policy(PolicyRead::Readable {
                status,
                content_type,
                redirected,
                url,
                body,
                cut,
            }),
            Question::Probe => return None,
        };
        Some(drive.landed(id, reply, now))
    };
    with(check, land).flatten().unwrap_or(false)
}

/// Takes in that a request was rejected or broke off, and nobody tells why; or what the probes saw, if there are any.
#[wasm_bindgen]
pub fn failed(check: u32, id: u32, now: u32) -> bool {
    let land = |drive: &mut Drive| {
        let reply = match drive.asked(id)? {
            Question::Dns { .. } => Reply::Dns(Lookup::Failed(Failure::Unreachable)),
            Question::Policy => Reply::Policy(PolicyRead::Refused),
            Question::Probe => Reply::Probe(ProbeReport::default()),
        };
        Some(drive.landed(id, reply, now))
    };
    with(check, land).flatten().unwrap_or(false)
}

/// Takes in what the probes saw (`www/probe.js`).
#[wasm_bindgen]
pub fn probed(check: u32, id: u32, now: u32, fetched: Option<bool>, left_host: bool, loaded: Option<bool>) -> bool {
    let report = ProbeReport {
        fetched,
        left_host,
        loaded,
        ran: true,
    };
    with(check, |drive| drive.landed(id, Reply::Probe(report), now)).unwrap_or(false)
}

/// The judgement of what is known so far, with its picture where one is wanted.
#[wasm_bindgen]
pub fn assessment(check: u32, picture: bool) -> JsValue {
    with(check, |drive| value(&judge_with(drive.survey(), Vec::new(), picture))).unwrap_or(JsValue::NULL)
}

/// Every request that was made.
#[wasm_bindgen]
pub fn requests(check: u32) -> JsValue {
    with(check, |drive| value(&drive.survey().requests)).unwrap_or(JsValue::NULL)
}

/// Forgets a check; and with the last one what they wanted, which may not have come.
#[wasm_bindgen]
pub fn end(check: u32) {
    CHECKS.with(|checks| {
        if let Ok(mut checks) = checks.try_borrow_mut() {
            checks.open.retain(|(id, _)| *id != check);
            if checks.open.is_empty() {
                later::forget();
            }
        }
    });
}
