//! Rules about the policy host, as far as a browser can see it (RFC 8461 §3.2, §3.3, §8.2).

use crate::rule::rules;

rules! {
    /// The host that serves the policy can be found in DNS and has an address that the world can reach.
    STS450 HOST_HAS_ADDRESS {
        Good, 8461 "3.3",
        title: "The policy host has a public address",
        message: "`{host}` has the address {address}",
        fix: "Nothing to be done",
    }

    /// Senders fetch the policy from the host `mta-sts` under the domain, and from nowhere else. Without an address
    /// there is nothing to fetch, and a sender without a cached policy delivers as if there were no MTA-STS.
    STS451 HOST_WITHOUT_ADDRESS {
        Error, 8461 "3.3",
        title: "The policy host has no address",
        message: "`{host}` has {what}, so no sender can fetch the policy",
        fix: "Publish an A, AAAA or CNAME record for the policy host, with a web server and a certificate for that very name",
    }

    /// The policy host is an alias of a name that doesn’t exist, or its aliases lead round in a circle. Usually the domain has left a provider (or was
    /// never set up there), and the alias was left behind. Senders find no policy. Whoever can claim the missing
    /// name may serve one in your name.
    STS452 HOST_DANGLING {
        Error, 8461 "8.2",
        title: "The policy host is an alias that leads nowhere",
        message: "`{host}` is an alias of `{target}`, which {state}{provider}",
        fix: "Set the domain up at the provider, or remove the alias (after an orderly `mode: none`, if a policy was served before)",
    }

    /// Addresses of this kind can’t be reached from the Internet, and the host has no other, so no sender outside gets
    /// the policy. The page doesn’t touch such addresses: they would lead into your own network.
    STS453 HOST_PRIVATE {
        Error, 8461 "3.3",
        title: "The policy host has no public address",
        message: "`{host}` has {address}, {scope}; it was not contacted",
        fix: "Publish the public address of the web server",
    }

    /// The record is handed over to a provider by an alias, but the policy host isn’t. Senders read the provider’s
    /// record and then look for the policy on your own host. Both halves have to be handed over.
    STS454 DELEGATION_WITHOUT_HOST {
        Warning, 8461 "8.2",
        title: "The record is delegated, but the policy host isn’t",
        message: "`_mta-sts.{domain}` is an alias of `{target}`{provider}, but `mta-sts.{domain}` {state}",
        fix: "Make `mta-sts` an alias too, as the provider says; or publish the record yourself",
    }

    /// The policy host is handed over to a provider by an alias, but there is no record. Senders look for the
    /// record first, so nobody fetches the policy.
    STS455 DELEGATION_WITHOUT_RECORD {
        Warning, 8461 "8.2",
        title: "The policy host is delegated, but there is no record",
        message: "`mta-sts.{domain}` is an alias of `{target}`{provider}, but there is no record at `_mta-sts.{domain}`",
        fix: "Publish the record too, as the provider says",
    }

    /// The policy host is an alias: somebody else serves the policy. Its certificate still has to name
    /// `mta-sts` under your own domain.
    STS456 HOST_DELEGATED {
        Note, 8461 "8.2",
        title: "The policy host is an alias",
        message: "`{host}` is an alias of `{target}`{provider}",
        fix: "Nothing to be done; the certificate has to name your own policy host",
    }

    /// The file was fetched over TLS that is trusted here; in a browser that means that the host lets web pages read it. So
    /// everything below is what senders get, too.
    STS457 HOST_READABLE {
        Good, 8461 "3.3",
        title: "The policy host answers over trusted TLS",
        message: "`{host}` answers with status {status}{readable}",
        fix: "Nothing to be done",
    }

    /// A browser lets a page read another host’s file only if that host allows it by a header
    /// (`Access-Control-Allow-Origin`). Mail servers don’t need that header, so this is no fault. To judge the
    /// policy, this page needs its text from you.
    STS458 HOST_NOT_READABLE {
        Unseen, 8461 "3.3",
        title: "The policy host doesn’t let web pages read the policy",
        message: "`{host}` can’t be read by web pages; senders aren’t bound by that",
        fix: "Paste the policy; or add the header `Access-Control-Allow-Origin: *` at the host, then it can be checked from any browser",
    }

    /// A request whose answer may not be read was answered, so the name, the port and the certificate are in order
    /// as far as this browser sees.
    STS459 PROBE_TLS {
        Good, 8461 "3.3",
        title: "The policy host answers over trusted TLS, by probe",
        message: "`{host}` answers over TLS that this browser trusts",
        fix: "Nothing to be done",
    }

    /// The file loads as a success (a status of 2xx). What loads may still be a web page and no policy: only its
    /// text shows that.
    STS460 PROBE_SUCCESS {
        Good, 8461 "3.3",
        title: "The policy host answers with success, by probe",
        message: "`{host}` answers the policy’s path with success",
        fix: "Nothing to be done",
    }

    /// No request to the policy host came through. The commonest cause is a certificate that doesn’t name
    /// `mta-sts` under the domain; others are an expired certificate, a closed port, a host that is down, or an
    /// extension or a company’s proxy that blocks the request. A browser can’t tell which.
    STS461 PROBE_UNREACHABLE {
        Warning, 8461 "3.3",
        title: "The policy host can’t be reached over trusted TLS from here",
        message: "`{host}` has an address, but no request came through: a certificate, a closed port or a block; a browser can’t tell which",
        fix: "Run the command below: it shows the certificate and the answer. Without trusted TLS senders get no policy",
    }

    /// The host answers, but the file didn’t load as a success. Most often the path answers 404. In Firefox and
    /// Safari a host that sends `X-Frame-Options` looks the same to the probe.
    STS462 PROBE_ERROR_STATUS {
        Warning, 8461 "3.3",
        title: "The policy host seems to answer with an error",
        message: "`{host}` answers over trusted TLS, but `/.well-known/mta-sts.txt` doesn’t load as a success (or the host sends `X-Frame-Options`)",
        fix: "Serve the policy at exactly `/.well-known/mta-sts.txt`, with status 200",
    }

    /// The request was led to another host. Senders must not follow redirects when they fetch a policy, not even
    /// to a host of your own, so they get none.
    STS463 PROBE_REDIRECT {
        Error, 8461 "3.3",
        title: "The policy host redirects to another host",
        message: "`{host}` redirects the policy’s path to another host, and senders must not follow",
        fix: "Serve the file itself at `https://{host}/.well-known/mta-sts.txt`",
    }

    /// The policy didn’t arrive within the time. Senders give up after about a minute, too.
    STS464 POLICY_TIMED_OUT {
        Warning, 8461 "3.3",
        title: "The policy host doesn’t answer in time",
        message: "`{host}` sent no complete answer in time",
        fix: "Run the command below to see where it hangs",
    }

    /// CAA records say which certification authorities may issue certificates for a name. Those that hold for the
    /// policy host allow none at all, so its certificate can’t be renewed (or never was issued).
    STS465 CAA_FORBIDS_ALL {
        Warning, 8659 "4.2",
        title: "CAA records let no authority issue a certificate for the policy host",
        message: "the CAA records of `{owner}` hold for `{host}`, and forbid every certificate",
        fix: "Allow the authority that issues the certificate of the policy host",
    }

    /// CAA records say which certification authorities may issue certificates for a name. If the web server or the
    /// provider of the policy host uses another one, the certificate can’t be renewed and the policy falls away.
    STS466 CAA_LIMITS {
        Note, 8659 "4.2",
        title: "CAA records limit who may issue the policy host’s certificate",
        message: "by the CAA records of `{owner}`, only {allowed} may issue for `{host}`{missing}",
        fix: "Make sure that the authority of the policy host’s certificate is among them",
    }

    /// There is a policy, but no usable record at `_mta-sts`. Senders look for the record first; without it nobody
    /// fetches the policy (those that fetched it earlier go on by their copy until `max_age` is over).
    STS467 POLICY_WITHOUT_RECORD {
        Warning, 8461 "3.1",
        title: "There is a policy, but nobody looks for it: the record is missing",
        message: "there is a policy in mode `{mode}` for `{host}`, and no record at `_mta-sts.{domain}`",
        fix: "Publish the record, or take the policy away",
    }

    /// One provider receives the mail, and another one serves the policy. That works as long as the second hears of
    /// every change that the first makes to its MX hosts. It often doesn’t: of 18,922 domains set up like this, 640 had a
    /// policy that their MX hosts don’t fit, against 1 of 7,492 where one provider does both (IMC 2025).
    STS468 TWO_PROVIDERS {
        Note, 8461 "8.2",
        title: "Mail and policy are with different providers",
        message: "mail goes to {mail}, and the policy is served by {policy}: nothing keeps the two in step",
        fix: "Compare the `mx` lines with the MX record whenever either provider announces a change",
    }

    /// There is no record at `_mta-sts`, but a host stands where a policy would be. A set-up may have stopped half-way;
    /// or MTA-STS was switched off by deleting the record, and then senders go on by the policy that they keep until its
    /// `max_age` is over; or a wildcard answers for every name, which means nothing.
    STS469 HOST_WITHOUT_RECORD {
        Note, 8461 "8.3",
        title: "There is a policy host, but no record",
        message: "`{host}` has the address {address}, and there is no record at `_mta-sts.{domain}`",
        fix: "See what the host serves by the command below. To end MTA-STS, serve `mode: none` with a short `max_age` under a new id, until the longest `max_age` that was served is over; only then remove record and host",
    }

    /// Some addresses of the policy host can be reached from the Internet, and some can’t. Senders that try one of
    /// the latter first lose time, or get no policy. The page contacts no host that has such an address: it would
    /// lead into your own network.
    STS470 HOST_PARTLY_PRIVATE {
        Warning, 8461 "3.3",
        title: "Some addresses of the policy host aren’t public",
        message: "`{host}` has {address}, {scope}, beside public ones; it was not contacted",
        fix: "Remove the addresses that can’t be reached from the Internet",
    }

    /// The certificate of the policy host isn’t one that is trusted, or no TLS session came about. Senders fetch a policy over
    /// TLS alone: the certificate has to be in date, to name `mta-sts` under the domain and to lead to a root that they trust.
    /// Else they get no policy, and deliver as if there were none. Told where a check runs outside of a browser.
    STS471 HOST_UNTRUSTED {
        Error, 8461 "3.3",
        title: "There is no trusted TLS with the policy host",
        message: "`{host}` was asked for the policy, and {fault}; senders that see the same get none",
        fix: "{mend}; then look again by the commands below",
    }

    /// The policy host has an address, but the policy didn’t come: a connection didn’t come about or broke off, the answer can’t
    /// be read, or the request failed without saying where. Senders that fare alike get no policy, and deliver as if there were
    /// none. The network or the machine that the host was asked from may be at fault, too. Told where a check runs outside of a
    /// browser.
    STS472 HOST_UNREACHED {
        Warning, 8461 "3.3",
        title: "The policy can’t be fetched from here",
        message: "`{host}` has an address and was asked for the policy, and {fault}",
        fix: "Run the commands below from another network; if they fail there too, look whether the web server listens at port 443, whom a firewall lets in, and what it answers",
    }

    /// The policy host can be read, and it serves something else than what was brought to the check. What the host serves is
    /// what senders get, so that counts. The other one may be older, or not published yet.
    STS473 BROUGHT_DIFFERS {
        Note, 8461 "3.3",
        title: "The policy that was brought isn’t the one that is served",
        message: "the policy that was brought isn’t what comes from `{host}`{how}; what comes from there counts",
        fix: "If the brought one is meant, let the policy host serve it, then give the record a new id",
    }

    /// What was brought in the place of a policy is blank, or what `curl` prints where it gets no answer: that says nothing of the
    /// file at the policy host. Or it is what `curl -v` or PowerShell tells beside an answer, so that the file can’t be told from
    /// it. It doesn’t count.
    STS474 BROUGHT_NO_POLICY {
        Note, 8461 "3.2",
        title: "What was brought is no policy",
        message: "what was brought is {what}, and no policy; it doesn’t count",
        fix: "Bring the text of the policy, or what `curl -i` prints of it",
    }
}
