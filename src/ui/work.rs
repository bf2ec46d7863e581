//! What the app wants of the desk, and gives it to draw from.

use crate::dns::Name;
use crate::dns::input::Target;
use crate::rule::Severity;
use crate::survey::settings::Settings;
use crate::ui::act::{Act, Acts};
use crate::ui::parts::ask::Field;
use crate::ui::route::Route;
use yew::Html;

/// What the app knows, for a page to be drawn from.
#[derive(Clone, Copy)]
pub struct Sight<'a> {
    /// The place.
    pub route: &'a Route,
    /// The domain that the place is about, if it is one.
    pub about: Option<&'a Name>,
    /// The field for the domain.
    pub field: &'a Field,
    /// What the user chose.
    pub settings: &'a Settings,
    /// Whether the browser lets the page keep it.
    pub kept: bool,
    /// The whole address by which the place is shared.
    pub link: &'a str,
    /// What buttons and boxes ask for.
    pub acts: &'a Acts,
}

/// What the desk does for the app.
pub trait Work {
    /// Comes to a place. One about a domain starts its check, unless that is the one which is there.
    fn arrive(&mut self, route: &Route, target: Option<&Target>, settings: &Settings);
    /// Checks the domain anew, if it is the one whose check is there.
    fn again(&mut self, target: &Target, settings: &Settings);
    /// Checks a domain beside the place, which is about something else.
    fn look(&mut self, target: &Target, settings: &Settings);
    /// Does what is asked for, if that is the desk's to do.
    fn act(&mut self, act: Act);
    /// Takes in what has been heard since the last time.
    fn hear(&mut self, route: &Route);
    /// How the domain fares, as far as it is known.
    fn severity(&self, about: &Name) -> Option<Severity>;
    /// Whether the page of the place is there, and nothing stands in for it.
    fn is_there(&self, route: &Route) -> bool;
    /// The page; `None` where there is nothing to show but the start.
    fn view(&self, sight: Sight) -> Option<Html>;
}
