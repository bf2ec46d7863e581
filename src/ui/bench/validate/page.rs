//! The screen: the text, what it was taken for, what it means, what was found.

use super::{Validate, beside, capital, field, found, readings};
use crate::recognise::{Kind, Piece, Reading};
use crate::rule::Severity;
use crate::ui::act::{Act, Acts, Craft, on};
use crate::ui::markup::{draw, list, text as text_node};
use crate::ui::pages::head;
use crate::ui::parts::mark::{icon, severity_icon};
use crate::ui::route::Route;
use crate::ui::words::{rich, visible};
use yew::Html;

/// The page.
pub fn page(validate: &Validate, acts: &Acts) -> Html {
    let judged = &validate.judged;
    let right = if judged.is_unknown() && !judged.is_empty() {
        unknown(validate, acts)
    } else {
        draw!(
            "{}{}{}",
            found::findings(validate, acts),
            beside::beside(validate),
            readings::section(judged, acts)
        )
    };
    draw!(
        "{}<div class=\"wrap\"><div class=\"bench\">
            <section class=\"stack\" aria-labelledby=\"h-ed\">
                <h2 class=\"sr\" id=\"h-ed\">The text</h2>
                {}{}{}{}{}{}
            </section>
            <div class=\"stack\">{}</div>
        </div></div>",
        head(
            "Validate what you have",
            draw!(
                "Paste a record, a policy, zone lines, <code>dig</code> or <code>curl -i</code> output, or several at once; or \
                 drop a text file here. It is judged as you type and stays in this browser."
            ),
            None
        ),
        known(validate, acts),
        field::editor(validate, acts),
        field::brought(validate),
        pieces(validate, acts),
        says(validate, acts),
        found::safe(validate, acts),
        right
    )
}

/// What the text was taken for.
fn known(validate: &Validate, acts: &Acts) -> Html {
    let judged = &validate.judged;
    let pieces = &judged.pasted.pieces;
    let known = match pieces.as_slice() {
        _ if judged.is_empty() => draw!("<span class=\"quiet\">Nothing pasted yet</span>"),
        _ if judged.is_unknown() => draw!(
            "<span class=\"sev is-unseen\">{}Not recognised</span>",
            severity_icon(Severity::Unseen)
        ),
        [one] => recognised(validate, rich(one.kind.words()), acts),
        several => {
            let number = NUMBERS
                .get(several.len())
                .map_or_else(|| several.len().to_string(), |&word| word.to_owned());
            recognised(validate, text_node(format!("{number} things")), acts)
        }
    };
    let button = |label: &'static str, craft: Craft| {
        draw!(
            "<button class=\"btn btn--small btn--bare\" type=\"button\" onclick={}>{}</button>",
            on(acts, Act::Craft(craft)),
            label
        )
    };
    draw!(
        "<div class=\"known\"><div>{}</div><div class=\"row\">{}{}{}</div></div>",
        known,
        field::picker(acts),
        button("Clear", Craft::Clear),
        button("Undo", Craft::Undo)
    )
}

const NUMBERS: [&str; 7] = ["no", "one", "two", "three", "four", "five", "six"];

fn recognised(validate: &Validate, words: Html, acts: &Acts) -> Html {
    let taken = if validate.choice.is_some() {
        "Taken for"
    } else {
        "Recognised as"
    };
    draw!(
        "<span class=\"quiet\">{}</span> <strong>{}</strong>
        <details class=\"more more--inline\"><summary>not right?</summary><div class=\"more__body\">{}</div></details>",
        taken,
        words,
        choices(validate, acts)
    )
}

