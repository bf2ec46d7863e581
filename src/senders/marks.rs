//! The one table: what was measured of each sender, trait by trait.
//!
//! Whatever is said of a sender, of a text or on the page of a rule, comes from here. A sender's place in a row is
//! `Unknown` unless it was run with such a text. Where a general habit was measured ("junk lines are skipped", "`mx` is
//! not checked", "of duplicates the last counts"), it stands in every row that it covers.

use super::COUNT;
use super::rows::{Does, Row};
use crate::rule::Rule;
use Does::{
    AnyDepth, Cuts, FirstRead, Joins, Last, Limit, NoAge, NoFinalDot, Off, OneDay, Plain, Refuses, Splits, Takes,
    Unknown, WhichId,
};

/// Declares the traits, each with the words for it and its row.
macro_rules! marks {
    ($( $(#[doc = $doc:literal])+ $name:ident $words:literal [ $($does:ident)+ ] )+) => {
        /// A trait of a text.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Mark { $( $(#[doc = $doc])+ $name ),+ }

        static ROWS: &[Row] = &[ $( Row { words: $words, does: [ $($does),+ ] } ),+ ];

        #[cfg(test)]
        pub(super) const ALL: &[Mark] = &[ $(Mark::$name),+ ];
    };
}

marks! {
    //                     mox     maddy   chasquid tlspol resolver Stalwart KumoMTA mailauth

    // ---- the policy ---------------------------------------------------------------------------------------------

    /// A finding that no row is about.
    Unmeasured ""         [Unknown Unknown Unknown Unknown Unknown Unknown Unknown Unknown]
    /// `mode` more than once, each time well-formed.
    ModeTwice "a second `mode`"
                          [Takes   Last    Last    Takes   Last    Last    Refuses Takes]
    /// `version` or `max_age` more than once, each time well-formed.
    KeyTwice "a repeated key"
                          [Unknown Last    Last    Unknown Last    Last    Refuses Unknown]
    /// A key more than once, and not each time with a good value.
    KeyTwiceOdd "a repeated key, and a value that is none"
                          [Unknown Unknown Unknown Unknown Unknown Unknown Refuses Unknown]
    /// `max_age` from 31557601 to 2147483647.
    AgeOver "`max_age` over the limit"
                          [Takes   Takes   Refuses Limit   Refuses OneDay  Takes   Refuses]
    /// `max_age` of at most ten digits and more than 2147483647.
    AgeOver31Bits "`max_age` over the limit, and over 2147483647"
                          [Refuses Unknown Refuses Limit   Refuses OneDay  Takes   Refuses]
    /// `max_age` of more than ten digits, and over the limit: who refuses what is over it refuses this.
    AgeDigits "`max_age` of more than ten digits"
                          [Unknown Unknown Refuses Unknown Refuses Unknown Unknown Refuses]
    /// `max_age: 0`.
    AgeZero "`max_age` of zero"
                          [Unknown Unknown Refuses Unknown Unknown OneDay  Unknown Unknown]
    /// `max_age` under an hour.
    AgeUnderHour "`max_age` under an hour"
                          [Plain   Plain   Plain   Plain   Plain   OneDay  Plain   Plain]
    /// `max_age: +5`.
    AgePlus "a plus sign in `max_age`"
                          [Unknown Unknown Unknown Unknown Takes   Unknown Takes   Unknown]
    /// `max_age: 1_000`.
    AgeUnderscore "an underscore in `max_age`"
                          [Unknown Unknown Unknown Unknown Takes   NoAge   Unknown Unknown]
    /// `max_age` in Arabic digits.
    AgeArabic "Arabic digits in `max_age`"
                          [Unknown Unknown Unknown Unknown Takes   NoAge   Unknown Unknown]
    /// `max_age: -5`.
    AgeNegative "a minus sign in `max_age`"
                          [Unknown Takes   Unknown Unknown Unknown NoAge   Unknown Unknown]
    /// Any other ASCII in `max_age`.
    AgeOdd "`max_age` that is no number"
                          [Unknown Unknown Unknown Unknown Unknown NoAge   Unknown Unknown]
    /// A `max_age` of which it can't be told what any of them reads.
    AgeUnclear "`max_age`"
                          [Unknown Unknown Unknown Unknown Unknown Unknown Unknown Unknown]
    /// Mode `none`, and no `mx`.
    NoneWithoutMx "mode `none` without `mx`"
                          [Unknown Unknown Refuses Unknown Unknown Unknown Unknown Unknown]
    /// No key `version`.
    NoVersion "no `version`" [Unknown Unknown Unknown Unknown Unknown Takes Unknown Unknown]
    /// No key `mode`.
    NoMode "no `mode`"    [Unknown Unknown Unknown Unknown Unknown Off     Unknown Unknown]
    /// No key `max_age`.
    NoMaxAge "no `max_age`" [Unknown Unknown Unknown Unknown Unknown NoAge Unknown Unknown]
    /// Empty lines behind the last one.
    BlankAtEnd "a blank line at the end"
                          [Refuses Refuses Takes   Refuses Takes   Takes   Takes   Takes]
    /// Empty lines elsewhere.
    BlankInside "a blank line"
                          [Unknown Refuses Takes   Unknown Unknown Unknown Unknown Unknown]
    /// Lines of blanks.
    BlankOfBlanks "a line of nothing but blanks"
                          [Unknown Unknown Takes   Unknown Unknown Unknown Unknown Unknown]
    /// A line without a colon.
    JunkLine "a line without a colon"
                          [Unknown Unknown Takes   Unknown Unknown Unknown Unknown Unknown]
    /// An unknown key that begins with `-` or `.`, and is good otherwise.
    OddName "a key that begins with `-` or `.`"
                          [Takes   Unknown Takes   Unknown Unknown Unknown Unknown Takes]
    /// An unknown key with any other fault in it or in its value.
    OddField "an ill-formed line with a colon"
                          [Unknown Unknown Takes   Unknown Unknown Unknown Unknown Takes]
    /// A well-formed line with an unknown key.
    UnknownKey "an unknown key"
                          [Takes   Takes   Takes   Takes   Takes   Takes   Takes   Takes]
    /// A second colon on a line.
    SecondColon "a second colon on a line"
                          [Takes   Refuses Takes   Takes   Takes   Takes   Takes   Takes]
    /// Bytes that are no UTF-8, in the value of an unknown key.
    NotUtf8 "bytes that are no UTF-8"
                          [Takes   Unknown Unknown Unknown Unknown Unknown Unknown Unknown]
    /// Characters beyond ASCII in the value of an unknown key.
    BeyondAscii "a character beyond ASCII"
                          [Takes   Unknown Unknown Unknown Unknown Unknown Unknown Unknown]
    /// A control character in the value of an unknown key.
    Control "a control character"
                          [Unknown Unknown Unknown Unknown Unknown Unknown Unknown Takes]
    /// U+2028, U+2029 or NEL.
    Separator "a character that some take for a line end"
                          [Unknown Unknown Unknown Unknown Splits  Unknown Unknown Unknown]
    /// VT, FF or U+001C to U+001E in the value of an unknown key.
    ControlSeparator "a control character that some take for a line end"
                          [Unknown Unknown Unknown Unknown Splits  Unknown Unknown Takes]
    /// A carriage return without a line feed.
    BareCr "a carriage return without line feed"
                          [Unknown Unknown Unknown Unknown Splits  Unknown Unknown Unknown]
    /// VT, FF or U+001C to U+001E elsewhere.
    KnownSplit "a control character that some take for a line end, among what counts"
                          [Unknown Unknown Unknown Unknown Splits  Unknown Unknown Unknown]
    /// Who ends a line there finds something that is no field.
    SplitOdd "what stands behind that character"
                          [Unknown Unknown Unknown Unknown Unknown Unknown Unknown Unknown]
    /// `mx: 192.0.2.1`.
    MxAddress "an IP address as `mx`"
                          [Refuses Takes   Takes   Refuses Takes   Takes   Takes   Takes]
    /// `mx: mail.example.com.`
    MxFinalDot "a final dot behind an `mx`"
                          [Unknown Takes   Unknown NoFinalDot Unknown Unknown Unknown Unknown]
    /// Any other value of `mx` that is no usual host name.
    MxOdd "the value of an `mx`"
                          [Unknown Takes   Unknown Unknown Unknown Unknown Unknown Unknown]
    /// `mx: *.example.com`.
    Wildcard "a wildcard" [Plain   Plain   Plain   Plain   AnyDepth Plain  Plain   Plain]
    /// More than 10 KB.
    Over10K "more than 10 KB"
                          [Plain   Plain   Cuts    Plain   Plain   Plain   Plain   Plain]
    /// More than 64 KiB.
    Over64K "more than 64 KiB"
                          [Unknown Unknown Plain   Refuses Unknown Unknown Unknown Unknown]

    // ---- the record. chasquid tests how it begins, and reads nothing behind that ------------------------------------

    /// A finding behind `v=STSv1;` that no row is about.
    Behind ""             [Unknown Unknown Takes   Unknown Unknown Unknown Unknown Unknown]
    /// Anything else than `v=STSv1;` at the beginning.
    Beginning "it doesn’t begin with `v=STSv1;`"
                          [Plain   Plain   Refuses Plain   Plain   Plain   Plain   Plain]
    /// `v=STSv1 ;`.
    BlankAfterVersion "a blank before the first semicolon"
                          [Takes   Takes   Refuses Takes   Takes   Takes   Takes   Takes]
    /// Several `id`, not all the same.
    TwoIds "several `id`" [Refuses WhichId Takes   WhichId WhichId WhichId WhichId WhichId]
    /// The same `id` again.
    SameId "the same `id` again"
                          [Refuses Takes   Takes   Takes   Takes   Takes   Takes   Takes]
    /// A second version.
    TwoVersions "a second version"
                          [Refuses Unknown Takes   Unknown Unknown Unknown Unknown Unknown]
    /// A well-formed field that nobody knows.
    UnknownField "an unknown field"
                          [Takes   Unknown Takes   Unknown Unknown Unknown Unknown Unknown]
    /// A field whose name begins with `-` or `.`, and is good otherwise.
    OddFieldName "a field whose name begins with `-` or `.`"
                          [Takes   Unknown Takes   Unknown Unknown Unknown Unknown Unknown]
    /// The version behind another field.
    VersionLate "the version behind another field"
                          [Unknown Unknown Takes   Unknown Unknown Takes   Unknown Unknown]
    /// The version in other letters, or with blanks in it.
    VersionLoose "the version in other letters, or with blanks"
                          [Unknown Unknown Takes   Unknown Unknown Takes   Unknown Unknown]
    /// `ID=`.
    IdCase "`id` in capitals"
                          [Unknown Unknown Takes   Unknown Unknown Takes   Unknown Unknown]
    /// An `id` of other characters, or of too many.
    IdText "the characters or the length of the `id`"
                          [Unknown Unknown Takes   Unknown Unknown Takes   Unknown Unknown]
    /// Blanks where none may stand.
    Blanks "a blank where none may stand"
                          [Unknown Unknown Takes   Unknown Unknown Takes   Unknown Unknown]
    /// Blanks behind a last semicolon, where they may stand.
    BlankAtRecordEnd "a blank behind the last semicolon"
                          [Unknown Unknown Takes   Unknown Unknown Takes   Refuses Unknown]

    // ---- several TXT records ----------------------------------------------------------------------------------------

    /// Several that begin with `v=STSv1;`.
    Several "several records begin with `v=STSv1;`"
                          [Refuses Refuses Takes   Refuses Refuses FirstRead Joins Refuses]
    /// One more that has nothing to do with MTA-STS.
    Foreign "another TXT record at the name"
                          [Takes   Refuses Takes   Takes   Takes   Takes   Joins   Takes]
    /// One more that begins with `v=STSv10` or the like.
    OtherVersion "a record of another version"
                          [Takes   Refuses Takes   Takes   Refuses Takes   Joins   Takes]
    /// One more that begins with `v=STSv1`, and then something else.
    NearRecord "a second record that begins with `v=STSv1`"
                          [Unknown Refuses Takes   Unknown Refuses Unknown Unknown Unknown]
    /// One more that speaks of MTA-STS in another way.
    OddRecord "a second record that is nearly one of MTA-STS"
                          [Unknown Refuses Takes   Unknown Unknown Unknown Unknown Unknown]
    /// Who joins the records gets a text that was not tried.
    OddJoint "the order of the records, or what stands in them"
                          [Plain   Plain   Plain   Plain   Plain   Plain   Unknown Plain]
    /// None of several begins with `v=STSv1;`.
    NoneKept "no record begins with `v=STSv1;`"
                          [Unknown Refuses Refuses Unknown Unknown Unknown Unknown Unknown]
    /// None of several does, and one of them is nearly a record.
    NearlyKept "no record begins with `v=STSv1;`"
                          [Unknown Refuses Refuses Unknown Unknown FirstRead Unknown Unknown]

    // ---- the record of TLS reporting --------------------------------------------------------------------------------

    /// Any such record: of most senders it is not known whether they read it at all.
    Reporting "TLS reporting"
                          [Plain   Unknown Unknown Unknown Unknown Plain   Unknown Unknown]
    /// `https:` or `https://` without a host.
    NoHost "a destination without a host"
                          [Takes   Unknown Unknown Unknown Unknown Takes   Unknown Unknown]
    /// A scheme other than `mailto:` and `https:`.
    OtherScheme "a destination of another scheme"
                          [Takes   Unknown Unknown Unknown Unknown Takes   Unknown Unknown]
    /// `!`.
    Exclamation "an exclamation mark in a destination"
                          [Unknown Unknown Unknown Unknown Unknown Takes   Unknown Unknown]
    /// `<…>`.
    AngleBrackets "angle brackets round a destination"
                          [Takes   Unknown Unknown Unknown Unknown Unknown Unknown Unknown]
    /// Characters beyond ASCII.
    UriBeyondAscii "characters beyond ASCII in a destination"
                          [Takes   Unknown Unknown Unknown Unknown Unknown Unknown Unknown]
    /// `=` and two hexadecimal digits: mail-auth decoded them up to 0.13.3.
    EqualsHex "`=` and two hexadecimal digits in a destination"
                          [Plain   Unknown Unknown Unknown Unknown Unknown Unknown Unknown]
}

impl Mark {
    /// Whether the RFC allows it, so that to take it is nothing to speak of.
    pub(super) const fn is_legal(self) -> bool {
        matches!(
            self,
            Self::ModeTwice
                | Self::KeyTwice
                | Self::AgeZero
                | Self::AgeUnderHour
                | Self::NoneWithoutMx
                | Self::UnknownKey
                | Self::SecondColon
                | Self::BeyondAscii
                | Self::Separator
                | Self::MxAddress
                | Self::Wildcard
                | Self::Over10K
                | Self::Over64K
                | Self::BlankAfterVersion
                | Self::TwoIds
                | Self::SameId
                | Self::TwoVersions
                | Self::UnknownField
                | Self::BlankAtRecordEnd
                | Self::Foreign
                | Self::OtherVersion
        )
    }

    /// What it is, as the reason for a verdict; empty where the title of a rule is the better word.
    pub(super) fn words(self) -> &'static str {
        self.row().map_or("", |row| row.words)
    }

    /// What the sender of this column does about it.
    pub(super) fn by(self, column: usize) -> Does {
        let does = self.row().and_then(|row| row.does.get(column));
        does.copied().unwrap_or(Does::Unknown)
    }

    /// What each sender does about it.
    pub(super) fn does(self) -> [Does; COUNT] {
        self.row().map_or([Does::Unknown; COUNT], |row| row.does)
    }

    fn row(self) -> Option<&'static Row> {
        ROWS.get(self as usize)
    }
}

