//! Templates: HTML with holes, read when they are drawn.
//!
//! ```text
//! draw!("<p class=\"sev {}\">{} of {}</p>", severity.class(), done, all)
//! ```
//!
//! `html!` writes some 500 bytes of WebAssembly for each element; the page has a few hundred. Read at run time, an
//! element costs the bytes of its text. What is lost is the check at compile time: the tests draw every template.
//!
//! Templates are ours and static. What comes from elsewhere only ever fills holes, and becomes a text node or the
//! value of an attribute; nothing in it is read as markup.

use std::rc::Rc;
use yew::virtual_dom::{Key, Listener, ListenerKind, VList, VNode, VTag, VText};
use yew::{AttrValue, Callback, Event, Html};

/// What fills a hole.
#[derive(Default)]
pub enum Hole {
    /// No node; as the whole value of an attribute: no such attribute.
    #[default]
    Nothing,
    /// Text, or the value of an attribute, or a part of it.
    Text(AttrValue),
    /// Nodes.
    Node(Html),
    /// What hears the event that the attribute is named after.
    Hears(Callback<Event>),
}

/// Draws a template with what fills its holes, in order.
macro_rules! draw {
    ($template:expr $(, $hole:expr)* $(,)?) => {
        $crate::ui::markup::fill($template, [$($crate::ui::markup::Hole::from($hole)),*])
    };
}
pub(crate) use draw;

impl From<&'static str> for Hole {
    #[inline(never)]
    fn from(text: &'static str) -> Self {
        Self::Text(AttrValue::Static(text))
    }
}

impl From<String> for Hole {
    #[inline(never)]
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<&String> for Hole {
    #[inline(never)]
    fn from(text: &String) -> Self {
        Self::Text(text.clone().into())
    }
}

impl From<usize> for Hole {
    #[inline(never)]
    fn from(number: usize) -> Self {
        number.to_string().into()
    }
}

impl From<u32> for Hole {
    #[inline(never)]
    fn from(number: u32) -> Self {
        number.to_string().into()
    }
}

impl From<Html> for Hole {
    #[inline(never)]
    fn from(node: Html) -> Self {
        Self::Node(node)
    }
}

impl From<Vec<Html>> for Hole {
    #[inline(never)]
    fn from(nodes: Vec<Html>) -> Self {
        Self::Node(list(nodes))
    }
}

impl From<Callback<Event>> for Hole {
    fn from(heard: Callback<Event>) -> Self {
        Self::Hears(heard)
    }
}

/// An attribute without value, present or not.
impl From<bool> for Hole {
    fn from(present: bool) -> Self {
        if present { Self::from("") } else { Self::Nothing }
    }
}

impl<T: Into<Self>> From<Option<T>> for Hole {
    fn from(hole: Option<T>) -> Self {
        hole.map_or(Self::Nothing, Into::into)
    }
}

/// Several nodes as one.
pub fn list(nodes: Vec<Html>) -> Html {
    VNode::VList(Rc::new(VList::with_children(nodes, None)))
}

/// A text node.
pub fn text(text: impl Into<AttrValue>) -> Html {
    VNode::VText(VText::new(text))
}

/// Draws a template; see [`draw!`].
#[inline(never)] // one for each number of holes, which also does away with them
pub fn fill<const N: usize>(template: &'static str, mut holes: [Hole; N]) -> Html {
    read(template, &mut holes)
}

fn read(template: &'static str, holes: &mut [Hole]) -> Html {
    let mut reader = Reader {
        rest: template,
        holes: holes.iter_mut(),
    };
    let nodes = reader.nodes();
    debug_assert!(reader.rest.is_empty(), "an end without beginning in {template}");
    debug_assert!(reader.holes.next().is_none(), "too few holes in {template}");
    match <[Html; 1]>::try_from(nodes) {
        Ok([one]) => one,
        Err(nodes) => list(nodes),
    }
}

struct Reader<'a> {
    rest: &'static str,
    holes: std::slice::IterMut<'a, Hole>,
}

