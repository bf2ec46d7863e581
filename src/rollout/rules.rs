//! The rules of the id guard: they hold what is published against what this browser saw before.

use crate::rule::rules;

rules! {
    /// A sender that holds a policy looks at the id of the record alone: as long as it is the same, the sender goes by
    /// what it has. The policy file says something else than when this browser last looked, and the id is the one of
    /// then. Senders that fetched the old file keep to it until its `max_age` is over, or until they look again of their
    /// own accord.
    ///
    /// What was seen before is remembered in this browser alone. It can be forgotten and switched off.
    STS160 POLICY_WITHOUT_NEW_ID {
        Warning, 8461 "3.1",
        title: "The policy changed and the id did not",
        message: "the policy changed between {before} and {now}, and the id is still `{id}`",
        fix: "Publish the record with a new id after each change of the policy",
    }

    /// The id is a new one, and the policy says the same as when this browser last looked. Senders fetch the file once
    /// more, which does no harm. Perhaps the file was meant to change too and is still the old one, or a cache in front of
    /// the policy host answers with it.
    STS161 ID_WITHOUT_CHANGE {
        Note, 8461 "3.1",
        title: "The id changed and the policy did not",
        message: "between {before} and {now} the id changed from `{old}` to `{new}`, and the policy says the same",
        fix: "Nothing to be done, unless the policy was meant to change: then look at what the policy host serves",
    }

    /// An id names one instance of a policy. This one stood at another policy before. A sender that fetched the policy of
    /// then, and missed what was there in between, sees the id that it knows and keeps what it has.
    STS162 ID_REUSED {
        Warning, 8461 "3.1",
        title: "The id was used for another policy before",
        message: "the id `{id}` named another policy from {first} to {last}",
        fix: "Publish the record with an id that was never used",
    }
}
