//! What `dig +short` prints: the data alone, a line each.

use super::bare::value;
use super::cut::Block;
use super::follow::What;
use super::form::Form;
use super::lines::{lines, string, trimmed};
use super::reader::Reader;
use super::rows::{Held, Row};
use super::txt::Which;
use crate::dns::{Data, Rtype};
use crate::text::Span;

/// How many of the blocks at the beginning are such lines: behind a command that asked for them, or several quoted
/// records of one kind in a row. 0: none.
pub(super) fn count(reader: &Reader<'_>, blocks: &[Block]) -> usize {
    let text = reader.text;
    let asked = reader.command.as_ref().and_then(|command| command.question.as_ref());
    let printed = |block: &&Block| match block.what {
        What::Short => true,
        What::Text(_) => text.get(block.span.start) == Some(&b'"'),
        // The names of aliases.
        What::Rest => asked.is_some() && are_names(text, block.span),
        _ => false,
    };
    let Some(first) = blocks.first().filter(printed) else {
        return 0;
    };
    if asked.is_some() {
        return blocks.iter().take_while(printed).count();
    }
    let What::Text(Which::Sts | Which::Tlsrpt) = first.what else {
        return usize::from(first.what == What::Short);
    };
    let mut end = first.span.start;
    let alike = |block: &&Block| {
        let gap = text.get(end..block.span.start).unwrap_or_default();
        end = block.span.end;
        block.what == first.what && printed(block) && gap.iter().filter(|&&byte| byte == b'\n').count() < 2
    };
    let number = blocks.iter().take_while(alike).count();
    if number > 1 { number } else { 0 }
}

/// Whether all lines are names with their final dot.
fn are_names(text: &[u8], span: Span) -> bool {
    lines(text, span).all(|line| {
        let part = trimmed(text, line.span).of(text);
        part.is_empty() || part.ends_with(b".") && super::zone::record::is_name(part)
    })
}

/// Reads such blocks as one answer.
pub(super) fn blocks(reader: &mut Reader<'_>, blocks: &[Block]) {
    let source = reader.new_source();
    let owner = reader.asked().map(|question| question.name);
    for block in blocks {
        match block.what {
            What::Text(_) => {
                let value = value(reader.text, block.span);
                let held = Held::Text {
                    text: value.text,
                    form: Form::Quoted,
                    frozen: false,
                };
                push(reader, source, owner.as_deref(), block.span, Rtype::TXT, held);
            }
            What::Short => mx(reader, source, owner.as_deref(), block.span),
            _ => {}
        }
    }
}

fn mx(reader: &mut Reader<'_>, source: usize, owner: Option<&str>, span: Span) {
    let text = reader.text;
    for line in lines(text, span) {
        let part = trimmed(text, line.span);
        let bytes = part.of(text);
        let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let Some(preference) = bytes
            .get(..digits)
            .and_then(|digits| std::str::from_utf8(digits).ok()?.parse().ok())
        else {
            continue;
        };
        let host = trimmed(text, Span::new(part.start + digits, part.end));
        let name = string(host.of(text).strip_suffix(b".").unwrap_or(host.of(text)));
        let held = Held::Data(Data::Mx { preference, host: name }, host);
        push(reader, source, owner, part, Rtype::MX, held);
    }
}

fn push(reader: &mut Reader<'_>, source: usize, owner: Option<&str>, span: Span, rtype: Rtype, held: Held) {
    let mut row = Row::printed(source, reader.block, span, rtype, held);
    row.owner = owner.map(str::to_owned);
    row.how = "the data alone, as `dig +short` prints them";
    reader.row(row);
}
