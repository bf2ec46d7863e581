//! The desk: where a domain is worked on. All that is needed once the question is asked: the check, what comes of it,
//! and every page but the first.
//!
//! The page is loaded in two parts. The first is what stands here as [`Work`], with the field and the start; the
//! second is whatever only [`open`] leads to, split off after the build and fetched when [`open`] is called.

use crate::dns::Name;
use crate::dns::input::Target;
use crate::rule::{Severity, explanation};
use crate::survey::compare::Comparison;
use crate::survey::judge::judge_drawn;
use crate::survey::ledger::State;
use crate::survey::settings::Settings;
use crate::survey::{Assessment, Survey, markdown};
use crate::ui::act::{Act, Format};
use crate::ui::bench::Checked;
use crate::ui::memory::Memory;
use crate::ui::pages;
use crate::ui::parts::bridge::Given;
use crate::ui::route::Route;
use crate::ui::tools::Tools;
use crate::ui::work::{Sight, Work};
use crate::web::check::{CheckHandle, start};
use crate::web::offline::{self, Offline};
use crate::web::{page, save, storage, texts};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::{Callback, Html};

/// Opens the desk, which calls `changed` whenever it has heard something.
///
/// # Errors
/// The second part of the page could not be loaded.
// The error is the loader's, which the macro puts in.
#[allow(clippy::unnecessary_wraps)]
#[wasm_split(desk, fallible)]
pub fn open(changed: Callback<()>) -> Result<Box<dyn Work>, SplitLoaderError> {
    let desk = Desk {
        check: None,
        checked: None,
        current: None,
        before: None,
        compared: false,
        unread: false,
        explained: false,
        tools: Tools::new(changed.clone()),
        memory: Memory::new(&storage::ids()),
        offline: None,
        heard: Rc::default(),
        changed,
    };
    Ok(Box::new(desk))
}

struct Desk {
    check: Option<CheckHandle>,
    /// The domain of the check.
    checked: Option<Name>,
    current: Option<Current>,
    /// The check before this one, if it was finished and of the same domain.
    before: Option<Rc<Assessment>>,
    /// Whether the other resolvers have been asked too.
    compared: bool,
    /// Whether the policy that was brought last could not be read.
    unread: bool,
    /// Whether what explains the rules is there or on its way.
    explained: bool,
    /// The workbench, and what reads reports.
    tools: Tools,
    memory: Memory,
    /// What is kept of the page for use without a network, once it is known.
    offline: Option<Offline>,
    heard: Rc<RefCell<Heard>>,
    changed: Callback<()>,
}

/// What came in and has not been looked at.
#[derive(Default)]
struct Heard {
    /// The check knows more.
    survey: Option<Rc<Survey>>,
    /// What explains the rules was loaded, or could not be.
    explained: Option<bool>,
    /// What is kept of the page is known.
    offline: Option<Offline>,
}

/// What is known of the domain of the last check.
struct Current {
    survey: Rc<Survey>,
    assessment: Rc<Assessment>,
}

impl Work for Desk {
    fn arrive(&mut self, route: &Route, target: Option<&Target>, settings: &Settings) {
        if matches!(route, Route::Rules | Route::Rule(_)) {
            self.explain();
        }
        if *route == Route::Requests {
            offline::ask(self.hearing(|heard, offline| heard.offline = Some(offline)));
        }
        self.tools.want(route);
        match target {
            None if route.domain().is_some() => self.check = None,
            None => {}
            Some(target) => {
                // Also where the check was cancelled: it would never end.
                if self.check.is_none() || self.shown(Some(&target.domain)).is_none() {
                    self.start(target, settings, None);
                }
                self.compare(route);
            }
        }
        self.at_bench(route);
    }

