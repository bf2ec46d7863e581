//! The settings, remembered in this browser.

use crate::survey::settings::Settings;
use crate::web::{page, storage};
use yew::{Callback, hook, use_effect_with, use_state};

/// What the user chose, and what takes another choice in.
#[hook]
pub fn use_settings() -> (Settings, Callback<Settings>) {
    let settings = use_state(storage::load);
    use_effect_with(settings.theme, |theme| page::theme(*theme));
    let choose = {
        let setter = settings.setter();
        Callback::from(move |chosen: Settings| {
            // Where storing is blocked, the choice holds until the page closes.
            if chosen == Settings::default() {
                storage::clear();
            } else {
                storage::store(&chosen);
            }
            setter.set(chosen);
        })
    };
    ((*settings).clone(), choose)
}
