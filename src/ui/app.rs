//! The app: route, field, settings and desk, wired together. The one component that knows all of it.

use crate::dns::Name;
use crate::dns::input::{self, Target};
use crate::rule::Finding;
use crate::survey::settings::Settings;
use crate::ui::act::{Act, Acts, Craft};
use crate::ui::desk;
use crate::ui::pages;
use crate::ui::part::Part;
use crate::ui::parts::ask::{Field, is_no_name, said};
use crate::ui::parts::shell::shell;
use crate::ui::route::Route;
use crate::ui::work::{Sight, Work};
use crate::web::keys::{Keys, has_mouse};
use crate::web::{Listener, idn, location, page, storage};
use yew::{AttrValue, Component, Context, Html};

/// What is heard by the app.
pub enum Message {
    /// The address names another place, and may bring a text to be judged there.
    Moved(Route, Option<String>),
    /// Something is asked for.
    Asked(Act),
    /// A key was pressed.
    Pressed(String),
    /// The desk was loaded; `None`: it could not be.
    Opened(Option<Box<dyn Work>>),
    /// The desk has heard something.
    Changed,
    /// Another tab has stored or forgotten something.
    Stored,
}

/// The app.
pub struct App {
    route: Route,
    /// The domain that the place is about.
    about: Option<Name>,
    settings: Settings,
    /// The text of the field for the domain.
    text: String,
    /// The text that was sent off as it is: from then on an unfinished name is a fault.
    sent: String,
    /// Whether the page is on its way to what was sent off.
    going: bool,
    /// A text that waits for the desk, to be judged.
    brought: Option<String>,
    /// Where the domain is worked on: the second part of the page.
    desk: Part<dyn Work>,
    /// Whether the browser lets the page keep anything.
    kept: bool,
    /// What gets the focus once the page is drawn.
    focus: Option<AttrValue>,
    /// What got it last, until the page about the place is there: it gets it again if it went with what stood before.
    aimed: Option<AttrValue>,
    acts: Acts,
    _heard: (Option<Listener>, Option<Listener>, Keys),
}

impl Component for App {
    type Message = Message;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let link = ctx.link();
        let moved =
            link.callback(|fragment: String| Message::Moved(Route::parse(&fragment), Route::brought(&fragment)));
        let acts = link.callback(Message::Asked);
        let keys = Keys::new(link.callback(Message::Pressed));
        let stored = storage::on_change(link.callback(|()| Message::Stored));
        let mut app = Self {
            route: Route::parse(&location::fragment()),
            about: None,
            settings: storage::load(),
            text: String::new(),
            sent: String::new(),
            going: false,
            brought: Route::brought(&location::fragment()),
            desk: Part::Closed,
            kept: storage::is_there(),
            focus: None,
            aimed: None,
            acts,
            _heard: (location::on_change(moved), stored, keys),
        };
        page::theme(app.settings.theme);
        app.arrive(ctx);
        app
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Moved(route, None) if route == self.route => return false,
            Message::Pressed(key) => {
                match self.desk.get_mut() {
                    Some(desk) if key == "Escape" => desk.act(Act::Stop),
                    // Whoever presses a key is about to ask something. Nothing shows of it yet.
                    _ => self.open(ctx),
                }
                return false;
            }
            Message::Moved(route, brought) => {
                self.brought = brought.or(self.brought.take());
                // From one domain to another the page stays, and so does the focus.
                let stays = matches!(
                    (&self.route, &route),
                    (Route::Check(_), Route::Check(_)) | (Route::Compare(_), Route::Compare(_))
                );
                if !stays {
                    page::blur();
                }
                self.route = route;
                self.arrive(ctx);
                if self.route.domain().is_some() && !stays {
                    page::top();
                    let field = has_mouse() && !self.route.is_bench();
                    self.focus = Some(AttrValue::Static(if field { "q" } else { "say" }));
                }
            }
            Message::Asked(act) => self.act(ctx, act),
            Message::Opened(desk) => {
                self.desk.came(desk);
                self.work();
            }
            Message::Changed => {
                if let Some(desk) = self.desk.get_mut() {
                    desk.hear(&self.route);
                }
            }
            Message::Stored => {
                self.settings = storage::load();
                page::theme(self.settings.theme);
                self.tell(Act::Stored);
            }
        }
        page::title(&self.title());
        true
    }

    fn view(&self, _: &Context<Self>) -> Html {
        let field = &Field {
            value: self.text.clone(),
            said: said(&self.text, self.text == self.sent),
        };
        let acts = &self.acts;
        let content = match self.desk.get() {
            Some(desk) => desk.view(Sight {
                route: &self.route,
                about: self.about.as_ref(),
                field,
                settings: &self.settings,
                kept: self.kept,
                link: &self.route.shared(&location::base()),
                acts,
            }),
            _ if self.route == Route::Start || (self.about.is_none() && self.route.domain().is_some()) => None,
            None => Some(pages::wait::page(field, &self.route, self.desk.is_lost(), acts)),
        };
        let content = content.unwrap_or_else(|| pages::start::page(field, acts));
        shell(&self.route, &self.settings, acts, content)
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        if let Some(id) = self.focus.take() {
            page::focus_after_frame(id.to_string());
            self.aimed = Some(id);
        }
        if self.is_settled()
            && let Some(id) = self.aimed.take()
            && page::has_no_focus()
        {
            page::focus_after_frame(id.to_string());
        }
    }
}

