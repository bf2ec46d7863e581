//! Whether a fix mends: the mended text is read again.
//!
//! A broken record can be broken in several ways that lean on each other: where a quote goes, what it held apart
//! becomes a list; where a size limit goes, the one before it comes to stand last. No fix can foresee all that, so each
//! one has to show that less is wrong after it, and is not offered if it can't.

use crate::rule::Findings;

/// How many octets are read again at most for one text, so that the cost of all fixes stays linear in its length.
/// Records are far shorter than a TXT record of the largest size; a fix that would cost more is not offered.
const WORK: usize = 1 << 16;

/// Takes the fixes away that leave as many findings of their rule as there were in `text`, whose findings stand in
/// `findings` from `first` on. `read` reads a text and tells its faults.
pub(super) fn keep_what_mends(text: &[u8], findings: &mut Findings, first: usize, read: fn(&[u8], &mut Findings)) {
    if findings.as_slice().len() < first + 2 {
        // What stands alone leans on nothing else.
        return;
    }
    let mut work = WORK;
    for at in first..findings.as_slice().len() {
        let all = findings.as_slice();
        let Some((rule, fix)) = all.get(at).and_then(|found| Some((found.rule, found.fix.as_ref()?))) else {
            continue;
        };
        let earlier = all.iter().take(first).filter(|found| found.rule == rule).count();
        let mends = match work.checked_sub(text.len()) {
            Some(left) => {
                work = left;
                let mut after = Findings::faults();
                read(&fix.apply(text), &mut after);
                after.count(rule) + earlier < findings.count(rule)
            }
            None => false,
        };
        if !mends {
            findings.without_fix(at);
        }
    }
}
