//! Plans and the gate before enforce, from what a check finds: what is known, what isn't, and what a resolver shows.
// What fails here fails the test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use mta_sts_lens::rollout::gate::{Gate, Reports, Said, Standing, gate};
use mta_sts_lens::rollout::{Change, Known, Options, Plan, State, Today, plan};
use mta_sts_lens::survey::Assessment;
use mta_sts_lens::survey::judge::judge;
use support::driver::STARTED;
use support::facts::Facts;

const DAY: i64 = 86_400;

const ZONE: &str = r#"
@          3000 MX   10 mx1
@          3000 MX   20 mx2
mx1        300  A    192.0.2.25
mx2        300  A    192.0.2.26
mta-sts    300  A    192.0.2.80
_mta-sts   2711 TXT  "v=STSv1; id=20261101T000000Z;"
_smtp._tls 300  TXT  "v=TLSRPTv1; rua=mailto:reports@example.net"
"#;

/// Facts about example.com: a zone, and lines of TOML.
fn facts(zone: &str, more: &str) -> Facts {
    Facts::parse(&format!("domain = \"example.com\"\nrecords = '''\n{zone}\n'''\n{more}")).unwrap()
}

fn policy(mode: &str, mx: &str, max_age: u64) -> String {
    let lines: String = mx.split_whitespace().flat_map(|mx| ["mx: ", mx, "\\n"]).collect();
    format!("policy.body = \"version: STSv1\\nmode: {mode}\\n{lines}max_age: {max_age}\\n\"\n")
}

fn look(facts: &Facts) -> (Today, Assessment) {
    let survey = facts.survey();
    let assessment = judge(&survey);
    (Today::of(&survey, &assessment), assessment)
}

fn complete() -> (Today, Assessment) {
    look(&facts(
        ZONE,
        &policy("testing", "mx1.example.com mx2.example.com", 86_400),
    ))
}

#[test]
fn what_a_check_finds_is_what_is_known() {
    let (today, _) = complete();
    assert_eq!(today.record, Known::Found("20261101T000000Z".into()));
    // 2711 seconds were left of an hour, 3000 of an hour too.
    assert_eq!((today.record_ttl, today.mx_ttl), (Some(3_600), Some(3_600)));
    assert_eq!(today.policy.found().unwrap().max_age, 86_400);
    assert_eq!(
        today.hosts,
        Known::Found(vec!["mx1.example.com".into(), "mx2.example.com".into()])
    );
    assert_eq!(today.reporting, Known::Found(()));
    assert!(today.ttls_rounded);
    assert_eq!((today.since, today.earlier, today.seen), (None, None, STARTED));
}

#[test]
fn absent_unknown_and_pending_are_told_apart() {
    let without = |what: &str| -> String {
        let lines = ZONE.lines().filter(|line| !line.starts_with(what));
        lines.flat_map(|line| [line, "\n"]).collect()
    };
    let body = policy("enforce", "mx1.example.com", 604_800);
    let of = |zone: &str, more: &str| look(&facts(zone, more)).0;
    let today = of(&without("_mta-sts"), &body);
    assert_eq!(today.record, Known::Absent);
    assert!(today.policy.found().is_some(), "served, though nobody looks for it");
    // Two records are as good as none (RFC 8461 §3.1).
    let two = format!("{ZONE}\n_mta-sts 300 TXT \"v=STSv1; id=2;\"");
    assert_eq!(of(&two, &body).record, Known::Absent);
    let failed = "[[failed]]\nwhat = \"_mta-sts TXT\"\nhow = \"servfail\"\n";
    assert_eq!(of(ZONE, &format!("{body}{failed}")).record, Known::Unknown);
    let pending = "unanswered = [\"_mta-sts TXT\", \"@ MX\", \"_smtp._tls TXT\", \"policy\"]\nrunning = true\n";
    let today = of(ZONE, pending);
    assert_eq!(today.record, Known::Pending);
    assert_eq!(today.hosts, Known::Pending);
    assert_eq!(today.reporting, Known::Pending);
    assert_eq!(today.policy, Known::Pending);
    assert_eq!((today.record_ttl, today.mx_ttl), (None, None));
    // Refused to pages: there may be one.
    assert_eq!(of(ZONE, "").policy, Known::Unknown);
    assert_eq!(of(ZONE, "policy.status = 404\n").policy, Known::Absent);
    assert_eq!(of(ZONE, "policy.body = \"mode: enforce\"\n").policy, Known::Absent);
    assert_eq!(of(&without("mta-sts"), "").policy, Known::Absent, "no host, no policy");
    let null = format!("{}\n@ 300 MX 0 .", without("@"));
    assert_eq!(of(&null, &body).hosts, Known::Absent);
    let alias = format!(
        "{}\nmta-sts 300 CNAME p.example.net.\np.example.net. 300 A 192.0.2.81",
        without("mta-sts")
    );
    assert_eq!(of(&alias, &body).delegated.as_deref(), Some("p.example.net"));
}

