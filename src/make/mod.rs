//! The generator: from a form to the policy, the records and everything that serves them.
//!
//! ```text
//!  survey, or nothing          what is typed
//!         |                          |
//!       start  ------------------> Form --- settled texts ---> policy, records ---> templates: DNS formats, hosting kits
//!                                    ^                              |
//!                                 read_back <-----------------------+--> check: the rules' own readers judge what was printed
//! ```
//!
//! - [`Form`]: what is typed, field by field, as it is typed.
//! - [`Form::make`]: [`Made`]: the policy and the records, and each finding of the rules beside the field it comes from.
//!   There is no second validator: what is printed is read by the readers that read what is published.
//! - [`start`]: a form from a survey, the patterns that cover its MX hosts, the policy id.
//! - [`texts`]: what is published, printed for the planner, which has no form.
//! - [`read_back`]: a form from a policy and its records.
//! - [`template`]: the small language in which DNS formats and hosting kits are written; [`bundle`] holds them, as a file
//!   that the page loads when it is first wanted.
//! - [`kit`]: all that is needed to serve the policy, as files; [`zip`] puts them into one.

pub mod age;
pub mod bundle;
mod check;
pub mod destination;
mod escape;
mod form;
pub mod kit;
mod policy;
mod printed;
pub mod read_back;
pub mod records;
pub mod rules;
pub mod start;
pub mod template;
pub mod texts;
mod values;
pub mod zip;

pub use check::{Mend, Problem};
pub use form::{Field, Form, LONGEST_TTL};
pub use policy::Made;
pub use records::Record;
