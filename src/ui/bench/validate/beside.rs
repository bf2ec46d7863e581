//! What stands beside a text besides its findings: how its pieces fit, what to do about a bounce, what the output of
//! `openssl` shows.

use super::Validate;
use crate::recognise::Reading;
use crate::recognise::bounce::Bounced;
use crate::rule::Severity;
use crate::ui::markup::{draw, list};
use crate::ui::parts::mark::{icon, severity_icon};
use crate::ui::parts::matrix::matrix;
use crate::ui::parts::section::scroll;
use crate::ui::route::Route;
use crate::ui::words::{rich, visible};
use yew::Html;

/// All of it that the text gives rise to.
pub fn beside(validate: &Validate) -> Html {
    let mut shown: Vec<Html> = Vec::new();
    shown.extend(together(validate));
    for piece in &validate.judged.pasted.pieces {
        match &piece.reading {
            Reading::Tls(seen) => shown.push(tls(seen)),
            Reading::Bounce(bounced) => shown.extend(bounced.iter().map(|one| bounce(validate, one, bounced.len()))),
            _ => {}
        }
    }
    list(shown)
}

/// How the pieces fit one another.
fn together(validate: &Validate) -> Option<Html> {
    let together = &validate.judged.pasted.together;
    let check = together.domain.as_ref().map(|domain| {
        draw!(
            "<p><a class=\"btn\" href={}>Check {} live</a></p>",
            Route::Check(domain.clone()).to_string(),
            visible(domain)
        )
    });
    if together.fits.is_empty() && together.matrix.is_none() {
        // A piece alone may say whose it is: by its owner, or by the command above it.
        return check;
    }
    let fits: Vec<Html> = together
        .fits
        .iter()
        .map(|fit| {
            draw!(
                "<li class={}>{}<span><span class=\"sr\">{}: </span>{}</span></li>",
                fit.severity.class(),
                icon(fit.severity.icon()),
                fit.severity.word(),
                rich(&fit.words)
            )
        })
        .collect();
    Some(draw!(
        "<section aria-labelledby=\"h-to\">
            <div class=\"sec__head\"><h2 id=\"h-to\">Held against each other</h2></div>
            <ul class=\"gate\">{}</ul>{}{}
        </section>",
        fits,
        together.matrix.as_ref().map(matrix),
        check
    ))
}

/// What the output of `openssl` shows.
fn tls(seen: &crate::recognise::openssl::Seen) -> Html {
    let rows: Vec<Html> = seen
        .shown
        .iter()
        .map(|shown| {
            draw!(
                "<tr><th scope=\"row\">{}</th><td>{}</td><td><span class=\"sev {}\">{}<span class=\"sr\">{}: </span></span> {}</td></tr>",
                shown.asked,
                rich(&shown.says),
                shown.severity.class(),
                severity_icon(shown.severity),
                shown.severity.word(),
                rich(&shown.judged)
            )
        })
        .collect();
    let host = seen.host.as_deref().map(|host| format!("for {}", visible(host)));
    draw!(
        "<section aria-labelledby=\"h-tls\">
            <div class=\"sec__head\"><h2 id=\"h-tls\">What the MX host showed</h2><p>{}</p></div>{}
        </section>",
        host,
        scroll(
            "What the output shows",
            draw!(
                "<table class=\"tbl\">
                    <thead><tr><th scope=\"col\">Asked</th><th scope=\"col\">The output says</th><th scope=\"col\">Judged</th></tr></thead>
                    <tbody>{}</tbody>
                </table>",
                rows
            )
        )
    )
}

