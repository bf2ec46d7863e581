//! Leads what was found in a text back to the paste that it was taken out of.

use super::super::mapped::Mapped;
use super::super::piece::{Pasted, Piece, Reading};
use crate::sts::Policy;
use crate::text::Span;

/// Leads all places of what was recognised back to the paste.
pub(in super::super) fn pasted(pasted: &mut Pasted, bare: &Mapped) {
    for piece in &mut pasted.pieces {
        self::piece(piece, bare);
    }
    for link in &mut pasted.together.links {
        link.at = bare.span(link.at);
    }
    for text in pasted.txt_sets.iter_mut().flat_map(|set| &mut set.texts) {
        *text = text.behind(bare);
    }
    if let Some(nearest) = &mut pasted.nearest {
        nearest.span = bare.span(nearest.span);
    }
}

fn piece(piece: &mut Piece, bare: &Mapped) {
    piece.span = bare.span(piece.span);
    match &mut piece.reading {
        Reading::Sts {
            record: Some(record), ..
        } => record.id_span = bare.span(record.id_span),
        Reading::Tlsrpt {
            record: Some(record), ..
        } => {
            for rua in &mut record.rua {
                rua.span = bare.span(rua.span);
            }
        }
        Reading::Policy {
            policy, body, apart, ..
        } => {
            let inner = *body;
            *body = bare.span(inner);
            // Where it stands in several pieces the text can't be cut out of the paste.
            *apart = (body.len() != inner.len()).then(|| Box::new(Mapped::plain(&bare.text, inner).behind(bare)));
            let (from, to) = (inner.start, body.start);
            for policy in [&mut policy.effective, &mut policy.lenient].into_iter().flatten() {
                self::policy(policy, |span| {
                    let span = bare.span(span.shifted(from));
                    Span::new(span.start.saturating_sub(to), span.end.saturating_sub(to))
                });
            }
        }
        Reading::Bounce(bounced) => {
            for one in bounced {
                one.span = bare.span(one.span);
            }
        }
        Reading::Mx { hosts, .. } => {
            for host in hosts {
                host.span = bare.span(host.span);
            }
        }
        Reading::None | Reading::Domain(_) | Reading::Tls(_) | Reading::Sts { .. } | Reading::Tlsrpt { .. } => {}
    }
}

fn policy(policy: &mut Policy, place: impl Fn(Span) -> Span) {
    policy.mode_span = place(policy.mode_span);
    policy.max_age_span = place(policy.max_age_span);
    for mx in &mut policy.mx {
        mx.span = place(mx.span);
    }
}
