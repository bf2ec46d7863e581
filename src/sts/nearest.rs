//! How far two short words are apart, for "did you mean".

/// Longest word that is compared; a longer one is near nothing.
const LONGEST: usize = 24;

/// How many letters must be added, dropped, changed or swapped with their neighbour to make `b` of `a`, case ignored;
/// `None` where a word is too long to be a typing error.
pub(super) fn distance(a: &[u8], b: &[u8]) -> Option<usize> {
    if a.len() > LONGEST || b.len() > LONGEST {
        return None;
    }
    // Optimal string alignment over three rows.
    let mut before = [0; LONGEST + 1];
    let mut last: [usize; LONGEST + 1] = std::array::from_fn(|j| j);
    for (i, x) in a.iter().enumerate() {
        let mut row = [0; LONGEST + 1];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let changed = last[j] + usize::from(!x.eq_ignore_ascii_case(y));
            let mut best = changed.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && x.eq_ignore_ascii_case(&b[j - 1]) && a[i - 1].eq_ignore_ascii_case(y) {
                best = best.min(before[j - 1] + 1);
            }
            row[j + 1] = best;
        }
        before = last;
        last = row;
    }
    Some(last[b.len()])
}

/// Whether `a` is at most `most` steps from `b`.
pub(super) fn is_near(a: &[u8], b: &[u8], most: usize) -> bool {
    a.len().abs_diff(b.len()) <= most && distance(a, b).is_some_and(|steps| steps <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_counted() {
        for (a, b, steps) in [
            ("", "", 0),
            ("", "abc", 3),
            ("enforced", "enforce", 1),
            ("Verison", "version", 1),
            ("eversion", "version", 1),
            ("test", "testing", 3),
            ("kitten", "sitting", 3),
        ] {
            assert_eq!(distance(a.as_bytes(), b.as_bytes()), Some(steps), "{a} {b}");
            assert_eq!(distance(b.as_bytes(), a.as_bytes()), Some(steps), "{b} {a}");
        }
        assert_eq!(distance(&[b'a'; 25], b"a"), None);
        assert!(is_near(b"maxage", b"max_age", 1));
        assert!(!is_near(b"note", b"mode", 1));
    }
}