impl App {
    /// Comes to a place.
    fn arrive(&mut self, ctx: &Context<Self>) {
        let going = std::mem::take(&mut self.going);
        match self.route.domain().map(str::to_owned) {
            None => {
                self.about = None;
                self.focus = Some(AttrValue::Static(if self.route == Route::Start { "q" } else { "say" }));
                page::top();
            }
            Some(named) => {
                let target = read(&named);
                let same = match (&target, read(&self.text)) {
                    (Ok(target), Ok(meant)) => target.domain == meant.domain,
                    _ => false,
                };
                // What was typed stays, with what is said of it, as long as it means the same.
                if !same && !going {
                    self.text = named;
                }
                // What was typed on the way here stays too, and isn't sent off yet.
                if !going {
                    self.sent.clone_from(&self.text);
                }
                self.about = target.ok().map(|target| target.domain);
            }
        }
        if self.brought.is_some() {
            // It is judged once: on the way back or after a reload what was made of it counts.
            location::replace_fragment(self.route.to_string().trim_start_matches('#'));
        }
        if self.route != Route::Start {
            self.open(ctx);
        }
        self.work();
    }

    /// Brings the desk to the place.
    fn work(&mut self) {
        if let Some(desk) = self.desk.get_mut() {
            let target = self.route.domain().and_then(|named| read(named).ok());
            desk.arrive(&self.route, target.as_ref(), &self.settings);
            if let Some(text) = self.brought.take_if(|_| self.route == Route::Validate) {
                desk.act(Act::Craft(Craft::Begin(text)));
            }
        }
    }

    /// Whether the page about the place is there, with whatever is known.
    fn is_settled(&self) -> bool {
        match (self.desk.get(), &self.about) {
            (Some(desk), Some(about)) if !self.route.is_bench() => desk.severity(about).is_some(),
            (Some(desk), _) => desk.is_there(&self.route),
            _ => self.route == Route::Start,
        }
    }

    /// Loads the desk, if nobody has tried that.
    fn open(&mut self, ctx: &Context<Self>) {
        if self.desk.wants() {
            Self::load(ctx);
        }
    }

    /// Loads the desk anew, if it could not be loaded.
    fn retry(&mut self, ctx: &Context<Self>) {
        if self.desk.wants_again() {
            Self::load(ctx);
        }
    }

    fn load(ctx: &Context<Self>) {
        let changed = ctx.link().callback(|()| Message::Changed);
        ctx.link()
            .send_future(async move { Message::Opened(desk::open(changed).await.ok()) });
    }