impl Reader<'_> {
    /// Reads nodes up to the end tag that closes them, or the end. Recursion is as deep as our own templates.
    fn nodes(&mut self) -> Vec<Html> {
        let mut nodes = Vec::new();
        while !self.rest.is_empty() {
            if let Some(rest) = self.rest.strip_prefix("</") {
                self.rest = rest.split_once('>').map_or("", |(_, rest)| rest);
                break;
            } else if let Some(rest) = self.rest.strip_prefix('<') {
                self.rest = rest;
                let element = self.element();
                nodes.push(element);
            } else if let Some(rest) = self.rest.strip_prefix("{}") {
                self.rest = rest;
                match self.hole() {
                    Hole::Text(value) => nodes.push(text(value)),
                    Hole::Node(node) => nodes.push(node),
                    // Keeps its place, so that what follows is not taken for it.
                    Hole::Nothing => nodes.push(list(Vec::new())),
                    Hole::Hears(_) => debug_assert!(false, "a listener is no node"),
                }
            } else {
                let words = self.until(&["<", "{}"]);
                if let Some(words) = words_of(words) {
                    nodes.push(text(words));
                }
            }
        }
        nodes
    }

    /// Reads an element from behind its `<`.
    fn element(&mut self) -> Html {
        let name = self.until(&[" ", "\n", "/>", ">"]);
        let mut tag = VTag::new(name);
        loop {
            self.rest = self.rest.trim_ascii_start();
            if let Some(rest) = self.rest.strip_prefix("/>") {
                self.rest = rest;
                break;
            }
            if let Some(rest) = self.rest.strip_prefix('>') {
                self.rest = rest;
                tag.add_children(self.nodes());
                break;
            }
            if self.rest.is_empty() {
                break;
            }
            self.attribute(&mut tag);
        }
        tag.into()
    }

    /// Reads `name`, `name="value {}"` or `name={}`.
    fn attribute(&mut self, tag: &mut VTag) {
        let name = self.until(&["=", " ", "\n", "/>", ">"]);
        if let Some(rest) = self.rest.strip_prefix("=\"") {
            self.rest = rest;
            let value = self.value();
            put(tag, name, Hole::Text(value));
        } else if let Some(rest) = self.rest.strip_prefix("={}") {
            self.rest = rest;
            let hole = self.hole();
            put(tag, name, hole);
        } else {
            put(tag, name, Hole::from(""));
        }
    }

    /// Reads a quoted value from behind its first quote; texts fill its holes.
    fn value(&mut self) -> AttrValue {
        let first = self.until(&["\"", "{}"]);
        if let Some(rest) = self.rest.strip_prefix('"') {
            self.rest = rest;
            return AttrValue::Static(first);
        }
        let mut value = first.to_owned();
        while let Some(rest) = self.rest.strip_prefix("{}") {
            self.rest = rest;
            if let Hole::Text(part) = self.hole() {
                value.push_str(&part);
            }
            value.push_str(self.until(&["\"", "{}"]));
        }
        self.rest = self.rest.strip_prefix('"').unwrap_or(self.rest);
        value.into()
    }

    /// The text up to the next of `ends`, which stay.
    fn until(&mut self, ends: &[&str]) -> &'static str {
        let at = ends.iter().filter_map(|end| self.rest.find(end)).min();
        let (text, rest) = self.rest.split_at(at.unwrap_or(self.rest.len()));
        self.rest = rest;
        text
    }

    fn hole(&mut self) -> Hole {
        let hole = self.holes.next();
        debug_assert!(hole.is_some(), "too many holes");
        hole.map(std::mem::take).unwrap_or_default()
    }
}

/// Words of a template as they are shown: a line end and the blanks around it are one space; nothing but that is
/// nothing.
fn words_of(words: &'static str) -> Option<AttrValue> {
    if !words.contains('\n') {
        return (!words.is_empty()).then_some(AttrValue::Static(words));
    }
    let mut out = String::new();
    for (at, line) in words.split('\n').enumerate() {
        let line = if at > 0 { line.trim_ascii_start() } else { line };
        if at > 0 && !out.ends_with(' ') {
            out.push(' ');
        }
        out.push_str(line);
    }
    (out != " ").then(|| out.into())
}