/// The choice by hand.
fn choices(validate: &Validate, acts: &Acts) -> Html {
    let choice = |kind: Kind| {
        draw!(
            "<label class=\"pick\">
                <input type=\"radio\" name=\"what\" checked={} onchange={}/><span>{}<small>{}</small></span>
            </label>",
            (validate.choice == Some(kind)).then_some(true),
            on(acts, Act::Craft(Craft::Choose(Some(kind)))),
            rich(&capital(kind.words())),
            kind.marks()
        )
    };
    let back = validate.choice.is_some().then(|| {
        draw!(
            "<button class=\"btn btn--small\" type=\"button\" onclick={}>Look for yourself</button>",
            on(acts, Act::Craft(Craft::Choose(None)))
        )
    });
    draw!(
        "<div class=\"picks\">{}</div>{}",
        Kind::CHOICES.map(choice).to_vec(),
        back
    )
}

/// Beside a text that is not recognised: what it comes near to, and the choice.
fn unknown(validate: &Validate, acts: &Acts) -> Html {
    let near = validate.judged.pasted.nearest.as_ref().map(|near| {
        draw!(
            "<p class=\"hint\">Nearest: {}. <a href={} onclick={}>Show where</a></p>",
            rich(&near.words),
            Route::Validate.to_string(),
            on(acts, Act::Craft(Craft::Place(near.span.start, near.span.end)))
        )
    });
    draw!(
        "<form class=\"form\" aria-labelledby=\"q-what\">
            <fieldset><legend class=\"form__h\" id=\"q-what\">Not a domain, record, policy or report that this page knows. What
            is it?</legend>{}</fieldset>
            {}
            <p class=\"hint\">A wrong guess would find fault with something that you never wrote, so nothing is guessed.</p>
        </form>",
        choices(validate, acts),
        near
    )
}

/// What was found in the paste, if that is more than one thing.
fn pieces(validate: &Validate, acts: &Acts) -> Option<Html> {
    let pieces = &validate.judged.pasted.pieces;
    let plain = |piece: &Piece| matches!(piece.kind, Kind::Policy | Kind::StsRecord | Kind::TlsrptRecord);
    if pieces.is_empty() || validate.judged.is_unknown() || (pieces.len() == 1 && pieces.iter().all(plain)) {
        return None;
    }
    let shown: Vec<Html> = pieces.iter().map(|piece| one_piece(validate, piece, acts)).collect();
    Some(draw!(
        "<ul class=\"gate\" aria-label=\"What was found in it\">{}</ul>",
        list(shown)
    ))
}

fn one_piece(validate: &Validate, piece: &Piece, acts: &Acts) -> Html {
    let within = validate.judged.findings.iter().filter(|finding| {
        finding
            .span
            .is_some_and(|span| piece.span.start <= span.start && span.start <= piece.span.end)
    });
    let severity = match within.map(|finding| finding.severity).min() {
        _ if piece.kind == Kind::Unknown => Severity::Unseen,
        Some(severity) if severity < Severity::Note => severity,
        _ => Severity::Good,
    };
    let check = match &piece.reading {
        Reading::Domain(target) => {
            let domain = target.domain.to_string();
            Some(draw!(
                " <a href={}>Check {} live</a>",
                Route::Check(domain.clone()).to_string(),
                domain
            ))
        }
        _ => None,
    };
    draw!(
        "<li class={}>{}<span><a href={} onclick={}>{}</a>: {}{}<small>{}</small></span></li>",
        severity.class(),
        icon(severity.icon()),
        Route::Validate.to_string(),
        on(acts, Act::Craft(Craft::Place(piece.span.start, piece.span.end))),
        piece.place(),
        rich(&piece.what),
        check,
        rich(&piece.how)
    )
}

/// The live sentence.
fn says(validate: &Validate, acts: &Acts) -> Option<Html> {
    let says = &validate.judged.says;
    if says.is_empty() {
        return None;
    }
    let parts: Vec<Html> = says
        .iter()
        .map(|say| match say.at {
            None => text_node(visible(&say.words)),
            Some(span) => draw!(
                "<a href={} onclick={}>{}</a>",
                Route::Validate.to_string(),
                on(acts, Act::Craft(Craft::Place(span.start, span.end))),
                visible(&say.words)
            ),
        })
        .collect();
    Some(draw!(
        "<div><h3 class=\"says__h\">In plain words</h3><p class=\"says\">{}</p></div>",
        list(parts)
    ))
}
