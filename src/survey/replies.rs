//! The replies by their questions.

use super::facts::{Question, Reported};

/// All replies to each question, in order of arrival; the questions in their own order, whatever came first.
///
/// A list, since a survey asks a few dozen questions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replies(Vec<(Question, Vec<Reported>)>);

impl Replies {
    /// The replies to a question; `None` while there is none.
    #[must_use]
    pub fn get(&self, question: &Question) -> Option<&Vec<Reported>> {
        self.iter()
            .find(|(known, _)| known == question)
            .map(|(_, replies)| replies)
    }

    /// Whether there is a reply to a question.
    #[must_use]
    pub fn contains_key(&self, question: &Question) -> bool {
        self.get(question).is_some()
    }

    /// The questions that were answered.
    pub fn keys(&self) -> impl Iterator<Item = &Question> {
        self.iter().map(|(question, _)| question)
    }

    /// The replies, question by question.
    pub fn values(&self) -> impl Iterator<Item = &Vec<Reported>> {
        self.iter().map(|(_, replies)| replies)
    }

    /// Questions and replies.
    pub fn iter(&self) -> std::slice::Iter<'_, (Question, Vec<Reported>)> {
        self.0.iter()
    }

    /// Takes a reply in.
    pub(super) fn add(&mut self, question: Question, reported: Reported) {
        let at = self
            .0
            .iter()
            .position(|(known, _)| *known >= question)
            .unwrap_or(self.0.len());
        match self.0.get_mut(at) {
            Some((known, replies)) if *known == question => replies.push(reported),
            _ => self.0.insert(at, (question, vec![reported])),
        }
    }
}

impl<'a> IntoIterator for &'a Replies {
    type Item = &'a (Question, Vec<Reported>);
    type IntoIter = std::slice::Iter<'a, (Question, Vec<Reported>)>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dns::{Failure, Lookup, Name, Rtype};
    use crate::survey::Reply;

    #[test]
    fn replies_stand_by_their_questions() {
        let reported = |at| Reported {
            from: "browser".into(),
            at,
            reply: Reply::Dns(Lookup::Failed(Failure::TimedOut)),
        };
        let record = Question::Dns {
            name: Name::parse("_mta-sts.example.com").unwrap(),
            rtype: Rtype::TXT,
        };
        let mut replies = Replies::default();
        for (at, question) in [Question::Probe, Question::Policy, record.clone(), Question::Policy]
            .into_iter()
            .enumerate()
        {
            replies.add(question, reported(u32::try_from(at).unwrap()));
        }
        let keys: Vec<_> = replies.keys().collect();
        assert_eq!(keys, [&record, &Question::Policy, &Question::Probe]);
        let times: Vec<Vec<u32>> = replies
            .values()
            .map(|replies| replies.iter().map(|reported| reported.at).collect())
            .collect();
        assert_eq!(times, [vec![2], vec![1, 3], vec![0]]);
        assert_eq!(replies.get(&Question::Probe).map(Vec::len), Some(1));
        assert!(replies.contains_key(&Question::Policy) && (&replies).into_iter().count() == 3);
    }
}