    fn act(&mut self, ctx: &Context<Self>, act: Act) {
        match act {
            Act::Type(text, pasted) => {
                self.text = text;
                self.open(ctx);
                if pasted && read(&self.text).is_ok() {
                    self.go(ctx);
                }
            }
            // Whoever writes a record here wants it judged.
            Act::Start(text) if is_no_name(&text, &idn::to_ascii) => self.validate(text),
            Act::Validate(text) => self.validate(text),
            Act::Start(text) => {
                self.text = text;
                self.go(ctx);
            }
            Act::Choose(settings) => {
                // Where storing is blocked, the choice holds until the page closes.
                self.kept = storage::store(&settings);
                page::theme(settings.theme);
                self.settings = settings;
            }
            Act::ForgetAll => {
                storage::clear();
                self.tell(Act::ForgetAll);
                // What was refused stays refused.
                self.act(ctx, Act::Choose(self.settings.forgotten()));
            }
            Act::GoTo(id) => page::go_to(&id),
            Act::Reload => location::reload(),
            Act::Visit(place) => location::set_fragment(place.to_string().trim_start_matches('#')),
            Act::Focus(id) => self.focus = Some(id.into()),
            Act::Retry if self.desk.is_lost() => self.retry(ctx),
            Act::Again => {
                let target = self.route.domain().and_then(|named| read(named).ok());
                if let (Some(target), Some(desk)) = (target, self.desk.get_mut()) {
                    desk.again(&target, &self.settings);
                }
            }
            Act::Look(domain) => {
                if let (Ok(target), Some(desk)) = (read(&domain), self.desk.get_mut()) {
                    desk.look(&target, &self.settings);
                }
            }
            act => self.tell(act),
        }
    }

    /// Has the desk do what is asked for.
    fn tell(&mut self, act: Act) {
        if let Some(desk) = self.desk.get_mut() {
            desk.act(act);
        }
    }

    /// Checks, or compares, what the field holds; anew if that is what is there.
    fn go(&mut self, ctx: &Context<Self>) {
        self.sent.clone_from(&self.text);
        let Ok(target) = read(&self.text) else { return };
        self.retry(ctx);
        let place = match &self.route {
            // Where there is nothing to compare the page offers to check.
            Route::Compare(_) if self.about.is_some() => Route::Compare(target.domain.to_string()),
            _ => Route::Check(target.domain.to_string()),
        };
        if let Some(desk) = self.desk.get_mut() {
            desk.again(&target, &self.settings);
        }
        if place != self.route {
            self.going = true;
            location::set_fragment(place.to_string().trim_start_matches('#'));
        }
    }

    /// Brings a text that is no domain to where texts are judged.
    fn validate(&mut self, text: String) {
        self.text = String::new();
        self.brought = Some(text);
        location::set_fragment(Route::Validate.to_string().trim_start_matches('#'));
    }

    /// What the tab is called.
    fn title(&self) -> String {
        let place = match &self.route {
            Route::Start => return "MTA-STS Lens".to_owned(),
            Route::Check(domain) | Route::Compare(domain) => domain.clone(),
            Route::Validate => "Validate".to_owned(),
            Route::Rollout(domain) if domain.is_empty() => "Roll out".to_owned(),
            Route::Rollout(domain) => format!("Roll-out for {domain}"),
            Route::Generate(domain) if domain.is_empty() => "Generate".to_owned(),
            Route::Generate(domain) => format!("Generate for {domain}"),
            Route::Reports => "Reports".to_owned(),
            Route::Embed(_) => "Embed".to_owned(),
            Route::Rules => "Rules".to_owned(),
            Route::Rule(code) => code.clone(),
            Route::Requests => "Requests and settings".to_owned(),
            Route::About => "How it works".to_owned(),
        };
        let severity = match (self.desk.get(), &self.about) {
            (Some(desk), Some(about)) if !self.route.is_bench() => desk.severity(about),
            _ => None,
        };
        match severity {
            Some(severity) => format!("{place}: {} · MTA-STS Lens", severity.word()),
            None => format!("{place} · MTA-STS Lens"),
        }
    }
}

/// Puts the app into the page.
pub fn mount() {
    #[cfg(feature = "csr")]
    if let Some(root) = page::root() {
        yew::Renderer::<App>::with_root(root).render();
    }
}

fn read(text: &str) -> Result<Target, Finding> {
    input::read(text, &idn::to_ascii)
}