/// What to do about a bounce, one of so many.
fn bounce(validate: &Validate, bounced: &Bounced, of: usize) -> Html {
    let heading = match of {
        1 => "What to do".to_owned(),
        _ => format!("What to do about line {}", validate.judged.line(bounced.span.start)),
    };
    // What it means stands above already, unless it is told there how several pieces fit.
    let plain = &validate.judged.pasted.together.plain;
    let plain = (!plain.is_empty()).then(|| {
        let mark = severity_icon(Severity::Note);
        draw!("<p class=\"snip\">{} {}</p>", mark, rich(&bounced.plain))
    });
    let who = ["You run the domain:", "You sent the mail:"];
    let steps: Vec<Html> = who
        .into_iter()
        .zip(&bounced.look)
        .filter(|(_, look)| !look.is_empty())
        .map(|(who, look)| draw!("<li><strong>{}</strong> {}</li>", who, rich(look)))
        .collect();
    let check = bounced.domain.as_ref().map(|domain| {
        draw!(
            "<p class=\"snip\"><a class=\"btn\" href={}>Check {}</a></p>",
            Route::Check(domain.clone()).to_string(),
            visible(domain)
        )
    });
    let facts: Vec<Html> = [
        ("For", &bounced.domain),
        ("MX host", &bounced.host),
        ("Code", &bounced.code),
        ("Detail", &bounced.detail),
    ]
    .into_iter()
    .filter_map(|(what, value)| {
        let value = value.as_ref()?;
        Some(draw!(
            "<div><dt>{}</dt><dd><code>{}</code></dd></div>",
            what,
            visible(value)
        ))
    })
    .collect();
    draw!(
        "<section>
            <div class=\"sec__head\"><h2>{}</h2></div>
            <dl class=\"rec\">{}</dl>{}
            <ol class=\"bullets snip\">{}</ol>{}
        </section>",
        heading,
        facts,
        plain,
        steps,
        check
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_domain_of_what_is_pasted_can_be_checked() {
        let answer = "HTTP/2 200\ncontent-type: text/plain\n\nversion: STSv1\nmode: testing\nmx: mx1.example.com\nmax_age: 86400\n";
        for (text, checked) in [
            (
                format!("$ curl -i https://mta-sts.example.com/.well-known/mta-sts.txt\n{answer}"),
                true,
            ),
            (answer.to_owned(), false),
            ("_mta-sts.example.com. TXT \"v=STSv1; id=1\"".to_owned(), true),
            ("v=STSv1; id=1".to_owned(), false),
            (
                "550 5.4.8 MX hosts of 'example.com' failed MTA-STS validation.".to_owned(),
                true,
            ),
        ] {
            let validate = Validate::new(text.clone(), 0, |_| None);
            let html = crate::ui::samples::render(beside(&validate));
            assert_eq!(
                html.contains("#/check/example.com\">Check example.com"),
                checked,
                "{text}\n{html}"
            );
        }
    }

    #[test]
    fn what_a_bounce_means_is_told_once() {
        let one = "550 5.4.8 MX hosts of 'example.com' failed MTA-STS validation.";
        for (text, headings) in [
            (one.to_owned(), vec!["<h2>What to do</h2>"]),
            (
                format!(
                    "status=deferred ({one})\nstatus=bounced (550 5.4.8 MX hosts of 'example.net' failed MTA-STS validation.)\n"
                ),
                vec!["<h2>What to do about line 1</h2>", "<h2>What to do about line 2</h2>"],
            ),
            (
                format!(
                    "{one}\n\n_mta-sts.example.com. TXT \"v=STSv1; id=1\"\nexample.com. MX 10 mx.example.com.\n\nversion: STSv1\nmode: enforce\nmx: mx.example.com\nmax_age: 86400\n"
                ),
                vec!["<h2>What to do</h2>"],
            ),
        ] {
            let validate = Validate::new(text.clone(), 0, |_| None);
            let told: String = validate.judged.says.iter().map(|say| say.words.as_str()).collect();
            let html = crate::ui::samples::render(beside(&validate));
            assert!(headings.iter().all(|heading| html.contains(heading)), "{text}\n{html}");
            for piece in &validate.judged.pasted.pieces {
                let Reading::Bounce(bounced) = &piece.reading else {
                    continue;
                };
                for one in bounced {
                    let words = crate::ui::words::plain(&one.plain);
                    let shown = crate::ui::samples::render(rich(&one.plain));
                    assert_eq!(
                        told.matches(words.trim()).count() + html.matches(&shown).count(),
                        1,
                        "{text}\n{told}\n{html}"
                    );
                }
            }
        }
    }
}
