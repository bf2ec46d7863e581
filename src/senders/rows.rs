//! What a sender does about a trait.

/// What a sender does about a trait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Does {
    /// Not measured.
    Unknown,
    /// The trait is none to it: such a text is a plain one.
    Plain,
    /// Measured: it takes the text as written.
    Takes,
    /// Measured: there is no record or policy for it.
    Refuses,
    /// Of two values it goes by the last.
    Last,
    /// It keeps the policy for a day.
    OneDay,
    /// It takes the limit as `max_age`.
    Limit,
    /// It goes on without a `max_age`.
    NoAge,
    /// It takes the policy as one of mode `none`.
    Off,
    /// It ends the line there.
    Splits,
    /// It reads an `mx` without its final dot.
    NoFinalDot,
    /// It has a wildcard cover any number of labels.
    AnyDepth,
    /// It reads the first 10 KB.
    Cuts,
    /// It accepts the record; by which `id` it goes was not measured.
    WhichId,
    /// Of several TXT records it goes by the first that it can read.
    FirstRead,
    /// It joins the strings of all TXT records into one text.
    Joins,
}

impl Does {
    /// What it reads that differs from the RFC's reading, in words; empty where nothing does.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Unknown | Self::Plain | Self::Takes | Self::Refuses => "",
            Self::Last => "goes by the last",
            Self::OneDay => "keeps the policy for 1 day",
            Self::Limit => "keeps the policy for 31557600 seconds",
            Self::NoAge => "ignores `max_age`",
            Self::Off => "reads mode `none`",
            Self::Splits => "ends the line there",
            Self::NoFinalDot => "reads `mx` without its final dot",
            Self::AnyDepth => "a wildcard covers any number of labels, with Postfix before 3.10.5",
            Self::Cuts => "reads the first 10 KB only",
            Self::WhichId => "by which `id` it goes was not measured",
            Self::FirstRead => "goes by the first record that it can read",
            Self::Joins => "joins the strings of all TXT records into one text",
        }
    }
}

/// What is known of a trait.
pub(super) struct Row {
    /// What the trait is, as the reason for a verdict.
    pub(super) words: &'static str,
    /// What each sender does, in the order of [`super::SENDERS`].
    pub(super) does: [Does; super::COUNT],
}
