//! The app: route, field, check and settings, wired together. The one component that knows all of it.

use crate::dns::input::{self, Target};
use crate::dns::input_rules::{IS_NUMBER, NO_DOMAIN, NUMERIC_TOP, SINGLE_LABEL};
use crate::rule::{Finding, Severity};
use crate::survey::compare::Comparison;
use crate::survey::judge::judge;
use crate::survey::ledger::State;
use crate::survey::settings::Settings;
use crate::survey::{Assessment, Survey, markdown};
use crate::ui::act::{Act, Acts, Format};
use crate::ui::hooks::{Keys, has_mouse};
use crate::ui::pages;
use crate::ui::parts::ask::{Field, Said};
use crate::ui::parts::shell::shell;
use crate::ui::route::Route;
use crate::ui::words::sentence;
use crate::web::check::{CheckHandle, start};
use crate::web::{Listener, explanations, idn, location, page, save, storage};
use std::rc::Rc;
use yew::{Callback, Component, Context, Html};

/// What is heard by the app.
pub enum Message {
    /// The address names another place.
    Moved(Route),
    /// The check knows more.
    Known(Rc<Survey>),
    /// Something is asked for.
    Asked(Act),
    /// What explains the rules was loaded, or could not be.
    Explained(bool),
}

/// The app.
pub struct App {
    route: Route,
    settings: Settings,
    /// The text of the field for the domain.
    text: String,
    /// The text that was sent off as it is: from then on an unfinished name is a fault.
    sent: String,
    check: Option<CheckHandle>,
    current: Option<Current>,
    /// The check before this one, if it was finished and of the same domain.
    before: Option<Rc<Assessment>>,
    /// Whether the other resolvers have been asked too.
    compared: bool,
    /// What gets the focus once the page is drawn.
    focus: Option<&'static str>,
    /// Whether what explains the rules is there or on its way.
    explained: bool,
    acts: Acts,
    _heard: (Option<Listener>, Keys),
}

/// What is known of the domain of the last check.
struct Current {
    survey: Rc<Survey>,
    assessment: Rc<Assessment>,
}

impl Component for App {
    type Message = Message;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let link = ctx.link();
        let moved = link.callback(|fragment: String| Message::Moved(Route::parse(&fragment)));
        let acts = link.callback(Message::Asked);
        let stop = acts.clone();
        let keys = Keys::new(Callback::from(move |key: String| {
            if key == "Escape" {
                stop.emit(Act::Stop);
            }
        }));
        let mut app = Self {
            route: Route::parse(&location::fragment()),
            settings: storage::load(),
            text: String::new(),
            sent: String::new(),
            check: None,
            current: None,
            before: None,
            compared: false,
            focus: None,
            explained: false,
            acts,
            _heard: (location::on_change(moved), keys),
        };
        page::theme(app.settings.theme);
        app.arrive(ctx);
        app
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Moved(route) if route == self.route => return false,
            Message::Moved(route) => {
                // From one domain to another the page stays, and so does the focus.
                let stays = self.route.domain().is_some() && route.domain().is_some();
                self.route = route;
                self.arrive(ctx);
                if self.route.domain().is_some() && !stays {
                    page::top();
                    self.focus = Some(if has_mouse() { "q" } else { "say" });
                }
            }
            Message::Known(survey) => self.know(ctx, survey),
            Message::Explained(there) => self.explained = there,
            Message::Asked(act) => self.act(ctx, act),
        }
        page::title(&self.title());
        true
    }

    fn view(&self, _: &Context<Self>) -> Html {
        let field = Field {
            value: self.text.clone(),
            said: said(&self.text, self.text == self.sent),
        };
        let acts = &self.acts;
        let content = match (&self.route, self.shown()) {
            (Route::Check(_), Some(current)) => {
                let view = pages::check::View {
                    assessment: &current.assessment,
                    requests: &current.survey.requests,
                    before: self.before.as_deref(),
                    link: &self.link(),
                    acts,
                };
                pages::check::page(&field, view)
            }
            (Route::Compare(_), Some(current)) => {
                let asking = current
                    .survey
                    .requests
                    .iter()
                    .any(|request| request.state == State::Running);
                let view = pages::compare::View {
                    domain: current.assessment.domain.clone(),
                    started: current.survey.started,
                    done: current.assessment.done && !asking,
                    comparison: Comparison::of(&current.survey),
                };
                pages::compare::page(&field, &view, acts)
            }
            (Route::Rules, _) => pages::rules::page(),
            (Route::Rule(code), _) => pages::rule::page(code, &self.link()),
            (Route::Requests, _) => {
                let checked = self.current.as_ref().map(|current| &current.survey);
                pages::requests::page(checked, &self.settings, acts)
            }
            (Route::About, _) => pages::about::page(),
            // Also what can't be checked: the field says why.
            (Route::Start | Route::Check(_) | Route::Compare(_), _) => pages::start::page(&field, acts),
        };
        shell(&self.route, &self.settings, acts, content)
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        if let Some(id) = self.focus.take() {
            page::focus(id);
        }
    }
}

impl App {
    /// Comes to a place. One about a domain starts its check, unless that is the one which is there.
    fn arrive(&mut self, ctx: &Context<Self>) {
        if matches!(self.route, Route::Rules | Route::Rule(_)) {
            self.explain(ctx);
        }
        let Some(named) = self.route.domain().map(str::to_owned) else {
            self.focus = Some(if self.route == Route::Start { "q" } else { "say" });
            page::top();
            return;
        };
        let target = read(&named);
        let same = match (&target, read(&self.text)) {
            (Ok(target), Ok(meant)) => target.domain == meant.domain,
            _ => false,
        };
        // What was typed stays, with what is said of it, as long as it means the same.
        if !same {
            self.text.clone_from(&named);
        }
        self.sent.clone_from(&self.text);
        match target {
            Ok(target) if !self.is_about(&target) => self.start(ctx, target, None),
            Ok(_) => self.compare(),
            Err(_) => self.check = None,
        }
    }