/// Key and state of each step.
fn states(plan: &Plan) -> Vec<(&'static str, State)> {
    plan.steps.iter().map(|step| (step.key, step.state)).collect()
}

#[test]
fn a_plan_begins_at_what_is_published() {
    use State::{Done, Later, Now};
    let (today, _) = complete();
    let made = plan(&today, &Change::First, &Options::default(), STARTED);
    assert_eq!(
        states(&made),
        [
            ("tls-reports", Done),
            ("serve", Done),
            ("record", Done),
            ("watch", Now),
            ("enforce", Later),
            ("keep-longer", Later)
        ]
    );
    let since = Today {
        since: Some(STARTED - 20 * DAY),
        ..today
    };
    let made = plan(&since, &Change::First, &Options::default(), STARTED);
    assert_eq!(made.steps[4].state, Now);
    let (today, _) = look(&facts("@ 300 MX 10 mx1\nmx1 300 A 192.0.2.25", ""));
    let made = plan(&today, &Change::First, &Options::default(), STARTED);
    assert_eq!(
        made.steps.iter().filter(|step| step.state == Now).count(),
        3,
        "{made:#?}"
    );
    assert!(made.dangers.is_empty() && made.obstacles.is_empty());
}

fn said(days: Option<u32>, failed: Option<u64>) -> Said {
    Said {
        testing_days: days,
        reports: failed.map(|failed| Reports {
            count: 14,
            failed,
            newest: Some(STARTED - DAY),
        }),
    }
}

fn stand(gate: &Gate) -> Vec<Standing> {
    gate.points.iter().map(|point| point.state).collect()
}

#[test]
fn the_gate_counts_what_is_missing() {
    use Standing::{Met, NotMet, Pending, Unseen};
    let (today, assessment) = complete();
    let options = Options::default();
    let judged =
        |today: &Today, assessment: Option<&Assessment>, said: &Said| gate(today, assessment, said, &options, STARTED);
    let first = judged(&today, Some(&assessment), &Said::default());
    assert_eq!(stand(&first), [Met, Met, Met, NotMet, Unseen, Unseen]);
    assert_eq!(
        first.headline,
        "Not yet: 1 of 6 points isn’t met, 2 can’t be seen from here."
    );
    assert!(!first.is_open());
    assert!(first.points[0].detail.ends_with("2 of 2"), "{:?}", first.points[0]);
    assert_eq!(first.points[1].detail, "browser read");
    assert_eq!(first.points[5].commands.len(), 2);

    let ready = judged(&today, Some(&assessment), &said(Some(14), Some(0)));
    assert_eq!(stand(&ready), [Met, Met, Met, Met, Met, Unseen]);
    assert_eq!(
        ready.headline,
        "Ready, as far as can be seen: 5 of 6 points are met, 1 can’t be seen from here."
    );
    assert!(ready.is_open());
    let failing = judged(&today, Some(&assessment), &said(Some(13), Some(3)));
    assert_eq!(stand(&failing)[3..5], [NotMet, NotMet]);
    assert_eq!(failing.points[3].detail.replace('\u{a0}', " "), "you said: 13 days");
    assert_eq!(
        failing.points[4].detail.replace('\u{a0}', " "),
        "3 failed sessions in 14 reports, the newest until 23 Nov 2026, 12:00 UTC"
    );
    let since = Today {
        since: Some(STARTED - 14 * DAY),
        ..today.clone()
    };
    assert_eq!(stand(&judged(&since, None, &Said::default()))[3], Met);
    assert_eq!(stand(&judged(&today, None, &Said::default()))[1], Unseen);

    let missed = look(&facts(ZONE, &policy("testing", "mx1.example.com", 86_400)));
    let gate = judged(&missed.0, Some(&missed.1), &Said::default());
    assert_eq!(gate.points[0].state, NotMet);
    assert!(gate.points[0].detail.contains("`mx2.example.com`"));

    let pending = look(&facts(
        ZONE,
        "unanswered = [\"@ MX\", \"_smtp._tls TXT\", \"policy\"]\nrunning = true\n",
    ));
    let gate = judged(&pending.0, Some(&pending.1), &said(Some(20), Some(0)));
    assert_eq!(stand(&gate), [Pending, Pending, Pending, Met, Met, Unseen]);
    assert_eq!(
        gate.headline,
        "Not known yet: 3 of 6 points aren’t answered, 1 can’t be seen from here."
    );
}

