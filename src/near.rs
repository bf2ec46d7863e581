//! How far two short texts are apart, for "did you mean".

/// Longest text that is compared, in octets: a name of the DNS fits. A longer one is near nothing.
const LONGEST: usize = 255;

/// How many letters have to be added, left out, changed or swapped with their neighbour to make `b` of `a`, case
/// ignored; `None` where it is more than `limit`, or a text is too long to be a typing error.
#[must_use]
pub fn distance(a: &[u8], b: &[u8], limit: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > limit || a.len() > LONGEST || b.len() > LONGEST {
        return None;
    }
    // Optimal string alignment over three rows.
    let mut before = [0_usize; LONGEST + 1];
    let mut last: [usize; LONGEST + 1] = std::array::from_fn(|j| j);
    for (i, x) in a.iter().enumerate() {
        let mut row = [0_usize; LONGEST + 1];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let changed = last[j] + usize::from(!x.eq_ignore_ascii_case(y));
            let mut best = changed.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && x.eq_ignore_ascii_case(&b[j - 1]) && a[i - 1].eq_ignore_ascii_case(y) {
                best = best.min(before[j - 1] + 1);
            }
            row[j + 1] = best;
        }
        // From row to row it never falls by more than a swap makes up for.
        if row[..=b.len()].iter().all(|&steps| steps > limit + 1) {
            return None;
        }
        before = std::mem::replace(&mut last, row);
    }
    Some(last[b.len()]).filter(|&steps| steps <= limit)
}

/// Whether `a` is at most `most` steps from `b`.
#[must_use]
pub fn is_near(a: &[u8], b: &[u8], most: usize) -> bool {
    distance(a, b, most).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_counted_both_ways() {
        for (a, b, steps) in [
            ("", "", Some(0)),
            ("", "abc", Some(3)),
            ("RUA", "rua", Some(0)),
            ("rau", "rua", Some(1)),
            ("enforced", "enforce", Some(1)),
            ("eversion", "version", Some(1)),
            ("TSLRPTv1", "TLSRPTv1", Some(1)),
            ("test", "testing", Some(3)),
            ("kitten", "sitting", Some(3)),
            ("abcd", "wxyz", None),
            ("", "abcd", None),
        ] {
            assert_eq!(distance(a.as_bytes(), b.as_bytes(), 3), steps, "{a} {b}");
            assert_eq!(distance(b.as_bytes(), a.as_bytes(), 3), steps, "{b} {a}");
        }
        let long = [b'a'; LONGEST + 1];
        assert_eq!(distance(&long, &long, 3), None);
        assert_eq!(distance(&long[1..], &long[1..], 3), Some(0));
        assert!(is_near(b"maxage", b"max_age", 1));
        assert!(!is_near(b"note", b"mode", 1));
    }
}
