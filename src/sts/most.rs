//! Whether most known senders go by a policy that breaks the letter.
//!
//! Of eight that were measured, five go by a policy that is plain but for blank lines at its end. Of no other fault five
//! were measured to take the text as it is written. `crate::senders` has the table; its tests hold this to it.

use super::plain::{self, Field};

/// How many senders were measured.
pub const KNOWN_SENDERS: usize = 8;

/// How many of them refuse a policy that most go by.
pub const REFUSING: usize = 3;

/// The size that each of those five reads (chasquid: 10 KB).
const LONGEST: usize = 10_240;

/// The shortest `max_age` that each of those five takes as it stands (Stalwart: an hour).
const SHORTEST: u64 = 3_600;

/// Whether five of the eight known senders were measured to go by this policy, which the letter calls invalid.
pub(super) fn go_by(text: &[u8]) -> bool {
    let mut fields = text;
    while let Some(less) = fields.strip_suffix(b"\n") {
        // The end of the last line stays.
        let less = less.strip_suffix(b"\r").unwrap_or(less);
        if !less.ends_with(b"\n") {
            break;
        }
        fields = less;
    }
    if fields.len() == text.len() || text.len() > LONGEST {
        return false;
    }
    // `mode: none` without `mx` was measured with one of them alone, which refuses it.
    plain::policy(fields).is_some_and(|fields| {
        let mut mx = false;
        let long = fields.iter().all(|field| match field {
            Field::MaxAge(seconds, _) => *seconds >= SHORTEST,
            Field::Mx(_) => {
                mx = true;
                true
            }
            _ => true,
        });
        mx && long
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_blank_lines_at_the_end_are_taken_by_most() {
        let policy = "version: STSv1\nmode: enforce\nmx: a.example.com\nmax_age: 1209600\n";
        for (text, most) in [
            (format!("{policy}\n"), true),
            (format!("{policy}\r\n\n"), true),
            (policy.replace('\n', "\r\n") + "\r\n\r\n", true),
            (format!("{policy}\n").replace("enforce", "none"), true),
            (format!("{policy}\n").replace("1209600", "3600"), true),
            (format!("{policy}\n").replace("1209600", "3599"), false),
            (
                format!("{policy}\n")
                    .replace("enforce", "none")
                    .replace("mx: a.example.com\n", ""),
                false,
            ),
            (format!("{policy} \n"), false),
            (format!("{policy}\n\r"), false),
            (format!("\n{policy}"), false),
            (policy.replace("mode", "\nmode"), false),
            (policy.replace("1209600", "31557601"), false),
            (policy.to_owned(), false),
            (policy.to_owned() + &"\n".repeat(LONGEST - policy.len()), true),
            (policy.to_owned() + &"\n".repeat(LONGEST), false),
            ("\n\n".to_owned(), false),
            (String::new(), false),
        ] {
            assert_eq!(go_by(text.as_bytes()), most, "{text:?}");
        }
    }
}
