//! The check: one at a time; another one cancels it.

use crate::dns::Name;
use crate::survey::judge::judge;
use crate::survey::settings::Settings;
use crate::survey::{Assessment, Survey};
use crate::web::check::{CheckHandle, start};
use crate::web::page;
use std::cell::RefCell;
use std::rc::Rc;
use yew::{Callback, UseStateHandle, hook, use_mut_ref, use_state};

/// What is known, and what it was judged to be.
#[derive(Clone, Debug, PartialEq)]
pub struct Current {
    /// The facts.
    pub survey: Rc<Survey>,
    /// The judgement.
    pub assessment: Rc<Assessment>,
    /// The check before this one, if it was finished and of the same domain.
    pub before: Option<Rc<Assessment>>,
}

/// The check of the page.
pub struct Check {
    /// How it stands; `None` before the first.
    pub current: Option<Rc<Current>>,
    state: UseStateHandle<Option<Rc<Current>>>,
    handle: Rc<RefCell<Option<CheckHandle>>>,
}

impl Check {
    /// Starts a check; the one under way is cancelled. `before`: what it is to be compared with at its end.
    pub fn start(&self, domain: Name, unicode: Option<String>, settings: &Settings, before: Option<Rc<Assessment>>) {
        let setter = self.state.setter();
        let on_change = Callback::from(move |survey: Rc<Survey>| {
            let assessment = Rc::new(judge(&survey));
            page::publish(&assessment, &survey.requests);
            setter.set(Some(Rc::new(Current {
                survey,
                assessment,
                before: before.clone(),
            })));
        });
        // Dropped before the next one begins: its requests are cancelled, and nothing more is heard of it.
        drop(self.handle.borrow_mut().take());
        let handle = start(domain, unicode, settings, on_change);
        *self.handle.borrow_mut() = Some(handle);
    }

    /// Does something with the check under way, or over.
    pub fn with(&self, act: impl FnOnce(&CheckHandle)) {
        if let Some(handle) = &*self.handle.borrow() {
            act(handle);
        }
    }

    /// What does something with the check at the time of the call.
    pub fn acting<T: 'static>(&self, act: impl Fn(&CheckHandle, T) + 'static) -> Callback<T> {
        let handle = Rc::clone(&self.handle);
        Callback::from(move |value| {
            if let Some(handle) = &*handle.borrow() {
                act(handle, value);
            }
        })
    }
}

/// The check of the page.
#[hook]
pub fn use_check() -> Check {
    let state = use_state(|| None);
    Check {
        current: (*state).clone(),
        state,
        handle: use_mut_ref(|| None),
    }
}