/// Gives an element an attribute, or what Yew keeps apart from them.
fn put(tag: &mut VTag, name: &'static str, hole: Hole) {
    match (name, hole) {
        // Said too, since Yew leaves as it is what nothing is said of.
        ("checked", Hole::Nothing) => tag.set_checked(false),
        ("selected", Hole::Nothing) => select(tag, false),
        (_, Hole::Nothing) => {}
        ("key", Hole::Text(key)) => tag.key = Some(Key::from(key.to_string())),
        ("value", Hole::Text(value)) if matches!(tag.tag(), "input" | "textarea") => tag.set_value(Some(value)),
        ("checked", _) => tag.set_checked(true),
        ("selected", _) => select(tag, true),
        (_, Hole::Text(value)) => tag.add_attribute(name, value),
        (_, Hole::Hears(heard)) => {
            tag.add_listener(Rc::new(Heard { name, heard }));
        }
        (_, Hole::Node(_)) => debug_assert!(false, "an attribute is no node"),
    }
}

/// Selects an option, or says that it isn't. In a browser by the property: Firefox may go on showing what was selected before
/// when the attribute moves from one option to another.
fn select(tag: &mut VTag, selected: bool) {
    if cfg!(target_arch = "wasm32") {
        tag.add_property("selected", selected);
    } else if selected {
        tag.add_attribute("selected", "");
    }
}

struct Heard {
    name: &'static str,
    heard: Callback<Event>,
}

impl Listener for Heard {
    fn kind(&self) -> ListenerKind {
        match self.name {
            "onclick" => ListenerKind::onclick,
            "oninput" => ListenerKind::oninput,
            "onsubmit" => ListenerKind::onsubmit,
            "onchange" => ListenerKind::onchange,
            other => ListenerKind::other(other.trim_start_matches("on").into()),
        }
    }

    fn handle(&self, event: Event) {
        self.heard.emit(event);
    }

    fn passive(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::samples::render;

    #[test]
    fn templates_are_drawn() {
        for (html, wanted) in [
            (draw!("<p>a<b>c</b> d</p>"), "<p>a<b>c</b> d</p>"),
            (
                draw!("<p class=\"a {}\" id={}>{}</p>", "b", "i", "x"),
                "<p class=\"a b\" id=\"i\">x</p>",
            ),
            (draw!("<p id={}>{}</p>", None::<String>, None::<Html>), "<p></p>"),
            (draw!("<p hidden={}></p><br/>", true), "<p hidden=\"\"></p><br>"),
            (draw!("{}, {}", 3_usize, String::from("x")), "3, x"),
            (draw!("<p>{}</p>", vec![text("a"), draw!("<i/>")]), "<p>a<i></i></p>"),
            (
                draw!("<input value={} checked={}/>", "v", true),
                "<input value=\"v\" checked>",
            ),
            (draw!("<textarea value={}/>", "<b>"), "<textarea>&lt;b&gt;</textarea>"),
            (
                draw!("<svg><use href=\"#i\"/></svg>"),
                "<svg><use href=\"#i\"></use></svg>",
            ),
        ] {
            assert_eq!(render(html), wanted);
        }
    }

    #[test]
    fn what_is_not_ticked_is_said_to_be_so() {
        for (html, wanted) in [
            (draw!("<input checked={}/>", true), Some(true)),
            (draw!("<input checked={}/>", false), Some(false)),
            (draw!("<input checked={}/>", None::<bool>), Some(false)),
            (draw!("<input/>"), None),
        ] {
            let VNode::VTag(tag) = html else { panic!("no element") };
            assert_eq!(tag.checked(), wanted);
        }
    }

    #[test]
    fn line_ends_are_blanks_between_words_only() {
        let html = draw!(
            "<div>
                <p>one
                   two {}
                   three</p>
                {}
             </div>",
            "x",
            "y"
        );
        assert_eq!(render(html), "<div><p>one two x three</p>y</div>");
    }

    #[test]
    fn what_fills_a_hole_is_never_markup() {
        let evil = || String::from("\"><script>{}</p>");
        let html = render(draw!("<p title=\"a {}\" id={}>{}</p>", evil(), evil(), evil()));
        assert_eq!(html.matches('<').count(), 2, "{html}");
        assert_eq!(html.matches("{}").count(), 3);
    }
}
