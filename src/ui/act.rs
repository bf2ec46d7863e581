//! What the page can be asked to do, and how its buttons and fields ask for it.

use crate::dns::Name;
use crate::embed::{How, Look, View};
use crate::make::Field;
use crate::recognise::Kind;
use crate::report::border::Export;
use crate::report::merge::By;
use crate::sts::Mode;
use crate::survey::settings::Settings;
use crate::ui::bench::generate::Tab;
use crate::ui::hooks;
use crate::ui::reports::Limit;
use crate::ui::route::Route;
use crate::web::file::Brought;
use yew::{Callback, Event};

/// Something that the page can do.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Takes in what the field for the domain holds, and whether it was pasted there.
    Type(String, bool),
    /// Checks the domain that a text means.
    Start(String),
    /// Checks the domain of the place anew.
    Again,
    /// Judges a text that is no domain.
    Validate(String),
    /// Stops the check.
    Stop,
    /// Takes in the policy that the user brought for this domain; empty: none, `None`: it could not be read.
    Paste(String, Option<Vec<u8>>),
    /// Saves the report.
    Save(Format),
    /// Takes in what the user chose.
    Choose(Settings),
    /// Works on what is written at the workbench.
    Craft(Craft),
    /// Works on the form at the workbench.
    Write(Write),
    /// Works on the plan for a change.
    Plan(Lay),
    /// Works on what other sites embed.
    Embed(Put),
    /// Works on the reports.
    Reports(Read),
    /// Checks this domain beside the page, for the reports to be held against.
    Look(String),
    /// Switches the memory of policy ids on or off.
    Remember(bool),
    /// Forgets what is remembered of the policies of a domain; `None`: of all.
    Forget(Option<Name>),
    /// Forgets everything that is stored, and goes by what the page began with; what was refused stays refused.
    ForgetAll,
    /// Has this browser keep the page for use without a network, or removes what it keeps.
    Keep(bool),
    /// Takes in what another tab has stored or forgotten.
    Stored,
    /// Loads the part of the page, which could not be loaded.
    Retry,
    /// Loads the whole page anew.
    Reload,
    /// Brings the element with this id into view and gives it the focus.
    GoTo(String),
    /// Gives it the focus, once the page is drawn.
    Focus(String),
    /// Goes to this page.
    Visit(Route),
}

/// Something that the workbench can do.
#[derive(Clone, Debug, PartialEq)]
pub enum Craft {
    /// Takes in what the text box holds.
    Edit(String),
    /// Takes in that the caret may have moved.
    Caret,
    /// Goes to the next finding in the text, or back to the one before.
    Step {
        /// Whether back.
        back: bool,
    },
    /// Goes to the place of the finding at this index.
    Show(usize),
    /// Goes to a place of the text: from this byte up to that.
    Place(usize, usize),
    /// Applies the fix of the finding at this index.
    Fix(usize),
    /// Applies the fix of the finding at the caret.
    FixHere,
    /// Applies all fixes that are safe.
    FixAll,
    /// Takes the text for this; `None`: for what it looks like.
    Choose(Option<Kind>),
    /// Begins with a text that comes from elsewhere in the page.
    Begin(String),
    /// Takes in a file.
    File(Option<Brought>),
    /// Takes the last change back.
    Undo,
    /// Empties the text box.
    Clear,
}

/// Something that the form for a policy can do.
#[derive(Clone, Debug, PartialEq)]
pub enum Write {
    /// Takes in what a field holds.
    Field(Field, String),
    /// Takes in the mode.
    Mode(Mode),
    /// Takes in the DNS zone that the records go into.
    Zone(String),
    /// Takes in the time to live, in seconds.
    Ttl(String),
    /// Adds an item to the list.
    Add(Field),
    /// Takes the item away.
    Remove(Field),
    /// Mends the problem at this index.
    Mend(usize),
    /// Shows this of what was made.
    Tab(Tab),
    /// Shows the records in this format.
    Dns(String),
    /// Shows the files of this kit.
    Kit(String),
    /// Hands all over as one file.
    Save,
    /// Gives the policy to the planner, as the new one.
    Plan,
}