#[test]
fn the_policy_host_is_trusted_as_far_as_it_was_seen() {
    let judged = |more: &str| {
        let (today, assessment) = look(&facts(ZONE, more));
        let gate = gate(
            &today,
            Some(&assessment),
            &Said::default(),
            &Options::default(),
            STARTED,
        );
        let point = gate.points.into_iter().nth(1).unwrap();
        (point.state, point.detail)
    };
    let probe = |fetched: bool, loaded: bool| {
        format!("[probe]\nfetched = {fetched}\nleft-host = false\nloaded = {loaded}\nran = true\n")
    };
    assert_eq!(
        judged(&probe(true, true)),
        (Standing::Met, "probe · medium confidence".into())
    );
    assert_eq!(judged(&probe(false, false)).0, Standing::Unseen);
    assert_eq!(judged("policy.status = 404\n").0, Standing::NotMet);
    let pasted = "pasted = \"version: STSv1\\nmode: none\\nmax_age: 86400\\n\"\n";
    assert_eq!(judged(pasted).0, Standing::Unseen);
}

#[test]
fn a_plan_says_what_is_doubtful_about_its_beginning() {
    let body = policy("testing", "mx1.example.com mx2.example.com", 86_400);
    let doubts = |more: &str| {
        let (today, _) = look(&facts(ZONE, &format!("{body}{more}")));
        let plan = plan(&today, &Change::First, &Options::default(), STARTED);
        let markdown = mta_sts_lens::rollout::markdown::markdown(&plan);
        assert_eq!(
            markdown.contains("## What is doubtful about today’s state"),
            !plan.doubts.is_empty()
        );
        assert!(plan.doubts.iter().all(|words| words.ends_with('.')), "{plan:#?}");
        plan.doubts
    };
    assert_eq!(doubts(""), [""; 0]);
    let old = doubts("[resolver.Cloudflare]\nrecords = '_mta-sts 60 TXT \"v=STSv1; id=1;\"'\n");
    assert_eq!(old.len(), 1, "{old:?}");
    assert!(
        old[0].starts_with("The resolvers disagree about `_mta-sts.example.com TXT`: ")
            && old[0].contains("The plan goes by Google"),
        "{old:?}"
    );
    // Addresses of MX hosts are none of the plan's business.
    assert_eq!(doubts("[[failed]]\nwhat = \"mx1 A\"\nhow = \"servfail\"\n"), [""; 0]);
    let failed = doubts("[[failed]]\nwhat = \"@ MX\"\nhow = \"timed-out\"\n");
    assert_eq!(
        failed,
        ["`example.com MX` could not be looked up: no answer in time. The plan takes it as not known."]
    );
    let alone = doubts(
        "[[failed]]\nwhat = \"@ MX\"\nhow = \"timed-out\"\nat = \"Google\"\n\
         [[failed]]\nwhat = \"_smtp._tls TXT\"\nhow = \"servfail\"\nat = \"Google\"\n",
    );
    assert_eq!(
        alone,
        [
            "That `_smtp._tls.example.com TXT` and `example.com MX` stands as Cloudflare alone says: another resolver was asked and gave no answer."
        ]
    );
}
