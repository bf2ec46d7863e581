//! stub of dns::rules
use crate::rule::rules;
rules! {
    /// h
    DNS101 RESOLVERS_AGREE { Good, 8461 "3.1", title: "t", message: "{resolvers} {count}", fix: "f" }
    /// h
    DNS102 LOOKUP_FAILED { Warning, 8461 "3.3", title: "t", message: "{questions} {why}", fix: "f" }
    /// h
    DNS103 SIGNATURES_BROKEN { Error, 8461 "3.3", title: "t", message: "{questions} {why}", fix: "f" }
    /// h
    DNS104 RESOLVERS_DIFFER { Warning, 8461 "3.3", title: "t", message: "{question} {difference}", fix: "f" }
    /// h
    DNS105 RESOLVER_STUMBLED { Note, 8461 "3.3", title: "t", message: "{resolver} {why} {count}", fix: "f" }
    /// h
    DNS106 NO_SUCH_DOMAIN { Error, 8461 "3.3", title: "t", message: "{domain}", fix: "f" }
}