    fn again(&mut self, target: &Target, settings: &Settings) {
        if let Some(current) = self.shown(Some(&target.domain)) {
            let before = current.assessment.done.then(|| Rc::clone(&current.assessment));
            let pasted = current.survey.pasted.clone();
            self.start(target, settings, before);
            // Else it would have to be fetched again; the box shows it, to be changed or taken away.
            if let (Some(pasted), Some(check)) = (pasted, &self.check) {
                check.paste(pasted.text);
            }
        }
    }

    fn look(&mut self, target: &Target, settings: &Settings) {
        if self.shown(Some(&target.domain)).is_some() {
            self.again(target, settings);
        } else {
            self.start(target, settings, None);
        }
        self.at_bench(&Route::Reports);
    }

    fn act(&mut self, act: Act) {
        match (act, &self.check) {
            (Act::Stop, check) => {
                if let Some(check) = check {
                    check.stop();
                }
                self.tools.act(Act::Stop);
            }
            // A file may have been read after another domain was gone to.
            (Act::Paste(domain, text), Some(check)) if self.is_checked(&domain) => {
                self.unread = text.is_none();
                if let Some(text) = text {
                    check.paste(text);
                }
            }
            (Act::Save(format), _) => self.save(format),
            (Act::Retry, _) if self.tools.is_lost() => self.tools.retry(),
            (Act::Remember(on), _) => {
                self.memory.switch(on);
                storage::keep_ids(&self.memory.store().write());
            }
            (Act::Forget(domain), _) => {
                self.memory.forget(domain.as_ref());
                storage::keep_ids(&self.memory.store().write());
            }
            (Act::Keep(on), _) => {
                self.offline = None;
                offline::keep(on, self.hearing(|heard, offline| heard.offline = Some(offline)));
            }
            (Act::Stored, _) => self.memory.renew(&storage::ids()),
            (act, _) => {
                if act == Act::ForgetAll {
                    self.memory.forget(None);
                    if !self.memory.store().is_on() {
                        storage::keep_ids(&self.memory.store().write());
                    }
                    offline::ask(self.hearing(|heard, offline| heard.offline = Some(offline)));
                }
                self.tools.act(act);
            }
        }
    }

    fn hear(&mut self, route: &Route) {
        let Heard {
            survey,
            explained,
            offline,
        } = self.heard.take();
        self.offline = offline.or(self.offline);
        self.tools.hear();
        if let Some(there) = explained {
            self.explained = there;
        }
        if let Some(survey) = survey {
            let mut assessment = judge_drawn(&survey);
            if assessment.done {
                self.explain();
                if self.memory.look(&survey, &mut assessment) {
                    storage::keep_ids(&self.memory.store().write());
                }
            }
            page::publish(&assessment, &survey.requests);
            let assessment = Rc::new(assessment);
            self.current = Some(Current { survey, assessment });
            self.compare(route);
        }
        self.at_bench(route);
    }

    fn severity(&self, about: &Name) -> Option<Severity> {
        self.shown(Some(about))
            .map(|current| current.assessment.verdict.severity)
    }

    fn is_there(&self, route: &Route) -> bool {
        !route.is_bench() || self.tools.is_there(route)
    }

