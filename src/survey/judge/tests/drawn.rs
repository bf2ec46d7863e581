//! The MX hosts in the picture: what is drawn, and what is said of it.

use super::ENFORCE;
use super::facts::Box;
use crate::rule::Severity;
use crate::survey::Assessment;
use crate::survey::judge::{judge, judge_drawn};
use crate::survey::picture::Chain;

/// The end of the picture's title, after the MX hosts, and the steps that follow the four stations.
fn told(chain: &Chain) -> (String, Vec<&str>) {
    let (_, title) = chain.title.split_once("MX hosts: ").unwrap();
    (
        title.to_owned(),
        chain.words.iter().skip(4).map(String::as_str).collect(),
    )
}

#[test]
fn a_picture_changes_nothing_else() {
    let closed = Box::good().probe(Some(true), Some(true), false);
    for facts in [Box::good().policy(ENFORCE), closed, Box::new()] {
        let survey = facts.ended();
        let drawn = judge_drawn(&survey);
        assert!(drawn.chain().is_some() && !drawn.unseen().is_empty());
        let judged = judge(&survey);
        assert_eq!((judged.chain(), judged.unseen().len()), (None, 0));
        assert_eq!(Assessment { picture: None, ..drawn }, judged);
    }
}

#[test]
fn lines_to_covered_hosts_are_whole_and_only_the_others_are_broken() {
    let whole = Box::good().policy(ENFORCE).drawn().chain;
    let covered = "`mx1.example.com` matches `mx1.example.com`; `mx2.mail.example.net` matches `*.mail.example.net`.";
    assert_eq!(told(&whole), ("2\u{a0}hosts covered.".into(), vec![covered]));

    let one = Box::good().mx(30, "old.example.org");
    let two = Box::good().mx(5, "a.example.org").mx(30, "old.example.org");
    let testing = ENFORCE.replace("enforce", "testing");
    for (facts, policy, title, broken) in [
        (
            one,
            ENFORCE,
            "1 of 3 not covered. The line to `old.example.org` is broken, the others are whole.",
            "Broken here: `old.example.org` matches no line. Senders that honour MTA-STS don’t deliver there.",
        ),
        (
            two,
            testing.as_str(),
            "2 of 4 not covered. The lines to `a.example.org` and `old.example.org` are broken, the others are whole.",
            "Broken here: `a.example.org` and `old.example.org` match no line. Senders report it, and deliver all the same.",
        ),
    ] {
        let chain = facts.policy(policy).drawn().chain;
        assert_eq!(told(&chain), (title.into(), vec![covered, broken]));
    }
}

#[test]
fn where_every_host_is_refused_every_line_is_broken() {
    let policy = "version: STSv1\nmode: enforce\nmx: mx.example.org\nmax_age: 1209600\n";
    let both = Box::good().policy(policy).drawn().chain;
    let (title, words) = told(&both);
    assert_eq!(title, "2 of 2 not covered. The lines to all of them are broken.");
    assert_eq!(words.len(), 1, "{words:?}");
    let one = Box::good().without("example.com").mx(10, "mx1.example.com");
    let (title, _) = told(&one.policy(policy).drawn().chain);
    assert_eq!(title, "1 of 1 not covered. The line to it is broken.");
}

#[test]
fn many_hosts_are_told_by_the_lines_that_cover_them() {
    let mut facts = Box::good().without("example.com");
    for at in 1..=7 {
        facts = facts.mx(10, &format!("mx{at}.mail.example.net"));
    }
    let mut policy = ENFORCE.to_owned();
    for at in 1..=6 {
        facts = facts.mx(20, &format!("x{at}.example.org"));
        policy = policy.replace("max_age", &format!("mx: x{at}.example.org\nmax_age"));
    }
    facts = facts.mx(30, "x7.example.org");
    let chain = facts.policy(&policy).drawn().chain;
    let (title, words) = told(&chain);
    assert_eq!(
        title,
        "1 of 14 not covered. The line to `x7.example.org` is broken, the others are whole."
    );
    assert_eq!(
        words[0],
        "`mx1.mail.example.net`, `mx2.mail.example.net`, `mx3.mail.example.net`, `mx4.mail.example.net` and 3 more match \
         `*.mail.example.net`; `x1.example.org` matches `x1.example.org`; `x2.example.org` matches `x2.example.org`; \
         `x3.example.org` matches `x3.example.org`; 3 more match other lines."
    );
    // A host whose line isn't drawn is covered all the same.
    let undrawn: Vec<_> = chain.hosts.iter().filter(|host| host.line.is_none()).collect();
    let good = undrawn.iter().filter(|host| host.severity == Severity::Good).count();
    assert_eq!((good, undrawn.len(), chain.more_lines), (3, 4, 4));
}

#[test]
fn without_a_policy_in_force_nothing_is_said_of_lines() {
    let none = Box::good().policy("version: STSv1\nmode: none\nmax_age: 86400\n");
    for facts in [none, Box::good()] {
        let chain = facts.drawn().chain;
        let (title, words) = told(&chain);
        assert!(words.is_empty() && !title.contains("line"), "{title} {words:?}");
    }
}
