//! Sorting.
//!
//! The sorting of the standard library weighs 4 KB of WebAssembly for each type that is sorted. Here one merge sort puts
//! places in order, whatever stands there; only the swaps are compiled for each type.

use crate::later::{self, LEFT_OUT};

/// So few items are put in their place one by one, in a program that leaves out what is seldom wanted.
const FEW: usize = 48;

/// Sorts by a key, equal ones in their order.
pub fn sort_by<T, K: PartialOrd>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_with(items, |a, b| key(a) < key(b));
}

/// Sorts by a comparison that says whether the first belongs before the second; equal ones stay in their order.
pub fn sort_with<T>(items: &mut [T], before: impl Fn(&T, &T) -> bool) {
    if LEFT_OUT {
        // Long lists come with the rest.
        if items.len() <= FEW || later::rest().is_some() {
            one_by_one(items, before);
        }
        return;
    }
    let mut goes = destinations(
        items.len(),
        &|a, b| matches!((items.get(a), items.get(b)), (Some(a), Some(b)) if before(a, b)),
    );
    for at in 0..items.len() {
        while let Some(&to) = goes.get(at).filter(|&&to| to != at) {
            items.swap(at, to);
            goes.swap(at, to);
        }
    }
}

/// The same for few items: it takes the square of their number, and little code.
fn one_by_one<T>(items: &mut [T], before: impl Fn(&T, &T) -> bool) {
    for end in 1..items.len() {
        for at in (1..=end).rev() {
            match items.get_mut(at - 1..=at) {
                Some([a, b]) if before(b, a) => std::mem::swap(a, b),
                _ => break,
            }
        }
    }
}

/// Which items are equal to one before them.
pub fn repeated<T: PartialOrd>(items: &[T]) -> Vec<bool> {
    let of = |at: usize| items.get(at);
    let mut repeated = vec![false; items.len()];
    for pair in order(items.len(), &|a, b| of(a) < of(b)).windows(2) {
        if let [one, other] = pair
            && of(*one) == of(*other)
            && let Some(repeated) = repeated.get_mut(*other)
        {
            *repeated = true;
        }
    }
    repeated
}

/// Where each of so many items goes.
fn destinations(len: usize, before: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
    let mut places = vec![0; len];
    for (to, from) in order(len, before).into_iter().enumerate() {
        if let Some(place) = places.get_mut(from) {
            *place = to;
        }
    }
    places
}

/// So many items in their order, equal ones as they stand.
fn order(len: usize, before: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    let mut merged = Vec::with_capacity(len);
    let mut width = 1;
    while width < len {
        for pair in order.chunks(width.saturating_mul(2)) {
            let (mut left, mut right) = pair.split_at(width.min(pair.len()));
            while let ([a, rest @ ..], [b, others @ ..]) = (left, right) {
                if before(*b, *a) {
                    merged.push(*b);
                    right = others;
                } else {
                    merged.push(*a);
                    left = rest;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        std::mem::swap(&mut order, &mut merged);
        merged.clear();
        width = width.saturating_mul(2);
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_ones_stay_in_their_order() {
        let mut items = [(3, 'a'), (1, 'b'), (3, 'c'), (2, 'd'), (1, 'e')];
        sort_by(&mut items, |item| item.0);
        assert_eq!(items.map(|item| item.1), ['b', 'e', 'd', 'a', 'c']);
        for len in 0..=FEW {
            let items: Vec<_> = (0..len).map(|at| (at * 7 % 5, at)).collect();
            let (mut sorted, mut merged, mut placed) = (items.clone(), items.clone(), items);
            sorted.sort_by_key(|item| item.0);
            sort_by(&mut merged, |item| item.0);
            one_by_one(&mut placed, |a, b| a.0 < b.0);
            assert_eq!((&merged, &placed), (&sorted, &sorted));
        }
        sort_by(&mut [0; 0], |item| *item);
        let mut words = ["b", "", "ab", "a"];
        sort_with(&mut words, |a, b| a < b);
        assert_eq!(words, ["", "a", "ab", "b"]);
    }

    #[test]
    fn what_came_before_is_known_again() {
        assert_eq!(
            repeated(&["b", "a", "b", "b", "c", "a"]),
            [false, false, true, true, false, true]
        );
        assert_eq!(repeated(&[0; 0]), [false; 0]);
    }

    #[test]
    fn long_lists_cost_no_more_than_their_share() {
        let mut compared = std::cell::Cell::new(0_u32);
        let mut items: Vec<u32> = (0..4096).rev().map(|n| n / 2).collect();
        let places: Vec<u32> = (0..2048).flat_map(|n| [n, n]).collect();
        sort_with(&mut items, |a, b| {
            compared.set(compared.get() + 1);
            a < b
        });
        assert_eq!(items, places);
        assert!(*compared.get_mut() <= 4096 * 12, "{compared:?}");
    }
}