    /// Whether the check that is there is of this domain.
    fn is_about(&self, target: &Target) -> bool {
        self.current
            .as_ref()
            .is_some_and(|current| current.survey.domain == target.domain)
    }

    /// What is known of the domain that the place is about.
    fn shown(&self) -> Option<&Current> {
        let current = self.current.as_ref()?;
        let target = read(self.route.domain()?).ok()?;
        (current.survey.domain == target.domain).then_some(current)
    }

    /// Starts a check; the one under way is cancelled. `before`: what it is to be compared with at its end.
    fn start(&mut self, ctx: &Context<Self>, target: Target, before: Option<Rc<Assessment>>) {
        // Dropped before the next one begins: its requests are cancelled, and nothing more is heard of it.
        self.check = None;
        self.before = before;
        self.compared = false;
        let known = ctx.link().callback(Message::Known);
        self.check = Some(start(target.domain, target.unicode, &self.settings, known));
    }

    /// Loads what explains the rules, unless it is there.
    fn explain(&mut self, ctx: &Context<Self>) {
        if !std::mem::replace(&mut self.explained, true) {
            explanations::load(ctx.link().callback(Message::Explained));
        }
    }

    fn know(&mut self, ctx: &Context<Self>, survey: Rc<Survey>) {
        let assessment = Rc::new(judge(&survey));
        page::publish(&assessment, &survey.requests);
        if assessment.done {
            self.explain(ctx);
        }
        self.current = Some(Current { survey, assessment });
        self.compare();
    }

    /// Asks the other resolvers too, once the check is over, if that is what the place is about.
    fn compare(&mut self) {
        let done = self.shown().is_some_and(|current| current.assessment.done);
        if let (true, false, Route::Compare(_), Some(check)) = (done, self.compared, &self.route, &self.check) {
            self.compared = true;
            check.compare();
        }
    }

    fn act(&mut self, ctx: &Context<Self>, act: Act) {
        match act {
            Act::Type(text, pasted) => {
                self.text = text;
                if pasted && read(&self.text).is_ok() {
                    self.go(ctx);
                }
            }
            Act::Start(text) => {
                self.text = text;
                self.go(ctx);
            }
            Act::Stop => {
                if let Some(check) = &self.check {
                    check.stop();
                }
            }
            Act::Paste(text) => {
                if let Some(check) = &self.check {
                    check.paste(text);
                }
            }
            Act::Save(format) => self.save(format),
            Act::Choose(settings) => {
                // Where storing is blocked, the choice holds until the page closes.
                if settings == Settings::default() {
                    storage::clear();
                } else {
                    storage::store(&settings);
                }
                page::theme(settings.theme);
                self.settings = settings;
            }
            Act::GoTo(id) => page::go_to(&id),
        }
    }

    /// Checks, or compares, what the field holds; anew if that is what is there.
    fn go(&mut self, ctx: &Context<Self>) {
        self.sent.clone_from(&self.text);
        let Ok(target) = read(&self.text) else { return };
        let place = match &self.route {
            Route::Compare(_) => Route::Compare(target.domain.to_string()),
            _ => Route::Check(target.domain.to_string()),
        };
        if self.is_about(&target) {
            let done = self.current.as_ref().filter(|current| current.assessment.done);
            let before = done.map(|current| Rc::clone(&current.assessment));
            self.start(ctx, target, before);
        }
        if place != self.route {
            location::set_fragment(place.to_string().trim_start_matches('#'));
        }
    }

    fn save(&self, format: Format) {
        let Some(Current { assessment, .. }) = &self.current else {
            return;
        };
        let name = format!("mta-sts-{}", assessment.domain);
        match format {
            Format::Markdown => save::text(&(name + ".md"), "text/markdown", &markdown::write(assessment)),
            Format::Json => save::text(&(name + ".json"), "application/json", &page::json(assessment)),
        }
    }

    /// The whole address of the place, to be copied.
    fn link(&self) -> String {
        location::base() + &self.route.to_string()
    }

    /// What the tab is called.
    fn title(&self) -> String {
        let place = match &self.route {
            Route::Start => return "MTA-STS Lens".to_owned(),
            Route::Check(domain) | Route::Compare(domain) => domain.clone(),
            Route::Rules => "Rules".to_owned(),
            Route::Rule(code) => code.clone(),
            Route::Requests => "Requests and settings".to_owned(),
            Route::About => "How it works".to_owned(),
        };
        match self.shown() {
            Some(current) => format!("{place}: {} · MTA-STS Lens", current.assessment.verdict.severity.word()),
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

/// What is said of the text in the field. A name that may only be unfinished is no fault until it was sent off.
fn said(text: &str, sent: bool) -> Vec<Said> {
    let says = |finding: &Finding| Said {
        severity: finding.severity,
        text: sentence(finding),
        offer: None,
    };
    match read(text) {
        _ if text.trim().is_empty() => Vec::new(),
        Err(finding) => {
            let unfinished = [&SINGLE_LABEL, &NO_DOMAIN, &NUMERIC_TOP, &IS_NUMBER].contains(&finding.rule);
            if unfinished && !sent {
                Vec::new()
            } else {
                vec![says(&finding)]
            }
        }
        Ok(target) => {
            let mut said: Vec<Said> = target.notes.iter().map(says).collect();
            said.extend(target.offered.iter().map(|offer| Said {
                severity: Severity::Note,
                text: offer.why.to_owned(),
                offer: Some(offer.domain.to_string()),
            }));
            said
        }
    }
}
