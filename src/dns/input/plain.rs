//! The way without detours: what was typed is a domain and nothing else, and there is nothing to say of it.

use super::SPECIAL;
use crate::dns::name::Name;

/// Longest domain that has room for every name below it that is looked up.
const LONGEST: usize = Name::LONGEST - "_smtp._tls.".len();

/// The domain, if that is all there is: letters, digits and hyphens where they may stand, in two labels or more, and neither
/// a name that the other reader remarks upon.
pub(super) fn domain(text: &str) -> Option<Name> {
    let domain = Name::parse(text.trim_matches(' ')).ok()?;
    let fits = |label: &str| {
        !label.contains('_') && !label.starts_with('-') && !label.ends_with('-') && !label.starts_with("xn--")
    };
    let (first, top) = {
        let mut labels = domain.labels();
        (labels.next()?, labels.next_back()?)
    };
    let known =
        matches!(first, "www" | "mta-sts") || top == "localhost" || SPECIAL.iter().any(|name| domain.is_within(name));
    let plain = domain.as_str().len() <= LONGEST
        && top.bytes().all(|byte| byte.is_ascii_alphabetic())
        && domain.labels().all(fits);
    (plain && !known).then_some(domain)
}
