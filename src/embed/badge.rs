//! A badge: a picture of what a check found, with its date, for places that strip scripts. It never changes by itself, and
//! says so: "as of". Shape and word say how bad it is, beside colour; the picture has no script and loads nothing.

use super::escape::{html, url};
use crate::rule::Severity;
use crate::survey::Assessment;
use crate::survey::assessment::Case;
use crate::text::address_encode;
use crate::words::civil;

/// The icons of the page.
const ICONS: &str = include_str!("../../www/icons.svg");

/// About how wide a letter is, in pixels. Where the font is wider or narrower, what it draws is fitted in.
const LETTER: usize = 6;

/// A badge, and how it is put into a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Badge {
    /// What the file is called.
    pub file: String,
    /// The picture.
    pub svg: String,
    /// Its words, for those who don't see it.
    pub alt: String,
    /// The picture in Markdown, linked to a check of today.
    pub markdown: String,
    /// The same in HTML.
    pub html: String,
}

/// The badge of a finished check; `None`: it isn't finished. `base`: the address of the page, to which it leads.
#[must_use]
pub fn badge(assessment: &Assessment, base: &str) -> Option<Badge> {
    let word = assessment.done.then(|| word(assessment.verdict.case))??;
    let day = day(assessment.started);
    let domain: String = assessment
        .domain
        .chars()
        .filter(|letter| !letter.is_control())
        .collect();
    let alt = format!("MTA-STS of {domain}: {word}, as of {day} (a snapshot)");
    let (svg, width) = draw(&alt, word, &day, assessment.verdict.severity);
    let plain = |letter: char| letter.is_ascii_alphanumeric() || ".-".contains(letter);
    let file = format!("mta-sts-{}.svg", domain.replace(|letter| !plain(letter), "_"));
    let mut link = format!("{}#/check/", url(base));
    // A text takes whatever is written to it.
    _ = address_encode(&domain, &mut link);
    let words = html(&alt);
    Some(Badge {
        markdown: format!("[![{words}]({file})]({link})\n"),
        html: format!("<a href=\"{link}\"><img src=\"{file}\" alt=\"{words}\" width=\"{width}\" height=\"24\"></a>\n"),
        file,
        svg,
        alt,
    })
}

/// What it says; `None`: not all is known yet.
const fn word(case: Case) -> Option<&'static str> {
    Some(match case {
        Case::Waiting => return None,
        Case::Protected => "enforce",
        Case::PartlyRefused => "enforce, some hosts refused",
        Case::Refused => "enforce, all mail refused",
        Case::Testing => "testing",
        Case::TestingMisfit => "testing, not all hosts fit",
        Case::Off => "switched off",
        Case::RecordInvalid | Case::TwoRecords | Case::PolicyInvalid => "ignored by senders",
        Case::SendersDiffer => "depends on the sender",
        Case::RecordWithoutPolicy => "no policy served",
        Case::PolicyWithoutRecord => "no record",
        Case::NotSetUp => "not set up",
        Case::NoMail => "takes no mail",
        Case::NotReadable | Case::HostUnreachable => "policy not seen",
        Case::ResolversDiffer => "resolvers disagree",
        Case::Unknown => "unknown",
        Case::NoSuchDomain => "no such domain",
    })
}

/// The day of a time, as `2026-11-29`.
fn day(unix: i64) -> String {
    let (year, month, day) = civil(unix.div_euclid(86_400));
    format!("{year:04}-{month:02}-{day:02}")
}

/// The colour of the icon on white; those of the page.
const fn colour(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "#98191a",
        Severity::Warning => "#694100",
        Severity::Note => "#204a92",
        Severity::Good => "#15572f",
        Severity::Unseen | Severity::Pending => "#454d57",
    }
}

/// The icon, as it stands in the page's sheet, in these colours.
fn icon(severity: Severity) -> String {
    let start = format!(
        "id=\"{}\" viewBox=\"0 0 16 16\">",
        severity.icon().trim_start_matches('#')
    );
    let inner = ICONS
        .split_once(&start)
        .and_then(|(_, rest)| rest.split_once("</symbol>"));
    let inner = inner.map_or("", |(inner, _)| inner);
    inner
        .replace("currentColor", colour(severity))
        .replace("class=\"i-hole\"", "stroke=\"#fff\"")
        .replace("class=\"i-dot\"", "fill=\"#fff\"")
}