/// Something that the plan for a change can do.
#[derive(Clone, Debug, PartialEq)]
pub enum Lay {
    /// Takes in what the field for the domain holds.
    Domain(String),
    /// Takes in which change it is.
    Kind(String),
    /// Takes in the MX hosts afterwards.
    Hosts(String),
    /// Takes in the patterns of the new provider.
    Patterns(String),
    /// Takes in the policy afterwards.
    Policy(String),
    /// Takes in for how many days the policy has been in testing.
    Days(String),
    /// Takes in what is known of policies that were served before.
    Before(String),
    /// Takes in for how long one of them was kept.
    BeforeKept(String),
    /// Takes in until which day it was served.
    BeforeUntil(String),
    /// Takes in whether the owner knows what enforce does.
    Understood(bool),
    /// Saves the plan as a calendar.
    Calendar,
    /// Saves the plan as a text.
    Markdown,
}

/// Something that can be chosen of what other sites embed.
#[derive(Clone, Debug, PartialEq)]
pub enum Put {
    /// Takes in the form.
    How(How),
    /// Takes in what it shows.
    View(View),
    /// Takes in whether it is light or dark.
    Look(Look),
    /// Takes in whether the verdict alone is shown.
    Compact(bool),
    /// Takes in what the field for the domain holds.
    Domain(String),
    /// Takes in what the field for the resolver holds.
    Resolver(String),
    /// Takes in what the field for the colour at this index holds.
    Colour(usize, String),
    /// What was typed counts: the field was left.
    Settle,
    /// Has the domain tried out.
    Try,
    /// Shows what the tool at this index wants.
    Tool(usize),
    /// Saves the badge.
    SaveBadge,
}

/// Something that the reader of reports can do.
#[derive(Clone, Debug, PartialEq)]
pub enum Read {
    /// Takes in what the box for a report holds.
    Type(String),
    /// Reads what the box holds.
    Take,
    /// Shows what passes this too; `None`: no longer that.
    Only(By, Option<String>),
    /// The same, as the lists of the filter say it, which show it already.
    Listed(By, Option<String>),
    /// Shows what is about this first day or later ones; `None`: all days.
    From(Option<i64>),
    /// Shows what is about this last day or earlier ones; `None`: all days.
    To(Option<i64>),
    /// Shows all.
    All,
    /// Reads no further.
    Cancel,
    /// Forgets all that was read.
    Forget,
    /// Reads anew what got lost.
    Again,
    /// Saves what passes the filter.
    Save(Export),
    /// Changes a limit to what its field holds, and reads anew.
    Limit(Limit, String),
    /// Keeps the files in this browser, or deletes them.
    Keep(bool),
}

/// In which form a report is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people.
    Markdown,
    /// For programs.
    Json,
}

/// Asks the page to do something.
pub type Acts = Callback<Act>;

/// Asks for `act` when the event comes, in place of what the browser would do.
#[must_use]
pub fn on(acts: &Acts, act: Act) -> Callback<Event> {
    let acts = acts.clone();
    Callback::from(move |event: Event| {
        // A link that is to open elsewhere is the browser's.
        if hooks::opens_elsewhere(&event) {
            return;
        }
        event.prevent_default();
        // The second click of a double click on "Check" is not meant to stop it.
        if act != Act::Stop || !hooks::is_repeated(&event) {
            acts.emit(act.clone());
        }
    })
}

/// The same, and then gives the focus to the element with this id: where what is pressed goes with what it does.
#[must_use]
pub fn then_focus(acts: &Acts, act: Act, id: String) -> Callback<Event> {
    let (first, acts) = (on(acts, act), acts.clone());
    Callback::from(move |event: Event| {
        first.emit(event);
        acts.emit(Act::Focus(id.clone()));
    })
}

/// Asks for what `act` makes of the text of a field, if anything, when Enter is pressed in it.
#[must_use]
pub fn at_enter(acts: &Acts, act: impl Fn(&str) -> Option<Act> + 'static) -> Callback<Event> {
    let acts = acts.clone();
    Callback::from(move |event: Event| {
        if hooks::is_enter(&event)
            && let Some(act) = act(&hooks::text_of(&event))
        {
            event.prevent_default();
            acts.emit(act);
        }
    })
}

/// Asks for what `act` makes of the event, if anything.
#[must_use]
pub fn with(acts: &Acts, act: fn(&Event) -> Act) -> Callback<Event> {
    acts.reform(move |event: Event| act(&event))
}
