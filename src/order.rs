//! Sorting of short lists.
//!
//! The sorting of the standard library weighs 4 KB of WebAssembly for each type that is sorted; none of the lists here
//! has more than a few dozen items in earnest.

/// Sorts by a key, equal ones in their order.
pub fn sort_by<T, K: PartialOrd>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_with(items, |a, b| key(a) < key(b));
}

/// Sorts by a comparison that says whether the first belongs before the second; equal ones stay in their order.
pub fn sort_with<T>(items: &mut [T], before: impl Fn(&T, &T) -> bool) {
    for end in 1..items.len() {
        let mut at = end;
        while at > 0 && matches!(items.get(at - 1..=at), Some([a, b]) if before(b, a)) {
            items.swap(at - 1, at);
            at -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_lists_are_sorted() {
        let mut items = [(3, 'a'), (1, 'b'), (3, 'c'), (2, 'd'), (1, 'e')];
        sort_by(&mut items, |item| item.0);
        assert_eq!(items.map(|item| item.1), ['b', 'e', 'd', 'a', 'c']);
        sort_by(&mut [0; 0], |item| *item);
        let mut words = ["b", "", "ab", "a"];
        sort_with(&mut words, |a, b| a < b);
        assert_eq!(words, ["", "a", "ab", "b"]);
    }
}