/// The picture and its width.
fn draw(alt: &str, word: &str, day: &str, severity: Severity) -> (String, usize) {
    let date = format!("as of {day}");
    let width = |text: &str| text.len() * LETTER;
    let label = "MTA-STS";
    // The label on its ground; icon and word; the date.
    let parting = 10 + width(label) + 10;
    let said = parting + 10 + 14 + 6;
    let dated = said + width(word) + 14;
    let all = dated + width(&date) + 10;
    let text = |x: usize, text: &str, weight: &str| {
        format!(
            "<text x=\"{x}\" y=\"16\" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\" font-weight=\"{weight}\">{}</text>",
            width(text),
            html(text)
        )
    };
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{all}\" height=\"24\" viewBox=\"0 0 {all} 24\" role=\"img\" \
         aria-labelledby=\"t\"><title id=\"t\">{}</title>\
         <rect x=\".5\" y=\".5\" width=\"{}\" height=\"23\" rx=\"4\" fill=\"#fff\" stroke=\"#74817c\"/>\
         <path d=\"M{parting}.5 1v22H5a4 4 0 0 1-4-4V5a4 4 0 0 1 4-4z\" fill=\"#eef1ec\"/>\
         <path d=\"M{parting}.5 1v22\" stroke=\"#74817c\"/>\
         <g transform=\"translate({} 5) scale(.875)\">{}</g>\
         <g font-family=\"system-ui, sans-serif\" font-size=\"11.5\" fill=\"#15201e\">{}{}{}</g></svg>\n",
        html(alt),
        all - 1,
        parting + 10,
        icon(severity),
        text(10, label, "400"),
        text(said, word, "600"),
        text(dated, &date, "400"),
    );
    (svg, all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dns::Name;
    use crate::embed::colour::{READABLE, contrast};
    use crate::survey::Survey;
    use crate::survey::judge::judge;

    const BASE: &str = "https://lens.example/a/";

    fn found(case: Case, severity: Severity) -> Assessment {
        let mut survey = Survey::new(Name::parse("example.com").unwrap(), None, 1_795_444_320);
        survey.ended = true;
        let mut assessment = judge(&survey);
        assessment.verdict.case = case;
        assessment.verdict.severity = severity;
        assessment
    }

    #[test]
    fn it_says_what_was_found_and_when_and_leads_to_a_check() {
        let badge = badge(&found(Case::Protected, Severity::Good), BASE).unwrap();
        assert_eq!(
            badge.alt,
            "MTA-STS of example.com: enforce, as of 2026-11-23 (a snapshot)"
        );
        assert_eq!(badge.file, "mta-sts-example.com.svg");
        assert_eq!(
            badge.markdown,
            "[![MTA-STS of example.com: enforce, as of 2026-11-23 &#40;a snapshot&#41;](mta-sts-example.com.svg)]\
             (https://lens.example/a/#/check/example.com)\n"
        );
        assert!(
            badge
                .html
                .contains("href=\"https://lens.example/a/#/check/example.com\""),
            "{}",
            badge.html
        );
        for part in [
            "role=\"img\"",
            "<title id=\"t\">",
            ">enforce<",
            ">as of 2026-11-23<",
            ">MTA-STS<",
        ] {
            assert!(badge.svg.contains(part), "{part}: {}", badge.svg);
        }
        for no in ["<script", "href=", "currentColor", "class=", "style="] {
            assert!(!badge.svg.contains(no), "{no}: {}", badge.svg);
        }
    }

    #[test]
    fn what_is_not_finished_has_none() {
        let mut running = found(Case::Protected, Severity::Good);
        running.done = false;
        assert_eq!(badge(&running, BASE), None);
        assert_eq!(badge(&found(Case::Waiting, Severity::Pending), BASE), None);
    }

    #[test]
    fn foreign_text_is_text() {
        let mut odd = found(Case::Unknown, Severity::Unseen);
        odd.domain = "</title><script>\u{1}]](x)\"".to_owned();
        let badge = badge(&odd, BASE).unwrap();
        for text in [&badge.svg, &badge.markdown, &badge.html] {
            assert!(
                !text.contains("<script") && !text.contains('\u{1}') && !text.contains("]]"),
                "{text}"
            );
        }
        assert_eq!(badge.file, "mta-sts-__title__script____x__.svg");
    }

    #[test]
    fn each_severity_has_its_own_shape_and_a_colour_of_the_page_that_can_be_read() {
        let style = include_str!("../../www/style.css");
        let mut shapes = Vec::new();
        for severity in [
            Severity::Error,
            Severity::Warning,
            Severity::Note,
            Severity::Good,
            Severity::Unseen,
        ] {
            let drawn = icon(severity);
            assert!(drawn.contains("<path") && drawn.contains(colour(severity)), "{drawn}");
            assert!(
                style.contains(&format!("light-dark({}", colour(severity))),
                "{severity:?}"
            );
            assert!(contrast(colour(severity), "#fff").unwrap() > READABLE);
            shapes.push(drawn.replace(colour(severity), ""));
        }
        shapes.sort();
        shapes.dedup();
        assert_eq!(shapes.len(), 5);
        assert!(contrast("#15201e", "#eef1ec").unwrap() > READABLE);
    }
}
