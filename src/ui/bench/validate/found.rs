//! What was found in the text: the list beside it, and all safe changes before and after.

use super::Validate;
use crate::rule::{Finding, Severity};
use crate::ui::act::{Act, Acts, Craft, on};
use crate::ui::markup::{draw, list};
use crate::ui::parts::copy::labelled;
use crate::ui::parts::finding::code;
use crate::ui::parts::mark::{icon, severity_icon};
use crate::ui::parts::source::changes;
use crate::ui::route::Route;
use crate::ui::words::{count, plain, rich, sentence};
use yew::Html;

/// All safe changes, before and after; `None` where there is none.
pub fn safe(validate: &Validate, acts: &Acts) -> Option<Html> {
    let judged = &validate.judged;
    let (number, fix) = judged.safe.as_ref()?;
    let mended = String::from_utf8(fix.apply(judged.text.as_bytes())).ok()?;
    let with_fix = judged.findings.iter().filter(|finding| finding.fix.is_some()).count();
    Some(draw!(
        "<details class=\"more\" open>
            <summary>Fix all that is safe <span class=\"more__n\">{} of {}</span></summary>
            <div class=\"more__body more__body--wide\">
                {}
                <div class=\"row snip\">
                    <button class=\"btn btn--main\" type=\"button\" id=\"fix-all\" onclick={}>Apply {}</button>{}
                </div>
            </div>
        </details>",
        *number,
        with_fix,
        changes(fix, judged.text.as_bytes(), "Safe fixes, before and after"),
        on(acts, Act::Craft(Craft::FixAll)),
        count(*number, "change"),
        labelled(&mended, "the mended text", "Copy the mended text")
    ))
}

/// The findings, the worst first.
pub fn findings(validate: &Validate, acts: &Acts) -> Html {
    let judged = &validate.judged;
    let mut shown: Vec<Html> = Vec::new();
    for (index, found) in judged.findings.iter().enumerate() {
        if found.severity < Severity::Good {
            shown.push(finding(validate, index, found, acts));
        }
    }
    let content = if judged.is_empty() {
        draw!("<p class=\"quiet\">They come as you type.</p>")
    } else if judged.findings.is_empty() {
        draw!(
            "<p>{} There is no record, policy or report in this text to judge.</p>",
            severity_icon(Severity::Note)
        )
    } else if shown.is_empty() {
        draw!("<p>{} Nothing to mend in this text.</p>", severity_icon(Severity::Good))
    } else {
        draw!("<ol class=\"short\">{}</ol>", list(shown))
    };
    draw!(
        "<section aria-labelledby=\"h-fi\">
            <div class=\"sec__head\"><h2 id=\"h-fi\">Findings</h2><p>F8 next, Shift+F8 previous, Ctrl+. mends</p></div>
            {}
        </section>",
        content
    )
}

fn finding(validate: &Validate, index: usize, finding: &Finding, acts: &Acts) -> Html {
    let place = finding.span.map(|span| {
        let line = validate.judged.line(span.start);
        draw!(
            "<a href={} onclick={}>line {}</a>",
            Route::Validate.to_string(),
            on(acts, Act::Craft(Craft::Show(index))),
            line
        )
    });
    let fix = finding.fix.as_ref().map(|fix| {
        draw!(
            "<button class=\"btn btn--small\" type=\"button\" onclick={}>{}<span class=\"sr\">: {}</span></button>",
            on(acts, Act::Craft(Craft::Fix(index))),
            if fix.safe { "Mend" } else { "Mend (a guess)" },
            plain(finding.rule.title)
        )
    });
    let current = validate.current == Some(index);
    draw!(
        "<li class=\"{} {}\" id=\"v-{}\" tabindex=\"-1\" aria-current={}>
            {}
            <div>
                <p class=\"short__at\"><span class=\"sev\">{}</span> {} {}</p>
                <h3 class=\"short__t\">{}</h3>
                <p>{}</p>
            </div>
            <div>{}</div>
        </li>",
        finding.severity.class(),
        if current { "is-current" } else { "" },
        index,
        current.then_some("true"),
        icon(finding.severity.icon()),
        finding.severity.word(),
        code(finding.rule),
        place,
        rich(finding.rule.title),
        rich(&sentence(finding)),
        fix
    )
}