    fn view(&self, sight: Sight) -> Option<Html> {
        let Sight {
            route,
            field,
            acts,
            link,
            ..
        } = sight;
        let page = match (route, self.shown(sight.about)) {
            (Route::Check(_), Some(current)) => {
                let view = pages::check::View {
                    assessment: &current.assessment,
                    requests: &current.survey.requests,
                    given: Given {
                        pasted: current.survey.pasted.as_ref(),
                        unread: self.unread,
                    },
                    before: self.before.as_deref(),
                    link,
                    acts,
                };
                pages::check::page(field, view)
            }
            (Route::Compare(_), Some(current)) => {
                let mut requests = current.survey.requests.iter();
                let asking = requests.any(|request| request.state == State::Running);
                let view = pages::compare::View {
                    domain: current.assessment.domain.clone(),
                    started: current.survey.started,
                    done: current.assessment.done && !asking,
                    comparison: Comparison::of(&current.survey),
                };
                pages::compare::page(field, &view, acts)
            }
            (route, current) if route.is_bench() => {
                if !self.tools.is_there(route) {
                    return Some(pages::wait::page(field, route, self.tools.is_lost(), acts));
                }
                let asking = sight.about.is_some() && current.is_none_or(|current| !current.assessment.done);
                return self.tools.view(route, sight.about, asking, acts);
            }
            (Route::Rules, _) => pages::rules::page(),
            (Route::Rule(code), _) => pages::rule::page(code, link),
            (Route::Requests, _) => {
                let checked = self.current.as_ref().map(|current| &current.survey);
                let settings = pages::settings::Shown {
                    settings: sight.settings,
                    ids: self.memory.store(),
                    kept: sight.kept,
                    offline: self.offline,
                };
                pages::requests::page(checked, settings, acts)
            }
            (Route::About, _) => pages::about::page(),
            // Also what can't be checked: the field says why.
            _ => return None,
        };
        Some(page)
    }
}

impl Desk {
    /// What is known of a domain.
    fn shown(&self, about: Option<&Name>) -> Option<&Current> {
        let current = self.current.as_ref()?;
        (current.survey.domain == *about?).then_some(current)
    }

    /// Starts a check; the one under way is cancelled. `before`: what it is to be compared with at its end.
    fn start(&mut self, target: &Target, settings: &Settings, before: Option<Rc<Assessment>>) {
        // Dropped before the next one begins: its requests are cancelled, and nothing more is heard of it.
        self.check = None;
        self.before = before;
        self.compared = false;
        self.unread = false;
        self.memory.begin(&target.domain);
        self.checked = Some(target.domain.clone());
        let known = self.hearing(|heard, survey| heard.survey = Some(survey));
        self.check = Some(start(target.domain.clone(), target.unicode.clone(), settings, known));
    }

    /// Whether the check is of this domain.
    fn is_checked(&self, domain: &str) -> bool {
        self.checked
            .as_ref()
            .is_some_and(|checked| checked.to_string() == domain)
    }

    /// Brings the tools to the place, with what is known of its domain.
    fn at_bench(&mut self, route: &Route) {
        // Reports are held against whatever was checked last, and a badge tells of it.
        let last = matches!(route, Route::Reports | Route::Embed(_));
        let about = self.checked.as_ref();
        let about = about.filter(|_| last || route.domain().is_some());
        let known = self
            .current
            .as_ref()
            .filter(|current| Some(&current.survey.domain) == about);
        let checked = known.map(|current| Checked {
            survey: &current.survey,
            assessment: &current.assessment,
            history: self.memory.store().history(&current.survey.domain),
            reports: None,
        });
        self.tools.arrive(route, about, checked);
    }

    /// Loads what explains the rules, unless it is there.
    fn explain(&mut self) {
        if !std::mem::replace(&mut self.explained, true) {
            let done = self.hearing(|heard, there| heard.explained = Some(there));
            texts::load(explanation::FILE, explanation::load, done);
        }
    }

    /// Keeps what is heard until it is looked at, and says that there is something.
    fn hearing<T: 'static>(&self, keep: fn(&mut Heard, T)) -> Callback<T> {
        let (heard, changed) = (Rc::clone(&self.heard), self.changed.clone());
        Callback::from(move |news| {
            keep(&mut heard.borrow_mut(), news);
            changed.emit(());
        })
    }

    /// Asks the other resolvers too, once the check is over, if that is what the place is about.
    fn compare(&mut self, route: &Route) {
        // Until its first news what is there is about the domain before it.
        let done = self
            .shown(self.checked.as_ref())
            .is_some_and(|current| current.assessment.done);
        if let (true, false, Route::Compare(_), Some(check)) = (done, self.compared, route, &self.check) {
            self.compared = true;
            check.compare();
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
}
