//! The route, as the address has it.

use crate::ui::route::Route;
use crate::web::{Listener, location};
use yew::{Callback, UseStateHandle, hook, use_effect_with, use_state};

/// The place that the address names, always the present one.
#[hook]
pub fn use_route() -> Route {
    let route: UseStateHandle<Route> = use_state(|| Route::parse(&location::fragment()));
    let setter = route.setter();
    use_effect_with((), move |()| {
        let listener: Option<Listener> = location::on_change(Callback::from(move |fragment: String| {
            setter.set(Route::parse(&fragment))
        }));
        move || drop(listener)
    });
    (*route).clone()
}

/// Goes to a place; the back button leads back.
pub fn go(route: &Route) {
    location::set_fragment(route.to_string().trim_start_matches('#'));
}

/// The whole address of a place, to be copied.
#[must_use]
pub fn link(route: &Route) -> String {
    location::base() + &route.to_string()
}