/// The trait that findings of a rule always mean, by a table of such rules.
pub(super) fn of_rule(table: &[(&Rule, Mark)], rule: &Rule) -> Option<Mark> {
    table.iter().find(|(known, _)| *known == rule).map(|(_, mark)| *mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Traits of which nothing was measured: they say why.
    const OPEN: [Mark; 4] = [Mark::Unmeasured, Mark::AgeUnclear, Mark::SplitOdd, Mark::OddJoint];

    #[test]
    fn each_trait_has_words_and_tells_of_somebody() {
        assert_eq!(ROWS.len(), ALL.len());
        for (place, &mark) in ALL.iter().enumerate() {
            assert_eq!(mark as usize, place);
            assert_eq!(
                mark.words().is_empty(),
                matches!(mark, Mark::Unmeasured | Mark::Behind),
                "{mark:?}"
            );
            let told = mark
                .does()
                .iter()
                .any(|does| !matches!(does, Does::Unknown | Does::Plain));
            assert!(
                told || OPEN.contains(&mark) || matches!(mark, Mark::Reporting | Mark::EqualsHex),
                "{mark:?}"
            );
        }
    }

    #[test]
    fn what_differs_is_told_in_words() {
        for mark in ALL {
            for does in mark.does() {
                let silent = matches!(does, Does::Unknown | Does::Plain | Does::Takes | Does::Refuses);
                assert_eq!(does.words().is_empty(), silent, "{mark:?}");
            }
        }
    }
}
