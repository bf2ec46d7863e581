//! The templates: that they can be filled whatever the form holds, and that what is in a text comes out again.

mod decode;

use super::{all, dns_formats, find, template, write};
use crate::dns::Data;
use crate::make::check::tests::any_form;
use crate::make::template::{File, about, head, render};
use crate::make::{Form, Made};

fn to_ascii(name: &str) -> Option<String> {
    idna::domain_to_ascii(name).ok()
}

fn sample(host: &str) -> Made {
    let form = Form {
        patterns: vec!["mx1.example.com".into(), "*.example.net".into()],
        rua: vec!["tls@example.com".into(), "https://reports.example.net/v1?a=b".into()],
        host: host.into(),
        ..Form::new("example.com", 1_795_444_320)
    };
    form.make(None, &to_ascii)
}

fn files(name: &str, made: &Made) -> Vec<File> {
    let text = template(name).unwrap_or_else(|| panic!("no template {name}"));
    render(text, &made.values().expect("a domain")).unwrap_or_else(|| panic!("{name} is broken"))
}

#[test]
fn every_template_says_what_it_is_and_can_be_filled() {
    for (name, text) in all() {
        for kind in ["title", "about", "source"] {
            assert!(head(text, kind).all(|line| !line.trim().is_empty()), "{name}: {kind}");
        }
        assert_eq!(head(text, "title").count(), 1, "{name}");
        assert!(
            head(text, "about").count() > 0 && head(text, "source").count() > 0,
            "{name}"
        );
        for host in ["", "192.0.2.1, 192.0.2.2, 2001:db8::1", "someone.github.io"] {
            let made = sample(host);
            assert!(
                about(text, &made.values().unwrap()).is_some_and(|about| about.ends_with('.')),
                "{name}"
            );
            for file in files(name, &made) {
                assert!(
                    (file.text.is_empty() || file.text.ends_with('\n')) && !file.text.contains(['«', '»']),
                    "{name} {}",
                    file.path
                );
                let clean = file.text.lines().all(|line| line.trim_end() == line);
                assert!(
                    clean && !file.text.contains("\n\n\n"),
                    "{name} {}:\n{}",
                    file.path,
                    file.text
                );
                assert_eq!(file.executable, file.text.starts_with("#!"), "{name} {}", file.path);
            }
        }
    }
}

#[test]
fn the_file_holds_every_template() {
    let file: &'static str = write().leak();
    assert!(all().count() > 1);
    for (name, text) in all() {
        assert_eq!(find(file, name), Some(text), "{name}");
        assert!(!text.contains(['\u{1e}', '\u{1f}']), "{name}");
    }
    assert_eq!(find(file, "dns/bin"), None);
    assert_eq!(find("dns/bind", "dns/bind"), None);
}

#[test]
fn whatever_is_in_a_text_comes_out_of_every_dns_format() {
    crate::arb::property(|u| {
        let form = any_form(u)?;
        let made = form.make(None, &to_ascii);
        if made.domain.is_none() {
            assert_eq!(made.values(), None);
            return Ok(());
        }
        let texts: Vec<Vec<u8>> = made
            .records
            .iter()
            .filter_map(|record| match &record.data {
                Data::Txt { text, .. } => Some(text.clone()),
                _ => None,
            })
            .collect();
        for format in dns_formats() {
            let found = decode::texts(format.trim_start_matches("dns/"), &files(format, &made));
            let shown = |texts: &[Vec<u8>]| {
                texts
                    .iter()
                    .map(|text| String::from_utf8_lossy(text).into_owned())
                    .collect::<Vec<_>>()
            };
            assert_eq!(shown(&found), shown(&texts), "{format} {:#?}", files(format, &made));
        }
        Ok(())
    });
}
