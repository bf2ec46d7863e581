//! How other sites take a check into their own pages: the element or the frame with the options that were chosen, written as
//! each tool for sites wants it ([`tools`]), what a content security policy must allow ([`policy`]); and a dated badge for
//! places that strip scripts ([`badge`]).

pub mod badge;
pub mod colour;
mod escape;
pub mod policy;
pub mod tools;

#[cfg(test)]
mod tests;

use crate::text::address_encode;
use escape::{html, url};
use std::fmt::Write as _;

/// In which form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum How {
    /// The custom element: a script of this page's host runs in the other page.
    #[default]
    Element,
    /// A frame: nothing runs in the other page.
    Frame,
    /// A picture of what was found, with its date.
    Badge,
}

/// What it shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// A check.
    #[default]
    Check,
    /// A text is pasted and judged.
    Validate,
    /// A form that makes a policy and records.
    Generate,
    /// TLS reports are chosen and read.
    Report,
}

impl View {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Check, Self::Validate, Self::Generate, Self::Report];

    /// The value of the attribute.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Validate => "validate",
            Self::Generate => "generate",
            Self::Report => "report",
        }
    }
}

/// Its colours, light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// As the page that it stands in.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Look {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// The value of the attribute.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// A colour that the other page may set, by a custom property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    /// The property.
    pub property: &'static str,
    /// What it colours.
    pub label: &'static str,
    /// What it is where nothing is set, in the light look.
    pub own: &'static str,
}

/// The colours that can be chosen; the element has more of them.
pub const COLOURS: [Colour; 3] = [
    Colour {
        property: "--lens-accent",
        label: "Links and button",
        own: "#1f5fbf",
    },
    Colour {
        property: "--lens-ink",
        label: "Text",
        own: "#1c2430",
    },
    Colour {
        property: "--lens-ground",
        label: "Ground",
        own: "#ffffff",
    },
];

/// What was chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// The form.
    pub how: How,
    /// What it shows.
    pub view: View,
    /// The domain; empty: visitors type theirs.
    pub domain: String,
    /// A resolver in place of Google and Cloudflare, by `https:`; empty: those.
    pub resolver: String,
    /// The verdict alone.
    pub compact: bool,
    /// Light or dark.
    pub look: Look,
    /// The colours, in the order of [`COLOURS`]; empty: its own.
    pub colours: [String; 3],
}

impl Choice {
    /// The attributes of the element, those that differ from what it does by itself.
    #[must_use]
    pub fn attributes(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("domain", self.domain.as_str(), !self.domain.is_empty()),
            ("view", self.view.word(), self.view != View::default()),
            ("theme", self.look.word(), self.look != Look::default()),
            ("resolver", self.resolver.as_str(), !self.resolver.is_empty()),
            ("compact", "", self.compact),
        ];
        let said = all.into_iter().filter(|(.., said)| *said);
        said.map(|(name, value, _)| (name, value)).collect()
    }

    /// The element as markup, for HTML and for JSX alike: each attribute has a value. `base`: the address of the page that
    /// serves it.
    #[must_use]
    pub fn element(&self, base: &str) -> String {
        let mut out = "<mta-sts-lens".to_owned();
        for (name, value) in self.attributes() {
            _ = write!(out, " {name}=\"{}\"", html(value));
        }
        let (place, words) = self.instead();
        _ = write!(
            out,
            ">\n  <a href=\"{}#/{}\">{}</a>\n</mta-sts-lens>",
            url(base),
            html(&place),
            html(&words)
        );
        out
    }

    /// The height of a frame that nobody sizes, in pixels: enough for what comes up in most checks, or for the fields, from 340 px
    /// of width on.
    const fn height(&self) -> u16 {
        match (self.view, self.compact) {
            (View::Check, true) => 250,
            (View::Check | View::Validate | View::Report, _) => 680,
            (View::Generate, _) => 800,
        }
    }

    /// The frame as markup, for HTML and for JSX alike. It names no site: `frame.js` does, for whichever it stands in.
    #[must_use]
    pub fn frame(&self, base: &str) -> String {
        let height = self.height();
        format!(
            "<iframe title=\"MTA-STS check\" src=\"{}\" width=\"100%\" height=\"{height}\" loading=\"lazy\"></iframe>",
            html_url(&self.frame_address(base))
        )
    }

    /// The address of the frame's page.
    #[must_use]
    pub fn frame_address(&self, base: &str) -> String {
        let mut out = format!("{}embed.html", url(base));
        for (at, (name, value)) in self.attributes().into_iter().enumerate() {
            out.push(if at == 0 { '#' } else { '&' });
            out.push_str(name);
            out.push('=');
            // A text takes whatever is written to it.
            _ = address_encode(value, &mut out);
        }
        out
    }

    /// The rules for the page's style sheet that take the frame's border away, and let browsers that can size it by themselves
    /// (`frame-sizing`, CSS Box Sizing Level 4 §5.3).
    #[must_use]
    pub fn frame_style(base: &str) -> String {
        let frame = format!("iframe[src^=\"{}embed.html\"]", url(base));
        format!(
            "{frame} {{ border: 0; }}\n@supports (frame-sizing: content-height) {{\n  {frame} {{ height: auto; frame-sizing: content-height; }}\n}}\n"
        )
    }

    /// How high an element is, in rem, once it shows what it will: in columns from 30rem on, and in narrower ones. Nothing moves
    /// where a page keeps that room before the element's script runs.
    #[must_use]
    pub const fn room(&self) -> (u8, u8) {
        match (self.view, self.domain.is_empty(), self.compact) {
            (View::Check, false, false) => (23, 42),
            (View::Check, false, true) => (11, 15),
            (_, _, true) => (9, 9),
            (_, _, false) => (18, 18),
        }
    }

    /// The rules for the page's style sheet: the room that the element takes, and the colours that were chosen.
    #[must_use]
    pub fn style(&self) -> String {
        let (wide, narrow) = self.room();
        let set = COLOURS.iter().zip(&self.colours);
        let set = set.filter_map(|(colour, value)| Some((colour.property, colour::read(value)?)));
        let colours: Vec<String> = set
            .map(|(property, value)| format!("  {property}: {value};\n"))
            .collect();
        let mut out = format!(
            "mta-sts-lens {{\n  display: block;\n  min-height: {wide}rem;\n{}}}\n",
            colours.concat()
        );
        if narrow != wide {
            _ = write!(
                out,
                "@media (max-width: 32rem) {{\n  mta-sts-lens {{ min-height: {narrow}rem; }}\n}}\n"
            );
        }
        out
    }

    /// Where the link in the element leads, behind `#/`, and its words: it is seen until the script runs, and where it never does.
    #[must_use]
    pub fn instead(&self) -> (String, String) {
        let about = |place: &str| {
            let mut out = place.to_owned();
            if !self.domain.is_empty() {
                out.push('/');
                _ = address_encode(&self.domain, &mut out);
            }
            out
        };
        match (self.view, self.domain.is_empty()) {
            (View::Check, true) => (String::new(), "Check a domain’s MTA-STS".to_owned()),
            (View::Check, false) => (about("check"), format!("Check the MTA-STS of {}", self.domain)),
            (View::Validate, _) => ("validate".to_owned(), "Validate an MTA-STS policy or record".to_owned()),
            (View::Generate, _) => (about("generate"), "Write an MTA-STS policy".to_owned()),
            (View::Report, _) => ("reports".to_owned(), "Read TLS reports".to_owned()),
        }
    }
}

/// An address that [`url`] has made harmless, as the value of an attribute.
fn html_url(address: &str) -> String {
    address.replace('&', "&amp;")
}
