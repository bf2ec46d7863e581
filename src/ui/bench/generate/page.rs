//! The screen: the form, and beside it what is to be published.

use super::{Generate, form, output};
use crate::rollout::Known;
use crate::survey::view::Mail;
use crate::ui::act::Acts;
use crate::ui::markup::draw;
use crate::ui::pages::head;
use crate::ui::words::{count, visible};
use yew::Html;

/// The page.
pub fn page(generate: &Generate, asking: bool, acts: &Acts) -> Html {
    let title = match &generate.made.domain {
        Some(domain) => format!("Write a policy for {domain}"),
        None => "Write a policy".to_owned(),
    };
    draw!(
        "{}<div class=\"wrap\"><div class=\"bench\">{}<section aria-labelledby=\"h-out\">{}</section></div></div>",
        head(visible(&title), lead(generate, asking), None),
        form::form(generate, acts),
        output::output(generate, acts)
    )
}

/// What the form was filled from.
fn lead(generate: &Generate, asking: bool) -> String {
    let from = match &generate.live {
        _ if asking => "Reading DNS …".to_owned(),
        None => "Fill the form, or name a domain and have it filled from DNS.".to_owned(),
        Some(survey) => {
            let mail = match survey.mail() {
                Mail::Pending | Mail::Failed(_) => "the MX hosts could not be read".to_owned(),
                mail => count(mail.hosts().len(), "MX host"),
            };
            let record = generate.today.as_ref().map(|today| &today.record);
            let policy = match (&generate.published.policy, record) {
                (Some(_), _) => "the policy of today",
                (None, Some(Known::Found(_))) => "a record, its policy could not be read here",
                (None, Some(Known::Absent)) => "no record that senders can use",
                (None, _) => "the record could not be looked up",
            };
            let unread = matches!(survey.mail(), Mail::Pending | Mail::Failed(_));
            if unread && !matches!(record, Some(Known::Found(_) | Known::Absent)) {
                format!("Nothing was filled from DNS: {mail}, {policy}.")
            } else {
                format!("Filled from DNS: {mail}, {policy}.")
            }
        }
    };
    format!("{from} What is made goes through this page’s own checks, and whatever they find is said.")
}
