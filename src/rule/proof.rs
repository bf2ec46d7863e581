//! Whether a fix mends: the mended text is read again.
//!
//! A broken text can be broken in several ways that lean on each other: where a quote goes, what it held apart becomes a
//! list; where a size limit goes, the one before it comes to stand last. No fix can foresee all that, so each one has to
//! show that less is wrong after it, and is not offered if it can't. One that would cost too much to be shown is a guess.

use super::Findings;

/// How many octets of a record or policy are read again at most, so that the cost of all fixes stays linear in its
/// length: a few dozen fixes in a file of usual size.
pub const WORK: usize = 1 << 16;

/// Takes the fixes away that leave as many findings of their rule as there were in `text`, whose findings stand in
/// `findings` from `first` on. `read` reads a text and tells its faults; `work` is how many octets it is given at most,
/// and what is not proved by then is no longer called safe.
pub fn keep_what_mends(
    text: &[u8],
    findings: &mut Findings,
    first: usize,
    work: usize,
    read: &dyn Fn(&[u8], &mut Findings),
) {
    if !findings.wants_proof() || findings.as_slice().len() < first + 2 {
        // What stands alone leans on nothing else.
        return;
    }
    let mut left = work;
    for at in first..findings.as_slice().len() {
        let all = findings.as_slice();
        let Some((rule, fix)) = all.get(at).and_then(|found| Some((found.rule, found.fix.as_ref()?))) else {
            continue;
        };
        let Some(after) = left.checked_sub(text.len()) else {
            findings.doubt_fix(at);
            continue;
        };
        left = after;
        let earlier = all.iter().take(first).filter(|found| found.rule == rule).count();
        let mut after = Findings::faults();
        read(&fix.apply(text), &mut after);
        if after.count(rule) + earlier >= findings.count(rule) {
            findings.without_fix(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::rules;

    rules! {
        /// Help.
        EXA101 CAPITAL { Error, 8461 "3.2", title: "t", message: "m", fix: "f" }
    }

    /// Each capital letter is a fault; the fix of an `X` makes another of it.
    fn read(text: &[u8], findings: &mut Findings) {
        for (at, byte) in text.iter().enumerate().filter(|(_, byte)| byte.is_ascii_uppercase()) {
            let new = if *byte == b'X' { "Y" } else { "y" };
            findings.add(CAPITAL.at(at..at + 1).replace(at..at + 1, new));
        }
    }

    fn fixes(text: &[u8], work: usize, mut findings: Findings) -> Vec<Option<bool>> {
        read(text, &mut findings);
        keep_what_mends(text, &mut findings, 0, work, &read);
        let all = findings.as_slice().iter();
        all.map(|finding| finding.fix.as_ref().map(|fix| fix.safe)).collect()
    }

    #[test]
    fn only_what_mends_is_kept_and_what_is_not_proved_is_a_guess() {
        assert_eq!(fixes(b"aBXc", WORK, Findings::new()), [Some(true), None]);
        assert_eq!(
            fixes(b"BBBB", 9, Findings::new()),
            [Some(true), Some(true), Some(false), Some(false)]
        );
        // Nobody wants to know.
        assert_eq!(fixes(b"aBXc", WORK, Findings::faults()), [Some(true), Some(true)]);
        assert_eq!(fixes(b"aBXc", WORK, Findings::unproved()), [Some(true), Some(true)]);
    }
}
