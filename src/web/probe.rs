//! The probes of a policy host that doesn't let pages read: `www/probe.html` in a sandboxed frame.
//!
//! The frame has an opaque origin, so that a hostile host gets nowhere near the page, a content security policy of its
//! own and, where the browser knows that (Chromium), no cookies. All it sends back is one message.

use super::clock::Timeout;
use super::{Listener, document, window};
use crate::dns::Name;
use crate::survey::ProbeReport;
use js_sys::futures::JsFuture;
use js_sys::{Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbortSignal, Element, HtmlIFrameElement, MessageEvent};

/// How long the frame may take, in milliseconds.
const FRAME_LIMIT: u32 = 6_000;
/// How long its message is waited for: loading the frame takes a while too.
const MESSAGE_LIMIT: u32 = 7_000;

/// Removes the frame, and with it what it still waits for, when dropped.
struct Frame(HtmlIFrameElement);

impl Drop for Frame {
    fn drop(&mut self) {
        self.0.remove();
    }
}

/// Probes a policy host.
pub(super) async fn run(host: &Name, signal: &AbortSignal) -> ProbeReport {
    observe(host, signal).await.unwrap_or_default()
}

/// `None`: there was no message.
async fn observe(host: &Name, signal: &AbortSignal) -> Option<ProbeReport> {
    let token = token();
    let frame = Frame(frame().ok()?);
    let answer: Rc<RefCell<Option<ProbeReport>>> = Rc::default();
    let mut waiting = None;
    // The executor runs synchronously, so both are set up before anything can arrive.
    let promise = Promise::new(&mut |resolve, _| {
        let end = move || {
            let _ = resolve.call0(&JsValue::NULL);
        };
        let (answer, frame, token, heard) = (Rc::clone(&answer), frame.0.clone(), token.clone(), end.clone());
        let listener = window().map(|window| {
            Listener::new(window, "message", move |event| {
                let Ok(event) = event.dyn_into::<MessageEvent>() else {
                    return;
                };
                if let Some(report) = read(&event, &frame, &token) {
                    answer.replace(Some(report));
                    heard();
                }
            })
        });
        let abort = end.clone();
        let abort = Listener::new(signal.clone(), "abort", move |_| abort());
        waiting = Some((listener, abort, Timeout::new(MESSAGE_LIMIT, end)));
    });
    frame.0.set_src(&format!("www/probe.html#{host}/{token}/{FRAME_LIMIT}"));
    document()?.body()?.append_child(&frame.0).ok()?;
    let _ = JsFuture::from(promise).await;
    drop(waiting);
    answer.take()
}

/// A frame that is loaded and rendered, since browsers skip embedded objects in hidden ones, but takes no room and is
/// neither seen, spoken nor reached by the keyboard.
fn frame() -> Result<HtmlIFrameElement, JsValue> {
    let element: Element = document().ok_or(JsValue::NULL)?.create_element("iframe")?;
    for (name, value) in [
        ("sandbox", "allow-scripts"),
        ("credentialless", ""),
        ("referrerpolicy", "no-referrer"),
        ("title", "Probe of the policy host"),
        ("aria-hidden", "true"),
        ("tabindex", "-1"),
        ("width", "1"),
        ("height", "1"),
    ] {
        element.set_attribute(name, value)?;
    }
    let frame: HtmlIFrameElement = element.unchecked_into();
    // By property: the page's content security policy blocks style attributes.
    for (name, value) in [
        ("position", "fixed"),
        ("border", "0"),
        ("opacity", "0"),
        ("pointer-events", "none"),
    ] {
        frame.style().set_property(name, value)?;
    }
    Ok(frame)
}

/// Reads a message, if it comes from the frame itself: what the host's file does within it doesn't count.
fn read(event: &MessageEvent, frame: &HtmlIFrameElement, token: &str) -> Option<ProbeReport> {
    let source = event.source()?;
    let window = frame.content_window()?;
    if !js_sys::Object::is(&source, &window) {
        return None;
    }
    let data = event.data();
    let member = |name| Reflect::get(&data, &JsValue::from_str(name)).ok();
    if member("token")?.as_string()? != token {
        return None;
    }
    Some(ProbeReport {
        fetched: member("fetched")?.as_bool(),
        left_host: member("left")?.as_bool()?,
        loaded: member("loaded")?.as_bool(),
        ran: true,
    })
}

/// Tells the messages of one frame from those of another.
fn token() -> String {
    format!("{:x}", js_sys::Math::random().to_bits())
}
