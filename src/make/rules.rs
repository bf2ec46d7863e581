//! Rules about what is about to be published, beside what is published now.

use crate::rule::rules;

rules! {
    /// An id belongs to one policy. Senders that keep the old policy look for another one when they see another id; as
    /// long as it is the same, most of them go on with what they have until its `max_age` is over. So a new mail server
    /// stays refused, and a mistake stays a mistake, for all that time.
    STS148 ID_NOT_CHANGED {
        Warning, 8461 "3.1",
        title: "The policy changes, but its id doesn’t",
        message: "`{id}` is the id of the policy that is published now, and this policy says something else",
        fix: "Give the record a new id",
    }
}
