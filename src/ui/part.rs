//! A part of the program that is loaded when it is first wanted.

/// How it stands with the part; open, it is a `T`.
pub enum Part<T: ?Sized> {
    /// Not wanted yet.
    Closed,
    /// On its way.
    Opening,
    /// It could not be loaded.
    Failed,
    /// On its way again.
    Retrying,
    /// It is there.
    Open(Box<T>),
}

impl<T: ?Sized> Part<T> {
    /// Takes it as on its way, if nobody has wanted it yet. Gives whether it is now to be loaded.
    #[must_use]
    pub fn wants(&mut self) -> bool {
        let wanted = matches!(self, Self::Closed);
        if wanted {
            *self = Self::Opening;
        }
        wanted
    }

    /// The same, if it could not be loaded.
    #[must_use]
    pub fn wants_again(&mut self) -> bool {
        let wanted = matches!(self, Self::Failed);
        if wanted {
            *self = Self::Retrying;
        }
        wanted
    }

    /// Takes in what came of loading it.
    pub fn came(&mut self, part: Option<Box<T>>) {
        *self = part.map_or(Self::Failed, Self::Open);
    }

    /// What is there.
    pub fn get(&self) -> Option<&T> {
        match self {
            Self::Open(part) => Some(part),
            _ => None,
        }
    }

    /// The same, to be worked with.
    pub fn get_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Open(part) => Some(part),
            _ => None,
        }
    }

    /// Whether it could not be loaded, and has not come since.
    #[must_use]
    pub const fn is_lost(&self) -> bool {
        matches!(self, Self::Failed | Self::Retrying)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_loaded_once_and_again_where_it_got_lost() {
        let mut part: Part<str> = Part::Closed;
        assert!(!part.wants_again() && part.wants() && !part.wants() && !part.is_lost());
        part.came(None);
        assert!(part.is_lost() && !part.wants() && part.get().is_none());
        assert!(part.wants_again() && !part.wants_again() && part.is_lost());
        part.came(Some("there".into()));
        assert!(!part.is_lost() && !part.wants() && !part.wants_again());
        assert_eq!(
            (part.get().map(str::len), part.get_mut().map(|part| part.len())),
            (Some(5), Some(5))
        );
    }
}
