//! A bare page to try the driver with.

use crate::dns::Name;
use crate::survey::Survey;
use crate::survey::judge::judge;
use crate::web::check::{CheckHandle, start};
use crate::web::{idn, location, page, storage};
use std::cell::RefCell;
use std::rc::Rc;
use yew::{Callback, Html, TargetCast, component, html, use_mut_ref, use_state};

/// The page.
#[component]
pub fn App() -> Html {
    let survey = use_state(|| None::<Rc<Survey>>);
    let handle: Rc<RefCell<Option<CheckHandle>>> = use_mut_ref(|| None);
    let on_change = {
        let survey = survey.clone();
        Callback::from(move |new: Rc<Survey>| {
            page::publish(&judge(&new), &new.requests);
            survey.set(Some(new));
        })
    };
    let submit = {
        let handle = handle.clone();
        Callback::from(move |event: yew::events::SubmitEvent| {
            event.prevent_default();
            let form: web_sys::Element = event.target_unchecked_into();
            let input = form.query_selector("#q").ok().flatten();
            let text = input.map(wasm_bindgen::JsCast::unchecked_into::<web_sys::HtmlInputElement>);
            let text = text.map(|input| input.value()).unwrap_or_default();
            if let Some(name) = idn::to_ascii(&text).and_then(|ascii| Name::parse(&ascii).ok()) {
                location::set_fragment(&format!("/check/{name}"));
                *handle.borrow_mut() = None;
                *handle.borrow_mut() = Some(start(name, None, &storage::load(), on_change.clone()));
            }
        })
    };
    let on = |act: fn(&CheckHandle)| {
        let handle = handle.clone();
        Callback::from(move |_: yew::events::MouseEvent| {
            if let Some(handle) = &*handle.borrow() {
                act(handle);
            }
        })
    };
    let list = survey.as_ref().map(|survey| {
        survey.requests.iter().map(|request| {
            html! { <li>{ format!("{} {} {} {:?} {:?} {}", request.start, request.what, request.whom, request.took, request.state, request.outcome) }</li> }
        }).collect::<Html>()
    });
    let say = survey
        .as_ref()
        .map(|survey| format!("{} {}", survey.domain, survey.ended));
    html! {
        <main class="wrap">
            <h1 id="say">{ say.unwrap_or_else(|| "MTA-STS Lens".into()) }</h1>
            <form onsubmit={submit}><input id="q" class="input" /><button class="btn">{ "Check" }</button></form>
            <button id="stop" class="btn" onclick={on(CheckHandle::stop)}>{ "Stop" }</button>
            <button id="compare" class="btn" onclick={on(CheckHandle::compare)}>{ "Compare" }</button>
            <button id="pasted" class="btn" onclick={on(|handle| handle.paste(b"x".to_vec()))}>{ "Paste" }</button>
            <ul>{ list }</ul>
        </main>
    }
}

/// Puts the app into the page.
pub fn mount() {
    #[cfg(feature = "csr")]
    if let Some(root) = page::root() {
        yew::Renderer::<App>::with_root(root).render();
    }
}
