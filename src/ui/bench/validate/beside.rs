//! What stands beside a text besides its findings: how its pieces fit, what to do about a bounce, what the output of
//! `openssl` shows.

use super::Validate;
use crate::recognise::Reading;
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
            Reading::Bounce(bounced) => shown.extend(bounced.iter().map(bounce)),
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

/// What to do about a bounce.
fn bounce(bounced: &crate::recognise::bounce::Bounced) -> Html {
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
    let mark = severity_icon(Severity::Note);
    draw!(
        "<section>
            <div class=\"sec__head\"><h2>What to do</h2></div>
            <dl class=\"rec\">{}</dl>
            <p class=\"snip\">{} {}</p>
            <ol class=\"bullets snip\">{}</ol>{}
        </section>",
        facts,
        mark,
        rich(&bounced.plain),
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
}
