//! Taking a check into other sites: what is chosen, how it looks, what to copy. It comes with the workbench: as a part of its
//! own it would break what the parts share into more pieces, and every check would load some KB more.

mod badge;
mod form;
mod page;
#[cfg(test)]
pub(in crate::ui) mod tests;

pub use page::page;

use crate::dns::input;
use crate::embed::tools::{TOOLS, Tool};
use crate::embed::{COLOURS, Choice, How, Look, View, badge as badges, colour};
use crate::survey::Assessment;
use crate::survey::settings::{Resolver, Settings};
use crate::ui::act::Put;
use crate::ui::route::folder;
use crate::ui::words::sentence;
use crate::web::{address, idn, live, location, save};
use std::rc::Rc;

/// What was chosen, and what is known.
pub struct Embed {
    /// The address of the page.
    base: String,
    /// Turns a name into ASCII; brings the address of a server into its one form. The browser does both.
    to: [fn(&str) -> Option<String>; 2],
    /// As it is typed: the domain, the resolver.
    domain: String,
    resolver: String,
    /// What is wrong with them.
    faults: [Option<String>; 2],
    choice: Choice,
    /// What is tried out: the same, as it was when a field was last left, and with a domain only where that was asked for.
    tried: Choice,
    /// The domain that was to be tried out: whoever comes here with one may not want others to be asked about it.
    asked: String,
    /// The place of the tool among all.
    tool: usize,
    checked: Option<Rc<Assessment>>,
    /// The domain of the place, which counts when it is come to.
    about: Option<String>,
}

impl Embed {
    /// Nothing is chosen yet, at the address of the page that is open.
    #[must_use]
    pub fn here() -> Self {
        live::load();
        let base = folder(&location::base()).to_owned();
        Self::new(base, [idn::to_ascii, address::normal])
    }

    /// The same, for a page at this address.
    fn new(base: String, to: [fn(&str) -> Option<String>; 2]) -> Self {
        Self {
            base,
            to,
            domain: String::new(),
            resolver: String::new(),
            faults: [None, None],
            choice: Choice::default(),
            tried: Choice::default(),
            asked: String::new(),
            tool: 0,
            checked: None,
            about: None,
        }
    }

    fn tool(&self) -> &'static Tool {
        let [first, ..] = &TOOLS;
        TOOLS.get(self.tool).unwrap_or(first)
    }

    /// The badge of the last check, if it is finished.
    fn badge(&self) -> Option<badges::Badge> {
        badges::badge(self.checked.as_deref()?, &self.base)
    }

    /// Takes in a domain; what is none is said, and no domain counts.
    fn name(&mut self, text: String) {
        let read = input::read(&text, &self.to[0]);
        let empty = text.trim().is_empty();
        self.faults[0] = read.as_ref().err().filter(|_| !empty).map(sentence);
        self.choice.domain = read.map(|target| target.domain.to_string()).unwrap_or_default();
        self.domain = text;
    }

    /// Takes in a resolver likewise.
    fn ask_of(&mut self, text: String) {
        let none = Settings {
            resolvers: Vec::new(),
            ..Settings::default()
        };
        let read = none.own_resolver(&text, self.to[1]);
        let empty = text.trim().is_empty();
        self.faults[1] = read.as_ref().err().filter(|_| !empty).map(|fault| (*fault).to_owned());
        self.choice.resolver = read.map(|Resolver { url, .. }| url).unwrap_or_default();
        self.resolver = text;
    }

    /// Takes in what was chosen.
    fn take(&mut self, put: Put) {
        let settles = !matches!(put, Put::Domain(_) | Put::Resolver(_) | Put::Colour(..));
        match put {
            Put::How(how) => self.choice.how = how,
            Put::View(view) => self.choice.view = view,
            Put::Look(look) => self.choice.look = look,
            Put::Compact(compact) => self.choice.compact = compact,
            Put::Domain(text) => self.name(text),
            Put::Resolver(text) => self.ask_of(text),
            Put::Colour(at, text) => {
                if let Some(colour) = self.choice.colours.get_mut(at) {
                    *colour = text;
                }
            }
            Put::Tool(at) => self.tool = at,
            Put::Try => self.asked.clone_from(&self.choice.domain),
            Put::Settle | Put::SaveBadge => {}
        }
        if settles {
            self.tried = self.choice.clone();
            if self.tried.domain != self.asked {
                self.tried.domain.clear();
            }
        }
    }
}

impl Embed {
    /// Comes to the place; `checked`: the last check.
    pub fn arrive(&mut self, domain: &str, checked: Option<&Rc<Assessment>>) {
        self.checked = checked.cloned();
        if self.about.as_deref() != Some(domain) {
            self.about = Some(domain.to_owned());
            if !domain.is_empty() {
                self.take(Put::Domain(domain.to_owned()));
                self.take(Put::Settle);
            }
        }
    }

    /// Does what is asked for.
    pub fn act(&mut self, put: Put) {
        let saves = put == Put::SaveBadge;
        self.take(put);
        if let Some(badge) = self.badge().filter(|_| saves) {
            save::text(&badge.file, "image/svg+xml", &badge.svg);
        }
        for (known, typed) in COLOURS.iter().zip(&self.tried.colours) {
            live::colour(known.property, colour::read(typed).as_deref());
        }
    }
}

/// What can be chosen, in the order of the form, with their words.
const HOWS: [(How, &str, &str); 3] = [
    (
        How::Element,
        "Custom element",
        "one script, fits your theme; needs WebAssembly allowed",
    ),
    (
        How::Frame,
        "iframe",
        "nothing runs in your own page but a small script that sizes it",
    ),
    (How::Badge, "Badge", "a dated snapshot, where scripts are stripped"),
];

const VIEWS: [(View, &str); 4] = [
    (View::Check, "Check"),
    (View::Validate, "Validate"),
    (View::Generate, "Generate"),
    (View::Report, "Report"),
];

const LOOKS: [(Look, &str); 3] = [
    (Look::Auto, "As your page"),
    (Look::Light, "Light"),
    (Look::Dark, "Dark"),
];
