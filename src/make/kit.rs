//! All that is needed to serve the policy at a host, and a script that checks it.

use super::bundle::{COMMON, template};
use super::policy::Made;
use super::template::{File, render};
use super::zip;

/// The files of a kit, such as `kit/nginx`, with those of a DNS format, such as `dns/bind`, in a folder `dns`; the README
/// first. `None` without a domain, where there is no such template, or as long as the page has not loaded them.
#[must_use]
pub fn files(kit: &str, dns_format: Option<&str>, made: &Made) -> Option<Vec<File>> {
    let values = made.values()?;
    let mut files = render(template(kit)?, &values)?;
    for file in render(template(COMMON)?, &values)? {
        // What they have in common goes on where the kit's own ends.
        match files.iter_mut().find(|known| known.path == file.path) {
            Some(known) => known.text.push_str(&file.text),
            None => files.push(file),
        }
    }
    if let Some(format) = dns_format {
        let dns = render(template(format)?, &values)?.into_iter();
        files.extend(dns.map(|file| File {
            path: format!("dns/{}", file.path),
            ..file
        }));
    }
    Some(files)
}

/// The same as one ZIP archive, in a folder named for the policy host. `date` is in seconds since 1970 (UTC).
#[must_use]
pub fn archive(kit: &str, dns_format: Option<&str>, made: &Made, date: i64) -> Option<Vec<u8>> {
    let mut files = files(kit, dns_format, made)?;
    let folder = made.domain.as_ref()?;
    for file in &mut files {
        file.path = format!("mta-sts.{folder}/{}", file.path);
    }
    Some(zip::write(&files, date))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::make::bundle::kits;
    use crate::make::check::tests::any_form;

    fn to_ascii(name: &str) -> Option<String> {
        idna::domain_to_ascii(name).ok()
    }

    /// The policy that the Worker has in its program.
    fn of_worker(files: &[File]) -> String {
        let script = files.iter().find(|file| file.path == "worker.js").unwrap();
        let line = script
            .text
            .lines()
            .find_map(|line| line.strip_prefix("const policy = "));
        serde_json::from_str(line.unwrap().trim_end_matches(';')).unwrap()
    }

    #[test]
    fn every_kit_has_the_policy_a_readme_and_the_script_whatever_the_form_holds() {
        crate::arb::property(|u| {
            let made = any_form(u)?.make(None, &to_ascii);
            for kit in kits() {
                let Some(files) = files(kit, Some("dns/bind"), &made) else {
                    assert_eq!(made.domain, None, "{kit}");
                    continue;
                };
                let named = |end: &str| files.iter().find(|file| file.path.ends_with(end));
                assert_eq!(files.first().map(|file| file.path.as_str()), Some("README.md"), "{kit}");
                assert!(named("verify.sh").is_some_and(|file| file.executable), "{kit}");
                assert!(
                    named("dns/").is_none() && files.iter().any(|file| file.path.starts_with("dns/")),
                    "{kit}"
                );
                let served = named(".well-known/mta-sts.txt").map(|file| file.text.clone());
                assert_eq!(served.unwrap_or_else(|| of_worker(&files)), made.policy, "{kit}");
                let mut paths: Vec<_> = files.iter().map(|file| &file.path).collect();
                paths.sort();
                paths.dedup();
                assert_eq!(paths.len(), files.len(), "{kit}");
                for path in paths {
                    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '/');
                    assert!(
                        path.chars().all(plain) && !path.starts_with('/') && !path.contains(".."),
                        "{path}"
                    );
                }
            }
            Ok(())
        });
        assert!(kits().count() >= 12);
    }

    #[test]
    fn an_archive_has_one_folder() {
        let made = crate::make::Form::new("example.com", 0).make(None, &to_ascii);
        let zip = archive("kit/nginx", None, &made, 0).unwrap();
        let name = b"mta-sts.example.com/README.md";
        assert_eq!(zip.get(30..30 + name.len()), Some(&name[..]));
        assert_eq!(archive("kit/none", None, &made, 0), None);
    }
}
